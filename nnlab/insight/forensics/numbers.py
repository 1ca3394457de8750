"""What the causes look at: losses, layers before the first step, and sizes that are usual."""

from __future__ import annotations

from math import isfinite, log10, sqrt

import numpy as np
from numpy.typing import NDArray

from nnlab.insight.forensics.diagnosis import Case
from nnlab.spec.network import DenseSpec
from nnlab.spec.optimizers import MomentumSpec, NesterovSpec, RmspropSpec, SgdSpec
from nnlab.training.layer_picture import LayerPicture
from nnlab.training.recording import LEAST_LOSS
from nnlab.training.statistics import LayerStatistics


def decades(value: float, usual: float) -> float:
    """Return how many powers of ten ``value`` is beyond ``usual``, both above zero."""
    return log10(value) - log10(usual)


def finite_losses(case: Case) -> NDArray[np.float64]:
    """Return the (n,) losses of the steps that had a finite one."""
    losses = case.history.losses
    return losses[np.isfinite(losses)]


def climb(case: Case) -> float:
    """Return how many times the first loss the highest finite one was; 1 where there was none."""
    losses = finite_losses(case)
    return float(losses.max()) / max(float(losses[0]), LEAST_LOSS) if losses.size else 1.0


def start_picture(case: Case) -> LayerPicture | None:
    """Return the picture that was taken before the first step."""
    return next((picture for picture in case.history.pictures if picture.step == 0), None)


def last_picture(case: Case) -> LayerPicture | None:
    """Return the last picture in which all outputs are finite."""
    return next((picture for picture in reversed(case.history.pictures) if picture.is_finite), None)


def broken_index(case: Case) -> int:
    """Return the index of the layer that broke, the output's being that of the last."""
    return len(case.spec.network.layers) if case.broke.layer == "output" else int(case.broke.layer) - 1


def largest_update_ratio(case: Case) -> float | None:
    """Return the largest update of any hidden layer in any picture, over its weights.

    The output layer is left out: its weights start small, so that healthy first updates multiply them.
    """
    hidden = [layer for picture in case.history.pictures for layer in picture.layers[:-1]]
    ratios = [layer.weights.update_ratio for layer in hidden if layer.weights.update_ratio is not None]
    return max(ratios, default=None)


def input_size(case: Case) -> float | None:
    """Return the root mean square of the largest feature, or its largest number where the squares overflow.

    None where the data are not at hand.
    """
    if case.data is None:
        return None
    with np.errstate(all="ignore"):
        size = float(np.hypot(case.data.feature_means, case.data.feature_stds).max(initial=0))
    return size if isfinite(size) else max(-case.data.low, case.data.high)


def normalizes(layer: DenseSpec) -> bool:
    """Return whether a layer has batch normalisation, for which the size of its inputs and weights is the same."""
    return layer.normalization is not None


def gains(case: Case) -> list[float | None]:
    """Return for each layer how many times a He weight its weights were before the first step.

    A He layer keeps the size of what passes through it; one with weights k times as large makes it k times as large.
    None where batch normalisation takes that out again, and for the first layer where its inputs are not known.
    """
    picture, layers = start_picture(case), case.spec.network.layers
    if picture is None:
        return []
    fans = [None if case.data is None else case.data.feature_means.size, *(layer.units for layer in layers)]
    measured = [_gain(layer, fan) for layer, fan in zip(picture.layers, fans, strict=True)]
    return [None if index < len(layers) and normalizes(layers[index]) else gain for index, gain in enumerate(measured)]


def _gain(layer: LayerStatistics, fan_in: int | None) -> float | None:
    rms = layer.weights.weight.rms
    return rms * sqrt(fan_in / 2) if fan_in and isfinite(rms) else None


def momentum(case: Case) -> float:
    """Return the share of the velocity that a step keeps; 0 where there is none."""
    optimizer = case.spec.training.optimizer
    return optimizer.momentum if isinstance(optimizer, MomentumSpec | NesterovSpec | RmspropSpec) else 0.0


def follows_gradient(case: Case) -> bool:
    """Return whether a step is as large as the gradient makes it, and not of a size of its own as Adam's."""
    return isinstance(case.spec.training.optimizer, SgdSpec | MomentumSpec | NesterovSpec)


def broke_in_loss(case: Case) -> bool:
    """Return whether the loss broke on finite outputs, as far as the picture of that step tells.

    The step that broke forward moved no weight, so its picture shows the network that broke; it is there only if all
    outputs on the probe set are finite.
    """
    broke, picture = case.broke, last_picture(case)
    is_output = (broke.layer, broke.during) == ("output", "forward")
    return is_output and picture is not None and picture.step == broke.step
