"""Whether what a file holds of a run's data fits the spec it was run with."""

from __future__ import annotations

from math import prod

import numpy as np

from nnlab.data.dataset import Dataset, Shape
from nnlab.data.loading import data_shape
from nnlab.data.prepared import DataRecord
from nnlab.data.preprocessing import Affine, FittedStep, Projection, shape_after
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.files import FileSpec


def check_data_fits(data: DataRecord, spec: ExperimentSpec) -> None:
    """Compare sizes and fitted steps with what the spec asks for; the data themselves may be elsewhere.

    Raises
    ------
    ValueError
        Where they differ.
    """
    if not isinstance(spec.data.source, FileSpec) and data.shape != data_shape(spec.data):
        raise ValueError("the sizes of the data do not fit the experiment")
    if len(data.feature_names) not in (0, prod(data.shape.example_shape)):
        raise ValueError("the names of the features do not fit the data")
    if data.means.shape not in {(0,), (prod(data.shape.example_shape),)} or not np.isfinite(data.means).all():
        raise ValueError("the means of the features do not fit the data")
    if data.dataset is not None:
        if not isinstance(spec.data.source, FileSpec):
            raise ValueError("examples that come with the program are not kept")
        _check_kept(data.dataset, data)
    shape = data.shape.example_shape
    for step in data.fitted:
        if not _is_usable(step, shape):
            raise ValueError("a step of the preprocessing does not fit the data")
        shape = step.output_shape(shape)
    bound, is_exact = shape_after(spec.preprocessing, data.shape.example_shape, data.shape.examples)
    as_asked = shape == bound or (not is_exact and prod(shape) <= prod(bound))
    if len(data.fitted) != len(spec.preprocessing) or not as_asked:
        raise ValueError("the preprocessing does not fit the experiment")


def _check_kept(dataset: Dataset, data: DataRecord) -> None:
    """Refuse examples that are not those of the run, or that no reader would have let through."""
    x, targets, classes = dataset.x, dataset.targets, data.shape.classes
    fits = (
        targets.shape == ((len(x),) if classes else (len(x), data.shape.n_targets))
        and dataset.shape == data.shape
        and np.isfinite(x).all()
        and np.isfinite(targets).all()
        and (not classes or (targets.min() >= 0 and targets.max() < classes))
    )
    if not fits or dataset.fingerprint != data.fingerprint:
        raise ValueError("the examples are not those of the run")


def _is_usable(step: FittedStep, example_shape: Shape) -> bool:
    """Return whether examples of that shape can go through the step, and stay finite."""
    if isinstance(step, Projection):
        return _is_usable_projection(step, prod(example_shape))
    return _is_usable_affine(step, example_shape)


def _is_usable_affine(step: Affine, example_shape: Shape) -> bool:
    try:
        shape = np.broadcast_shapes(step.shift.shape, step.scale.shape, example_shape)
    except ValueError:
        return False
    with np.errstate(all="ignore"):
        finite = np.isfinite(step.shift).all() and np.isfinite(step.scale).all() and np.isfinite(1 / step.scale).all()
    return shape == example_shape and bool(finite)


def _is_usable_projection(step: Projection, features: int) -> bool:
    fits = step.mean.shape == (features,) and step.matrix.ndim == 2 and step.matrix.shape[0] == features
    return fits and step.matrix.shape[1] >= 1 and bool(np.isfinite(step.mean).all() and np.isfinite(step.matrix).all())
