"""How a gradient becomes a step, by kind; formulas, options and defaults are those of ``torch.optim``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from nnlab.spec.base import Spec

Share = Annotated[float, Field(ge=0, lt=1)]
Epsilon = Annotated[float, Field(ge=1e-30, le=1)]
"""Large enough not to vanish in float32, where a parameter without gradients would become 0 / 0."""


class SgdSpec(Spec):
    """Plain gradient descent on batches."""

    kind: Literal["sgd"] = "sgd"


class MomentumSpec(Spec):
    """Gradient descent with a velocity."""

    kind: Literal["momentum"] = "momentum"
    momentum: Share = 0.9


class NesterovSpec(Spec):
    """Momentum that looks one step ahead."""

    kind: Literal["nesterov"] = "nesterov"
    momentum: Share = 0.9


class AdagradSpec(Spec):
    """Steps divided by the root of the sum of all squared gradients so far."""

    kind: Literal["adagrad"] = "adagrad"
    lr_decay: float = Field(default=0.0, ge=0)
    initial_accumulator_value: float = Field(default=0.0, ge=0, le=1e30)
    eps: Epsilon = 1e-10


class RmspropSpec(Spec):
    """Steps divided by the root of a running mean of squared gradients."""

    kind: Literal["rmsprop"] = "rmsprop"
    alpha: Share = 0.99
    eps: Epsilon = 1e-8
    momentum: Share = 0.0
    centered: bool = False


class AdamSpec(Spec):
    """Running means of gradients and of their squares, both corrected for their start at zero."""

    kind: Literal["adam"] = "adam"
    betas: tuple[Share, Share] = (0.9, 0.999)
    eps: Epsilon = 1e-8


class AdamwSpec(Spec):
    """Adam with a decay of all parameters apart from the gradient."""

    kind: Literal["adamw"] = "adamw"
    betas: tuple[Share, Share] = (0.9, 0.999)
    eps: Epsilon = 1e-8
    weight_decay: float = Field(default=0.01, ge=0)


OptimizerSpec = Annotated[
    SgdSpec | MomentumSpec | NesterovSpec | AdagradSpec | RmspropSpec | AdamSpec | AdamwSpec,
    Field(discriminator="kind"),
]
