"""The network drawn: a tab of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from nnlab.gui import numbers, theme
from nnlab.gui.number_table import NumberTable
from nnlab.gui.run_facts import RunFacts
from nnlab.gui.views.elided import ElidedLabel
from nnlab.gui.views.legend import LegendEntry
from nnlab.gui.views.moment_words import moment_words
from nnlab.gui.views.network.canvas import NetworkCanvas
from nnlab.gui.views.network.columns import columns_of, names_of
from nnlab.gui.views.network.lines import WIDTHS, line_pen
from nnlab.gui.views.network.number_tables import network_tables
from nnlab.gui.views.network.zoomed import ZoomedArea
from nnlab.gui.views.tool_button import toggle, tool_button
from nnlab.training.inside.drawing import DrawingQuestion, NetworkDrawing
from nnlab.training.moment import Moment

THICK: Final = len(WIDTHS) - 2
ZOOM_KEYS: Final = {
    Qt.Key.Key_Plus: "in",
    Qt.Key.Key_Equal: "in",
    Qt.Key.Key_Minus: "out",
    Qt.Key.Key_0: "fit",
}


class NetworkView(QWidget):
    """Shows layers, units and connections of the run; an AskingView.

    Signals
    -------
    question_changed
        There is room for more or fewer units.
    """

    question_changed = Signal()
    draws_plans: ClassVar = True
    """Whether it shows what the form asks for before there is a run."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("The network drawn"))
        self.canvas = NetworkCanvas()
        self.area = ZoomedArea(self.canvas)
        self._facts: RunFacts | None = None
        self._moment: Moment | None = None
        self._step: int | None = None
        self._asked = 0
        self.details = [ElidedLabel(role) for role in ("title", "muted", "muted")]
        self._heading = ElidedLabel("muted")
        self._lay_out()
        self.canvas.spot_changed.connect(self._on_canvas_spot_changed)
        self.area.resized.connect(self._on_area_resized)
        self.set_run(None)

    def _lay_out(self) -> None:
        card = QFrame()
        theme.mark(card, "card", True)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(theme.GRID // 2, theme.GRID // 2, theme.GRID // 2, theme.GRID)
        inner.setSpacing(0)
        inner.addWidget(self.area, 1)
        for label in self.details:
            label.setContentsMargins(theme.GRID, 0, theme.GRID, 0)
            inner.addWidget(label)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        rows.setSpacing(theme.GRID)
        rows.addLayout(self._bar())
        rows.addWidget(card, 1)

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setSpacing(theme.GRID)
        bar.addWidget(self._heading, 1)
        bar.addWidget(LegendEntry(self.tr("positive"), lambda: line_pen(THICK, is_negative=False)))
        bar.addWidget(LegendEntry(self.tr("negative"), lambda: line_pen(THICK, is_negative=True)))
        about = self.tr("One scale for the weights of all layers")
        self.shared = toggle(self.tr("One scale"), about, name=about)
        self.shared.toggled.connect(self.canvas.set_shared_scale)
        bar.addWidget(self.shared)
        for text, name, act in (
            ("−", self.tr("Smaller (−)"), self.area.zoom_out),
            (self.tr("Fit"), self.tr("Fit into the window (0)"), self.area.fit),
            ("+", self.tr("Larger (+)"), self.area.zoom_in),
        ):
            button = tool_button(text, name, name=name)
            button.clicked.connect(lambda _=False, act=act: act())
            bar.addWidget(button)
        return bar

    def set_run(self, facts: RunFacts | None) -> None:
        """Draw the network of another run, or of a plan; see RunView."""
        if facts is not None and facts == self._facts:
            return
        self._facts, self._moment, self._step = facts, None, None
        self.canvas.set_facts(facts)
        self.area.set_least_width(self.canvas.least_width())
        self._show_heading()
        self._asked = self.canvas.most_units()
        self.question_changed.emit()

    def set_moment(self, moment: Moment) -> None:
        """Say which step is looked at; its weights come with the answer."""
        self._moment = moment
        self._show_heading()

    def question(self) -> DrawingQuestion | None:
        """Return what is asked about the weights; see AskingView."""
        return None if self._facts is None else DrawingQuestion(self._asked)

    def set_answer(self, answer: NetworkDrawing, step: int) -> None:
        """Show the weights of a step."""
        self._step = step
        self.canvas.set_drawing(answer)
        self._show_heading()

    def set_progress(self, share: float | None) -> None:
        """Show how far the weights are that take a while."""
        self._show_heading(share)

    def tables(self) -> Sequence[NumberTable]:
        """Return the layers, and the weights between the units that are drawn."""
        if self._facts is None:
            return ()
        drawing = self.canvas.drawing
        columns = columns_of(self._facts, drawing, self._asked)
        return network_tables(self._facts, columns, names_of(self._facts, drawing), drawing)

    def picture_widget(self) -> QWidget:
        """Return what an exported picture shows: the whole drawing where only a part of it fits."""
        is_whole = self.canvas.width() <= self.area.width() and self.canvas.height() <= self.area.height()
        return self if is_whole else self.canvas

    def heading(self) -> str:
        """Return what stands above the drawing."""
        return self._heading.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom."""
        acts = {"in": self.area.zoom_in, "out": self.area.zoom_out, "fit": self.area.fit}
        way = ZOOM_KEYS.get(Qt.Key(event.key()))
        if way is None or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
            return
        acts[way]()

    def _show_heading(self, share: float | None = None) -> None:
        words = self._heading_words()
        if share is not None and words:
            template = self.tr("{words}; working out {percent}")
            words = template.format(words=words, percent=numbers.percent(share))
        self._heading.setText(words)

    def _heading_words(self) -> str:
        if self._facts is None:
            return self.tr("The network appears here once a run has begun.")
        if self._step is None or self._moment is None:
            return self.tr("The network; its weights appear with the first step.")
        drawn = self.tr("The strongest connections, {step}")
        return drawn.format(step=moment_words(self._moment, self._step))

    def _on_canvas_spot_changed(self) -> None:
        heading, before, behind = self.canvas.words()
        if heading and self.canvas.spot is None:
            before = self.tr("Point at a unit or a heading, or go there with the arrow keys, for its numbers.")
            behind = self._thickness_words() if self.canvas.drawing else ""
        texts = (heading, before, behind)
        for label, text in zip(self.details, texts, strict=True):
            label.setText(text)
            label.setToolTip(text)
        if self.canvas.spot is not None and self.canvas.hasFocus():
            self.area.show_point(self.canvas.where(self.canvas.spot))

    def _thickness_words(self) -> str:
        if self.shared.isChecked():
            return self.tr("The thicker a line the larger its weight; the thickest is the largest of the network.")
        return self.tr("The thicker a line the larger its weight; the thickest is the largest of its layer.")

    def _on_area_resized(self) -> None:
        if self._facts is not None and self._asked != self.canvas.most_units():
            self._asked = self.canvas.most_units()
            self.question_changed.emit()
