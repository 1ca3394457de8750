"""Duplicates an experiment with one thing changed: into the form, or to be trained beside the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Signal

from nnlab.errors import InvalidSpecError, NnlabError
from nnlab.gui.controllers.one_change import with_change
from nnlab.gui.controllers.race_controller import RaceController
from nnlab.gui.controllers.run_shelf import RunShelf
from nnlab.gui.translation import translate
from nnlab.gui.views.compare.compare_view import CompareView
from nnlab.gui.views.compare.field_words import field_value
from nnlab.gui.views.compare.fields import changeable
from nnlab.gui.views.message_bar import MessageBar
from nnlab.spec.experiment import ExperimentSpec

IN_THE_FORM: Final = 0
"""Stands for the experiment in the form among the runs on the shelf."""


class ChangeController(QObject):
    """Knows which run is duplicated and what of it is changed.

    Parameters
    ----------
    view : CompareView
    shelf : RunShelf
    race : RaceController
    messages : MessageBar
    present_spec : callable
        Returns the experiment in the form; None while something is wrong with it.

    Signals
    -------
    form_requested : ExperimentSpec
        It is to be put into the form, as one step of undo.
    """

    form_requested = Signal(object)

    def __init__(
        self,
        view: CompareView,
        shelf: RunShelf,
        race: RaceController,
        messages: MessageBar,
        present_spec: Callable[[], ExperimentSpec | None],
    ) -> None:
        super().__init__(view)
        self._view, self._panel, self._shelf, self._race = view, view.change, shelf, race
        self._messages, self._present_spec = messages, present_spec
        self._base_id = IN_THE_FORM
        self._offered: ExperimentSpec | None = None
        self._changed: ExperimentSpec | None = None
        panel = self._panel
        view.duplicate_chosen.connect(self.begin)
        panel.base_chosen.connect(self._on_panel_base_chosen)
        panel.value_edited.connect(self._judge)
        panel.form_chosen.connect(self._on_panel_form_chosen)
        panel.one_chosen.connect(lambda: self._train(with_base=False))
        panel.both_chosen.connect(lambda: self._train(with_base=True))
        panel.closed.connect(panel.hide)
        shelf.changed.connect(self.refresh)

    def begin(self) -> None:
        """Ask what is to be changed, of the chosen run or else of the experiment in the form."""
        bases = self._bases()
        if not bases:
            self._messages.show_problem(self.tr("There is nothing to duplicate: put the form right, or train a run."))
            return
        chosen = self._view.chosen()
        ids = [run_id for run_id, _ in bases]
        base = chosen[0] if len(chosen) == 1 and chosen[0] in ids else ids[0]
        self._panel.set_bases(bases, base)
        self._on_panel_base_chosen(base)
        self._panel.begin()

    def refresh(self) -> None:
        """Follow what the form and the shelf hold by now; a value that was typed stays."""
        if self._panel.isHidden():
            return
        self._panel.set_bases(self._bases(), self._base_id)
        base, path, value = self._base, self._panel.path(), self._panel.value()
        if base is None or base == self._offered:
            self._judge()
            return
        field = self._panel.field(path)
        self._offer(base)
        if field is not None and value != field.value and self._panel.field(path) is not None:
            self._panel.edit(path, value)

    @property
    def _base(self) -> ExperimentSpec | None:
        """What is duplicated, as it is now; None where the run has gone or the form is wrong."""
        if self._base_id == IN_THE_FORM:
            return self._present_spec()
        run = self._shelf.run(self._base_id)
        return run.record.spec if run is not None else None

    def _bases(self) -> list[tuple[int, str]]:
        """Return what can be duplicated: the experiment in the form, and the runs on the shelf, the latest first."""
        form = [(IN_THE_FORM, self.tr("the experiment in the form"))] if self._present_spec() is not None else []
        return form + [(run.id, run.name) for run in reversed(self._shelf.runs)]

    def _on_panel_base_chosen(self, run_id: int) -> None:
        self._base_id = run_id
        self._offer(self._base)

    def _offer(self, base: ExperimentSpec | None) -> None:
        """Let the person choose among the fields of an experiment."""
        self._offered = base
        self._panel.set_fields(changeable(base) if base is not None else [])
        self._judge()

    def _judge(self) -> None:
        """Say what is wrong with the change, and let it be trained where nothing is."""
        self._changed, problem, base = None, "", self._base
        if base is not None:
            try:
                changed = with_change(base, self._panel.path(), self._panel.value())
                self._changed = changed if changed != base else None
            except InvalidSpecError as error:
                problem = self._problem_words(error)
        self._panel.set_problem(problem, is_possible=self._changed is not None)

    def _problem_words(self, error: InvalidSpecError) -> str:
        """Return what is wrong, with the field's name where it is another than the one that was changed."""
        first, path = error.problems[0], self._panel.path()
        words = translate(first.text)
        if first.path == path or "*" in path or first.path.startswith(f"{path}."):
            return words
        field = self._panel.field(first.path)
        return self.tr("“{field}” {problem}").format(field=field.name if field else first.path, problem=words)

    def _on_panel_form_chosen(self) -> None:
        if self._changed is not None:
            self._panel.hide()
            self.form_requested.emit(self._changed)

    def _train(self, *, with_base: bool) -> None:
        """Train the changed experiment from its first step, alone or together with the other."""
        base = self._base
        if self._changed is None or base is None:
            return
        entries = [(self._base_name(base), base)] if with_base else []
        entries.append((self._name(), self._changed))
        try:
            self._race.start(entries)
        except NnlabError as error:
            self._messages.show_problem(translate(error.text))
            return
        self._panel.hide()
        self._view.show_page("curves")

    def _base_name(self, base: ExperimentSpec) -> str:
        run = self._shelf.run(self._base_id)
        return run.name if run is not None else self._shelf.new_name(base)

    def _name(self) -> str:
        """Return a name that says what was changed: ``Run 3: Learning rate 0.1``."""
        path = self._panel.path()
        field = self._panel.field(path)
        words = f"{field.name} {field_value(field, self._panel.value())}" if field is not None else path
        return self._shelf.numbered(words)
