"""The form: the whole experiment on the left of the window, to be read and edited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnlab.gui.theme import GRID
from nnlab.gui.views.form.binding import Place
from nnlab.gui.views.form.data_section import DataSection
from nnlab.gui.views.form.explanations import FIELDS
from nnlab.gui.views.form.field_binding import FieldBinding
from nnlab.gui.views.form.footnote import Footnote
from nnlab.gui.views.form.network_section import NetworkSection
from nnlab.gui.views.form.notice import Notice
from nnlab.gui.views.form.preprocessing_section import PreprocessingSection
from nnlab.gui.views.form.row import Row
from nnlab.gui.views.form.tab_order import TabOrder
from nnlab.gui.views.form.table import FieldRow, Words
from nnlab.gui.views.form.training_section import TrainingSection
from nnlab.gui.views.form.up_and_down import UpAndDown
from nnlab.gui.views.form.words import translate
from nnlab.spec.live import is_live
from nnlab.text import QT_TRANSLATE_NOOP
from nnlab.training.outline import Outline

NAME: Final = FieldRow(
    "name",
    QT_TRANSLATE_NOOP("form", "Name"),
    Words(QT_TRANSLATE_NOOP("form", "untitled")),
    FIELDS["name"],
    "",
)


GROUPS: Final = {
    "data.source": QT_TRANSLATE_NOOP("form", "The data"),
    "data.split": QT_TRANSLATE_NOOP("form", "The split"),
    "network.layers": QT_TRANSLATE_NOOP("form", "The network"),
    "preprocessing": QT_TRANSLATE_NOOP("form", "The preprocessing"),
}
"""What the parts of a document are called that have no field of their own."""


class ExperimentForm(QWidget):
    """Shows a document and reports what a person did to it; decides and checks nothing.

    Signals
    -------
    value_edited : (path, value, typing)
        A field was edited. ``typing`` is true while keys, steps or the wheel work on one field: such edits belong
        together.
    typing_finished
        The field was left, or Return was pressed.
    browse_requested : path
        Somebody wants to look for the file that belongs in a field, whose path in the document this is.
    layer_added, layer_duplicated, layer_removed : index
        A layer was asked for at ``index``; the one at ``index`` is to be copied behind itself, or taken away.
    layer_moved : (from, to)
        ``to`` is the index of the layer after it was taken out of ``from``.
    step_added : kind
        A step of preprocessing was asked for at the end.
    step_removed, step_moved
        As for layers.
    """

    value_edited = Signal(str, object, bool)
    typing_finished = Signal()
    browse_requested = Signal(str)
    layer_added = Signal(int)
    layer_duplicated = Signal(int)
    layer_removed = Signal(int)
    layer_moved = Signal(int, int)
    step_added = Signal(str)
    step_removed = Signal(int)
    step_moved = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(translate("form", "Experiment"))
        self._notice = Notice(parent=self)
        self._footnote = Footnote()
        self._is_running = False
        self._live: Callable[[str], bool] = is_live
        self._name = FieldBinding(NAME, self)
        self._scroll = UpAndDown(self)  # first: to move a whole section into it takes Qt some milliseconds
        self._data = DataSection(self._scroll.contents)
        self._preprocessing = PreprocessingSection(self._scroll.contents)
        self._network = NetworkSection(self._scroll.contents)
        self._training = TrainingSection(self._scroll.contents)
        self._sections = (self._data, self._preprocessing, self._network, self._training)
        self._lay_out()
        self._connect()

    def set_document(self, document: Mapping[str, Any], defaults: Mapping[str, Any]) -> None:
        """Show ``document``, which may be half-edited and wrong, beside the default experiment."""
        self._name.set_value(document.get("name", ""), defaults.get("name", ""))
        for section in self._sections:
            section.fields.set_value(document, defaults)
            section.refresh()
        if self._is_running:  # a card may have come
            self._show_live()
        self._tab_order.refresh()

    def set_problems(self, problems: Mapping[str, str]) -> None:
        """Show what is wrong, by path; a path without a field is told by the nearest place that holds it."""
        places = dict(self._places())
        named = translate("form", "“{path}” {problem}")
        told: defaultdict[Place, list[str]] = defaultdict(list)
        for path, sentence in problems.items():
            nearest = _nearest(path, places)
            words = sentence if nearest == path else named.format(path=self.name_of(path), problem=sentence)
            told[places[nearest]].append(words)
        for place in places.values():
            place.set_problem("\n".join(told[place]))
        for section in self._sections:
            section.refresh()

    def name_of(self, path: str) -> str:
        """Return what the field at ``path`` is called; the path itself where it has no field of its own."""
        place = dict(self._places()).get(path)
        if isinstance(place, FieldBinding):
            return place.editor.accessibleName()
        return translate("form", GROUPS[path]) if path in GROUPS else path

    def set_outline(self, outline: Outline | None) -> None:
        """Show sizes, parameters and memory, or nothing while they are unknown."""
        self._data.set_outline(outline)
        self._network.set_outline(outline)

    def set_running(self, running: bool, live: Callable[[str], bool] = is_live) -> None:
        """Mark what takes effect at once while a run goes on, and say that the rest applies to the next one.

        Parameters
        ----------
        running : bool
        live : callable
            Says of a path whether an edit there reaches the present run; whoever knows the run may say it of fewer.
        """
        self._is_running, self._live = running, live
        self._footnote.set_running(running)
        self._show_live()

    def _show_live(self) -> None:
        for path, place in self._places():
            if isinstance(place, FieldBinding):
                place.set_live(self._is_running and self._live(path))

    def _places(self) -> Iterator[tuple[str, Place]]:
        yield "", self._notice
        yield "name", self._name
        for section in self._sections:
            yield from section.places()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._scroll.contents)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID)
        for widget in (self._notice, Row(self._name), *self._sections):
            column.addWidget(widget)
        column.addStretch(1)
        self._tab_order = TabOrder(self._scroll.contents)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._scroll, 1)
        outer.addWidget(self._footnote)

    def _connect(self) -> None:
        for section in self._sections:
            section.value_edited.connect(self.value_edited)
            section.typing_finished.connect(self.typing_finished)
            section.browse_requested.connect(self.browse_requested)
        self._name.value_edited.connect(lambda _path, *edit: self.value_edited.emit("name", *edit))
        self._name.typing_finished.connect(self.typing_finished)
        self._network.layer_added.connect(self.layer_added)
        self._network.layer_duplicated.connect(self.layer_duplicated)
        self._network.layer_removed.connect(self.layer_removed)
        self._network.layer_moved.connect(self.layer_moved)
        self._preprocessing.step_added.connect(self.step_added)
        self._preprocessing.step_removed.connect(self.step_removed)
        self._preprocessing.step_moved.connect(self.step_moved)


def _nearest(path: str, places: Mapping[str, Place]) -> str:
    """Return ``path`` or the nearest of its parents that has a place."""
    while path not in places:
        path = path.rpartition(".")[0]
    return path
