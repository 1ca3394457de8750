"""Where examples come from, by kind."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from nnlab.spec.base import Spec


class DigitsSpec(Spec):
    """The 1,797 optical digits of the UCI repository, 8 x 8 pixels of 0 to 16, ten classes."""

    kind: Literal["digits"] = "digits"


class SpiralsSpec(Spec):
    """Interleaved spiral arms in the plane, one class an arm."""

    kind: Literal["spirals"] = "spirals"
    examples: int = Field(default=600, ge=10, le=1_000_000)
    noise: float = Field(default=0.03, ge=0, le=1)
    classes: int = Field(default=3, ge=2, le=5)


class NoiseSpec(Spec):
    """Unit Gaussian features with labels that have nothing to do with them: for probing."""

    kind: Literal["noise"] = "noise"
    examples: int = Field(default=1000, ge=10, le=1_000_000)
    features: int = Field(default=500, ge=1, le=100_000)
    classes: int = Field(default=10, ge=2, le=1000)


SourceSpec = Annotated[DigitsSpec | SpiralsSpec | NoiseSpec, Field(discriminator="kind")]
