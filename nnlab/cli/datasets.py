"""``nnlab datasets``: lists the sources of data with their options."""

from __future__ import annotations

import argparse
from typing import Any

from nnlab.cli.output import print_json, shape_words
from nnlab.data.sources import SOURCES, Source
from nnlab.spec.base import Spec


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("datasets", help="list the data sources", description="List the data sources.")
    parser.add_argument("--json", action="store_true", help="print a JSON array")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the sources."""
    sources = [_as_json(kind, source) for kind, source in SOURCES.items()]
    if options.json:
        print_json(sources)
    else:
        _print(sources)
    return 0


def _as_json(kind: type[Spec], source: Source) -> dict[str, Any]:
    spec = kind()
    shape = source.shape(spec)
    return {
        "kind": spec.model_dump()["kind"],
        "about": source.title,
        "examples": shape.examples,
        "shape": shape.example_shape,
        "classes": shape.classes,
        "options": {name: value for name, value in spec.model_dump(mode="json").items() if name != "kind"},
    }


def _print(sources: list[dict[str, Any]]) -> None:
    for source in sources:
        shape = shape_words(source["shape"])
        print(f"{source['kind']}: {source['about']}")
        print(f"    {source['examples']:,} examples of {shape}, {source['classes']} classes")
        for name, default in source["options"].items():
            print(f"    {name} = {default}")
