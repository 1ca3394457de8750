"""Pictures of the layers: exact ones on the probe set, and quick sketches of the last batch."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nnlab.engine.activations.activation import Bounds
from nnlab.engine.array import Array
from nnlab.engine.block import Block
from nnlab.training.measuring import sample
from nnlab.training.statistics import (
    UNBOUNDED,
    LayerStatistics,
    UnitShares,
    WeightStatistics,
    dead_units,
    distribution,
    unit_shares,
)

PREACTIVATIONS = 16_384
"""Of a layer that are looked at in a picture; of its outputs all are."""
SKETCH = 4096
"""Values of a layer that are enough for a histogram of the moment."""


def pictured(
    blocks: Sequence[Block], dead_at_start: Sequence[NDArray[np.bool_]], weights: Sequence[WeightStatistics]
) -> tuple[LayerStatistics, ...]:
    """Describe what layers made of the probe set.

    Parameters
    ----------
    blocks : sequence of Block
        After a pass of the probe set in evaluation mode.
    dead_at_start : sequence of (units,) of bool
        See HistoryRecord.
    weights : sequence of WeightStatistics
    """
    return tuple(
        _layer(block, block.output, PREACTIVATIONS, _shares(block, dead), learned)
        for block, dead, learned in zip(blocks, dead_at_start, weights, strict=True)
    )


def sketched(
    blocks: Sequence[Block], shares_of: Sequence[LayerStatistics], weights: Sequence[WeightStatistics]
) -> tuple[LayerStatistics, ...]:
    """Describe what layers made of the last batch, quickly: from a sample, without a forward pass.

    Parameters
    ----------
    blocks : sequence of Block
        In training, after a step.
    shares_of : sequence of LayerStatistics
        An earlier picture on the probe set. What is silent or saturated is taken from it, since a unit that is silent
        on one batch is not dead.
    weights : sequence of WeightStatistics
    """
    return tuple(
        _layer(block, sample(block.output, SKETCH), SKETCH, earlier.shares, learned)
        for block, earlier, learned in zip(blocks, shares_of, weights, strict=True)
    )


def dead_now(blocks: Sequence[Block]) -> tuple[NDArray[np.bool_], ...]:
    """Return for each layer which of its units were silent on every example; nothing where that cannot be."""
    return tuple(dead_units(block.output) if _can_die(block) else np.empty(0, np.bool_) for block in blocks)


def _layer(block: Block, output: Array, most: int, shares: UnitShares, weights: WeightStatistics) -> LayerStatistics:
    said = distribution(output, _bounds(block))
    if block.activation is None:
        return LayerStatistics(said, said, shares, weights)
    return LayerStatistics(said, distribution(sample(block.preactivation, most)), shares, weights)


def _shares(block: Block, dead_at_start: NDArray[np.bool_]) -> UnitShares:
    can_die = _can_die(block)
    return unit_shares(block.output, _bounds(block), can_die=can_die, dead_before=dead_at_start if can_die else None)


def _bounds(block: Block) -> Bounds:
    return block.activation.bounds if block.activation is not None else UNBOUNDED


def _can_die(block: Block) -> bool:
    return block.activation is not None and block.activation.can_die
