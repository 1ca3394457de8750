"""The changes that help against numbers that grow without end."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import Any

from nnlab.errors import InvalidSpecError
from nnlab.insight.remedy import Remedy, changed, with_hidden
from nnlab.spec.activations import LinearSpec, SeluSpec, SigmoidSpec, TanhSpec
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.preprocessing import CenterSpec, NormalizeSpec
from nnlab.text import QT_TRANSLATE_NOOP, Text

LESS_RATE = QT_TRANSLATE_NOOP("nnlab", "Divide the learning rate by {factor}, to {rate}")
CLIP = QT_TRANSLATE_NOOP("nnlab", "Clip gradients to a norm of {norm}")
START = QT_TRANSLATE_NOOP("nnlab", "Start from {init} weights in the hidden layers, and small ones in the output")
NORMALIZE = QT_TRANSLATE_NOOP("nnlab", "Add batch normalisation to the hidden layers")
SCALE = QT_TRANSLATE_NOOP("nnlab", "Centre each feature and divide it by its standard deviation")
DOUBLE = QT_TRANSLATE_NOOP("nnlab", "Compute in float64, which holds numbers up to 1.8e308")
MOMENTUM = QT_TRANSLATE_NOOP("nnlab", "Lower the momentum to {share}")
MOMENTUM_AND_RATE = QT_TRANSLATE_NOOP("nnlab", "Lower the momentum to {share}, and the learning rate to {rate}")
AS_THEY_ARE = QT_TRANSLATE_NOOP("nnlab", "Leave out the preprocessing")
WHOLE = (LinearSpec, SigmoidSpec, TanhSpec, SeluSpec)
"""Activations that let both signs through, whose layers He weights would make grow."""
CLIP_NORM = 1.0
MOST_DECADES = 300
WRITTEN_OUT = 7
"""Powers of ten below this are written with all their zeros."""


def offered(*remedies: Remedy | None) -> tuple[Remedy, ...]:
    """Return those that are there."""
    return tuple(remedy for remedy in remedies if remedy is not None)


def setting(spec: ExperimentSpec, text: Text, values: Mapping[str, Any]) -> Remedy | None:
    """Return the remedy of other values, by path; None where it would change nothing, or may not be."""
    try:
        return _unless_same(spec, text, changed(spec, values))
    except InvalidSpecError:  # a list that would grow beyond what is allowed, a rate that would vanish
        return None


def _unless_same(spec: ExperimentSpec, text: Text, other: ExperimentSpec) -> Remedy | None:
    return None if other == spec else Remedy(text, other)


def less_rate(spec: ExperimentSpec, decades: float = 1) -> Remedy | None:
    """Divide the learning rate by the power of ten that takes ``decades`` off it, at least ten."""
    power = min(max(1, ceil(decades)), MOST_DECADES)
    rate = _rounded(spec.training.learning_rate / 10.0**power)
    factor = f"{10**power:,}" if power < WRITTEN_OUT else f"1e{power}"
    text = Text(LESS_RATE, factor=factor, rate=f"{rate:g}")
    return setting(spec, text, {"training.learning_rate": rate})


def _rounded(value: float) -> float:
    """Return three significant digits: 0.007, where a division gave 0.006999999999999999."""
    return float(f"{value:.3g}")


def clipped(spec: ExperimentSpec) -> Remedy | None:
    """Clip gradients, unless they are clipped as short already."""
    clip_norm = spec.training.clip_norm
    if clip_norm is not None and clip_norm <= CLIP_NORM:
        return None
    return setting(spec, Text(CLIP, norm=f"{CLIP_NORM:g}"), {"training.clip_norm": CLIP_NORM})


def usual_start(spec: ExperimentSpec) -> Remedy | None:
    """Start from He weights, or from Xavier's where no activation makes up for a lost half, and from a small output."""
    is_whole = all(isinstance(layer.activation, WHOLE) for layer in spec.network.layers)
    init, name = ("xavier", "Xavier") if is_whole else ("he", "He")
    output = changed(spec, {"network.output.init": "normal"})
    return _unless_same(spec, Text(START, init=name), with_hidden(output, {"init": init}))


def normalized(spec: ExperimentSpec) -> Remedy | None:
    """Put batch normalisation into every hidden layer that has none."""
    without = [index for index, layer in enumerate(spec.network.layers) if layer.normalization is None]
    values = {f"network.layers.{index}.batch_norm": True for index in without}
    return setting(spec, Text(NORMALIZE), values)


def scaled(spec: ExperimentSpec) -> Remedy | None:
    """Centre and normalise after the steps that are there, unless these end so already."""
    steps = [step.model_dump(mode="json") for step in spec.preprocessing]
    added = [step.model_dump(mode="json") for step in (CenterSpec(), NormalizeSpec())]
    if steps[-2:] == added:
        return None
    new = added[1:] if steps[-1:] == added[:1] else added
    return setting(spec, Text(SCALE), {"preprocessing": steps + new})


def double(spec: ExperimentSpec) -> Remedy | None:
    """Compute in float64."""
    return setting(spec, Text(DOUBLE), {"precision": "float64"})


def less_momentum(spec: ExperimentSpec, share: float, rate: float) -> Remedy | None:
    """Let a step keep ``share`` of the velocity, at a learning rate of ``rate``."""
    text = Text(MOMENTUM, share=f"{share:g}")
    if rate != spec.training.learning_rate:
        rate = _rounded(rate)
        text = Text(MOMENTUM_AND_RATE, share=f"{share:g}", rate=f"{rate:g}")
    return setting(spec, text, {"training.optimizer.momentum": share, "training.learning_rate": rate})


def as_they_are(spec: ExperimentSpec) -> Remedy | None:
    """Leave out the preprocessing."""
    return setting(spec, Text(AS_THEY_ARE), {"preprocessing": []})
