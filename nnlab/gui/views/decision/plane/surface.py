"""The number that a network gives over the plane, with contour lines."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QWidget

from nnlab.gui import numbers
from nnlab.gui.number_table import NumberTable
from nnlab.gui.run_facts import RunFacts
from nnlab.gui.views.data.example_set import target_names
from nnlab.gui.views.data.marks import TargetMarks
from nnlab.gui.views.decision.plane.colour_scale import ColourScale
from nnlab.gui.views.decision.plane.ground import scale_image
from nnlab.gui.views.decision.plane.part_toggles import PartToggles
from nnlab.gui.views.decision.plane.plane_area import Place, PlaneArea
from nnlab.gui.views.decision.plane.plane_page import PlanePage, axis_names, is_plane, resolution_for
from nnlab.gui.views.decision.plane.plane_painting import Line
from nnlab.gui.views.decision.plane.side import Side, beside
from nnlab.gui.views.small_text import SIGN, SmallText
from nnlab.training.inside.question import Question
from nnlab.training.inside.surface import SurfacePicture, SurfaceQuestion
from nnlab.training.snapshot import PARTS


class SurfacePage(PlanePage):
    """Colours the plane by the number that the network gives; the examples have the colours of their truth."""

    answer: SurfacePicture | None = None

    def __init__(self) -> None:
        super().__init__(
            self.tr("Surface over the plane"),
            self.tr("The number that the network gives at every point of the plane appears here during a run."),
        )
        self.plane, self.parts, self.scale = PlaneArea(), PartToggles(), ColourScale()
        self.target, self.errors, self.reading = QComboBox(), SmallText(), SmallText(role="")
        self.plane.setAccessibleName(self.tr("Plane of the numbers"))
        self.target.setAccessibleName(self.tr("Which number"))
        self.set_content(beside(self.plane, self._side()))
        self.plane.pointed.connect(self._on_plane_pointed)
        self.parts.changed.connect(self.show_answer)
        self.target.currentIndexChanged.connect(lambda _: self.ask_anew())

    @staticmethod
    def title() -> str:
        """Return its name in the row of pages."""
        return QCoreApplication.translate("SurfacePage", "Surface")

    @staticmethod
    def fits(facts: RunFacts) -> bool:
        """Return whether a run meets numbers over the plane."""
        return is_plane(facts) and facts.sizes.classes == 0

    def on_run(self, facts: RunFacts) -> None:
        """Offer the numbers to be met."""
        self.target.blockSignals(True)
        self.target.clear()
        self.target.addItems(target_names((), facts.sizes.n_outputs))
        self.target.setVisible(facts.sizes.n_outputs > 1)
        self.target.blockSignals(False)

    def ask(self, facts: RunFacts) -> Question:
        """Ask for the chosen number over the plane."""
        return SurfaceQuestion(resolution_for(facts), max(self.target.currentIndex(), 0))

    def show_answer(self) -> None:
        """Draw ground, lines and examples."""
        picture = self.answer
        if picture is None:
            return
        self._name_targets(picture)
        lines = [Line(pieces, 1.0, is_dark=False) for _, pieces in picture.lines]
        image = scale_image(picture.values, picture.low, picture.high)
        self.plane.set_ground(picture.grid, image, lines, axis_names(picture.grid.names))
        self.scale.set_range(picture.low, picture.high, [level for level, _ in picture.lines])
        self.parts.set_examples(picture.examples)
        marks = TargetMarks(picture.truth, self.target.currentText())
        self.plane.set_points(
            picture.examples.x, marks, self.parts.is_seen(picture.examples), np.zeros(len(picture.truth), np.bool_)
        )
        self.errors.setText(self._error_words(picture))
        self.plane.setAccessibleDescription(self.errors.text())
        self._on_plane_pointed(self.plane.place)

    def words_at(self, place: Place) -> str:
        """Return what there is to say about a place of the plane."""
        picture = self.answer
        cell = picture.grid.cell_at(*place) if picture else None
        if picture is None or cell is None:
            return ""
        names = axis_names(picture.grid.names)
        where = ", ".join(f"{name} {numbers.significant(value)}" for name, value in zip(names, place, strict=True))
        said = self.tr("the network says {value}").format(value=numbers.significant(float(picture.values[cell])))
        example = self.plane.example_at(place)
        return "\n".join([where, said] if example is None else [where, said, *self._example_words(picture, example)])

    def tables(self) -> Sequence[NumberTable]:
        """Return the surface, and the examples with what was to be met."""
        picture = self.answer
        if picture is None:
            return ()
        x, y = axis_names(picture.grid.names)
        points = zip(picture.grid.points().tolist(), picture.values.ravel().tolist(), strict=True)
        examples = picture.examples
        columns = (examples.parts, examples.x, picture.truth, picture.predicted)
        met = zip(*(column.tolist() for column in columns), strict=True)
        return (
            NumberTable("surface", (x, y, "predicted"), [(*point, value) for point, value in points]),
            NumberTable(
                "examples",
                ("part", x, y, "truth", "predicted"),
                [(PARTS[part], *point, truth, said) for part, point, truth, said in met],
            ),
        )

    def _side(self) -> QWidget:
        side = Side()
        side.head(self.tr("Number"))
        side.add(self.target)
        side.add(self.scale)
        side.head(self.tr("Examples: colour is the truth"))
        side.add(self.parts)
        side.add(self.errors)
        side.head(self.tr("Under the mouse"))
        side.add(self.reading)
        return side.end()

    def _name_targets(self, picture: SurfacePicture) -> None:
        names = target_names(picture.examples.target_names, picture.examples.targets.shape[1])
        for index, name in enumerate(names):
            self.target.setItemText(index, name)

    def _error_words(self, picture: SurfacePicture) -> str:
        """Say how far the network is from the truth, and whether it leaves the scale."""
        words = []
        for part in range(len(PARTS)):
            away = (picture.predicted - picture.truth)[picture.examples.parts == part]
            if len(away) and self.parts.buttons[part].isChecked():
                rms = numbers.significant(float(np.sqrt(np.mean(np.square(away)))))
                words.append(f"{self.parts.part_word(part)} {rms}")
        whole, cut = (
            self.tr("root mean square error: {parts}"),
            self.tr("root mean square error of those shown: {parts}"),
        )
        template = whole if len(picture.examples) == sum(picture.examples.totals) else cut
        lines = [template.format(parts=" · ".join(words))] if words else []
        if not np.isfinite(picture.values).all():
            lines.append(self.tr("{sign} Some outputs are not finite numbers.").format(sign=SIGN))
        elif float(np.ptp(picture.values)) == 0:
            lines.append(self.tr("The surface is flat."))
        return "\n".join(lines)

    def _example_words(self, picture: SurfacePicture, example: int) -> list[str]:
        truth, said = float(picture.truth[example]), float(picture.predicted[example])
        part = self.parts.part_word(int(picture.examples.parts[example]))
        template = self.tr("example ({part}): truth {truth}, said {said}, residual {residual}")
        values = {"truth": truth, "said": said, "residual": truth - said}
        return [template.format(part=part, **{name: numbers.significant(value) for name, value in values.items()})]

    def _on_plane_pointed(self, place: Place | None) -> None:
        words = self.words_at(place) if place else ""
        self.reading.setText(words or self.tr("Move the mouse over the plane; or click it, and use the arrow keys."))
