"""The steps that turn raw examples into what the network sees, by kind."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from nnlab.spec.base import Spec


class CenterSpec(Spec):
    """Subtract a mean: one per feature, one per channel, or one over all."""

    kind: Literal["center"] = "center"
    mean: Literal["feature", "channel", "all"] = "feature"


class NormalizeSpec(Spec):
    """Divide each feature by its 1/n standard deviation, or map its range to [-1, 1]."""

    kind: Literal["normalize"] = "normalize"
    by: Literal["std", "range"] = "std"


PreprocessingSpec = Annotated[CenterSpec | NormalizeSpec, Field(discriminator="kind")]
