"""Measures of experiments before their first step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final, Literal

import numpy as np
from pydantic import Field

from nnlab.engine.array import Array
from nnlab.insight.probe.layer import ProbedLayer
from nnlab.lessons.bench import THREADS, Bench
from nnlab.lessons.measures.base import Layer, Measure, Name, Unit, hidden
from nnlab.training.trainer import Trainer

GROUPS: Final = 50
"""Batches whose gradients are looked at."""
TIMED: Final = 100
"""Steps that are timed."""


class OfStart(Measure):
    """A measure of one network before it is trained."""

    of: Name

    def probes(self) -> Iterator[str]:
        """Yield the name of the experiment."""
        yield self.of


class OfStartLayer(OfStart):
    """A measure of one hidden layer before it is trained."""

    layer: Layer

    def layers(self) -> Iterator[tuple[str, int]]:
        """Yield the layer."""
        yield self.of, self.layer

    def _probed(self, bench: Bench) -> ProbedLayer:
        return hidden(bench.probe(self.of).layers, self.layer)


class StartLoss(OfStart):
    """The loss before the first step.

    Attributes
    ----------
    with_penalty : bool
    """

    kind: Literal["start_loss"]
    with_penalty: bool = False

    def value(self, bench: Bench) -> float:
        """Return the loss on the first 1,000 training examples."""
        loss = bench.probe(self.of).loss
        if not self.with_penalty:
            return loss
        training, network = bench.spec(self.of).training, bench.initial(self.of)
        weights = [block.affine.w.astype(np.float64) for block in network.blocks]
        squares, sizes = (sum(float(f(w).sum()) for w in weights) for f in (np.square, np.abs))
        return loss + 0.5 * training.l2 * squares + training.l1 * sizes


class StartOutput(OfStartLayer):
    """How a layer's outputs, or what its activation is given, spread over 1,000 examples."""

    kind: Literal["start_output"]
    statistic: Literal["mean", "std"] = "std"
    before_activation: bool = False

    def value(self, bench: Bench) -> float:
        """Return mean or standard deviation."""
        layer = self._probed(bench)
        return float(getattr(layer.preactivation if self.before_activation else layer.output, self.statistic))


class StartShare(OfStartLayer):
    """The share of a layer's outputs that are zero or saturated, or of its units that are dead."""

    unit: ClassVar[Unit] = "share"
    kind: Literal["start_share"]
    which: Literal["dead", "zero", "saturated"]

    def value(self, bench: Bench) -> float:
        """Return the share; NaN where the activation has no such thing."""
        share = getattr(self._probed(bench).shares, self.which)
        return float("nan") if share is None else float(share)


class GradientRatio(OfStart):
    """The root mean square of the loss's gradient at one layer's outputs over that at another's."""

    unit: ClassVar[Unit] = "times"
    kind: Literal["gradient_ratio"]
    layer: Layer
    over: Layer

    def value(self, bench: Bench) -> float:
        """Return the ratio."""
        layers = bench.probe(self.of).layers
        above, below = (hidden(layers, layer).gradient.rms for layer in (self.layer, self.over))
        return above / below if below else float("nan")

    def layers(self) -> Iterator[tuple[str, int]]:
        """Yield both layers."""
        yield from ((self.of, self.layer), (self.of, self.over))


class StartDistinctUnits(OfStartLayer):
    """How many units of a layer are different."""

    unit: ClassVar[Unit] = "count"
    kind: Literal["start_distinct_units"]

    def value(self, bench: Bench) -> float:
        """Return the number."""
        return float(self._probed(bench).distinct_units)


class Parameters(OfStart):
    """How many numbers the network learns."""

    unit: ClassVar[Unit] = "count"
    kind: Literal["parameters"]

    def value(self, bench: Bench) -> float:
        """Return the number."""
        return float(bench.initial(self.of).parameters.values.size)


class SecondsPerStep(OfStart):
    """How long a step of training takes, without evaluation."""

    kind: Literal["seconds_per_step"]

    def value(self, bench: Bench) -> float:
        """Return the shortest time of the first steps: others may use the machine meanwhile."""
        trainer = Trainer(bench.spec(self.of), THREADS, data=bench.data(self.of))
        seconds = []
        for _ in range(TIMED):
            before = trainer.seconds
            trainer.step()
            seconds.append(trainer.seconds - before)
        return min(seconds)


class OneSign(OfStartLayer):
    """The share of a layer's units all of whose weights get gradients of one sign in a step.

    Attributes
    ----------
    batch : int
        Examples of a step.
    """

    unit: ClassVar[Unit] = "share"
    kind: Literal["one_sign"]
    batch: int = Field(default=1, ge=1, le=1000)

    def value(self, bench: Bench) -> float:
        """Return the mean over fifty steps, among units that get a gradient at all."""
        network, count = bench.initial(self.of, self.batch), len(bench.data(self.of).train)
        affine = hidden(network.blocks, self.layer).affine
        shares = []
        for first in range(0, min(GROUPS * self.batch, count - self.batch + 1), self.batch):
            bench.passed(self.of, network, slice(first, first + self.batch))
            shares.append(_one_sign(affine.grad_w))
        return float(np.nanmean(shares))


def _one_sign(grad: Array) -> float:
    """Return the share of the columns of (fan_in, units) gradients that have one sign; NaN where all are zero."""
    moved = np.any(grad != 0, axis=0)
    same = np.all(grad >= 0, axis=0) | np.all(grad <= 0, axis=0)
    return float(same[moved].mean()) if moved.any() else float("nan")
