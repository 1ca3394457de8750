"""``nnlab search``: tries settings of an experiment, and says which did best."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from nnlab.cli.arguments import count, seed
from nnlab.cli.output import counted, number, plain, print_json, share
from nnlab.cli.reading import read_data, use_kept
from nnlab.cli.searching import Keeping, earlier, searched, value_words
from nnlab.cli.settings import changed
from nnlab.cli.table import table
from nnlab.errors import NnlabError, UnreadableFileError
from nnlab.search.border import at_border, can_widen
from nnlab.search.checking import check_search
from nnlab.search.plan import TRIALS, stages_for
from nnlab.search.sides import Side, sides
from nnlab.search.workers import Processes, Workers, cores
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.search import MOST_TRIALS, SearchRecord, SearchSpec, TrialRecord, search_spec
from nnlab.store.atomic import check_writable
from nnlab.store.experiment_file import Experiment, find
from nnlab.text import QT_TRANSLATE_NOOP, Text

SHOWN: Final = 10
"""Trials that are listed; ``--json`` gives all."""
COLUMNS: Final = 80
LARGEST_SPACE: Final = 1_000_000
NO_SPACE = QT_TRANSLATE_NOOP("nnlab", "{spec} holds no search; say with --space what is to be searched.")
CANNOT_READ = QT_TRANSLATE_NOOP("nnlab", "{path} could not be read: {reason}.")
TOO_LARGE = QT_TRANSLATE_NOOP("nnlab", "{path} is too large to say what is to be searched.")
WRONG = QT_TRANSLATE_NOOP("nnlab", "{path}: {problem}")
TOO_FEW = QT_TRANSLATE_NOOP("nnlab", "--trials must be at least {stages}, one for each stage.")
TOO_MANY = QT_TRANSLATE_NOOP("nnlab", "--stages must be at most 10, and --trials at most {most:,}.")


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    about = "Try settings of an experiment, at random or on a grid, from coarse to fine, on all cores."
    parser = commands.add_parser("search", help="search for better settings", description=about)
    parser.add_argument("spec", metavar="SPEC", help="a JSON spec, an .nnlab file, or an example such as 'digits'")
    parser.add_argument("--space", metavar="SPACE.json", type=Path, help="which fields, in what ranges")
    parser.add_argument("--method", choices=("random", "grid", "both"), help="random, unless the space says otherwise")
    parser.add_argument("--trials", metavar="N", type=count, help=f"in all stages together; {TRIALS} if left out")
    parser.add_argument("--stages", metavar="N", type=count, help="each narrower and longer than the one before")
    parser.add_argument("--epochs", metavar="N", type=count, help="of a trial of the last stage; as SPEC if left out")
    parser.add_argument("--halving", metavar="N", type=count, help="at each rung only one trial in N goes on")
    parser.add_argument("--seed", metavar="N", type=seed, help="of the settings that are tried")
    parser.add_argument("--jobs", metavar="N", type=count, help="processes; one for each core if left out")
    parser.add_argument("--scheduler", metavar="ADDRESS", help="of a Dask cluster, on a trusted network")
    parser.add_argument("-o", "--output", metavar="OUT.nnlab", type=Path, help="where to save it, and to go on from")
    parser.add_argument(
        "--set", metavar="PATH=VALUE", action="append", default=[], help="change a field, such as seed=3"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Search, save, and print what came out."""
    experiment = find(options.spec)
    use_kept(experiment)
    taken_up = experiment.search if options.space is None else None
    spec = changed(taken_up.experiment if taken_up else experiment.spec, options.set)
    search = _asked(options, experiment, spec)
    read_data(spec.data)
    check_search(spec, search)
    kept = earlier(options.output, spec, search) if options.output is not None else None
    if options.output is not None:
        check_writable(options.output)
    keeping = Keeping(options.output, kept or Experiment(spec))
    record = searched(spec, search, _workers(options), keeping)
    border = at_border(search.space, record.best.values) if record.best else {}
    border = {path: side for path, side in border.items() if can_widen(search, spec, path, side)}
    if options.json:
        print_json(_as_json(record, border))
    else:
        _print(record, border)
    return 0


def _asked(options: argparse.Namespace, experiment: Experiment, spec: ExperimentSpec) -> SearchSpec:
    """Return what is to be searched: as the space or the file says, but for what the options say.

    Raises
    ------
    NnlabError
    """
    if options.space is not None:
        search = _space_of(options.space)
    elif experiment.search is not None:
        search = experiment.search.search
    else:
        raise NnlabError(Text(NO_SPACE, spec=options.spec))
    given = {name: getattr(options, name) for name in ("method", "halving", "seed")}
    update: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    says_how_many = any(value is not None for value in (options.trials, options.stages, options.epochs))
    if says_how_many or "stages" not in search.model_fields_set:
        update["stages"] = _stages(options, search, spec)
    return search_spec(search.model_copy(update=update).model_dump_json())


def _stages(options: argparse.Namespace, search: SearchSpec, spec: ExperimentSpec) -> Any:
    present = search.stages if "stages" in search.model_fields_set else ()
    stages = options.stages or len(present) or 1
    trials = options.trials or sum(stage.trials for stage in present) or TRIALS
    epochs = options.epochs or (present[-1].epochs if present else spec.training.epochs)
    if trials > MOST_TRIALS or stages > 10:
        raise NnlabError(Text(TOO_MANY, most=MOST_TRIALS))
    if trials < stages:
        raise NnlabError(Text(TOO_FEW, stages=stages))
    return stages_for(trials, stages, epochs)


def _space_of(path: Path) -> SearchSpec:
    try:
        with path.open("rb") as file:
            text = file.read(LARGEST_SPACE + 1)
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise UnreadableFileError(Text(CANNOT_READ, path=path, reason=reason)) from error
    if len(text) > LARGEST_SPACE:
        raise UnreadableFileError(Text(TOO_LARGE, path=path))
    try:
        return search_spec(text)
    except NnlabError as error:
        raise UnreadableFileError(Text(WRONG, path=path, problem=error.text)) from error


def _workers(options: argparse.Namespace) -> Workers:
    if options.scheduler is not None:
        from nnlab.search.cluster import Cluster

        return Cluster(options.scheduler)
    return Processes(options.jobs or cores())


def _as_json(record: SearchRecord, border: dict[str, int]) -> dict[str, Any]:
    """Return the object that ``--json`` prints."""
    trials = [_trial_as_json(trial) for trial in record.trials]
    best = _trial_as_json(record.best) if record.best else None
    compared = {"methods": {side.method: _side_as_json(side) for side in sides(record)}}
    return {"trials": trials, "best": best, "at_border": list(border), **compared}


def _side_as_json(side: Side) -> dict[str, Any]:
    best = side.best.number if side.best else None
    return {"trials": len(side.trials), "distinct": side.distinct, "best": best}


def _trial_as_json(trial: TrialRecord) -> dict[str, Any]:
    last = trial.epochs[-1] if trial.epochs else None
    return {
        "number": trial.number,
        "stage": trial.stage,
        "values": trial.values,
        "outcome": trial.outcome,
        "epochs": len(trial.epochs),
        "validation_loss": trial.loss,
        "validation_accuracy": last.validation_accuracy if last else None,
        "seconds": trial.seconds,
    }


def _print(record: SearchRecord, border: dict[str, int]) -> None:
    """Print the best trials, and which ranges should move."""
    best = sorted((trial.loss, trial.number) for trial in record.trials if trial.loss is not None)[:SHOWN]
    numbers = {number: place for place, (_, number) in enumerate(best)}
    shown = sorted((trial for trial in record.trials if trial.number in numbers), key=lambda t: numbers[t.number])
    if shown:
        for line in table(_fields(record, shown), shutil.get_terminal_size((COLUMNS, 1)).columns):
            print(line)
    ended = [trial.outcome for trial in record.trials]
    words = ", ".join(counted_outcomes(ended))
    print(f"{counted(len(record.trials), 'trial')}: {words or 'none has come to its end'}")
    if record.best is not None:
        print(f"best: {plain(setting_words(record.best.values))}")
    if record.search.method == "both":
        for side in sides(record):
            print(_side_words(side))
    for path, direction in border.items():
        end = "lower" if direction < 0 else "upper"
        print(f"{plain(path)}: the best value lies at the {end} end of its range; widen the range there")


def _side_words(side: Side) -> str:
    """Return what a grid or random search tried, and the best it found."""
    tried = ", ".join(f"{count} values of {plain(path)}" for path, count in side.distinct.items())
    best = f"best loss {number(side.best.loss)}" if side.best else "no loss"
    return f"{side.method}: {counted(len(side.trials), 'trial')}, {tried}; {best}"


def _fields(record: SearchRecord, shown: list[TrialRecord]) -> list[tuple[str, list[str]]]:
    values = [(path, [value_words(trial.values[path]) for trial in shown]) for path in record.search.space]
    return [
        ("trial", [str(trial.number) for trial in shown]),
        ("stage", [str(trial.stage + 1) for trial in shown]),
        *[(plain(path), [plain(cell) for cell in cells]) for path, cells in values],
        ("epochs", [str(len(trial.epochs)) for trial in shown]),
        ("loss", [number(trial.loss) for trial in shown]),
        ("accuracy", [share(trial.epochs[-1].validation_accuracy) for trial in shown]),
    ]


def counted_outcomes(outcomes: Sequence[str | None]) -> list[str]:
    """Return how many trials ended in each way."""
    known = {each or "waiting": outcomes.count(each) for each in dict.fromkeys(outcomes)}
    return [f"{count} {outcome}" for outcome, count in sorted(known.items())]


def setting_words(values: dict[str, Any]) -> str:
    """Return a setting in one line."""
    return ", ".join(f"{path} = {value_words(value)}" for path, value in values.items())
