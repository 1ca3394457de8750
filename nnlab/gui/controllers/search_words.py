"""What is said of a search: its best trial, which fields matter, what lies at a border."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from nnlab.errors import InvalidSpecError, NnlabError
from nnlab.gui import numbers
from nnlab.gui.controllers.run_words import problem_words
from nnlab.gui.translation import translate
from nnlab.gui.views.search.words import field_name, value_words
from nnlab.search.importance import FEWEST, importances
from nnlab.spec.search import RANGES, SearchRecord, TrialRecord

SPACE = "space."
"""Before the path of a field in the document of a search."""
tr = QCoreApplication.translate


def best_words(record: SearchRecord) -> str:
    """Say which trial is the best so far; nothing where none came to a loss."""
    best = record.best
    if best is None:
        return ""
    template = tr("SearchWords", "Best: trial {number}, loss {loss}: {setting}")
    return template.format(number=best.number, loss=numbers.significant(best.loss), setting=setting_words(best))


def setting_words(trial: TrialRecord) -> str:
    """Return the setting of a trial in one line."""
    return ", ".join(f"{translate(field_name(path))} {value_words(value)}" for path, value in trial.values.items())


def importance_words(record: SearchRecord) -> str:
    """Say which fields matter among the trials of the first stage: those of later ones lie close together."""
    first = [trial for trial in record.trials if trial.stage == 0 and trial.outcome is not None]
    known = importances(record.search.space, first)
    if known is None:
        template = tr("SearchWords", "Which fields matter can be said from {fewest} trials of the first stage on.")
        return template.format(fewest=FEWEST)
    shares = [f"{translate(field_name(each.path))} {numbers.percent(each.share)}" for each in known]
    template = tr("SearchWords", "Differences explained: {shares} (of {count} trials)")
    return template.format(shares=", ".join(shares), count=len(first))


def border_words(path: str, side: int) -> str:
    """Say that the best value of a field lies at an end of its range: -1 for the lower, 1 for the upper."""
    lower = tr("SearchWords", "⚠ {field}: best at the lower end – widen the range")
    upper = tr("SearchWords", "⚠ {field}: best at the upper end – widen the range")
    return (lower if side < 0 else upper).format(field=translate(field_name(path)))


def next_stage_words(stage: int) -> str:
    """Say what the ranges that are proposed for a stage, counted from 1, are."""
    template = tr(
        "SearchWords", "Stage {stage}: these ranges lie around the best of stage {before}. Change them, or begin."
    )
    return template.format(stage=stage, before=stage - 1)


def trouble_words(error: NnlabError) -> str:
    """Say why something cannot be searched: the first thing that is wrong, and in which field."""
    if not isinstance(error, InvalidSpecError):
        return translate(error.text)
    first = error.problems[0]
    path = first.path.removeprefix(SPACE)
    for kind in RANGES:
        path = path.partition(f".{kind}")[0]
    return (
        problem_words({path: first.text}, lambda path: translate(field_name(path))) if path else translate(first.text)
    )
