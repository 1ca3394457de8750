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
from nnlab.spec.experiment import DataSpec, ExperimentSpec
from nnlab.spec.files import FileSpec
from nnlab.text import QT_TRANSLATE_NOOP, Text

MOST_KEPT = 4_000_000
"""Bytes of a person's own examples that a run takes along."""
OTHER_DATA = QT_TRANSLATE_NOOP(
    "nnlab", "The data have changed since this run was saved: they are not those any more that it learns from."
)


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
    dataset : Dataset or None
        The examples themselves, where they are a person's own and small: with them a run goes on anywhere.
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
    dataset: Dataset | None = None

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


def preparing(
    spec: ExperimentSpec, earlier: DataRecord | None = None, *, fits_anew: bool = False
) -> Generator[float, None, PreparedData]:
    """Load, split and preprocess the examples of ``spec``, yielding now and then.

    Parameters
    ----------
    spec : ExperimentSpec
    earlier : DataRecord, optional
        Of a run that is resumed; its steps are used instead of fitting anew.
    fits_anew : bool
        Whether the steps are fitted anew all the same, for a run that is repeated from its start.

    Raises
    ------
    NnlabError
        When the data cannot be read, or are no longer those of the earlier run.
    """
    dataset = yield from (examples_of(earlier, spec.data) if earlier else loading(spec.data))
    split = split_examples(dataset, spec.data)
    fitted = earlier.fitted if earlier and not fits_anew else (yield from _fitting(spec, dataset, split))
    targets = dataset.targets

    def examples(index: Labels, said: Labels | Array) -> Generator[float, None, Examples]:
        return Examples((yield from preprocessing.transforming(fitted, dataset.x, index, spec.precision)), said)

    return PreparedData(
        train=(yield from examples(split.train, with_label_noise(dataset, split.train, spec.data))),
        validation=(yield from examples(split.validation, targets[split.validation])),
        test=(yield from examples(split.test, targets[split.test])),
        record=record_of(dataset, fitted, keeps=isinstance(spec.data.source, FileSpec)),
    )


def examples_of(record: DataRecord, spec: DataSpec) -> Generator[float, None, Dataset]:
    """Return the raw examples of a run: those it keeps, or those of ``spec``, which it began with.

    Raises
    ------
    NnlabError
        When they cannot be read, or are others by now.
    """
    dataset = record.dataset or (yield from loading(spec))
    if dataset.fingerprint != record.fingerprint:
        raise NnlabError(Text(OTHER_DATA))
    return dataset


def record_of(dataset: Dataset, fitted: tuple[FittedStep, ...], *, keeps: bool = False) -> DataRecord:
    """Return what a run keeps of ``dataset``; of one that ``keeps``, also the examples where they are few enough."""
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
        dataset=dataset if keeps and dataset.nbytes <= MOST_KEPT else None,
    )


def _fitting(spec: ExperimentSpec, dataset: Dataset, split: Split) -> Generator[float, None, tuple[FittedStep, ...]]:
    """Fit the steps of ``spec`` on the examples that it lets them see."""
    seen = split.train if spec.preprocessing_fit == "train" else None
    return (yield from preprocessing.fitting(spec.preprocessing, dataset.x, seen))
