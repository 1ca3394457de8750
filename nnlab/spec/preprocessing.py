"""The steps that turn raw examples into what the network sees, by kind."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from nnlab.spec.base import Spec

MOST_COMPONENTS = 1_000_000


def _components(value: Any) -> int | float:
    """Take a count of components, or a share of the variance between 0 and 1."""
    if isinstance(value, float) and value.is_integer() and 1 <= value <= MOST_COMPONENTS:
        return int(value)
    is_count = isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= MOST_COMPONENTS
    if is_count or (isinstance(value, float) and 0 < value < 1):
        return value  # type: ignore[no-any-return]
    raise PydanticCustomError("components", "must be a count or a share")


Components = Annotated[
    int | float,
    PlainValidator(_components),
    WithJsonSchema({"anyOf": [{"type": "integer", "minimum": 1}, {"type": "number", "exclusiveMinimum": 0}]}),
]


class CenterSpec(Spec):
    """Subtract a mean: one per feature, per channel, or one over all."""

    kind: Literal["center"] = "center"
    mean: Literal["feature", "channel", "all"] = "feature"


class NormalizeSpec(Spec):
    """Divide each feature by its 1/n standard deviation, or map its range to [-1, 1]."""

    kind: Literal["normalize"] = "normalize"
    by: Literal["std", "range"] = "std"


class PcaSpec(Spec):
    """Rotate to the principal components; keep a count of them, or as many as hold a share of the variance."""

    kind: Literal["pca"] = "pca"
    components: Components = 0.95


class WhitenSpec(Spec):
    """Scale each principal component to unit variance; rotates to them where no PCA came before."""

    kind: Literal["whiten"] = "whiten"
    epsilon: float = Field(default=1e-5, ge=0, le=1e6)


PreprocessingSpec = Annotated[CenterSpec | NormalizeSpec | PcaSpec | WhitenSpec, Field(discriminator="kind")]
