"""``nnlab compare``: puts runs side by side."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import PurePath
from typing import Any

from nnlab.cli.output import (
    FINISH_WORDS,
    broken_as_json,
    broken_rows,
    change_rows,
    changes_as_json,
    number,
    plain,
    print_json,
    results_as_json,
    share,
    tell,
)
from nnlab.cli.table import Field, table
from nnlab.errors import NnlabError
from nnlab.store.experiment_file import SUFFIX, find
from nnlab.text import QT_TRANSLATE_NOOP, Text
from nnlab.training.compared_run import ComparedRun, compared
from nnlab.training.comparison import MEASURES, Comparison, Measure, are_on_same_data, compare
from nnlab.training.comparison import plain as plain_value
from nnlab.training.differences import ABSENT, LAYERS, Difference, Value
from nnlab.training.snapshot import PARTS

COLUMNS = 80
"""Of a terminal that does not tell its width, and of what is no terminal."""
NOTHING = "–"
BEST = " *"
LEGEND = "* the best of these runs"

NO_RUN = QT_TRANSLATE_NOOP("nnlab", "{name} holds no run to compare; train it first.")
OTHER_DATA = QT_TRANSLATE_NOOP("nnlab", "The runs were not measured on the same data, so none is marked as the best.")


@dataclass(frozen=True)
class _Read:
    """What is kept of a file.

    Attributes
    ----------
    file : str
        As it was named.
    run : ComparedRun
        Without the pictures and keyframes of its history.
    changes : list of dict
        As ``changes_as_json`` gives them.
    """

    file: str
    run: ComparedRun
    changes: list[dict[str, Any]]


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("compare", help="put runs side by side", description="Put runs side by side.")
    parser.add_argument("runs", metavar="RUN", nargs="+", help="an .nnlab file with a run")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print what differs between the runs and what became of each."""
    read = [_read(file, name) for file, name in zip(options.runs, _names(options.runs), strict=True)]
    comparison = compare([each.run for each in read])
    if not are_on_same_data(comparison.runs):
        tell(f"nnlab: {Text(OTHER_DATA)}")
    if options.json:
        print_json(_as_json(read, comparison))
    else:
        _print(_fields(read, comparison), has_best=bool(comparison.best))
    return 0


def _read(file: str, name: str) -> _Read:
    record = find(file).record
    if record is None:
        raise NnlabError(Text(NO_RUN, name=file))
    run = compared(name, record)
    light = replace(run, history=replace(run.history, pictures=(), keyframes=()))  # there may be many runs
    return _Read(file, light, changes_as_json(record))


def _names(files: Sequence[str]) -> list[str]:
    """Return a name for each file, no two the same: as much of the path's end as tells it apart.

    A file that is named twice gets a number the second time.
    """
    paths = [(*path.parts[:-1], path.name.removesuffix(SUFFIX)) for path in map(PurePath, files)]
    names: list[str] = []
    for path in paths:
        short = _shortest(path, [other for other in paths if other != path])
        numbered = (short, *(f"{short} ({again})" for again in range(2, len(paths) + 2)))
        names.append(next(name for name in numbered if name not in names))
    return names


def _shortest(path: tuple[str, ...], others: Sequence[tuple[str, ...]]) -> str:
    enough = next(size for size in count(1) if size >= len(path) or path[-size:] not in {o[-size:] for o in others})
    return str(PurePath(*path[-enough:]))


def _as_json(read: Sequence[_Read], comparison: Comparison) -> dict[str, Any]:
    """Return the object that ``--json`` prints."""
    names = [each.run.name for each in read]
    return {
        "runs": [_run_as_json(each, index, comparison.differences) for index, each in enumerate(read)],
        "differences": [{"path": found.path, "also": found.also} for found in comparison.differences],
        "best": {name: [names[index] for index in sorted(which)] for name, which in comparison.best.items()},
    }


def _run_as_json(read: _Read, index: int, differences: Sequence[Difference]) -> dict[str, Any]:
    """Return what is told of one run; a field that its spec does not have is left out of what differs."""
    run = read.run
    values = {found.path: found.values[index] for found in differences}
    return {
        "name": run.name,
        "file": read.file,
        "differs": {path: plain_value(value) for path, value in values.items() if value is not ABSENT},
        "finish": run.finish.value if run.finish else None,
        "epochs": run.epochs,
        "steps": run.step,
        "initial_loss": run.initial_loss,
        **results_as_json({part: run.quality(part) for part in PARTS}),
        "seconds": run.seconds,
        "steps_per_second": run.steps_per_second,
        "changes": read.changes,
        "first_nonfinite": broken_as_json(run.broke) if run.broke else None,
    }


def _fields(read: Sequence[_Read], comparison: Comparison) -> list[Field]:
    """Return what the table tells, without fields of which there is nothing to tell of any run."""
    fields = [
        ("run", [run.name for run in comparison.runs]),
        *((_path(found), [_value(value) for value in found.values]) for found in comparison.differences),
        *((measure.name.replace("_", " "), _measured(measure, comparison)) for measure in MEASURES),
        ("finish", [_finish(run) for run in comparison.runs]),
        ("not finite", [_broken(run) for run in comparison.runs]),
        ("changed", ["; ".join(words for _, words in change_rows(each.changes)) or NOTHING for each in read]),
    ]
    return [(label, cells) for label, cells in fields if any(cell != NOTHING for cell in cells)]


def _path(found: Difference) -> str:
    """Return the path of a field, with the numbers of all layers in which it differs alike."""
    if not found.also:
        return found.path
    first, *rest = found.path.removeprefix(f"{LAYERS}.").split(".")
    others = [path.removeprefix(f"{LAYERS}.").split(".")[0] for path in found.also]
    return ".".join([LAYERS, ",".join([first, *others]), *rest])


def _value(value: Value) -> str:
    if value is ABSENT:
        return NOTHING
    word = plain_value(value)
    return word if isinstance(word, str) else str(word).lower()


def _measured(measure: Measure, comparison: Comparison) -> list[str]:
    best = comparison.best.get(measure.name, frozenset())
    values = map(measure.of, comparison.runs)
    return [_amount(measure.name, value) + BEST * (index in best) for index, value in enumerate(values)]


def _amount(name: str, value: float | None) -> str:
    words: Mapping[str, Callable[[float], str]] = {
        "epochs": lambda epochs: f"{epochs:,.{0 if epochs == round(epochs) else 1}f}",
        "steps": lambda steps: f"{steps:,}",
        "seconds": lambda seconds: f"{seconds:.2f}",
        "steps_per_second": lambda rate: f"{rate:,.0f}",
    }
    if value is None:
        return NOTHING
    return share(value) if name.endswith("_accuracy") else words.get(name, number)(value)


def _finish(run: ComparedRun) -> str:
    if run.finish is None:
        return "not finished, as last evaluated"
    return FINISH_WORDS.get(run.finish.value, run.finish.value)


def _broken(run: ComparedRun) -> str:
    rows = broken_rows(broken_as_json(run.broke) if run.broke else None)
    return "; ".join(words for _, words in rows) or NOTHING


def _print(fields: Sequence[Field], *, has_best: bool) -> None:
    fields = [(label, [plain(cell) for cell in cells]) for label, cells in fields]
    for line in table(fields, shutil.get_terminal_size((COLUMNS, 0)).columns):
        print(line)
    if has_best:
        print(f"\n{LEGEND}")
