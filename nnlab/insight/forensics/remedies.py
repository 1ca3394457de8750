"""The changes that help against numbers that grow without end."""

from __future__ import annotations

from math import ceil

from nnlab.insight.remedies import changes
from nnlab.insight.remedy import Remedy, in_hidden
from nnlab.spec.activations import LinearSpec, SeluSpec, SigmoidSpec, TanhSpec
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.preprocessing import CenterSpec, NormalizeSpec
from nnlab.text import QT_TRANSLATE_NOOP, Text

LESS_RATE = QT_TRANSLATE_NOOP("nnlab", "Divide the learning rate by {factor}, to {rate}")
START = QT_TRANSLATE_NOOP("nnlab", "Start from {init} weights in the hidden layers, and small ones in the output")
SCALE = QT_TRANSLATE_NOOP("nnlab", "Centre each feature and divide it by its standard deviation")
DOUBLE = QT_TRANSLATE_NOOP("nnlab", "Compute in float64, which holds numbers up to 1.8e308")
MOMENTUM = QT_TRANSLATE_NOOP("nnlab", "Lower the momentum to {share}")
MOMENTUM_AND_RATE = QT_TRANSLATE_NOOP("nnlab", "Lower the momentum to {share}, and the learning rate to {rate}")
AS_THEY_ARE = QT_TRANSLATE_NOOP("nnlab", "Leave out the preprocessing")
WHOLE = (LinearSpec, SigmoidSpec, TanhSpec, SeluSpec)
"""Activations that let both signs through, whose layers He weights would make grow."""
MOST_DECADES = 300
WRITTEN_OUT = 7
"""Powers of ten below this are written with all their zeros."""


def less_rate(spec: ExperimentSpec, decades: float = 1) -> tuple[Remedy, ...]:
    """Divide the learning rate by the power of ten that takes ``decades`` off it, at least ten."""
    power = min(max(1, ceil(decades)), MOST_DECADES)
    rate = _rounded(spec.training.learning_rate / 10.0**power)
    factor = f"{10**power:,}" if power < WRITTEN_OUT else f"1e{power}"
    text = Text(LESS_RATE, factor=factor, rate=f"{rate:g}")
    return changes(spec, text, {"training.learning_rate": rate})


def _rounded(value: float) -> float:
    """Return three significant digits: 0.007, where a division gave 0.006999999999999999."""
    return float(f"{value:.3g}")


def usual_start(spec: ExperimentSpec) -> tuple[Remedy, ...]:
    """Start from He weights, or from Xavier's where no activation makes up for a lost half, and from a small output."""
    is_whole = all(isinstance(layer.activation, WHOLE) for layer in spec.network.layers)
    init, name = ("xavier", "Xavier") if is_whole else ("he", "He")
    values = {**in_hidden(spec, {"init": init}), "network.output.init": "normal"}
    return changes(spec, Text(START, init=name), values)


def scaled(spec: ExperimentSpec) -> tuple[Remedy, ...]:
    """Centre and normalise after the steps that are there, unless these end so already."""
    steps = [step.model_dump(mode="json") for step in spec.preprocessing]
    added = [step.model_dump(mode="json") for step in (CenterSpec(), NormalizeSpec())]
    if steps[-2:] == added:
        return ()
    new = added[1:] if steps[-1:] == added[:1] else added
    return changes(spec, Text(SCALE), {"preprocessing": steps + new})


def double(spec: ExperimentSpec) -> tuple[Remedy, ...]:
    """Compute in float64."""
    return changes(spec, Text(DOUBLE), {"precision": "float64"})


def less_momentum(spec: ExperimentSpec, share: float, rate: float) -> tuple[Remedy, ...]:
    """Let a step keep ``share`` of the velocity, at a learning rate of ``rate``."""
    text = Text(MOMENTUM, share=f"{share:g}")
    if rate != spec.training.learning_rate:
        rate = _rounded(rate)
        text = Text(MOMENTUM_AND_RATE, share=f"{share:g}", rate=f"{rate:g}")
    return changes(spec, text, {"training.optimizer.momentum": share, "training.learning_rate": rate})


def as_they_are(spec: ExperimentSpec) -> tuple[Remedy, ...]:
    """Leave out the preprocessing."""
    return changes(spec, Text(AS_THEY_ARE), {"preprocessing": []})
