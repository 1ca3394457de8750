"""The network: its hidden layers from the input up, and the output layer."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from nnlab.spec.activations import ActivationSpec, ReluSpec
from nnlab.spec.base import Spec
from nnlab.spec.initializers import HeSpec, InitializerSpec, NormalSpec


def _is_off(batch_norm: bool) -> bool:
    if batch_norm:
        raise PydanticCustomError("not_yet", "there is no batch normalisation yet")
    return batch_norm


class DenseSpec(Spec):
    """A fully connected layer and its activation."""

    kind: Literal["dense"] = "dense"
    units: int = Field(default=100, ge=1, le=100_000)
    activation: ActivationSpec = ReluSpec()
    init: InitializerSpec = HeSpec()
    bias: float = Field(default=0.0, ge=-1000, le=1000)
    batch_norm: Annotated[bool, AfterValidator(_is_off)] = False
    dropout: float = Field(default=0.0, ge=0, le=0)


class OutputSpec(Spec):
    """The last layer: one unit a class. Small weights make the first loss ln C."""

    init: InitializerSpec = NormalSpec()
    bias: float = Field(default=0.0, ge=-1000, le=1000)


class NetworkSpec(Spec):
    """Hidden layers, at least one, and the output."""

    layers: tuple[DenseSpec, ...] = Field(default=(DenseSpec(), DenseSpec()), min_length=1, max_length=200)
    output: OutputSpec = OutputSpec()
