"""``nnlab predict``: applies a trained run to new data."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from nnlab.cli.output import number, plain, print_json, print_lines, result_words, share
from nnlab.cli.reading import with_bar
from nnlab.data.new.examples import NewData, reading_new
from nnlab.errors import NnlabError
from nnlab.jobs.blas_limit import BlasLimit
from nnlab.store.atomic import check_writable
from nnlab.store.experiment_file import find
from nnlab.store.predictions import writing_predictions
from nnlab.text import QT_TRANSLATE_NOOP, Text
from nnlab.training.checkpoint import RunRecord
from nnlab.training.prediction import Prediction, predicting

SHOWN = 10
"""Predictions that a person is shown."""

NO_RUN = QT_TRANSLATE_NOOP("nnlab", "{name} holds no run to predict with; train it first.")
OVER_INPUT = QT_TRANSLATE_NOOP("nnlab", "{path} is what is read here: give the predictions another name.")


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "predict", help="apply a trained run to new data", description="Apply a trained run to new data."
    )
    parser.add_argument("spec", metavar="RUN", help="an .nnlab file with a run")
    parser.add_argument("data", metavar="DATA", type=Path, help="a file, or a folder, of the kind it was trained on")
    parser.add_argument("-o", "--output", metavar="OUT.csv", type=Path, help="where to write all predictions")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Read the new data, predict, write, and print what came out."""
    output = options.output
    if output is not None:
        _check_output(output, options)
    record = find(options.spec).record
    if record is None:
        raise NnlabError(Text(NO_RUN, name=options.spec))
    new = with_bar("reading", reading_new(options.data, record.spec.data.source, record.checkpoint.data))
    prediction = _predict(record, new)
    if output is not None:
        with_bar("writing", writing_predictions(output, prediction, new.names))
    if options.json:
        print_json(_as_json(prediction, output))
    else:
        _print(prediction, new.names, output)
    return 0


def _check_output(output: Path, options: argparse.Namespace) -> None:
    check_writable(output)  # before the work, not after it
    if any(_is_same_file(output, other) for other in (Path(options.spec), options.data)):
        raise NnlabError(Text(OVER_INPUT, path=output))


def _is_same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):  # one of them is not there, or cannot be
        return False


def _predict(record: RunRecord, new: NewData) -> Prediction:
    """Predict with as many BLAS threads as the run was trained with, so that the results are the same bits."""
    limit = BlasLimit()
    limit.set(record.checkpoint.blas_threads)
    try:
        return with_bar("predicting", predicting(record, new.x, new.targets))
    finally:
        limit.restore()


def _as_json(prediction: Prediction, output: Path | None) -> dict[str, Any]:
    """Return the object that ``--json`` prints."""
    report: dict[str, Any] = {"examples": len(prediction)}
    if prediction.labels is None:
        report["outputs"] = _statistics(prediction)
    else:
        report["classes"] = dict(zip(prediction.class_names, prediction.counts.tolist(), strict=True))
    result = prediction.result
    report["loss"] = result.loss if result else None
    report["accuracy"] = result.accuracy if result else None
    report["output"] = str(output) if output is not None else None
    return report


def _statistics(prediction: Prediction) -> dict[str, Any]:
    """Return mean, least and largest of the numbers predicted; lists of them where an example has several."""
    outputs = prediction.outputs
    with np.errstate(all="ignore"):
        mean = outputs.mean(axis=0, dtype=np.float64)
    found = {"mean": mean, "min": outputs.min(axis=0), "max": outputs.max(axis=0)}
    return {name: values.tolist() if values.size > 1 else values.item() for name, values in found.items()}


def _print(prediction: Prediction, names: Sequence[str], output: Path | None) -> None:
    _print_table(_table(prediction, names))
    if (more := len(prediction) - SHOWN) > 0:
        print(f"… and {more:,} more")
    print()
    print_lines(_rows(prediction, output))


def _table(prediction: Prediction, names: Sequence[str]) -> list[list[str]]:
    """Return the first predictions, a list of cells each, below their headings."""
    columns = [
        ["example", *(names or map(str, range(1, len(prediction) + 1)))][: SHOWN + 1],
        ["prediction", *_words(prediction, prediction.outputs if prediction.labels is None else prediction.labels)],
    ]
    if (certainty := prediction.certainty) is not None:
        columns.append(["probability", *(share(float(value)) for value in certainty[:SHOWN])])
    if prediction.truth is not None:
        columns.append(["truth", *_words(prediction, prediction.truth)])
    return [list(row) for row in zip(*columns, strict=True)]


def _words(prediction: Prediction, values: Any) -> list[str]:
    """Return what is said of the first examples: the name of a class, or numbers."""
    if prediction.labels is not None:
        return [prediction.class_names[label] for label in values[:SHOWN]]
    return [", ".join(number(float(value)) for value in row) for row in values[:SHOWN]]


def _print_table(rows: Sequence[Sequence[str]]) -> None:
    cells = [[plain(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        print("  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip())


def _rows(prediction: Prediction, output: Path | None) -> list[tuple[str, str]]:
    said = _number_lines(prediction) if prediction.labels is None else _class_lines(prediction)
    rows = [("examples", f"{len(prediction):,}"), ("predicted", "\n".join(said))]
    if (result := prediction.result) is not None:
        rows.append(("result", result_words({"loss": result.loss, "accuracy": result.accuracy})))
    return [*rows, ("saved", str(output))] if output is not None else rows


def _class_lines(prediction: Prediction) -> list[str]:
    """Return how many examples are said to be of which class, the most frequent first."""
    counts = prediction.counts
    found = [label for label in np.argsort(-counts, kind="stable") if counts[label]]
    names = [" ".join(prediction.class_names[label].split()) for label in found[:SHOWN]]
    width = max(map(len, names), default=0)
    lines = [f"{name:<{width}}  {counts[label]:,}" for name, label in zip(names, found, strict=False)]
    return [*lines, f"… and {len(found) - SHOWN:,} more classes"] if len(found) > SHOWN else lines


def _number_lines(prediction: Prediction) -> list[str]:
    """Return mean, least and largest of each number predicted."""
    columns = zip(*map(np.atleast_1d, _statistics(prediction).values()), strict=True)
    names = prediction.target_names or [""] * prediction.outputs.shape[1]
    return [
        f"{name}  mean {number(mean)}, from {number(low)} to {number(high)}".strip()
        for name, (mean, low, high) in zip(names, columns, strict=True)
    ]
