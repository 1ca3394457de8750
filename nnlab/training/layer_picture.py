"""How the layers of a run were after one of its steps."""

from __future__ import annotations

from dataclasses import dataclass

from nnlab.training.statistics import LayerStatistics


@dataclass(frozen=True)
class LayerPicture:
    """The statistics of every layer after ``step`` steps, the output last.

    Attributes
    ----------
    step : int
    time : float
        In epochs, with the part of the present one that is done.
    layers : tuple of LayerStatistics
    learning_rate : float or None
        Of the step before; None before the first.
    measured_step : int
        The step whose gradients and update are shown; 0 before the first.
    is_sketch : bool
        Whether outputs are of a sample of the last batch, their shares apart; all others are of the probe set.
    """

    step: int
    time: float
    layers: tuple[LayerStatistics, ...]
    learning_rate: float | None = None
    measured_step: int = 0
    is_sketch: bool = False

    @property
    def is_finite(self) -> bool:
        """Whether no layer gave a number that is not finite."""
        return all(layer.is_finite for layer in self.layers)
