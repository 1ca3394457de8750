"""The columns of the table of runs: what differs, how each ended, and how good it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any, Final

from PySide6.QtCore import QCoreApplication

from nnlab.gui import numbers
from nnlab.gui.views.compare.field_words import FieldWords
from nnlab.gui.views.compare.shown_run import ShownRun, state_words
from nnlab.training.comparison import MEASURES, Comparison, Measure
from nnlab.training.differences import ABSENT, Difference

MOST_DIFFERENCES: Final = 12
"""More columns than that are told in a word: nobody compares networks that have nothing in common field by field."""
DIFFERS: Final = "≠ "
BEST: Final = "★ "
SO_FAR: Final = " …"


@dataclass(frozen=True)
class Cell:
    """What stands in one place.

    Attributes
    ----------
    text : str
    order : Any
        By what it is sorted, among its column; None comes last.
    is_strong : bool
        Whether it stands out.
    about : str
        For the tooltip; empty where the text says all.
    """

    text: str
    order: Any = None
    is_strong: bool = False
    about: str = ""


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes
    ----------
    name, about : str
        Translated.
    cells : tuple of Cell
        One for each run.
    is_number : bool
    """

    name: str
    about: str
    cells: tuple[Cell, ...]
    is_number: bool = False


def run_columns(shown: Sequence[ShownRun], comparison: Comparison, words: FieldWords) -> list[Column]:
    """Return what is told of each run beside its name: state and quality, what differs, and what it took."""
    reference = next((index for index, run in enumerate(shown) if run.is_ticked), 0)
    differing = [_difference(found, shown, words, reference) for found in comparison.differences[:MOST_DIFFERENCES]]
    if len(comparison.differences) > MOST_DIFFERENCES:
        differing.append(_others(comparison.differences[MOST_DIFFERENCES:], words, len(shown)))
    measured = [(wording.measure, _measured(wording, shown, comparison)) for wording in _measures()]
    first = [column for measure, column in measured if measure.part == "validation"]
    others = [column for measure, column in measured if measure.part != "validation"]
    result = [_state(shown), *first, *differing, *others, _changes(shown, words)]
    return [column for column in result if any(cell.text for cell in column.cells)]


def _difference(found: Difference, shown: Sequence[ShownRun], words: FieldWords, reference: int) -> Column:
    name, first = words.name(found), found.values[reference]
    note = QCoreApplication.translate("RunColumns", "Not as in {name}")
    about = note.format(name=shown[reference].run.name)
    cells = []
    for value in found.values:
        differs = value != first
        text = words.value(found.path, value)
        cells.append(
            Cell(f"{DIFFERS if differs else ''}{text}", _order(value, text), differs, about if differs else "")
        )
    is_number = all(_is_number(value) or value is ABSENT or value is None for value in found.values)
    tip = QCoreApplication.translate("RunColumns", "{name}: not the same in all runs that are ticked")
    return Column(name, tip.format(name=name), tuple(cells), is_number)


def _others(rest: Sequence[Difference], words: FieldWords, runs: int) -> Column:
    name = QCoreApplication.translate("RunColumns", "and {count} fields more").format(count=len(rest))
    names = "\n".join(words.name(found) for found in rest)
    return Column(name, names, (Cell("…", about=names),) * runs)


def _order(value: Any, text: str) -> Any:
    """Return a key: numbers by size, words by their letters, nothing last."""
    if value is ABSENT or value is None:
        return None
    return (0, float(value), "") if _is_number(value) else (1, 0.0, text)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _state(shown: Sequence[ShownRun]) -> Column:
    tr = QCoreApplication.translate
    cells = tuple(Cell(text, (1, 0.0, text)) for text in map(state_words, shown))
    return Column(tr("RunColumns", "State"), tr("RunColumns", "How far the run is, or how it ended"), cells)


def _changes(shown: Sequence[ShownRun], words: FieldWords) -> Column:
    """Return what was changed while runs went on."""
    tr = QCoreApplication.translate
    template = tr("RunColumns", "{field} {value} after step {step}")
    cells = []
    for run in shown:
        told = [
            template.format(
                field=words.name(Difference(change.path, ())),
                value=words.value(change.path, change.value),
                step=numbers.count(change.step),
            )
            for change in run.run.changes
        ]
        cells.append(Cell("; ".join(told), (0, float(len(told)), ""), about="\n".join(told)))
    about = tr("RunColumns", "What was changed while the run went on")
    return Column(tr("RunColumns", "Changed on the way"), about, tuple(cells))


@dataclass(frozen=True)
class _Wording:
    measure: Measure
    name: str
    about: str
    say: Callable[[float], str]


def _measured(wording: _Wording, shown: Sequence[ShownRun], comparison: Comparison) -> Column:
    measure = wording.measure
    cells = []
    for index, run in enumerate(shown):
        value = measure.of(run.run)
        is_best = index in comparison.best.get(measure.name, ())
        cells.append(_number_cell(value, run, wording, is_best=is_best))
    return Column(wording.name, wording.about, tuple(cells), is_number=True)


def _number_cell(value: float | None, shown: ShownRun, wording: _Wording, *, is_best: bool) -> Cell:
    if value is None:
        return Cell("")
    is_so_far = wording.measure.part is not None and not shown.run.results
    text = f"{BEST if is_best else ''}{wording.say(value)}{SO_FAR if is_so_far else ''}"
    order = (0, float(value), "") if isfinite(value) else None
    tr = QCoreApplication.translate
    about = tr("RunColumns", "The best of the runs that are ticked") if is_best else ""
    if is_so_far:
        about = tr("RunColumns", "As last evaluated: the run was not measured at its end")
    return Cell(text, order, is_best, about)


def _measures() -> list[_Wording]:
    """Return every measure with its words."""
    wordings = {**_quality_wordings(), **_effort_wordings()}
    return [_Wording(measure, *wordings[measure.name]) for measure in MEASURES]


Words = tuple[str, str, Callable[[float], str]]


def _quality_wordings() -> dict[str, Words]:
    tr = QCoreApplication.translate
    accuracy = tr("RunColumns", "The share of examples whose class is named rightly, at the end of the run")
    loss = tr("RunColumns", "The mean loss without the penalty, at the end of the run")
    return {
        "validation_accuracy": (tr("RunColumns", "Validation"), accuracy, numbers.accuracy),
        "test_accuracy": (tr("RunColumns", "Test"), accuracy, numbers.accuracy),
        "train_accuracy": (tr("RunColumns", "Train"), accuracy, numbers.accuracy),
        "validation_loss": (tr("RunColumns", "Validation loss"), loss, numbers.significant),
        "test_loss": (tr("RunColumns", "Test loss"), loss, numbers.significant),
        "train_loss": (tr("RunColumns", "Train loss"), loss, numbers.significant),
    }


def _effort_wordings() -> dict[str, Words]:
    tr = QCoreApplication.translate
    return {
        "initial_loss": (
            tr("RunColumns", "First loss"),
            tr("RunColumns", "The loss before the first step, without the penalty"),
            numbers.significant,
        ),
        "epochs": (tr("RunColumns", "Epochs"), tr("RunColumns", "Epochs done"), _epochs),
        "steps": (tr("RunColumns", "Steps"), tr("RunColumns", "Steps done"), lambda value: numbers.count(int(value))),
        "seconds": (
            tr("RunColumns", "Time"),
            tr("RunColumns", "Spent in training steps, without evaluation and drawing"),
            _time,
        ),
        "steps_per_second": (
            tr("RunColumns", "Steps/s"),
            tr("RunColumns", "Steps per second of that time"),
            lambda value: numbers.count(round(value)),
        ),
    }


def _epochs(value: float) -> str:
    return f"{value:,.0f}" if value == round(value) else f"{value:,.1f}"


def _time(seconds: float) -> str:
    """Return a time; short ones with a decimal, since most runs here take seconds."""
    if seconds < 10:
        return QCoreApplication.translate("RunColumns", "{seconds} s").format(seconds=f"{seconds:.1f}")
    return numbers.duration(seconds)
