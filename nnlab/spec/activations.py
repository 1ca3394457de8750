"""Activation functions, by kind."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from nnlab.spec.base import Spec


class LinearSpec(Spec):
    """y = x."""

    kind: Literal["linear"] = "linear"


class SigmoidSpec(Spec):
    """y = 1 / (1 + exp(-x))."""

    kind: Literal["sigmoid"] = "sigmoid"


class TanhSpec(Spec):
    """y = tanh(x)."""

    kind: Literal["tanh"] = "tanh"


class ReluSpec(Spec):
    """y = max(0, x)."""

    kind: Literal["relu"] = "relu"


class LeakyReluSpec(Spec):
    """y = x above zero, slope · x below."""

    kind: Literal["leaky_relu"] = "leaky_relu"
    slope: float = Field(default=0.01, ge=0, le=1)


class PreluSpec(Spec):
    """y = x above zero, slope · x below; the slope is learned, one for the layer or one for each unit."""

    kind: Literal["prelu"] = "prelu"
    slope: float = Field(default=0.25, ge=-1, le=1)
    per: Literal["layer", "unit"] = "layer"


class EluSpec(Spec):
    """y = x above zero, alpha · (exp(x) - 1) below."""

    kind: Literal["elu"] = "elu"
    alpha: float = Field(default=1.0, gt=0, le=100)


class MaxoutSpec(Spec):
    """y = the largest of several affine pieces, each with weights of its own."""

    kind: Literal["maxout"] = "maxout"
    pieces: int = Field(default=2, ge=2, le=100)


class SeluSpec(Spec):
    """y = 1.0507 · elu(x) with alpha 1.6733."""

    kind: Literal["selu"] = "selu"


class GeluSpec(Spec):
    """y = x · Phi(x), Phi being the Gaussian distribution function."""

    kind: Literal["gelu"] = "gelu"


class SiluSpec(Spec):
    """y = x / (1 + exp(-x))."""

    kind: Literal["silu"] = "silu"


ActivationSpec = Annotated[
    LinearSpec
    | SigmoidSpec
    | TanhSpec
    | ReluSpec
    | LeakyReluSpec
    | PreluSpec
    | EluSpec
    | MaxoutSpec
    | SeluSpec
    | GeluSpec
    | SiluSpec,
    Field(discriminator="kind"),
]
