"""What became of a run, as tables."""

from __future__ import annotations

from math import isfinite

from nnlab.spec.document import get_at, set_at, to_document
from nnlab.store.export.markup import Markup, element, joined, table
from nnlab.store.export.report_words import counted, duration, number, setting, share
from nnlab.training.checkpoint import Finish, RunRecord
from nnlab.training.compared_run import ComparedRun, compared
from nnlab.training.divergence import FirstNonFinite
from nnlab.training.outline import Outline
from nnlab.training.snapshot import PARTS, Evaluation, Part

FINISH = {
    Finish.COMPLETED: "completed: all epochs were done",
    Finish.STOPPED: "stopped by hand",
    Finish.DIVERGED: "diverged",
    Finish.EARLY_STOPPED: "stopped early: the validation loss no longer fell",
    Finish.FAILED: "failed for an unexpected reason",
    None: "not finished when it was saved",
}
MEASURED = "Measured on whole parts, at the end, without the penalty and without dropout."
NOT_FINISHED = (
    "The run had not finished: these are its last evaluations, on the first 1,000 training examples and on the "
    "whole validation part."
)
MOST_CHANGES = 200
"""So many changes are listed; a slider that was drawn leaves many."""


def results_section(record: RunRecord, sizes: Outline) -> Markup:
    """Return how a run ended, how good it is, and what was changed on the way."""
    run = compared("", record)
    parts: dict[Part, int] = {"train": sizes.train, "validation": sizes.validation, "test": sizes.test}
    return joined(
        [
            element("h2", "Results"),
            table(_quality_rows(run, parts, has_classes=bool(sizes.classes)), _head(sizes), class_="wide"),
            element("p", MEASURED if run.results else NOT_FINISHED, class_="note"),
            table(_facts(record, run), class_="facts"),
            *_changes(record),
        ]
    )


def _head(sizes: Outline) -> tuple[str, ...]:
    return ("part", "examples", "loss", "accuracy") if sizes.classes else ("part", "examples", "loss")


def _quality_rows(run: ComparedRun, parts: dict[Part, int], *, has_classes: bool) -> list[tuple[object, ...]]:
    """Return a row for each part; a regression has no accuracy."""
    rows: list[tuple[object, ...]] = []
    for part in PARTS:
        quality = run.quality(part)
        loss = exact(quality.loss, number(quality.loss)) if quality else "–"
        accuracy = exact(quality.accuracy, share(quality.accuracy)) if quality else "–"
        rows.append((part, f"{parts[part]:,}", loss, *([accuracy] if has_classes else [])))
    return rows


def exact(value: float | None, words: str) -> object:
    """Return ``words`` with the number in full behind them, for whoever counts on."""
    return words if value is None or not isfinite(value) else element("data", words, value=repr(float(value)))


def _facts(record: RunRecord, run: ComparedRun) -> list[tuple[object, ...]]:
    rate = f", {run.steps_per_second:,.0f} steps per second" if run.steps_per_second else ""
    rows: list[tuple[object, ...]] = [
        ("end", FINISH[record.finish]),
        *([("not finite", broken_words(run.broke))] if run.broke else []),
        ("epochs", counted(run.epochs, "epoch")),
        ("steps", exact(run.step, f"{run.step:,}")),
        ("loss before the first step", exact(run.initial_loss, number(run.initial_loss))),
        ("best validation", best_words(best_of(run))),
        ("time in training steps", f"{duration(run.seconds)}{rate}"),
        ("threads of linear algebra", str(record.checkpoint.blas_threads)),
    ]
    return rows


def broken_words(broke: FirstNonFinite) -> str:
    """Return where a run diverged."""
    layer = "the output layer" if broke.layer == "output" else f"layer {broke.layer}"
    return f"for the first time in step {broke.step:,}, in {layer}, in the {broke.during} pass"


def best_of(run: ComparedRun) -> Evaluation | None:
    """Return the evaluation with the lowest validation loss."""
    step = run.history.best_step
    found = (e for e in run.history.evaluations if e.part == "validation" and e.step == step)
    return next(found, None)


def best_words(best: Evaluation | None) -> str:
    """Return when the validation loss was lowest, and how good the network was then."""
    if best is None:
        return "not measured"
    accuracy = "" if best.accuracy is None else f", accuracy {share(best.accuracy)}"
    return f"after epoch {best.epoch:g}, step {best.step:,}: loss {number(best.loss)}{accuracy}"


def _changes(record: RunRecord) -> list[Markup]:
    """Return what was changed in mid-run, if anything was."""
    changes = record.checkpoint.changes
    if not changes:
        return []
    document, rows = to_document(record.spec), []
    for place, change in enumerate(changes[:MOST_CHANGES], start=1):
        before = setting(get_at(document, change.path))
        rows.append((str(place), f"{change.step:,}", change.path, before, setting(change.value)))
        document = set_at(document, change.path, change.value)
    head = ("number", "after step", "field", "before", "from then on")
    rest = len(changes) - MOST_CHANGES
    more = [element("p", f"{rest:,} more changes followed.", class_="note")] if rest > 0 else []
    return [element("h3", "Changes while the run went on"), table(rows, head, class_="wide"), *more]
