"""Layers as a run would picture them, made up."""

from collections.abc import Callable, Sequence

import numpy as np

from nnlab.engine.activations.activation import Bounds
from nnlab.engine.array import Array
from nnlab.training.keyframe import Keyframe, Weights
from nnlab.training.layer_picture import LayerPicture
from nnlab.training.moment import Moment
from nnlab.training.statistics import (
    UNBOUNDED,
    LayerStatistics,
    UnitShares,
    WeightStatistics,
    distribution,
    unit_shares,
)
from tests.gui.views.news import STEPS_PER_EPOCH

Layers = Sequence[LayerStatistics] | Callable[[int], Sequence[LayerStatistics]]
EXAMPLES, UNITS = 200, 20


def layer_of(
    preactivation: Array,
    output: Array | None = None,
    bounds: Bounds = UNBOUNDED,
    *,
    shares: UnitShares | None = None,
    can_die: bool = False,
) -> LayerStatistics:
    """Describe a layer that made ``output`` of ``preactivation``, both (n, units); without ``output`` they are one."""
    out = preactivation if output is None else output
    rng = np.random.default_rng(5)
    weight, gradient = rng.normal(0, 0.2, (UNITS, UNITS)), rng.normal(0, 1e-3, (UNITS, UNITS))
    learned = WeightStatistics(distribution(weight), distribution(gradient), 1e-3)
    counted = shares or unit_shares(out, bounds, can_die=can_die)
    return LayerStatistics(distribution(out, bounds), distribution(preactivation), counted, learned)


def relu_of(preactivation: Array) -> LayerStatistics:
    """Describe a layer of ReLU units that were given ``preactivation``, (n, units)."""
    output = np.maximum(preactivation, 0).astype(np.float32)
    return layer_of(preactivation, output, (0.0, None), can_die=True)


def layers_at(step: int, count: int = 3) -> tuple[LayerStatistics, ...]:
    """Return ``count`` layers after ``step`` steps: ReLU whose outputs shrink from layer to layer, and an output."""
    rng = np.random.default_rng(step)
    spread = 1 / (1 + step / 200)
    given = [
        (spread ** (index / count) * rng.normal(size=(EXAMPLES, UNITS))).astype(np.float32) for index in range(count)
    ]
    return (*(relu_of(values) for values in given[:-1]), layer_of(given[-1]))


def picture_at(step: int, layers: Layers | None = None, count: int = 3, *, is_sketch: bool = False) -> LayerPicture:
    """Return the picture of ``step``: of ``count`` layers, or of the given ones."""
    shown = layers_at(step, count) if layers is None else layers(step) if callable(layers) else layers
    rate = 0.1 if step else None
    return LayerPicture(step, step / STEPS_PER_EPOCH, tuple(shown), rate, step, is_sketch)


def moment_of(
    steps: Sequence[int] = (0, 10, 20, 40),
    layers: Layers | None = None,
    *,
    count: int = 3,
    at: int | None = None,
    last_step: int | None = None,
    run_id: int = 1,
    weights: Weights | None = None,
    keyframes: Sequence[Keyframe] = (),
) -> Moment:
    """Return a run of which ``steps`` are pictured: its present, or a look back to the pictured step before ``at``."""
    pictures = tuple(picture_at(step, layers, count) for step in steps)
    last = last_step if last_step is not None else max(steps, default=0)
    asked = last if at is None else at
    shown = next((picture for picture in reversed(pictures) if picture.step <= asked), None)
    return Moment(run_id, asked, last, at is None, shown, weights, pictures, tuple(keyframes))
