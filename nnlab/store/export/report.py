"""A report of an experiment as one HTML file that needs nothing but a browser."""

from __future__ import annotations

from collections.abc import Mapping

import nnlab
from nnlab.errors import NnlabError
from nnlab.spec.document import same_run
from nnlab.spec.experiment import ExperimentSpec
from nnlab.store.experiment_file import Experiment
from nnlab.store.export.facts import without_folders
from nnlab.store.export.markup import Markup, element, joined, table
from nnlab.store.export.report_curves import curves_section
from nnlab.store.export.report_layers import layers_section
from nnlab.store.export.report_results import FINISH, broken_words, results_section
from nnlab.store.export.report_spec import folded_json, spec_section
from nnlab.store.export.report_style import STYLE
from nnlab.store.export.report_words import share
from nnlab.training.checkpoint import RunRecord
from nnlab.training.outline import Outline, outline

SAFE = "default-src 'none'; style-src 'unsafe-inline'"
"""What a browser may load or run for a report: nothing."""
NO_NAME = "Experiment without a name"
NO_RUN = "There is no run yet: this is what is to be trained."
EDITED = "The experiment was edited after this run. What follows is the run; the edited experiment is at the end."
UNKNOWN = "Sizes are not known here: {problem}"
WHOLE, WHOLE_EDITED = "The complete experiment, as JSON", "The experiment as it was edited after the run, as JSON"


def to_html(experiment: Experiment) -> str:
    """Return the report of ``experiment`` as an HTML document.

    With a run, it tells of what was run; the form may have been edited since.
    """
    record = experiment.record
    name = experiment.spec.name or NO_NAME
    body = [element("h1", name), *_notes(experiment.spec.notes)]
    body += _without_run(experiment.spec) if record is None else _with_run(experiment, record)
    body.append(_made_by(experiment.versions))
    head = joined(
        [
            Markup('<meta charset="utf-8">'),
            Markup(f'<meta http-equiv="Content-Security-Policy" content="{SAFE}">'),
            Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
            element("title", name),
            element("style", Markup(STYLE)),
        ]
    )
    page = element("html", element("head", head), element("body", *body), lang="en")
    return f"<!DOCTYPE html>\n{page}\n"


def _notes(notes: str) -> list[Markup]:
    return [element("div", notes, class_="notes")] if notes.strip() else []


def _without_run(spec: ExperimentSpec) -> list[Markup]:
    shown, sizes, problem = without_folders(spec), None, ""
    try:
        sizes = outline(spec)
    except NnlabError as error:
        problem = UNKNOWN.format(problem=error)
    tables = spec_section(shown, sizes, None, problem)
    return [element("p", NO_RUN, class_="summary"), tables, folded_json(WHOLE, shown)]


def _with_run(experiment: Experiment, record: RunRecord) -> list[Markup]:
    data = record.checkpoint.data
    sizes = outline(record.spec, data)
    named = {"name": experiment.spec.name, "notes": experiment.spec.notes}
    run = without_folders(record.spec.model_copy(update=named))
    is_edited = not any(same_run(spec, experiment.spec) for spec in (record.spec, record.present_spec))
    edited = [element("p", EDITED, class_="note")] if is_edited else []
    parts = [
        element("p", _summary(record, sizes), class_="summary"),
        *edited,
        results_section(record, sizes),
        curves_section(record),
        spec_section(run, sizes, data, ""),
        layers_section(record),
        folded_json(WHOLE, run),
    ]
    if is_edited:
        parts.append(folded_json(WHOLE_EDITED, without_folders(experiment.spec)))
    parts += [element("h2", "Origin"), table([("fingerprint of the data", data.fingerprint)], class_="facts")]
    return parts


def _summary(record: RunRecord, sizes: Outline) -> str:
    """Return in a line how the run ended, and how good it is on examples it never saw."""
    words = f"Run {FINISH[record.finish]}."
    if (broke := record.checkpoint.first_nonfinite) is not None:
        return f"{words} A number was not finite {broken_words(broke)}."
    test = record.results.get("test")
    if test is None:
        return words
    good = f"Loss {test.loss:.3g}" if test.accuracy is None else f"Accuracy {share(test.accuracy)}"
    return f"{words} {good} on {sizes.test:,} test examples."


def _made_by(versions: Mapping[str, str]) -> Markup:
    rows = [(name, version) for name, version in versions.items()]
    made = [table([(f"made by {name}", version) for name, version in rows], class_="facts")] if rows else []
    return element("footer", *made, element("p", f"Report written by nnlab {nnlab.__version__}."))
