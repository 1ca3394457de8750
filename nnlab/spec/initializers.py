"""How weights start, by kind."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from nnlab.spec.base import Spec


class ZerosSpec(Spec):
    """All weights zero."""

    kind: Literal["zeros"] = "zeros"


class NormalSpec(Spec):
    """Gaussian weights of a chosen standard deviation."""

    kind: Literal["normal"] = "normal"
    std: float = Field(default=0.01, ge=0, le=1000)


class XavierSpec(Spec):
    """Gaussian weights of standard deviation 1/sqrt(fan_in), or sqrt(2/(fan_in + fan_out)) for the average fan."""

    kind: Literal["xavier"] = "xavier"
    fan: Literal["in", "average"] = "in"


class HeSpec(Spec):
    """Gaussian weights of standard deviation sqrt(2/fan_in)."""

    kind: Literal["he"] = "he"


class OrthogonalSpec(Spec):
    """Rows or columns at right angles to each other, of length ``gain``."""

    kind: Literal["orthogonal"] = "orthogonal"
    gain: float = Field(default=1.0, ge=0, le=1000)


InitializerSpec = Annotated[ZerosSpec | NormalSpec | XavierSpec | HeSpec | OrthogonalSpec, Field(discriminator="kind")]
