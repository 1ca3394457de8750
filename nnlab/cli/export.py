"""``nnlab export``: writes a run for other programs."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from nnlab.cli.output import counted, print_json, print_lines
from nnlab.errors import NnlabError
from nnlab.store.atomic import check_writable
from nnlab.store.experiment_file import find
from nnlab.store.export.formats import FORMATS, Format, Options, export
from nnlab.text import QT_TRANSLATE_NOOP, Text

NO_RUN = QT_TRANSLATE_NOOP("nnlab", "{name} holds no run to export; train it first.")
OVER_INPUT = QT_TRANSLATE_NOOP("nnlab", "{path} is what is read here: give the export another name.")
IS_THERE = QT_TRANSLATE_NOOP("nnlab", "{path} is there already: say with -o where to write.")


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    about = "Write a run for other programs: its network, a script that trains it, its history or a report."
    parser = commands.add_parser("export", help="write a run for other programs", description=about)
    parser.add_argument("spec", metavar="RUN", help="an .nnlab file with a run")
    parser.add_argument("--to", required=True, choices=[each.name for each in FORMATS], help="the format")
    parser.add_argument("-o", "--output", metavar="OUT", type=Path, help="where to write; without it here, as RUN.…")
    parser.add_argument(
        "--probabilities",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="whether an ONNX model gives probabilities where the loss has them, or what the last layer gives",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the run and say where."""
    to = next(each for each in FORMATS if each.name == options.to)
    output = _output(options, to)
    check_writable(output)  # before the work, not after it
    experiment = find(options.spec)
    if experiment.record is None:
        raise NnlabError(Text(NO_RUN, name=options.spec))
    export(output, experiment, to, Options(probabilities=options.probabilities))
    size = output.stat().st_size
    if options.json:
        print_json({"format": to.name, "output": str(output), "bytes": size})
    else:
        print_lines([("format", to.title), ("saved", f"{output}, {counted(size, 'byte')}")])
    return 0


def _output(options: argparse.Namespace, to: Format) -> Path:
    """Return where to write; only what was named is ever written over."""
    if options.output is None:
        output = Path(Path(options.spec).stem + to.ending)
        if output.exists():
            raise NnlabError(Text(IS_THERE, path=output))
        return output
    output = Path(options.output)
    if _is_same_file(output, Path(options.spec)):
        raise NnlabError(Text(OVER_INPUT, path=output))
    return output


def _is_same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):  # one of them is not there, or cannot be
        return False
