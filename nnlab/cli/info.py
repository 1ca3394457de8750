"""``nnlab info``: says what a file holds."""

from __future__ import annotations

import argparse
from typing import Any

from nnlab.cli.output import (
    broken_as_json,
    broken_rows,
    change_rows,
    changes_as_json,
    counted,
    finish_words,
    number,
    print_json,
    print_lines,
    result_words,
    results_as_json,
    shape_words,
)
from nnlab.cli.reading import learnt_words
from nnlab.spec.base import Spec
from nnlab.spec.document import same_run, to_document
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.files import FileSpec
from nnlab.spec.network import DenseSpec
from nnlab.spec.schedules import ConstantSpec
from nnlab.spec.search import SearchRecord
from nnlab.spec.training import TrainingSpec
from nnlab.store.experiment_file import Experiment, find
from nnlab.training.checkpoint import RunRecord
from nnlab.training.outline import Outline, outline


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("info", help="say what a file holds", description="Say what a file holds.")
    parser.add_argument("spec", metavar="FILE", help="a JSON spec, an .nnlab file, or an example such as 'digits'")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print what the file holds."""
    experiment = find(options.spec)
    shape = _outline(experiment)
    if options.json:
        print_json(_as_json(experiment, shape))
    else:
        print_lines(_rows(experiment, shape))
    return 0


def _outline(experiment: Experiment) -> Outline | None:
    """Return the sizes; of a person's own data, which are not read for this, only what a run kept of them is known."""
    spec, record = experiment.spec, experiment.record
    if record is not None and record.spec.data == spec.data and record.spec.preprocessing == spec.preprocessing:
        return outline(spec, record.checkpoint.data)
    return None if isinstance(spec.data.source, FileSpec) else outline(spec)


def _as_json(experiment: Experiment, shape: Outline | None) -> dict[str, Any]:
    record = experiment.record
    return {
        "spec": to_document(experiment.spec),
        "parameters": shape.parameters if shape else None,
        "run": _run_as_json(record) if record else None,
        "search": _search_as_json(experiment.search) if experiment.search else None,
        "lessons": experiment.lessons.model_dump(mode="json")["lessons"] or None,
        "versions": experiment.versions or None,
    }


def _search_as_json(search: SearchRecord) -> dict[str, Any]:
    best = search.best
    return {
        "space": search.search.model_dump(mode="json")["space"],
        "trials": len(search.trials),
        "best": {"values": best.values, "validation_loss": best.loss} if best else None,
    }


def _run_as_json(record: RunRecord) -> dict[str, Any]:
    checkpoint = record.checkpoint
    return {
        "finish": record.finish.value if record.finish else None,
        "epochs": checkpoint.place.epoch,
        "steps": checkpoint.step,
        "seconds": checkpoint.seconds,
        "fingerprint": checkpoint.data.fingerprint,
        "predicts": checkpoint.data.label_name or list(checkpoint.data.target_names) or None,
        "class_names": list(checkpoint.data.class_names),
        "left_out": list(checkpoint.data.left_out),
        "blas_threads": checkpoint.blas_threads,
        "changes": changes_as_json(record),
        "first_nonfinite": broken_as_json(checkpoint.first_nonfinite) if checkpoint.first_nonfinite else None,
        "results": results_as_json(record.results),
    }


def _rows(experiment: Experiment, shape: Outline | None) -> list[tuple[str, str]]:
    spec, record = experiment.spec, experiment.record
    rows = [
        ("name", spec.name or "(none)"),
        *_data_rows(spec, shape),
        *_learnt_rows(experiment),
        ("preprocessing", _preprocessing(spec)),
        ("network", _network(spec, shape)),
        ("loss", spec.training.loss.kind),
        *_training_rows(spec),
    ]
    if spec.notes:
        rows.append(("notes", spec.notes))
    for lesson in experiment.lessons.lessons:
        held = f"{lesson.held} of {len(lesson.claims)} claims hold"
        rows.append(("lesson", f"{lesson.lesson}: {held}; predicted “{lesson.answer}”"))
    if (search := experiment.search) is not None:
        found = f", best loss {number(search.best.loss)}" if search.best else ""
        rows.append(("search", f"{counted(len(search.trials), 'trial')} over {', '.join(search.search.space)}{found}"))
    if record is None:
        return [*rows, ("run", "none yet")]
    return rows + _run_rows(record, spec) + [("made by", _versions(experiment.versions))]


def _data_rows(spec: ExperimentSpec, shape: Outline | None) -> list[tuple[str, str]]:
    source = spec.data.source
    path = [("", source.path or "(no file chosen)")] if isinstance(source, FileSpec) else []
    if shape is None:
        return [("data", f"{source.kind}, not read for this"), *path]
    said = f"{shape.classes} classes" if shape.classes else counted(shape.n_outputs, "number") + " to be met"
    return [
        ("data", f"{source.kind}: {shape.examples:,} examples of {shape_words(shape.example_shape)}, {said}"),
        *path,
        ("parts", f"{shape.train:,} train, {shape.validation:,} validation, {shape.test:,} test"),
    ]


def _learnt_rows(experiment: Experiment) -> list[tuple[str, str]]:
    """Return what of a table the run learnt to predict."""
    words = learnt_words(experiment.record.checkpoint.data) if experiment.record else ""
    return [("table", words)] if words else []


def _preprocessing(spec: ExperimentSpec) -> str:
    steps = ", ".join(map(_kind, spec.preprocessing))
    leaks = steps and spec.preprocessing_fit == "all"
    return f"{steps}, fitted on all examples: leakage" if leaks else steps or "none"


def _network(spec: ExperimentSpec, shape: Outline | None) -> str:
    hidden = list(map(_layer, spec.network.layers))
    if shape is None:
        return " – ".join(hidden)
    inputs = str(shape.inputs) if shape.is_exact else f"at most {shape.inputs}"
    return f"{' – '.join([inputs, *hidden, str(shape.n_outputs)])}, {shape.parameters:,} parameters"


def _layer(layer: DenseSpec) -> str:
    parts = [f"{layer.units} {_kind(layer.activation)}"]
    if layer.normalization:
        parts.append(f"batch norm{_options(layer.normalization)}")
    if layer.dropout:
        parts.append(f"dropout {layer.dropout:g}")
    return " + ".join(parts)


def _training_rows(spec: ExperimentSpec) -> list[tuple[str, str]]:
    training = spec.training
    sizes = f"batches of {training.batch_size:,}, {counted(training.epochs, 'epoch')}, seed {spec.seed}"
    rows = [("training", f"{_kind(training.optimizer)}, rate {training.learning_rate:g}{_limits(training)}")]
    rows.append(("", sizes))
    if training.schedule != ConstantSpec():
        rows.append(("schedule", f"{training.schedule.kind}{_options(training.schedule, usual_too=True)}"))
    if training.early_stopping:
        patience = counted(training.early_stopping.patience, "epoch")
        rows.append(("early stopping", f"after {patience} without a lower validation loss"))
    return rows


def _limits(training: TrainingSpec) -> str:
    """Return what holds the weights and the steps small; L2 is told even where it is off."""
    l1 = f", l1 {training.l1:g}" if training.l1 else ""
    clip = f", gradients clipped to {training.clip_norm:g}" if training.clip_norm else ""
    return f", l2 {training.l2:g}{l1}{clip}"


def _kind(spec: Any) -> str:
    """Return the kind of a choice, and what of its options is not as it is by default."""
    return f"{spec.kind}{_options(spec)}"


def _options(spec: Spec, *, usual_too: bool = False) -> str:
    usual = type(spec)().model_dump(mode="json")
    options = spec.model_dump(mode="json", exclude={"kind"})
    told = [
        f"{name} {_value(value)}" for name, value in options.items() if value != usual[name] or (usual_too and value)
    ]
    return f" ({', '.join(told)})" if told else ""


def _value(value: Any) -> str:
    if isinstance(value, list):
        return " and ".join(map(_value, value))
    return str(value).lower()


def _run_rows(record: RunRecord, shown: ExperimentSpec) -> list[tuple[str, str]]:
    checkpoint, finish = record.checkpoint, record.finish
    rows = [("run", finish_words(finish.value if finish else None, checkpoint.place.epoch, checkpoint.step))]
    if not same_run(record.spec, shown) and not same_run(record.present_spec, shown):
        rows.append(("", "of other settings than those above, which were edited since"))
    rows += change_rows(changes_as_json(record))
    rows += broken_rows(broken_as_json(checkpoint.first_nonfinite) if checkpoint.first_nonfinite else None)
    return rows + [(part, result_words(result)) for part, result in results_as_json(record.results).items()]


def _versions(versions: dict[str, str]) -> str:
    return ", ".join(f"{name} {version}" for name, version in versions.items())
