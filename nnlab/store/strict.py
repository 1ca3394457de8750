"""How documents inside experiment files are read."""

from __future__ import annotations

import json
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, FailFast

T = TypeVar("T")
Entries = Annotated[list[T], FailFast()]
"""A list that is refused at the first wrong entry: there may be half a million, and each would be told of."""
MOST_FIELDS = 1000
"""Of one object."""


class Strict(BaseModel):
    """What is read from a file is taken as it stands or not at all."""

    model_config = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False)


Document = TypeVar("Document", bound=Strict)


def read_strictly(kind: type[Document], text: bytes) -> Document:
    """Read a document of that kind.

    Raises
    ------
    ValueError
        When it is none; pydantic's ValidationError is one.
    """
    try:
        document = json.loads(text, object_pairs_hook=_object)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    kind.model_validate(document)  # first, since each finding about text comes with a copy of what it is about
    return kind.model_validate_json(text)  # which refuses half a character too


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return one JSON object, refusing many fields, and one of them twice: readers differ on which counts."""
    fields = dict(pairs)
    if len(pairs) > MOST_FIELDS or len(fields) < len(pairs):
        raise ValueError("too many fields, or one of them twice")
    return fields
