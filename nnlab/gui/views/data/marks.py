"""What the points of a cloud look like, and what they stand for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QPixmap

from nnlab.data.dataset import Array, Labels
from nnlab.gui import numbers, theme
from nnlab.gui.views.data.example_set import target_names
from nnlab.gui.views.data.symbols import MOST_CLASSES, RADIUS, SYMBOLS, class_colour, stamp

STEPS: Final = 12
"""Numbers to be met are drawn in so many steps of colour and size."""
SMALLEST, LARGEST = 0.7, 1.25


class Marks(Protocol):
    """The marks of all points of a cloud.

    Attributes
    ----------
    kinds : (points,) of intp
        Which mark each point has.
    """

    kinds: Labels

    def stamp(self, kind: int, ratio: float) -> QPixmap:
        """Return a mark as a picture."""

    def words(self, point: int) -> str:
        """Return what a point stands for."""


class ClassMarks:
    """A symbol and a colour for each class; one for all where they are many.

    Parameters
    ----------
    labels : (points,)
    names : sequence of str
    """

    def __init__(self, labels: Labels, names: Sequence[str]) -> None:
        self._labels, self.names = labels, tuple(names)
        self.are_told_apart = len(names) <= MOST_CLASSES
        self.kinds: Labels = labels if self.are_told_apart else np.zeros_like(labels)

    def stamp(self, kind: int, ratio: float) -> QPixmap:
        """Return the mark of a class."""
        return stamp(SYMBOLS[kind], class_colour(kind), ratio)

    def words(self, point: int) -> str:
        """Return the class of a point."""
        template = QCoreApplication.translate("Marks", "class {name}")
        return template.format(name=self.names[self._labels[point]])


class TargetMarks:
    """Dots that grow, and change from dark to light or light to dark, with the number to be met.

    Parameters
    ----------
    values : (points,)
    name : str
        Of the number, translated.
    """

    def __init__(self, values: Array, name: str) -> None:
        self._values, self.name = values, name
        self.low, self.high = float(values.min()), float(values.max())
        width = 0.5 * self.high - 0.5 * self.low or 1.0  # halves, since the range of huge numbers is infinite
        share = (0.5 * values - 0.5 * self.low) / width
        self.kinds: Labels = np.minimum(share * STEPS, STEPS - 1).astype(np.intp)

    def stamp(self, kind: int, ratio: float) -> QPixmap:
        """Return the mark of a step."""
        colour = theme.current().layer_colour(kind, STEPS)
        share = kind / (STEPS - 1)
        return stamp(SYMBOLS[0], colour, ratio, RADIUS * (SMALLEST + share * (LARGEST - SMALLEST)))

    def words(self, point: int) -> str:
        """Return the number to be met."""
        return f"{self.name} {numbers.significant(float(self._values[point]))}"


def marks_of(
    targets: Labels | Array, class_names: Sequence[str], names: Sequence[str] = ()
) -> ClassMarks | TargetMarks:
    """Return the marks for the targets of some examples; of several numbers to be met the first decides.

    Parameters
    ----------
    targets : (points,) of intp, or (points, n_targets) of float64
    class_names : sequence of str
        Empty where numbers are to be met.
    names : sequence of str
        Of these numbers; empty where they have none.
    """
    if class_names:
        return ClassMarks(np.asarray(targets, np.intp), class_names)
    return TargetMarks(np.asarray(targets, np.float64)[:, 0], target_names(names, targets.shape[1])[0])
