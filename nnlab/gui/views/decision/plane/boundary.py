"""The classes over the plane, and where one ends and another begins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from nnlab.data.dataset import Array
from nnlab.gui import numbers
from nnlab.gui.number_table import NumberTable
from nnlab.gui.run_facts import RunFacts
from nnlab.gui.views.data.mark_legend import MarkLegend
from nnlab.gui.views.data.marks import ClassMarks
from nnlab.gui.views.decision.plane.ground import PLAIN, STRONGEST, class_image
from nnlab.gui.views.decision.plane.part_toggles import PartToggles
from nnlab.gui.views.decision.plane.plane_area import Place, PlaneArea
from nnlab.gui.views.decision.plane.plane_page import PlanePage, axis_names, is_plane, resolution_for
from nnlab.gui.views.decision.plane.plane_painting import Line
from nnlab.gui.views.decision.plane.saying_bars import SayingBars
from nnlab.gui.views.decision.plane.side import Side, beside
from nnlab.gui.views.small_text import SIGN, SmallText
from nnlab.gui.views.tool_button import toggle
from nnlab.training.inside.plane import PlanePicture, PlaneQuestion
from nnlab.training.inside.question import Question
from nnlab.training.snapshot import PARTS


class BoundaryPage(PlanePage):
    """Colours the plane by the class that the network names, the paler the less sure it is."""

    answer: PlanePicture | None = None

    def __init__(self) -> None:
        super().__init__(
            self.tr("Classes over the plane"),
            self.tr("The class that the network names at every point of the plane appears here during a run."),
        )
        self.plane, self.parts, self.legend, self.bars = PlaneArea(), PartToggles(), MarkLegend(), SayingBars()
        self.confidence = toggle(
            self.tr("confidence"), self.tr("Let colours be paler where the network is less sure"), is_on=True
        )
        self.counts, self.reading = SmallText(), SmallText(role="")
        self.plane.setAccessibleName(self.tr("Plane of the classes"))
        self._marks: ClassMarks | None = None
        self.set_content(beside(self.plane, self._side()))
        self._connect()

    @staticmethod
    def title() -> str:
        """Return its name in the row of pages."""
        return QCoreApplication.translate("BoundaryPage", "Boundary")

    @staticmethod
    def fits(facts: RunFacts) -> bool:
        """Return whether a run names classes of points of the plane."""
        return is_plane(facts) and facts.sizes.classes > 0

    def ask(self, facts: RunFacts) -> Question:
        """Ask for the classes over the plane."""
        return PlaneQuestion(resolution_for(facts))

    def show_answer(self) -> None:
        """Draw ground, boundary and examples."""
        picture = self.answer
        if picture is None:
            return
        names = axis_names(picture.grid.names)
        classes = len(picture.examples.class_names)
        image = class_image(picture.ground.labels, self._strength(picture), picture.grid.resolution, classes)
        self.plane.set_ground(picture.grid, image, [Line(picture.boundary)], names)
        self.parts.set_examples(picture.examples)
        self.bars.set_classes(picture.examples.class_names, are_probabilities=picture.has_probabilities)
        self._show_marks(picture)
        self._show_counts(picture)
        self._on_plane_pointed(self.plane.place)

    def words_at(self, place: Place) -> str:
        """Return what there is to say about a place of the plane."""
        picture = self.answer
        cell = picture.grid.cell_at(*place) if picture else None
        if picture is None or cell is None:
            return ""
        names = axis_names(picture.grid.names)
        where = ", ".join(f"{name} {numbers.significant(value)}" for name, value in zip(names, place, strict=True))
        index = cell[0] * picture.grid.resolution + cell[1]
        named = picture.examples.class_names[picture.ground.labels[index]]
        said = self.tr("the network names {name}").format(name=named)
        if not picture.ground.is_finite[index]:
            said = self.tr("the outputs are not finite numbers")
        lines = [where, said]
        example = self.plane.example_at(place)
        return "\n".join(lines if example is None else [*lines, self._example_words(picture, example)])

    def tables(self) -> Sequence[NumberTable]:
        """Return the grid with what is said of it, and the examples."""
        picture = self.answer
        if picture is None:
            return ()
        classes, kind = picture.examples.class_names, "p" if picture.has_probabilities else "score"
        x, y = axis_names(picture.grid.names)
        said = [f"{kind}({name})" for name in classes]
        ground = _rows(picture.grid.points(), picture.ground.labels, picture.ground.sayings, classes)
        examples = picture.examples
        judged = _rows(examples.x, picture.verdict.labels, picture.verdict.sayings, classes)
        facts = zip(examples.parts.tolist(), examples.targets.tolist(), strict=True)
        known = [(PARTS[part], classes[target]) for part, target in facts]
        return (
            NumberTable("plane", (x, y, "class", *said), ground),
            NumberTable(
                "examples",
                ("part", "true_class", x, y, "class", *said),
                [(*who, *row) for who, row in zip(known, judged, strict=True)],
            ),
        )

    def _side(self) -> QWidget:
        side = Side()
        side.head(self.tr("Examples"))
        side.add(self.parts)
        side.add(self.legend)
        side.add(self.counts)
        side.head(self.tr("Ground"))
        side.add(self.confidence)
        side.head(self.tr("Under the mouse"))
        side.add(self.reading)
        side.add(self.bars)
        return side.end()

    def _connect(self) -> None:
        self.plane.pointed.connect(self._on_plane_pointed)
        self.legend.emphasis_changed.connect(self.plane.set_emphasis)
        self.confidence.toggled.connect(lambda _: self.show_answer())
        self.parts.changed.connect(self.show_answer)

    def _strength(self, picture: PlanePicture) -> Array:
        """Return how strong the colours are, (resolution²,); where outputs are no numbers there is none."""
        strength = STRONGEST * picture.ground.confidence
        if not self.confidence.isChecked():
            strength = np.full_like(strength, PLAIN)
        return np.where(picture.ground.is_finite, strength, 0.0)

    def _show_marks(self, picture: PlanePicture) -> None:
        examples = picture.examples
        marks = ClassMarks(np.asarray(examples.targets, np.intp), examples.class_names)
        if self._marks is None or self._marks.names != marks.names:
            self.legend.set_marks(marks)
        self._marks = marks
        self.plane.set_points(examples.x, marks, self.parts.is_seen(examples), picture.is_wrong)

    def _show_counts(self, picture: PlanePicture) -> None:
        """Say how many examples of each part the network gets wrong; of very many, those that are drawn."""
        whole, cut = self.tr("{part} {wrong} of {all}"), self.tr("{part} {wrong} of {all} shown")
        words = []
        for part in range(len(PARTS)):
            of_part = picture.examples.parts == part
            if of_part.any() and self.parts.buttons[part].isChecked():
                wrong, total = int(picture.is_wrong[of_part].sum()), int(of_part.sum())
                shown = {"wrong": numbers.count(wrong), "all": numbers.count(total)}
                template = whole if total == picture.examples.totals[part] else cut
                words.append(template.format(part=self.parts.part_word(part), **shown))
        text = self.tr("○ wrong: {parts}").format(parts=" · ".join(words)) if words else ""
        broken = self.tr("{sign} Some outputs are not finite numbers.").format(sign=SIGN)
        self.counts.setText(text if picture.is_finite else f"{broken}\n{text}")
        self.plane.setAccessibleDescription(text)

    def _example_words(self, picture: PlanePicture, example: int) -> str:
        examples = picture.examples
        template = (
            self.tr("example of class {name}: wrong")
            if picture.is_wrong[example]
            else self.tr("example of class {name}: right")
        )
        words = template.format(name=examples.class_names[int(examples.targets[example])])
        return f"{words} ({self.parts.part_word(int(examples.parts[example]))})"

    def _on_plane_pointed(self, place: Place | None) -> None:
        words, picture = self.words_at(place) if place else "", self.answer
        self.reading.setText(words or self.tr("Move the mouse over the plane; or click it, and use the arrow keys."))
        cell = picture.grid.cell_at(*place) if picture and place else None
        if picture is None or cell is None:
            self.bars.set_sayings(None)
        else:
            self.bars.set_sayings(picture.ground.sayings[cell[0] * picture.grid.resolution + cell[1]])


def _rows(points: Array, labels: Any, sayings: Array, classes: Sequence[str]) -> list[tuple[Any, ...]]:
    named = zip(points.tolist(), labels.tolist(), sayings.tolist(), strict=True)
    return [(*point, classes[label], *said) for point, label, said in named]
