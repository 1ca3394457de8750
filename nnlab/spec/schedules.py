"""How the learning rate moves during a run, by kind; time is counted in epochs."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from nnlab.spec.base import Spec

Warmup = Annotated[float, Field(ge=0, le=1_000_000)]
"""Epochs in which the rate first rises evenly from zero; what follows is counted from its end."""
Factor = Annotated[float, Field(gt=0, le=1)]


class ConstantSpec(Spec):
    """The learning rate stays as it is."""

    kind: Literal["constant"] = "constant"
    warmup: Warmup = 0.0


class StepSpec(Spec):
    """The rate is multiplied by ``gamma`` every ``step_size`` epochs."""

    kind: Literal["step"] = "step"
    step_size: int = Field(default=10, ge=1, le=1_000_000)
    gamma: Factor = 0.1
    warmup: Warmup = 0.0


class ExponentialSpec(Spec):
    """The rate is multiplied by ``gamma`` in the course of each epoch."""

    kind: Literal["exponential"] = "exponential"
    gamma: Factor = 0.95
    warmup: Warmup = 0.0


class InverseTimeSpec(Spec):
    """The rate is divided by 1 + ``decay`` · epochs."""

    kind: Literal["inverse_time"] = "inverse_time"
    decay: float = Field(default=0.1, ge=0)
    warmup: Warmup = 0.0


class CosineSpec(Spec):
    """The rate falls to ``eta_min`` at the last epoch along half a cosine."""

    kind: Literal["cosine"] = "cosine"
    eta_min: float = Field(default=0.0, ge=0)
    warmup: Warmup = 0.0


ScheduleSpec = Annotated[
    ConstantSpec | StepSpec | ExponentialSpec | InverseTimeSpec | CosineSpec, Field(discriminator="kind")
]
