"""Measures of experiments that have been run."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf, isfinite, nan
from typing import ClassVar, Final, Literal

import numpy as np

from nnlab.insight.distinct_units import distinct_units
from nnlab.lessons.bench import Bench
from nnlab.lessons.measures.base import Layer, Measure, Name, Unit, hidden
from nnlab.training.checkpoint import RunRecord
from nnlab.training.outline import EVALUATION_BATCH
from nnlab.training.snapshot import Part

SMOOTH: Final = 10
"""Steps whose mean loss is compared: the loss of one batch jumps."""


class OfRun(Measure):
    """A measure of one run.

    Attributes
    ----------
    of : str
        The name of the experiment.
    """

    of: Name

    def runs(self) -> Iterator[str]:
        """Yield the name of the experiment."""
        yield self.of


class OfRunLayer(OfRun):
    """A measure of one hidden layer of a run."""

    layer: Layer

    def layers(self) -> Iterator[tuple[str, int]]:
        """Yield the layer."""
        yield self.of, self.layer


class Accuracy(OfRun):
    """The share of the examples of a part whose class the trained network names."""

    unit: ClassVar[Unit] = "share"
    kind: Literal["accuracy"]
    part: Part = "validation"

    def value(self, bench: Bench) -> float:
        """Return the accuracy at the end; 0 where the numbers broke, since such a network names no class."""
        run = bench.run(self.of)
        result = run.results.get(self.part)
        if result is None or (result.accuracy is None and run.checkpoint.first_nonfinite is None):
            return nan
        return result.accuracy or 0.0


class EndLoss(OfRun):
    """The loss over a whole part at the end, without penalty."""

    kind: Literal["end_loss"]
    part: Part = "train"

    def value(self, bench: Bench) -> float:
        """Return the loss; infinity where it is no finite number."""
        result = bench.run(self.of).results.get(self.part)
        return inf if result is None or not isfinite(result.loss) else result.loss


class LossOverStart(OfRun):
    """The loss of the last steps, with penalty, over that of the first step."""

    unit: ClassVar[Unit] = "times"
    kind: Literal["loss_over_start"]

    def value(self, bench: Bench) -> float:
        """Return the ratio; infinity where the loss became no finite number."""
        checkpoint = bench.run(self.of).checkpoint
        losses = checkpoint.history.losses
        if checkpoint.first_nonfinite is not None:
            return inf
        return float(losses[-SMOOTH:].mean() / losses[0])


class StepsToLoss(OfRun):
    """After how many steps the mean loss of ten of them is at most ``loss``."""

    unit: ClassVar[Unit] = "count"
    kind: Literal["steps_to_loss"]
    loss: float

    def value(self, bench: Bench) -> float:
        """Return the number of steps; infinity where that never happens."""
        losses = bench.run(self.of).checkpoint.history.losses
        means = np.convolve(losses, np.full(SMOOTH, 1 / SMOOTH), "valid")
        there = np.flatnonzero(means <= self.loss)
        return float(there[0] + SMOOTH) if there.size else inf


class Diverged(OfRun):
    """The step at which the numbers broke."""

    unit: ClassVar[Unit] = "count"
    kind: Literal["diverged_at"]

    def value(self, bench: Bench) -> float:
        """Return the step; infinity where they never broke."""
        broke = bench.run(self.of).checkpoint.first_nonfinite
        return inf if broke is None else float(broke.step)


class DeadUnits(OfRunLayer):
    """The share of a layer's units that are silent on every probed example at the end.

    Attributes
    ----------
    which : "all", "died" or "revived"
        All that are silent; those that were not before the first step; or, as a share of those that were silent then,
        those that no longer are.
    """

    unit: ClassVar[Unit] = "share"
    kind: Literal["dead_units"]
    which: Literal["all", "died", "revived"] = "all"

    def value(self, bench: Bench) -> float:
        """Return the share."""
        run = bench.run(self.of)
        if run.picture is None:
            return nan
        shares = hidden(run.picture.layers, self.layer).shares
        dead = shares.dead
        if dead is None or shares.dead_at_start is None:
            return nan
        if self.which == "all":
            return dead
        if self.which == "died":
            return dead - shares.dead_at_start
        before = float(hidden(run.checkpoint.history.dead_at_start, self.layer).mean())
        return 0.0 if before == 0 else 1 - shares.dead_at_start / before


class EndOutput(OfRunLayer):
    """How a layer's outputs spread over the probed examples at the end."""

    kind: Literal["end_output"]
    statistic: Literal["mean", "std"]

    def value(self, bench: Bench) -> float:
        """Return mean or standard deviation."""
        picture = bench.run(self.of).picture
        return nan if picture is None else float(getattr(hidden(picture.layers, self.layer).output, self.statistic))


class MovedWeights(OfRunLayer):
    """How far the weights of a layer are from where they began, over their length there."""

    kind: Literal["moved_weights"]

    def value(self, bench: Bench) -> float:
        """Return the ratio; 0 for weights that never were anything but zero."""
        networks = bench.initial(self.of), bench.final(self.of)
        start, end = (hidden(network.blocks, self.layer).affine.w for network in networks)
        length, moved = float(np.linalg.norm(start)), float(np.linalg.norm(end - start))
        return moved / length if length else inf if moved else 0.0


class EndDistinctUnits(OfRunLayer):
    """How many units of a layer are different at the end: those with the same weights compute the same."""

    unit: ClassVar[Unit] = "count"
    kind: Literal["end_distinct_units"]

    def value(self, bench: Bench) -> float:
        """Return the number."""
        affine = hidden(bench.final(self.of).blocks, self.layer).affine
        return float(distinct_units(affine.w, affine.b if affine.has_bias else None))


class EndUnits(OfRunLayer):
    """The share of a layer's units of which something holds on each of the first 1,000 training examples at the end.

    Attributes
    ----------
    which : "always_negative" or "without_gradient"
        What the activation is given is never above zero; or the gradient of all weights is exactly zero.
    """

    unit: ClassVar[Unit] = "share"
    kind: Literal["end_units"]
    which: Literal["always_negative", "without_gradient"]

    def value(self, bench: Bench) -> float:
        """Return the share."""
        network = bench.final(self.of, EVALUATION_BATCH)
        bench.passed(self.of, network, slice(0, EVALUATION_BATCH))
        block = hidden(network.blocks, self.layer)
        if self.which == "always_negative":
            return float(np.all(block.preactivation <= 0, axis=0).mean())
        return float(np.all(block.affine.grad_w == 0, axis=0).mean())


class EndSlope(OfRunLayer):
    """The mean slope below zero that the PReLU units of a layer have learned."""

    kind: Literal["end_slope"]

    def value(self, bench: Bench) -> float:
        """Return the mean; NaN for other activations."""
        slopes = _slopes(bench.run(self.of), self.layer)
        return nan if slopes is None else float(np.mean(slopes))


def _slopes(run: RunRecord, layer: int) -> np.ndarray | None:
    return None if run.picture is None else hidden(run.picture.layers, layer).weights.slopes
