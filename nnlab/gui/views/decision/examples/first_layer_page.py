"""The weights of the first layer as pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QWidget

from nnlab.data.dataset import Array
from nnlab.gui import numbers, theme
from nnlab.gui.number_table import NumberTable
from nnlab.gui.run_facts import RunFacts
from nnlab.gui.views.data.thumbnails import to_image
from nnlab.gui.views.decision.examples.close_up import CloseUp
from nnlab.gui.views.decision.examples.examples_page import ExamplesPage
from nnlab.gui.views.decision.examples.signed_cells import signed_cells
from nnlab.gui.views.decision.examples.signed_scale import SignedScale
from nnlab.gui.views.decision.examples.tiles import Tile, TileGrid
from nnlab.gui.views.tool_button import toggle
from nnlab.training.inside.first_weights import FirstWeights, FirstWeightsQuestion


class FirstLayerPage(ExamplesPage):
    """What the units of the first layer look for in an image, and one of them enlarged.

    Positive weights are blue and negative ones orange; of colour images the weights of red, green and blue are a
    colour, in which the middle grey is zero.
    """

    def __init__(self) -> None:
        super().__init__(self.tr("The weights of the first layer appear here as pictures once a run has begun."))
        self.by_norm = toggle(self.tr("Largest first"), self.tr("The units with the largest weights come first"))
        self.own_scale = toggle(
            self.tr("Each on its own scale"), self.tr("The strongest weight of each unit has the full colour")
        )
        self.grid, self.close_up = TileGrid(self.tr("Units of the first layer")), CloseUp(self.tr("Chosen unit"))
        self.scale = SignedScale()
        self.lay_out(self._body(), self.by_norm, self.own_scale, self.scale)
        self.by_norm.toggled.connect(lambda _: self.question_changed.emit())
        self.own_scale.toggled.connect(self._on_own_scale_toggled)
        self.grid.looked_at.connect(self._on_grid_looked_at)

    @staticmethod
    def title() -> str:
        """Return the name of the page; see DecisionPage."""
        return QCoreApplication.translate("FirstLayerPage", "First layer")

    @staticmethod
    def fits(facts: RunFacts) -> bool:
        """Return whether the examples are images."""
        return len(facts.sizes.example_shape) == 3

    def question(self) -> FirstWeightsQuestion | None:
        """Return what is asked; see DecisionPage."""
        return None if self.facts is None else FirstWeightsQuestion("norm" if self.by_norm.isChecked() else "unit")

    def tables(self) -> Sequence[NumberTable]:
        """Return the weights of each unit that is shown, a row each."""
        answer: FirstWeights | None = self.answer
        if answer is None:
            return ()
        flat = answer.pixels.reshape(len(answer), -1)
        columns = ("unit", "piece", "norm", *(f"weight_{place + 1}" for place in range(flat.shape[1])))
        rows = (
            (int(answer.units[row]) + 1, int(answer.pieces[row]) + 1, float(answer.norms[row]), *flat[row].tolist())
            for row in range(len(answer))
        )
        return (NumberTable("first_layer", columns, rows),)

    def fit_run(self) -> None:
        """Forget the unit that was enlarged."""
        self.close_up.clear()

    def take(self, answer: FirstWeights) -> None:
        """Show other weights."""
        finite = np.abs(answer.pixels[np.isfinite(answer.pixels)])
        self._largest = float(finite.max(initial=0.0))
        largest = None if self.own_scale.isChecked() else self._largest
        self.scale.set_largest(largest, is_grey=answer.pixels.shape[3] == 3)
        tiles = [
            Tile(int(answer.units[row] + answer.pieces[row] * answer.total), self._image(row), *self._words(row))
            for row in range(len(answer))
        ]
        self.grid.set_tiles(tiles, answer.pixels.shape[1:])
        self.summary.setText(self._summary_words(answer))
        self.summary.setToolTip(self.summary.text())

    def _summary_words(self, answer: FirstWeights) -> str:
        if answer.n_pieces == 1:
            whole, cut = self.tr("{total} units"), self.tr("{shown} of {total} units")
        else:
            whole = self.tr("{total} pieces of {units} units")
            cut = self.tr("{shown} of {total} pieces of {units} units")
        template = whole if len(answer) == answer.total else cut
        counts = {"shown": len(answer), "total": answer.total, "units": answer.total // answer.n_pieces}
        words = template.format(**{name: numbers.count(value) for name, value in counts.items()})
        if not answer.is_mapped_back:
            return words
        mapped = self.tr("mapped back to pixels")
        return f"{words} · {mapped}"

    def _limit(self, pixels: Array) -> float:
        """Return which weight has the full colour."""
        return float(np.abs(pixels).max(initial=0.0)) if self.own_scale.isChecked() else self._largest

    def _image(self, row: int) -> Callable[[], QImage]:
        """Return what makes the picture of a unit in the present theme."""
        pixels = self.answer.pixels[row]
        limit = self._limit(pixels) or 1.0
        if pixels.shape[2] == 3:
            return partial(to_image, pixels, -limit, limit)
        return partial(signed_cells, pixels.mean(axis=2), limit)

    def _words(self, row: int) -> tuple[str, str]:
        """Return the caption of a unit, and all that is said of it."""
        name, norm = self._name(row), numbers.significant(float(self.answer.norms[row]))
        words = self.tr("unit {name}: norm of its weights {norm}").format(name=name, norm=norm)
        return name, words

    def _name(self, row: int) -> str:
        unit = numbers.count(int(self.answer.units[row]) + 1)
        if self.answer.n_pieces == 1:
            return unit
        return self.tr("{unit} / {piece}").format(unit=unit, piece=int(self.answer.pieces[row]) + 1)

    def _lines(self, row: int) -> list[str]:
        """Return what is said below the enlarged unit."""
        answer: FirstWeights = self.answer
        pixels = answer.pixels[row]
        lines = [
            self.tr("Unit {name}").format(name=self._name(row)),
            self.tr("norm {norm}").format(norm=numbers.significant(float(answer.norms[row]))),
        ]
        if answer.biases is not None:
            lines.append(self.tr("bias {bias}").format(bias=numbers.significant(float(answer.biases[row]))))
        low, high = (numbers.significant(float(end)) for end in (pixels.min(), pixels.max()))
        return [*lines, self.tr("weights {low} to {high}").format(low=low, high=high)]

    def _on_grid_looked_at(self, row: int | None) -> None:
        if row is None or self.answer is None or row >= len(self.answer):
            self.close_up.clear()
            return
        self.close_up.set_picture(self.answer.pixels[row], self._image(row), self._lines(row))

    def _on_own_scale_toggled(self) -> None:
        if self.answer is not None:
            self.take(self.answer)

    def _body(self) -> QWidget:
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * theme.GRID)
        row.addWidget(self.grid, 5)
        row.addWidget(self.close_up, 2)
        return body
