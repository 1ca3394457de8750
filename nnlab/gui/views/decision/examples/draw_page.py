"""An image drawn by hand, and what the network makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from nnlab.data.dataset import Raw
from nnlab.gui import numbers, theme
from nnlab.gui.number_table import NumberTable
from nnlab.gui.run_facts import RunFacts
from nnlab.gui.views.data.card import scrolled
from nnlab.gui.views.data.parts import part_word
from nnlab.gui.views.data.picture import Picture
from nnlab.gui.views.decision.examples.examples_page import ExamplesPage
from nnlab.gui.views.decision.examples.layer_strips import LayerStrips
from nnlab.gui.views.decision.examples.pad import Pad
from nnlab.gui.views.decision.examples.part_choice import PREFERRED
from nnlab.gui.views.decision.examples.probability_bars import ProbabilityBars
from nnlab.gui.views.elided import ElidedLabel
from nnlab.gui.views.flow import FlowLayout
from nnlab.gui.views.small_text import SmallText
from nnlab.gui.views.tool_button import toggle, tool_button
from nnlab.training.inside.ink import InkFrame
from nnlab.training.inside.response import ExampleQuestion, GivenExample, Response, ResponseQuestion, question_about
from nnlab.training.snapshot import Part

LARGEST: Final = 32
"""Pixels of an image's side: beyond, nobody draws cell by cell."""
PAD_SHARE: Final = 2
OTHERS_SHARE: Final = 3


class DrawPage(ExamplesPage):
    """The pad on the left; on the right what the network sees, the probabilities, and the outputs of all units."""

    def __init__(self) -> None:
        super().__init__(self.tr("A pad to draw an image on appears here once a run has begun."))
        self.pad, self.bars, self.strips = Pad(), ProbabilityBars(), LayerStrips()
        self.seen = Picture(self.tr("what the network sees"))
        self.verdict, self.readout, self.keys = QLabel(), ElidedLabel("muted"), SmallText()
        self._part: Part = PREFERRED[0]
        self._question: ExampleQuestion | ResponseQuestion | None = None
        self._given: GivenExample | None = None
        self._names: Sequence[str] = ()
        self._random = Random(0)
        self.buttons = self._make_buttons()
        self.lay_out(self._body())
        self.pad.edited.connect(self._on_pad_edited)
        self.strips.pointed.connect(self.readout.setText)

    @staticmethod
    def title() -> str:
        """Return the name of the page; see DecisionPage."""
        return QCoreApplication.translate("DrawPage", "Try one")

    @staticmethod
    def fits(facts: RunFacts) -> bool:
        """Return whether the examples are small grey images of classes."""
        shape = facts.sizes.example_shape
        return len(shape) == 3 and shape[2] == 1 and max(shape[:2]) <= LARGEST and facts.sizes.classes > 0

    def question(self) -> ExampleQuestion | ResponseQuestion | None:
        """Return what is asked: about an example of the data, or about what is drawn; nothing of an empty pad."""
        return self._question if self.facts is not None else None

    def tables(self) -> Sequence[NumberTable]:
        """Return the probabilities, and the output of every unit."""
        response = self._response()
        if response is None:
            return ()
        values = response.outputs if response.probabilities is None else response.probabilities
        kind = "score" if response.probabilities is None else "probability"
        units = (
            (index + 1, unit + 1, value)
            for index, layer in enumerate(response.layers)
            for unit, value in enumerate(layer.output.tolist())
        )
        return (
            NumberTable("classes", ("class", kind), list(zip(self._names, values.tolist(), strict=False))),
            NumberTable("outputs", ("layer", "unit", "output"), units),
        )

    def set_run(self, facts: RunFacts | None) -> None:
        """Show another run; what is on the pad stays where the data are the same."""
        before, question = self.facts, self._question
        is_same_data = before is not None and facts is not None and before.spec.data == facts.spec.data
        if facts is not None and facts != before:
            sizes = facts.sizes
            counts: dict[Part, int] = {"train": sizes.train, "validation": sizes.validation, "test": sizes.test}
            self._part = next((part for part in PREFERRED if counts[part]), "train")
            is_kept = is_same_data and question is not None
            self._question = question if is_kept else ExampleQuestion(self._part, 0)
            if not is_same_data:
                self._given = None
                self.pad.set_frame(None)
        super().set_run(facts)

    def take(self, answer: Any) -> None:
        """Show what the network makes of the example, or of what is drawn."""
        if isinstance(answer, GivenExample):
            self._show_given(answer)
        response = self._response()
        if response is not None:
            self._show_response(response)

    def _response(self) -> Response | None:
        return self.answer.response if isinstance(self.answer, GivenExample) else self.answer

    def _show_given(self, given: GivenExample) -> None:
        """Put an example on the pad, unless it is there."""
        is_there = (
            self._given is not None and self._given.index == given.index and isinstance(self._question, ExampleQuestion)
        )
        self.pad.set_frame(given.frame)
        self._names = given.class_names
        if not is_there or self.pad.drawn is None or self.pad.drawn.is_empty:
            self.pad.set_cells(given.frame.shares(given.pixels))
        self._given = given
        self._show_seen(given.frame, given.pixels)
        template = self.tr("{part} example {number}: class {name}")
        self.summary.setText(
            template.format(
                part=part_word(given.part),
                number=numbers.count(given.index + 1),
                name=given.class_names[given.truth],
            )
        )

    def _show_response(self, response: Response) -> None:
        self.set_problem("" if response.is_finite else self.tr("The outputs of the network are not finite."))
        values = response.outputs if response.probabilities is None else response.probabilities
        if response.probabilities is None and len(values) == 1:
            values = values.repeat(2) * (-1, 1)
        has_probabilities = response.probabilities is not None
        self.bars.set_values(self._names, values, response.label, are_probabilities=has_probabilities)
        self.strips.set_layers(self.facts.labels if self.facts is not None else (), response.layers)
        self.verdict.setText(self._verdict_words(response))

    def _verdict_words(self, response: Response) -> str:
        if response.label is None:
            return self.tr("The network names no class.")
        name = self._names[response.label]
        if response.probabilities is None:
            return self.tr("The network says: {name}").format(name=name)
        share = numbers.percent(float(response.probabilities[response.label]))
        return self.tr("The network says: {name}, {share}").format(name=name, share=share)

    def _show_seen(self, frame: InkFrame, pixels: Raw) -> None:
        """Show the picture that the network is given."""
        low, high = sorted((frame.ground, frame.ink))
        self.seen.set_pixels(pixels, low, high)

    def _on_pad_edited(self) -> None:
        drawn = self.pad.drawn
        if drawn is None:
            return
        self._given, pixels = None, drawn.pixels()
        self._show_seen(drawn.frame, pixels)
        self._question = None if drawn.is_empty else question_about(pixels)
        self.summary.setText(self.tr("Drawn by hand"))
        if self._question is None:
            self.summary.setText(self.tr("The pad is empty."))
            self.verdict.clear()
            self.bars.clear()
            self.strips.set_layers((), ())
            self.answer = None
        self.question_changed.emit()

    def _on_fit_toggled(self, is_fitted: bool) -> None:
        if self.pad.drawn is not None:
            self.pad.drawn.is_fitted = is_fitted
            self.pad.update()
            if self.pad.drawn.strokes:
                self._on_pad_edited()

    def _on_erase_toggled(self, erases: bool) -> None:
        self.pad.erases = erases

    def _ask_example(self, number: int) -> None:
        self._question, self._given = ExampleQuestion(self._part, number), None
        self.question_changed.emit()

    def _step(self, by: int) -> None:
        """Go to the next example, or to the one before; from a drawing to the first."""
        is_example = isinstance(self._question, ExampleQuestion)
        number = self._question.number if isinstance(self._question, ExampleQuestion) else 0
        self._ask_example(max(number + by, 0) if is_example else 0)

    def _take_random(self) -> None:
        sizes = self.facts.sizes if self.facts is not None else None
        if sizes is not None:
            count = {"train": sizes.train, "validation": sizes.validation, "test": sizes.test}[self._part]
            self._ask_example(self._random.randrange(max(count, 1)))

    def _make_buttons(self) -> dict[str, QToolButton]:
        """Return the buttons below the pad, by name."""
        buttons = {
            "erase": toggle(self.tr("Erase"), self.tr("Erase with the left button, too; the right one always does")),
            "fit": toggle(
                self.tr("Centre and scale"),
                self.tr("Move and scale the drawing to fill the frame as the images of the data do"),
                is_on=True,
            ),
            "clear": tool_button(self.tr("Clear"), self.tr("Take all ink away (Delete)")),
            "previous": tool_button(self.tr("◀ Previous"), self.tr("Take the previous example of the data")),
            "next": tool_button(self.tr("Next ▶"), self.tr("Take the next example of the data")),
            "random": tool_button(self.tr("Random"), self.tr("Take any example of the data")),
        }
        buttons["erase"].toggled.connect(self._on_erase_toggled)
        buttons["fit"].toggled.connect(self._on_fit_toggled)
        buttons["clear"].clicked.connect(lambda _=False: self.pad.clear())
        buttons["previous"].clicked.connect(lambda _=False: self._step(-1))
        buttons["next"].clicked.connect(lambda _=False: self._step(1))
        buttons["random"].clicked.connect(lambda _=False: self._take_random())
        return buttons

    def _body(self) -> QWidget:
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * theme.GRID)
        row.addWidget(self._left(), PAD_SHARE)
        row.addWidget(self._right(), OTHERS_SHARE)
        return body

    def _left(self) -> QWidget:
        left, flow = QWidget(), FlowLayout(spacing=theme.GRID // 2)
        for button in self.buttons.values():
            flow.addWidget(button)
        self.keys.setText(self.tr("Keys: arrows move, Space inks a cell, Backspace takes its ink, Delete clears"))
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(self.pad)
        column.addLayout(flow)
        column.addWidget(self.keys)
        column.addStretch(1)
        return left

    def _right(self) -> QWidget:
        right, above = QWidget(), QHBoxLayout()
        theme.mark(self.verdict, "role", "title")
        above.setSpacing(2 * theme.GRID)
        above.addWidget(self.seen, 0, Qt.AlignmentFlag.AlignTop)
        above.addWidget(self.bars, 1)
        self.area: QScrollArea = scrolled(self.strips)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the strips have it
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(self.verdict)
        column.addLayout(above, 2)
        column.addWidget(self.area, 3)
        column.addWidget(self.readout)
        return right
