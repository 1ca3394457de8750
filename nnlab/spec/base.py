"""What all parts of a spec share."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Seed = Annotated[int, Field(ge=0, le=2**53)]
"""A seed that any JSON reader keeps exactly."""


class Spec(BaseModel):
    """A frozen part of an experiment: strict about types, unknown fields refused, numbers finite."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)
