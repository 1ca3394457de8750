"""What every activation function can do, and what is worth knowing about it."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar, Literal

from numpy.typing import DTypeLike

from nnlab.engine.array import Array
from nnlab.engine.layer import Layer, Shape

Bounds = tuple[float | None, float | None]


class Activation(Layer):
    """The bend after an affine layer.

    Parameters
    ----------
    shape : tuple of int
        Of one example's outputs.
    max_batch, dtype
        See Layer.
    pieces : int
        How many inputs each output takes.

    Attributes
    ----------
    formula : str
        In plain Unicode.
    zero_centred : bool
        Whether inputs around zero give outputs around zero: f(-x) = -f(x).
    saturates : str
        Where the slope goes to zero for large inputs.
    needs_exp : bool
        Whether it takes an exponential, which costs more than comparing and multiplying.
    """

    formula: ClassVar[str]
    zero_centred: ClassVar[bool] = False
    saturates: ClassVar[Literal["nowhere", "below", "on both sides"]] = "nowhere"
    needs_exp: ClassVar[bool] = False

    def __init__(self, shape: Shape, max_batch: int, dtype: DTypeLike, *, pieces: int = 1) -> None:
        super().__init__((*shape[:-1], pieces * shape[-1]), shape, max_batch, dtype)
        self._out = self._buffer(self.output_shape)
        self._grad_in = self._buffer(self.input_shape)
        self._x: Array = self._grad_in[:0]

    @property
    def bounds(self) -> Bounds:
        """The outputs it saturates at, below and above; None on a side where it does not."""
        return None, None

    @property
    def can_die(self) -> bool:
        """Whether an output of exactly zero means that no gradient passes, so that a unit can be without one."""
        return False

    def forward(self, x: Array, *, training: bool) -> Array:
        """Apply the function; see Layer.forward."""
        self._x = x
        self.output = self._out[: len(x)]
        self._apply(x, self.output)
        return self.output

    def backward(self, grad: Array) -> Array:
        """Multiply ``grad`` by the slope at the last input; see Layer.backward."""
        self.grad_output = grad
        grad_in = self._grad_in[: len(grad)]
        self._pull_back(grad, grad_in)
        return grad_in

    @abstractmethod
    def _apply(self, x: Array, y: Array) -> None:
        """Write the function of ``x`` into ``y``."""

    @abstractmethod
    def _pull_back(self, grad: Array, grad_in: Array) -> None:
        """Write ``grad`` times the derivative at the last input into ``grad_in``.

        The last input is ``self._x``, the last output ``self.output``; what else is needed was kept by ``_apply``.
        """
