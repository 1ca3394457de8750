"""Activation functions, by kind."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from nnlab.spec.base import Spec


class SigmoidSpec(Spec):
    """y = 1 / (1 + exp(-x))."""

    kind: Literal["sigmoid"] = "sigmoid"


class TanhSpec(Spec):
    """y = tanh(x)."""

    kind: Literal["tanh"] = "tanh"


class ReluSpec(Spec):
    """y = max(0, x)."""

    kind: Literal["relu"] = "relu"


ActivationSpec = Annotated[SigmoidSpec | TanhSpec | ReluSpec, Field(discriminator="kind")]
