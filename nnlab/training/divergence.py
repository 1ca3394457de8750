"""Where a run that diverged broke first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from nnlab.engine.array import Array
from nnlab.engine.network import Network
from nnlab.engine.parameters import Parameter


@dataclass(frozen=True)
class FirstNonFinite:
    """The first number that was not finite.

    Attributes
    ----------
    step : int
        The step, counted from 1, in which it arose.
    layer : str
        ``1``, ``2``, …, ``output``.
    during : "forward" or "backward"
    """

    step: int
    layer: str
    during: Literal["forward", "backward"]


def layer_name(index: int, count: int) -> str:
    """Return what layer ``index`` of ``count`` is called: its number from the input up, or ``output``."""
    return "output" if index == count - 1 else str(index + 1)


def find_broken_gradient(network: Network, step: int) -> FirstNonFinite | None:
    """Return the topmost layer with a gradient that is not finite after the backward pass of ``step``, if any."""
    return _find_from_above(network, step, lambda parameter: parameter.grad)


def find_broken_value(network: Network, step: int) -> FirstNonFinite | None:
    """Return the topmost layer with a parameter that the update of ``step`` made infinite, if any."""
    return _find_from_above(network, step, lambda parameter: parameter.value)


def _find_from_above(network: Network, step: int, numbers: Callable[[Parameter], Array]) -> FirstNonFinite | None:
    count = len(network.blocks)
    for index in reversed(range(count)):
        if not all(_is_finite(numbers(parameter)) for parameter in network.parameters.layers[index]):
            return FirstNonFinite(step, layer_name(index, count), "backward")
    return None


def find_broken_output(network: Network, step: int) -> FirstNonFinite:
    """Return the lowest layer whose outputs are not finite after the forward pass of ``step``.

    Where all outputs are finite, the loss of them is not: that is the output layer's.
    """
    count = len(network.blocks)
    for index, block in enumerate(network.blocks):
        if not all(_is_finite(part.output) for part in block.parts):
            return FirstNonFinite(step, layer_name(index, count), "forward")
    return FirstNonFinite(step, layer_name(count - 1, count), "forward")


def _is_finite(values: Array) -> bool:
    return bool(np.isfinite(values).all())
