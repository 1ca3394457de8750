"""``nnlab info``: says what a file holds."""

from __future__ import annotations

import argparse
from typing import Any

from nnlab.cli.output import print_json, print_lines, result_words, results_as_json, shape_words
from nnlab.spec.document import to_document
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
    shape = outline(experiment.spec)
    if options.json:
        print_json(_as_json(experiment, shape))
    else:
        print_lines(_rows(experiment, shape))
    return 0


def _as_json(experiment: Experiment, shape: Outline) -> dict[str, Any]:
    record = experiment.record
    return {
        "spec": to_document(experiment.spec),
        "parameters": shape.parameters,
        "run": _run_as_json(record) if record else None,
        "versions": experiment.versions or None,
    }


def _run_as_json(record: RunRecord) -> dict[str, Any]:
    return {
        "finish": record.finish.value if record.finish else None,
        "steps": record.checkpoint.step,
        "seconds": record.checkpoint.seconds,
        "fingerprint": record.checkpoint.fingerprint,
        "blas_threads": record.checkpoint.blas_threads,
        "results": results_as_json(record.results),
    }


def _rows(experiment: Experiment, shape: Outline) -> list[tuple[str, str]]:
    spec, training = experiment.spec, experiment.spec.training
    features = shape_words(shape.example_shape)
    layers = " – ".join(
        [str(shape.features), *(f"{layer.units} {layer.activation.kind}" for layer in spec.network.layers)]
    )
    rows = [
        ("name", spec.name or "(none)"),
        ("data", f"{spec.data.source.kind}: {shape.examples:,} examples of {features}, {shape.classes} classes"),
        ("parts", f"{shape.train:,} train, {shape.validation:,} validation, {shape.test:,} test"),
        ("preprocessing", ", ".join(step.kind for step in spec.preprocessing) or "none"),
        ("network", f"{layers} – {shape.classes}, {shape.parameters:,} parameters"),
        ("training", f"{training.optimizer.kind}, rate {training.learning_rate:g}, l2 {training.l2:g}"),
        ("", f"batches of {training.batch_size:,}, {training.epochs:,} epochs, seed {spec.seed}"),
    ]
    if spec.notes:
        rows.append(("notes", spec.notes))
    return rows + (_run_rows(experiment.record, experiment.versions) if experiment.record else [("run", "none yet")])


def _run_rows(record: RunRecord, versions: dict[str, str]) -> list[tuple[str, str]]:
    state = record.finish.value if record.finish else "not finished"
    rows = [("run", f"{state} after {record.checkpoint.step:,} steps")]
    rows += [(part, result_words(result)) for part, result in results_as_json(record.results).items()]
    rows.append(("made by", ", ".join(f"{name} {version}" for name, version in versions.items())))
    return rows
