"""The JSON Schema of an experiment's document, for editors and other programs.

``python dev.py schema`` writes it to ``resources/``. What depends on several fields at once, such as shares that must
add up to 1, no schema can say: only this program finds it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from nnlab.spec.experiment import FORMAT, ExperimentSpec

DIALECT = "https://json-schema.org/draft/2020-12/schema"
OF_OPENAPI = {"discriminator", "title"}
"""What pydantic adds and no validator needs."""


def json_schema() -> dict[str, Any]:
    """Return the schema, in the 2020-12 dialect."""
    schema: dict[str, Any] = _plain(ExperimentSpec.model_json_schema())
    return {"$schema": DIALECT, "title": f"Experiment of nnlab, format {FORMAT}", **schema}


def as_text() -> str:
    """Return the schema as the file holds it."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def _plain(node: Any, *, names_fields: bool = False) -> Any:
    """Return a copy without what only OpenAPI knows; in a table of fields, a field may have any name."""
    if isinstance(node, list):
        return [_plain(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        key: value if key == "default" else _plain(value, names_fields=key in {"properties", "$defs"})
        for key, value in node.items()
        if names_fields or key not in OF_OPENAPI
    }


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(as_text(), encoding="utf-8")
