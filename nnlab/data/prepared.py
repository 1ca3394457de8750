"""Examples as the network sees them: loaded, split, noised and preprocessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nnlab.data import preprocessing
from nnlab.data.dataset import Array, Labels
from nnlab.data.preprocessing import Affine
from nnlab.data.sources import load
from nnlab.data.split import split_examples, with_label_noise
from nnlab.spec.experiment import ExperimentSpec


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


def prepare(spec: ExperimentSpec, fitted: Sequence[Affine] | None = None) -> PreparedData:
    """Load, split and preprocess the examples of ``spec``.

    Parameters
    ----------
    spec : ExperimentSpec
    fitted : sequence of Affine, optional
        Steps fitted earlier, to be used instead of fitting anew: a resumed run's.
    """
    dataset = load(spec.data.source, spec.data.seed)
    split = split_examples(dataset.labels, spec.data)
    if fitted is None:
        seen = dataset.x[split.train] if spec.preprocessing_fit == "train" else dataset.x
        fitted = preprocessing.fit(spec.preprocessing, seen)
    clean = dataset.labels[split.train]
    noisy = with_label_noise(clean, spec.data.label_noise, len(dataset.class_names), spec.data.seed)

    def examples(index: Labels, labels: Labels) -> Examples:
        x = preprocessing.apply(fitted, dataset.x[index])
        return Examples(np.ascontiguousarray(x, spec.precision), labels)

    return PreparedData(
        train=examples(split.train, noisy),
        validation=examples(split.validation, dataset.labels[split.validation]),
        test=examples(split.test, dataset.labels[split.test]),
        fitted=tuple(fitted),
        class_names=dataset.class_names,
        fingerprint=dataset.fingerprint(),
    )
