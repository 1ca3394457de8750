"""Examples as the network sees them: loaded, split, noised and preprocessed."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from nnlab.data import preprocessing
from nnlab.data.dataset import Array, Dataset, DataShape, Labels, Shape
from nnlab.data.loading import loading
from nnlab.data.preprocessing import FittedStep
from nnlab.data.split import Split, split_examples, with_label_noise
from nnlab.errors import NnlabError
from nnlab.jobs import drained
from nnlab.spec.experiment import ExperimentSpec
from nnlab.text import QT_TRANSLATE_NOOP, Text

OTHER_DATA = QT_TRANSLATE_NOOP("nnlab", "The data have changed since this run was saved, so it cannot be resumed.")


@dataclass(frozen=True)
class Examples:
    """One part, ready for the network.

    Attributes
    ----------
    x : (n, *input_shape)
        In the precision of the experiment.
    targets : (n,) of intp, or (n, n_targets) of float64
        Class indices, or numbers to be met.
    """

    x: Array
    targets: Labels | Array

    def __len__(self) -> int:
        return len(self.x)


@dataclass(frozen=True)
class DataRecord:
    """What a run keeps of its data, so that it can be shown, and applied to others, without them.

    Attributes
    ----------
    fingerprint : str
        Of the raw examples.
    shape : DataShape
    class_names, feature_names, target_names : tuple of str
        See Dataset.
    label_name : str
    left_out : tuple of str
        See Dataset.
    means : (features,) or (0,)
        Of the columns of a table: what stands in for values that are missing in new rows. Nothing for other data.
    fitted : tuple of FittedStep
        The preprocessing.
    """

    fingerprint: str
    shape: DataShape
    class_names: tuple[str, ...]
    feature_names: tuple[str, ...]
    target_names: tuple[str, ...]
    label_name: str
    left_out: tuple[str, ...]
    means: Array
    fitted: tuple[FittedStep, ...]

    @property
    def input_shape(self) -> Shape:
        """The shape of an example as the network sees it."""
        shape = self.shape.example_shape
        for step in self.fitted:
            shape = step.output_shape(shape)
        return shape


@dataclass(frozen=True)
class PreparedData:
    """All parts, and what a run keeps of them."""

    train: Examples
    validation: Examples
    test: Examples
    record: DataRecord


def prepare(spec: ExperimentSpec, earlier: DataRecord | None = None) -> PreparedData:
    """Load, split and preprocess the examples of ``spec`` in one go; see ``preparing``."""
    return drained(preparing(spec, earlier))


def preparing(spec: ExperimentSpec, earlier: DataRecord | None = None) -> Generator[float, None, PreparedData]:
    """Load, split and preprocess the examples of ``spec``, yielding now and then.

    Parameters
    ----------
    spec : ExperimentSpec
    earlier : DataRecord, optional
        Of a run that is resumed; its steps are used instead of fitting anew.

    Raises
    ------
    NnlabError
        When the data cannot be read, or are no longer those of the earlier run.
    """
    dataset = yield from loading(spec.data)
    if earlier is not None and earlier.fingerprint != dataset.fingerprint:
        raise NnlabError(Text(OTHER_DATA))
    split = split_examples(dataset, spec.data)
    fitted = earlier.fitted if earlier else (yield from _fitting(spec, dataset, split))
    targets = dataset.targets

    def examples(index: Labels, said: Labels | Array) -> Generator[float, None, Examples]:
        return Examples((yield from preprocessing.transforming(fitted, dataset.x, index, spec.precision)), said)

    return PreparedData(
        train=(yield from examples(split.train, with_label_noise(dataset, split.train, spec.data))),
        validation=(yield from examples(split.validation, targets[split.validation])),
        test=(yield from examples(split.test, targets[split.test])),
        record=record_of(dataset, fitted),
    )


def record_of(dataset: Dataset, fitted: tuple[FittedStep, ...]) -> DataRecord:
    """Return what a run keeps of ``dataset``."""
    return DataRecord(
        fingerprint=dataset.fingerprint,
        shape=dataset.shape,
        class_names=dataset.class_names,
        feature_names=dataset.feature_names,
        target_names=dataset.target_names,
        label_name=dataset.label_name,
        left_out=dataset.left_out,
        means=dataset.x.mean(axis=0) if dataset.feature_names and dataset.x.dtype == np.float64 else np.empty(0),
        fitted=fitted,
    )


def _fitting(spec: ExperimentSpec, dataset: Dataset, split: Split) -> Generator[float, None, tuple[FittedStep, ...]]:
    """Fit the steps of ``spec`` on the examples that it lets them see."""
    seen = split.train if spec.preprocessing_fit == "train" else None
    return (yield from preprocessing.fitting(spec.preprocessing, dataset.x, seen))
