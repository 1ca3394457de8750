"""How documents inside experiment files are read."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Strict(BaseModel):
    """What is read from a file is taken as it stands or not at all."""

    model_config = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False)
