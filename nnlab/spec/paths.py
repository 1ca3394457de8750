"""Where a person's data lie, apart from what they are: a file that was moved is still the same data."""

from __future__ import annotations

from collections.abc import Mapping

from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.files import FileSpec, IdxSpec


def paths_of(spec: ExperimentSpec) -> dict[str, str | None]:
    """Return the paths that the source names, by the name of its field; none for built-in data."""
    source = spec.data.source
    if not isinstance(source, FileSpec):
        return {}
    return {"path": source.path, "labels": source.labels} if isinstance(source, IdxSpec) else {"path": source.path}


def with_paths(spec: ExperimentSpec, paths: Mapping[str, str | None]) -> ExperimentSpec:
    """Return ``spec`` with other paths in its source, of the names that ``paths_of`` gives."""
    source = spec.data.source.model_copy(update=dict(paths))
    return spec.model_copy(update={"data": spec.data.model_copy(update={"source": source})})


def moved_to(spec: ExperimentSpec, other: ExperimentSpec) -> ExperimentSpec:
    """Return ``spec`` with its data where those of ``other`` lie, if they are of one kind."""
    is_one_kind = type(spec.data.source) is type(other.data.source)
    return with_paths(spec, paths_of(other)) if is_one_kind and paths_of(other) else spec
