"""Examples as the network sees them: loaded, split, noised and preprocessed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnlab.data import preprocessing
from nnlab.data.dataset import Array, Dataset, Labels
from nnlab.data.preprocessing import Affine
from nnlab.data.sources import load
from nnlab.data.split import Split, split_examples, with_label_noise
from nnlab.errors import NnlabError
from nnlab.spec.experiment import ExperimentSpec
from nnlab.text import QT_TRANSLATE_NOOP, Text

OTHER_DATA = QT_TRANSLATE_NOOP("nnlab", "The data have changed since this run was saved, so it cannot be resumed.")


@dataclass(frozen=True)
class Examples:
    """One part, ready for the network.

    Attributes
    ----------
    x : (n, *example_shape)
        In the precision of the experiment.
    labels : (n,)
    """

    x: Array
    labels: Labels

    def __len__(self) -> int:
        return len(self.labels)


@dataclass(frozen=True)
class PreparedData:
    """All parts, the steps fitted on the way, and the fingerprint of the raw examples."""

    train: Examples
    validation: Examples
    test: Examples
    fitted: tuple[Affine, ...]
    class_names: tuple[str, ...]
    fingerprint: str


@dataclass(frozen=True)
class Fitted:
    """Steps fitted by an earlier run, and the fingerprint of the data they were fitted on."""

    steps: tuple[Affine, ...]
    fingerprint: str


def prepare(spec: ExperimentSpec, earlier: Fitted | None = None) -> PreparedData:
    """Load, split and preprocess the examples of ``spec``.

    Parameters
    ----------
    spec : ExperimentSpec
    earlier : Fitted, optional
        Of a run that is resumed, to be used instead of fitting anew.

    Raises
    ------
    NnlabError
        When the data are no longer those of the earlier run.
    """
    dataset = load(spec.data.source, spec.data.seed)
    fingerprint = dataset.fingerprint()
    if earlier is not None and earlier.fingerprint != fingerprint:
        raise NnlabError(Text(OTHER_DATA))
    split = split_examples(dataset.labels, spec.data)
    fitted = earlier.steps if earlier is not None else _fit(spec, dataset, split)
    clean = dataset.labels[split.train]
    noisy = with_label_noise(clean, spec.data.label_noise, len(dataset.class_names), spec.data.seed)

    def examples(index: Labels, labels: Labels) -> Examples:
        x = preprocessing.apply(fitted, dataset.x[index])
        return Examples(np.ascontiguousarray(x, spec.precision), labels)

    return PreparedData(
        train=examples(split.train, noisy),
        validation=examples(split.validation, dataset.labels[split.validation]),
        test=examples(split.test, dataset.labels[split.test]),
        fitted=fitted,
        class_names=dataset.class_names,
        fingerprint=fingerprint,
    )


def _fit(spec: ExperimentSpec, dataset: Dataset, split: Split) -> tuple[Affine, ...]:
    """Fit the steps of ``spec`` on the examples that it lets them see."""
    seen = dataset.x[split.train] if spec.preprocessing_fit == "train" else dataset.x
    return tuple(preprocessing.fit(spec.preprocessing, seen))
