"""``nnlab datasets``: lists the sources of data with their options."""

from __future__ import annotations

import argparse
from typing import Any

from nnlab.cli.output import print_json, shape_words
from nnlab.data.loading import ABOUT
from nnlab.data.sources import SOURCES
from nnlab.spec.base import Spec


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("datasets", help="list the data sources", description="List the data sources.")
    parser.add_argument("--json", action="store_true", help="print a JSON array")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the sources."""
    sources = [*map(_built_in, SOURCES), *map(_own, ABOUT)]
    if options.json:
        print_json(sources)
    else:
        _print(sources)
    return 0


def _built_in(kind: type[Spec]) -> dict[str, Any]:
    spec, source = kind(), SOURCES[kind]
    shape = source.shape(spec)
    sizes = {
        "examples": shape.examples,
        "shape": shape.example_shape,
        "classes": shape.classes or None,
        "numbers": shape.n_targets or None,
    }
    return _as_json(spec, source.title, sizes)


def _own(kind: type[Spec]) -> dict[str, Any]:
    """Return a source that reads a person's file, whose sizes only the file knows."""
    return _as_json(kind(), ABOUT[kind], dict.fromkeys(("examples", "shape", "classes", "numbers")))


def _as_json(spec: Spec, about: str, sizes: dict[str, Any]) -> dict[str, Any]:
    document = spec.model_dump(mode="json")
    options = {name: value for name, value in document.items() if name != "kind"}
    return {"kind": document["kind"], "about": about, **sizes, "options": options}


def _print(sources: list[dict[str, Any]]) -> None:
    for source in sources:
        print(f"{source['kind']}: {source['about']}")
        if source["examples"]:
            said = f"{source['classes']} classes" if source["classes"] else f"{source['numbers']} to be met"
            print(f"    {source['examples']:,} examples of {shape_words(source['shape'])}, {said}")
        for name, default in source["options"].items():
            print(f"    {name} = {_word(default)}")


def _word(default: Any) -> str:
    """Return a default as a person would say it."""
    if default is None:
        return "(found out from the file)"
    return "(to be given)" if default == "" else str(default)
