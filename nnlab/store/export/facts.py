"""What is told of a run beside its numbers, as the texts that formats keep as metadata."""

from __future__ import annotations

import json
from pathlib import PureWindowsPath

import nnlab
from nnlab.spec.document import to_json
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.files import CsvSpec
from nnlab.spec.paths import paths_of, with_paths
from nnlab.store.archive import versions
from nnlab.training.checkpoint import RunRecord


def facts_of(record: RunRecord) -> dict[str, str]:
    """Return texts by name; those that are lists or objects are JSON."""
    data = record.checkpoint.data
    return {
        "nnlab": nnlab.__version__,
        "versions": json.dumps(versions()),
        "name": record.spec.name,
        "spec": to_json(without_folders(record.present_spec)),
        "steps": str(record.checkpoint.step),
        "class_names": json.dumps(data.class_names),
        "feature_names": json.dumps(data.feature_names),
        "target_names": json.dumps(data.target_names),
    }


def without_folders(spec: ExperimentSpec) -> ExperimentSpec:
    """Return ``spec`` with the names of its files alone.

    What is exported is handed on, and where the files lay is nobody's business; beside them, the spec opens as it is.
    """
    names = {key: PureWindowsPath(path).name for key, path in paths_of(spec).items() if path}
    return with_paths(spec, names) if names else spec


def fills_missing(record: RunRecord) -> bool:
    """Return whether values that are missing in new rows are replaced by the means of training."""
    source = record.spec.data.source
    return isinstance(source, CsvSpec) and source.missing == "fill" and len(record.checkpoint.data.means) > 0
