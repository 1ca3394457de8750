"""What of each layer is shown, and how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QCoreApplication

from nnlab.training.statistics import Distribution, LayerStatistics

What = Literal["preactivation", "output"]
BOTH: Final[tuple[What, What]] = ("preactivation", "output")


@dataclass(frozen=True)
class Shown:
    """What a person chose to see.

    Attributes
    ----------
    histograms : tuple of What
        Side by side.
    strips : What
        What is drawn over the steps.
    has_shared_axis : bool
        Whether all layers have one axis of values, or each its own.
    is_log : bool
        Whether steps are spread as their logarithms.
    """

    histograms: tuple[What, ...] = BOTH
    strips: What = "output"
    has_shared_axis: bool = False
    is_log: bool = False

    @property
    def numbers(self) -> What:
        """Of what the mean and the standard deviation are told."""
        return self.histograms[-1]


def distribution_of(layer: LayerStatistics, what: What) -> Distribution:
    """Return how one of the two is distributed."""
    return layer.output if what == "output" else layer.preactivation


def name_of(what: What) -> str:
    """Return what it is called."""
    tr = QCoreApplication.translate
    return tr("Activations", "output") if what == "output" else tr("Activations", "pre-activation")
