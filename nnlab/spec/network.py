"""The network: its hidden layers from the input up, and the output layer."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from nnlab.spec.activations import ActivationSpec, ReluSpec
from nnlab.spec.base import Spec
from nnlab.spec.initializers import HeSpec, InitializerSpec, NormalSpec


class BatchNormSpec(Spec):
    """Batch normalisation with options of its own; ``true`` stands for these defaults, which are PyTorch's."""

    epsilon: float = Field(default=1e-5, ge=1e-30, le=1)
    momentum: float = Field(default=0.1, gt=0, le=1)


def _form_of(value: object) -> str:
    """Return how batch normalisation is written: a switch, or a group of options."""
    return "options" if isinstance(value, dict | BatchNormSpec) else "switch"


BatchNormSwitch = Annotated[
    Annotated[bool, Tag("switch")] | Annotated[BatchNormSpec, Tag("options")], Discriminator(_form_of)
]


class DenseSpec(Spec):
    """A fully connected layer and its activation."""

    kind: Literal["dense"] = "dense"
    units: int = Field(default=100, ge=1, le=100_000)
    activation: ActivationSpec = ReluSpec()
    init: InitializerSpec = HeSpec()
    bias: float = Field(default=0.0, ge=-1000, le=1000)
    batch_norm: BatchNormSwitch = False
    dropout: float = Field(default=0.0, ge=0, lt=1)

    @property
    def normalization(self) -> BatchNormSpec | None:
        """The options of batch normalisation; None where there is none."""
        if isinstance(self.batch_norm, BatchNormSpec):
            return self.batch_norm
        return BatchNormSpec() if self.batch_norm else None


class OutputSpec(Spec):
    """The last layer: as many units as the loss asks for. Small weights make the first softmax loss ln C."""

    init: InitializerSpec = NormalSpec()
    bias: float = Field(default=0.0, ge=-1000, le=1000)


class NetworkSpec(Spec):
    """Hidden layers, at least one, and the output."""

    layers: tuple[DenseSpec, ...] = Field(default=(DenseSpec(), DenseSpec()), min_length=1, max_length=200)
    output: OutputSpec = OutputSpec()
