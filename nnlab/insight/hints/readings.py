"""What the rules read off a run: how far it is, how its loss went, how its layers were of late."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite
from typing import Final

import numpy as np

from nnlab.data.dataset import Array
from nnlab.insight.hints.hint import Evidence
from nnlab.training.divergence import layer_name
from nnlab.training.layer_picture import LayerPicture
from nnlab.training.snapshot import Evaluation, Part
from nnlab.training.statistics import LayerStatistics

WARM_UP: Final = 20
"""Steps before which nothing is said of how a network learns."""
SETTLED: Final = 60
"""Steps: what overshoots before may come back by itself, and running statistics have found their place by then."""
RECENT: Final = 8
"""Pictures of which a median is taken: one step's ratios are noise."""
FEWEST: Final = 4
STRETCHES: Final = 12
"""The losses of a run are averaged over so many stretches of it."""
FEW: Final = 5
"""Steps whose mean loss is more than one bad batch."""
LEARNED: Final = 0.1
"""A training loss below this share of the first one means that the network has learned."""


def names(evidence: Evidence) -> list[str]:
    """Return what the layers are called, the output last."""
    count = len(evidence.spec.network.layers) + 1
    return [layer_name(index, count) for index in range(count)]


def steps(evidence: Evidence) -> int:
    """Return how many steps were taken."""
    return len(evidence.history.losses)


def latest(evidence: Evidence) -> LayerPicture | None:
    """Return the last picture; None before the first."""
    return evidence.history.pictures[-1] if evidence.history.pictures else None


def evaluations(evidence: Evidence, part: Part) -> list[Evaluation]:
    """Return what was measured on a part, where it is finite."""
    return [each for each in evidence.history.evaluations if each.part == part and isfinite(each.loss)]


def first_loss(evidence: Evidence) -> float | None:
    """Return the training loss before the first step; None where it is no number or not known."""
    found = evidence.history.evaluations[0] if evidence.history.evaluations else None
    return found.loss if found is not None and found.step == 0 and isfinite(found.loss) else None


def has_learned(evidence: Evidence) -> bool:
    """Return whether the training part is as good as known by heart: then small steps are as they should be."""
    first, known = first_loss(evidence), evaluations(evidence, "train")
    return first is not None and bool(known) and known[-1].loss < LEARNED * first


def smoothed_losses(evidence: Evidence) -> Array:
    """Return the mean finite loss of each of a few equal stretches of the run, the oldest first."""
    losses = evidence.history.losses
    finite = losses[np.isfinite(losses)]
    parts = np.array_split(finite, min(STRETCHES, len(finite) // FEW)) if len(finite) >= FEW else []
    return np.array([part.mean() for part in parts])


def highest_loss(evidence: Evidence) -> float:
    """Return the highest mean of a few finite losses in a row; 0 where there are not so many."""
    losses = evidence.history.losses
    finite = losses[np.isfinite(losses)]
    return float(np.convolve(finite, np.full(FEW, 1 / FEW), "valid").max()) if finite.size >= FEW else 0.0


def of_late(evidence: Evidence, number: Callable[[LayerStatistics], float | None]) -> list[float | None]:
    """Return a number of every layer, its median over the last pictures of steps that were measured.

    None where it is not known, and before the network has warmed up.
    """
    measured = [p for p in evidence.history.pictures if p.measured_step > 0 and p.step > WARM_UP][-RECENT:]
    layers = len(evidence.spec.network.layers) + 1
    found: list[float | None] = []
    for layer in range(layers):
        values = [value for p in measured if (value := number(p.layers[layer])) is not None and isfinite(value)]
        found.append(float(np.median(values)) if len(values) >= FEWEST else None)
    return found


def update_ratios(evidence: Evidence, *, of_normalised: bool = True) -> list[float]:
    """Return the update-to-weight ratios of the hidden layers, as they were of late, where they are known.

    Parameters
    ----------
    evidence : Evidence
    of_normalised : bool
        Also of layers with batch norm, whose outputs do not depend on the size of their weights.
    """
    ratios = of_late(evidence, lambda layer: layer.weights.update_ratio)
    wanted = (layer.normalization is None or of_normalised for layer in evidence.spec.network.layers)
    return [ratio for ratio, is_wanted in zip(ratios, wanted, strict=False) if is_wanted and ratio is not None]


def gradient_sizes(evidence: Evidence) -> list[float | None]:
    """Return the RMS gradient of the weights of every hidden layer, as it was of late."""
    return of_late(evidence, _gradient_size)[:-1]


def _gradient_size(layer: LayerStatistics) -> float | None:
    return layer.weights.gradient.rms if layer.weights.gradient is not None else None


def penalty_pull(evidence: Evidence) -> float:
    """Return how hard the L2 penalty pulls at the weights over how hard the loss does, where that is most."""
    picture, l2 = latest(evidence), evidence.spec.training.l2
    pairs = [(layer.weights.weight.rms, layer.weights.gradient) for layer in picture.layers] if picture else []
    return max((l2 * rms / grad.rms for rms, grad in pairs if grad is not None and grad.rms > 0), default=0.0)
