"""Runs made up of numbers whose pictures are easy to foretell."""

from collections.abc import Sequence
from math import nan

import numpy as np

from nnlab.gui.run_facts import RunFacts
from nnlab.spec.activations import ActivationSpec, PreluSpec, ReluSpec
from nnlab.spec.document import new_spec
from nnlab.spec.network import DenseSpec, NetworkSpec
from nnlab.training.layer_picture import LayerPicture
from nnlab.training.moment import Moment
from nnlab.training.outline import outline
from nnlab.training.statistics import (
    Distribution,
    LayerStatistics,
    NormStatistics,
    WeightStatistics,
    distribution,
    unit_shares,
)

UNITS = 20


def numbers_of(rms: float, seed: int = 0, size: int = 2000, broken: int = 0) -> Distribution:
    """Return the distribution of normal numbers with this RMS, the last ``broken`` of them no numbers."""
    values = np.random.default_rng(seed).normal(size=size)
    values *= rms / np.sqrt(np.mean(values**2))
    values[size - broken :] = nan
    return distribution(values)


def norm(gamma: float = 1.1, beta: float = -0.2, batch_mean: float | None = 0.3, units: int = UNITS) -> NormStatistics:
    """Return batch normalisation whose batch has twice the running std."""
    spread = np.linspace(-0.05, 0.05, units, dtype=np.float32)
    mean = np.full(units, nan if batch_mean is None else batch_mean, np.float32)
    four = np.full(units, nan if batch_mean is None else 4.0, np.float32)
    one = np.ones(units, np.float32)
    return NormStatistics(np.arange(units), gamma + spread, beta + spread, mean + spread, four, spread, one)


def layer(
    gradient: float | Distribution | None = 1e-3,
    ratio: float | None = 1e-3,
    norm: NormStatistics | None = None,
    slopes: Sequence[float] | None = None,
    seed: int = 0,
) -> LayerStatistics:
    """Return one layer; ``gradient`` is its RMS."""
    shown = numbers_of(gradient, seed) if isinstance(gradient, float | int) else gradient
    output = np.ones((10, UNITS))
    learned = None if slopes is None else np.array(slopes, dtype=np.float32)
    weights = WeightStatistics(numbers_of(0.1, seed + 1), shown, ratio, norm, learned)
    return LayerStatistics(distribution(output), distribution(output), unit_shares(output), weights)


def picture(step: int, layers: Sequence[LayerStatistics], measured: int | None = None) -> LayerPicture:
    """Return the picture of a step that was measured itself, unless another is named."""
    return LayerPicture(step, step / 100, tuple(layers), 0.01, step if measured is None else measured)


def start(layers: int) -> LayerPicture:
    """Return the picture before the first step."""
    return picture(0, [layer(None, None) for _ in range(layers)])


def moment(
    pictures: Sequence[LayerPicture], shown: int = -1, step: int | None = None, last_step: int | None = None
) -> Moment:
    """Return the moment at which one of the pictures is shown."""
    there = tuple(pictures)
    at = there[shown].step if step is None else step
    last = there[-1].step if last_step is None else last_step
    return Moment(1, at, last, step is None and shown == -1, there[shown], None, there, ())


def facts(layers: int, activation: ActivationSpec | None = None, run_id: int = 1) -> RunFacts:
    """Return a run of so many layers, the output being the last."""
    kind = activation or ReluSpec()
    hidden = tuple(DenseSpec(units=UNITS, activation=kind) for _ in range(layers - 1))
    spec = new_spec().model_copy(update={"network": NetworkSpec(layers=hidden)})
    word = "PReLU" if isinstance(kind, PreluSpec) else kind.kind.capitalize()
    labels = (*(f"{place} {word} {UNITS}" for place in range(1, layers)), "Output 3")
    return RunFacts(run_id, spec, labels, outline(spec))
