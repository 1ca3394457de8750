"""The plane as a chosen layer bends it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QWidget

from nnlab.gui import numbers
from nnlab.gui.number_table import NumberTable
from nnlab.gui.run_facts import RunFacts
from nnlab.gui.views.data.mark_legend import MarkLegend
from nnlab.gui.views.data.marks import ClassMarks, TargetMarks, marks_of
from nnlab.gui.views.decision.plane.part_toggles import PartToggles
from nnlab.gui.views.decision.plane.plane_page import PlanePage, axis_names, is_plane
from nnlab.gui.views.decision.plane.side import Side, beside
from nnlab.gui.views.decision.plane.warp_area import WarpArea
from nnlab.gui.views.small_text import SIGN, SmallText
from nnlab.training.inside.question import Question
from nnlab.training.inside.warp import INPUT, WarpPicture, WarpQuestion
from nnlab.training.snapshot import PARTS


class WarpPage(PlanePage):
    """Draws a square grid, and the examples, where the layer puts them."""

    answer: WarpPicture | None = None

    def __init__(self) -> None:
        super().__init__(
            self.tr("The plane, warped"),
            self.tr("The plane as a layer of the network bends it appears here during a run."),
        )
        self.area, self.parts, self.legend, self.layer = WarpArea(), PartToggles(), MarkLegend(), QComboBox()
        self.remark = SmallText()
        self.layer.setAccessibleName(self.tr("Layer whose outputs are shown"))
        self.set_content(beside(self.area, self._side()))
        self.add_to_heading(self.layer)  # where it can be reached, too, when a layer cannot be drawn
        self._legend_names: tuple[str, ...] | None = None
        self.legend.emphasis_changed.connect(self.area.set_emphasis)
        self.parts.changed.connect(self.show_answer)
        self.layer.currentIndexChanged.connect(lambda _: self.ask_anew())

    @staticmethod
    def title() -> str:
        """Return its name in the row of pages."""
        return QCoreApplication.translate("WarpPage", "Warp")

    @staticmethod
    def fits(facts: RunFacts) -> bool:
        """Return whether a run bends the plane."""
        return is_plane(facts)

    def on_run(self, facts: RunFacts) -> None:
        """Offer the layers, the last hidden one first: it is what the output divides by straight lines."""
        self.layer.blockSignals(True)
        self.layer.clear()
        self.layer.addItem(self.tr("Input, preprocessed"), INPUT)
        for index, label in enumerate(facts.labels):
            self.layer.addItem(label, index)
        self.layer.setCurrentIndex(max(len(facts.labels) - 1, 0))
        self.layer.blockSignals(False)
        self._legend_names = None

    def ask(self, facts: RunFacts) -> Question:
        """Ask for the outputs of the chosen layer."""
        return WarpQuestion(int(self.layer.currentData()))

    def show_answer(self) -> None:
        """Draw lines and examples."""
        picture = self.answer
        if picture is None:
            return
        if not picture.is_finite:
            words = self.tr("{sign} Outputs of this layer are not finite numbers, so the plane cannot be drawn.")
            self.show_content(False, words.format(sign=SIGN))
            return
        examples = picture.examples
        marks = marks_of(examples.targets, examples.class_names, examples.target_names)
        self._show_legend(marks)
        self.parts.set_examples(examples)
        names = self.axes(picture)
        self.area.set_picture(picture.lines, picture.places, marks, self.parts.is_seen(examples), names)
        self.remark.setText(self.words(picture))
        self.area.setAccessibleDescription(self.remark.text())

    def axes(self, picture: WarpPicture) -> tuple[str, str]:
        """Return what the axes are called."""
        if picture.shares is not None:
            template = self.tr("component {number} ({share} of the variance)")
            words = [template.format(number=i + 1, share=numbers.percent(s)) for i, s in enumerate(picture.shares)]
            return words[0], words[1]
        name = self.tr("input {number}") if self.layer.currentData() == INPUT else self.tr("unit {number}")
        second = name.format(number=2) if picture.units > 1 else axis_names(picture.grid.names)[1]
        return name.format(number=1), second

    def words(self, picture: WarpPicture) -> str:
        """Return what is to be seen."""
        if picture.shares is not None:
            template = self.tr(
                "The outputs of {units} units, seen from the side on which those of the training examples spread most: "
                "the two main components hold {share} of their variance."
            )
            return template.format(units=numbers.count(picture.units), share=numbers.percent(sum(picture.shares)))
        if picture.units == 1:
            return self.tr("One unit: its output to the right, and upwards the second feature, to keep points apart.")
        return self.tr("Two numbers, as they are.")

    def tables(self) -> Sequence[NumberTable]:
        """Return where the lines and the examples are."""
        picture = self.answer
        if picture is None:
            return ()
        lines = [(line + 1, *place) for line, places in enumerate(picture.lines.tolist()) for place in places]
        examples = zip(
            picture.examples.parts.tolist(), picture.examples.x.tolist(), picture.places.tolist(), strict=True
        )
        columns = ("part", *axis_names(picture.grid.names), "right", "up")
        return (
            NumberTable("lines", ("line", "right", "up"), lines),
            NumberTable("examples", columns, [(PARTS[part], *x, *place) for part, x, place in examples]),
        )

    def _side(self) -> QWidget:
        side = Side()
        side.head(self.tr("Examples"))
        side.add(self.parts)
        side.add(self.legend)
        side.head(self.tr("Axes"))
        side.add(self.remark)
        return side.end()

    def _show_legend(self, marks: ClassMarks | TargetMarks) -> None:
        names = marks.names if isinstance(marks, ClassMarks) else (marks.name,)
        if names != self._legend_names:
            self.legend.set_marks(marks)
            self._legend_names = names
