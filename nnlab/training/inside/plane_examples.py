"""The raw examples of two features that a run learns from, and those that it is measured on."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nnlab.data.dataset import Array, Dataset, Labels, Raw
from nnlab.data.feature_names import FeatureNames, names_of
from nnlab.data.looking.pushing import evenly
from nnlab.data.prepared import examples_of
from nnlab.data.split import split_examples, with_label_noise
from nnlab.spec.experiment import DataSpec
from nnlab.training.inside.twin import Twin
from nnlab.training.snapshot import PARTS

MOST: Final = 1500
"""So many examples of each part are shown, taken evenly."""


@dataclass(frozen=True)
class PlaneExamples:
    """Some examples of all parts, one part after the other.

    Attributes
    ----------
    x : (n, 2)
        Raw.
    targets : (n,) of intp, or (n, n_targets) of float64
        As the network is told: with the noise of labels in the training part.
    parts : (n,) of int
        The place of each example's part among PARTS.
    totals : tuple of int
        How many examples there are in each part.
    class_names, target_names : tuple of str
        See Dataset.
    """

    x: Raw
    targets: Labels | Array
    parts: NDArray[np.intp]
    totals: tuple[int, ...]
    class_names: tuple[str, ...]
    target_names: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.x)


@dataclass(frozen=True)
class PlaneData:
    """The examples, and all that decides how large a plane is shown.

    Attributes
    ----------
    ends : (2, 2)
        The least and the largest value of each raw feature.
    names : FeatureNames
    examples : PlaneExamples
    """

    ends: Raw
    names: FeatureNames
    examples: PlaneExamples


def plane_data(twin: Twin) -> Generator[float, None, PlaneData]:
    """Return the raw examples of a run on two features.

    Raises
    ------
    ExamplesMissingError
        When they are not at hand.
    NnlabError
        When they cannot be read, or are no longer those of the run.
    """
    twin.examples()
    spec = twin.spec.data
    return _plane_data((yield from examples_of(twin.data, spec)), spec)


@lru_cache(maxsize=2)
def _plane_data(dataset: Dataset, spec: DataSpec) -> PlaneData:
    """Return what is shown of ``dataset``; kept, since dividing many examples takes its time."""
    ends = np.stack([dataset.x.min(axis=0), dataset.x.max(axis=0)])
    return PlaneData(ends, names_of(dataset), plane_examples(dataset, spec))


def plane_examples(dataset: Dataset, spec: DataSpec, most: int = MOST) -> PlaneExamples:
    """Return at most so many examples of each part."""
    split = split_examples(dataset, spec)
    all_of = (split.train, split.validation, split.test)
    chosen = [evenly(np.arange(len(index)), most) for index in all_of]
    shown = [index[few] for index, few in zip(all_of, chosen, strict=True)]
    told = with_label_noise(dataset, split.train, spec)[chosen[0]]
    return PlaneExamples(
        x=dataset.x[np.concatenate(shown)],
        targets=np.concatenate([told, *(dataset.targets[index] for index in shown[1:])]),
        parts=np.repeat(np.arange(len(PARTS)), [len(index) for index in shown]),
        totals=tuple(len(index) for index in all_of),
        class_names=dataset.class_names,
        target_names=dataset.target_names,
    )
