"""``nnlab recover``: lists what a crash left behind, and saves it."""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from nnlab.cli.output import counted, print_json, print_lines, tell
from nnlab.errors import NnlabError
from nnlab.store.atomic import check_writable
from nnlab.store.experiment_file import Experiment, save
from nnlab.store.recovery.entry import Entry
from nnlab.store.recovery.journal import cut_off
from nnlab.text import QT_TRANSLATE_NOOP, Text

NOTHING = QT_TRANSLATE_NOOP("nnlab", "Nothing was cut off: there is nothing to recover.")
NO_SUCH = QT_TRANSLATE_NOOP("nnlab", "Nothing called {name} was cut off; 'nnlab recover' lists what was.")
NO_NAME = QT_TRANSLATE_NOOP("nnlab", "Say which one is meant, such as {name}; 'nnlab recover' lists them.")
EXISTS = QT_TRANSLATE_NOOP("nnlab", "{path} is there already: give another name with -o.")
NO_OUTPUT = QT_TRANSLATE_NOOP("nnlab", "{name} was never saved: say where to with -o RUN.nnlab.")


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    about = "List the experiments that were cut off by a crash, save one of them, or drop it."
    parser = commands.add_parser("recover", help="list and save what a crash left", description=about)
    parser.add_argument("name", metavar="NAME", nargs="?", help="which one, as the list calls it")
    parser.add_argument("-o", "--output", metavar="RUN.nnlab", type=Path, help="where to save it; its own file else")
    parser.add_argument("--discard", action="store_true", help="drop it instead")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """List, save or drop."""
    found = cut_off()
    with ExitStack() as held:
        for entry in found:
            held.callback(entry.release)
        if options.name is None:
            if options.output is not None or options.discard:
                raise NnlabError(Text(NO_NAME, name=found[0].name if found else "a1b2c3") if found else Text(NOTHING))
            _list(found, as_json=options.json)
            return 0
        entry = _named(options.name, found)
        report = {"name": entry.name, "saved": None if options.discard else str(_save(entry, options.output))}
        entry.remove()
    if options.json:
        print_json(report)
    else:
        print_lines([("dropped", entry.name)] if options.discard else [("saved", str(report["saved"]))])
    return 0


def _named(name: str, found: list[Entry]) -> Entry:
    for entry in found:
        if entry.name == name:
            return entry
    raise NnlabError(Text(NO_SUCH, name=name))


def _save(entry: Entry, output: Path | None) -> Path:
    """Save to ``output``, or to the experiment's own file."""
    path = output or entry.origin
    if path is None:
        raise NnlabError(Text(NO_OUTPUT, name=entry.name))
    if output is not None and output.exists():
        raise NnlabError(Text(EXISTS, path=output))
    check_writable(path)
    save(path, entry.read())
    return path


def _list(found: list[Entry], *, as_json: bool) -> None:
    rows = [_row(entry) for entry in found]
    if as_json:
        print_json({"cut_off": rows})
        return
    if not rows:
        tell(f"nnlab: {Text(NOTHING)}")
    for row in rows:
        steps = "" if row["steps"] is None else f", {counted(row['steps'], 'step')}"
        print_lines([(row["name"], f"{row['experiment'] or 'New experiment'}{steps}, kept {row['kept']}")])
        if row["file"]:
            print_lines([("", f"of {row['file']}")])


def _row(entry: Entry) -> dict[str, Any]:
    """Return what is told of one."""
    try:
        experiment = entry.read()
    except NnlabError:  # of a newer program, or damaged by the disk
        experiment = None
    return {
        "name": entry.name,
        "experiment": experiment.spec.name if experiment else None,
        "steps": _steps(experiment),
        "file": str(entry.origin) if entry.origin else None,
        "kept": entry.saved_at.astimezone().isoformat(" ", "seconds"),
    }


def _steps(experiment: Experiment | None) -> int | None:
    return experiment.record.checkpoint.step if experiment and experiment.record else None
