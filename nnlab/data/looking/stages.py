"""What each step of the preprocessing does to the training examples, measured: what the bench shows side by side."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, Literal, TypeGuard

import numpy as np

from nnlab.data.dataset import Array, Dataset, Labels, Raw
from nnlab.data.feature_names import FeatureNames, component_name, names_of
from nnlab.data.files import GB, free_bytes
from nnlab.data.looking.image_stages import Pictures, pictures_of
from nnlab.data.looking.pushing import evenly, flat, measuring, pushed
from nnlab.data.looking.spread import Spread, without_rounding
from nnlab.data.looking.stage_notes import notes_on
from nnlab.data.preprocessing import FittedStep, Projection, fitting, fitting_bytes
from nnlab.data.progress import within
from nnlab.data.split import Split
from nnlab.errors import NnlabError
from nnlab.spec.preprocessing import MOST_COMPONENTS, CenterSpec, NormalizeSpec, PcaSpec, PreprocessingSpec, WhitenSpec
from nnlab.text import QT_TRANSLATE_NOOP, Text

FIVE_STAGES: Final[tuple[PreprocessingSpec, ...]] = (
    CenterSpec(),
    NormalizeSpec(),
    PcaSpec(components=MOST_COMPONENTS),
    WhitenSpec(),
)
"""The steps that lead from raw data through the stages of the lecture, whatever an experiment does."""

TOO_WIDE = QT_TRANSLATE_NOOP(
    "nnlab",
    "The components of {features:,} features need about {needed:,.1f} GB of memory; {free:,.1f} GB are free.",
)
MOST_POINTS: Final = 1000
MOST_FEATURES: Final = 12
"""How many features a picture of the covariance has at most."""


@dataclass(frozen=True)
class Stage:
    """The training examples before the first step, or after one.

    Attributes
    ----------
    step : PreprocessingSpec or None
        What was done; None for the raw examples.
    features : int
        How many numbers an example has now.
    names : tuple of Text
        Of the k features that are looked at: the two chosen ones and those that vary most in the raw data, or the
        first components once the data are rotated.
    cloud : (points, 2)
        Some examples on the first two of these features; (points, 1) where there is no second.
    mean, std : (k,)
    covariance : (k, k)
        Deviations and covariance are divided by n, as normalising does, and by n - 1 once the data are rotated, as
        PCA and whitening do.
    notes : tuple of Text
        What changed, a sentence each.
    """

    step: PreprocessingSpec | None
    features: int
    names: tuple[Text, ...]
    cloud: Array
    mean: Array
    std: Array
    covariance: Array
    notes: tuple[Text, ...]


@dataclass(frozen=True)
class Bench:
    """The training examples at every stage, and what tells them apart.

    Attributes
    ----------
    stages : tuple of Stage
        The raw examples first.
    targets : (points,) of intp, or (points, n_targets) of float64
        Of the points in every cloud.
    class_names, target_names : tuple of str
        As in Dataset.
    feature_names : FeatureNames
        Of the raw examples.
    pair : (int, int)
        The two features of the cloud, until it is rotated.
    examples : int
        In the training part; on all of them means and covariances are measured.
    strangers : int
        Validation and test examples that shaped the steps: leakage, where there are any.
    pictures : Pictures or None
        What only images have.
    """

    stages: tuple[Stage, ...]
    targets: Labels | Array
    class_names: tuple[str, ...]
    target_names: tuple[str, ...]
    feature_names: FeatureNames
    pair: tuple[int, int]
    examples: int
    strangers: int
    pictures: Pictures | None

    @property
    def leaks(self) -> bool:
        """Whether examples outside the training part shaped the steps."""
        return self.strangers > 0


def stages(
    dataset: Dataset,
    split: Split,
    steps: Sequence[PreprocessingSpec],
    fit: Literal["train", "all"],
    features: tuple[int, int] | None = None,
) -> Generator[float, None, Bench]:
    """Fit ``steps``, push the training examples through them and measure each stage; yield the share that is done.

    Parameters
    ----------
    dataset : Dataset
    split : Split
    steps : sequence of PreprocessingSpec
    fit : "train" or "all"
        Which examples the steps are fitted on.
    features : (int, int), optional
        The two of the cloud, counted from 0 in the flat example; where these data have no such two, as by default,
        those of ``default_pair``.

    Raises
    ------
    NnlabError
        When the memory that is free does not hold the components of so many features.
    """
    x, train = dataset.x, split.train
    _check_room(fitting_bytes(steps, x.shape[1:], len(train) if fit == "train" else len(x)), dataset)
    nothing = np.empty(0, np.intp)
    (raw,) = yield from within(measuring(x, train, (), [nothing]), 0.0, 0.1)
    points = evenly(train, MOST_POINTS)
    pair = features if _are_two(features, len(raw.mean)) else default_pair(x, raw, points)
    fitted = yield from within(fitting(steps, x, train if fit == "train" else None), 0.1, 0.5)
    chosen = _chosen(_most_varied(raw, pair), x.shape[1:], fitted)
    spreads = yield from within(measuring(x, train, fitted, chosen), 0.5, 1.0)
    return Bench(
        stages=_stages(names_of(dataset), steps, _tidy(spreads, fitted), pushed(x, points, fitted, chosen)),
        targets=dataset.targets[points],
        class_names=dataset.class_names,
        target_names=dataset.target_names,
        feature_names=names_of(dataset),
        pair=pair,
        examples=len(train),
        strangers=len(split.validation) + len(split.test) if fit == "all" and steps else 0,
        pictures=pictures_of(dataset, points, fitted, raw),
    )


def _check_room(needed: int, dataset: Dataset) -> None:
    if needed > (free := free_bytes()):
        raise NnlabError(Text(TOO_WIDE, features=dataset.shape.features, needed=needed / GB, free=free / GB))


def _are_two(pair: tuple[int, int] | None, features: int) -> TypeGuard[tuple[int, int]]:
    return pair is not None and pair[0] != pair[1] and all(0 <= index < features for index in pair)


def default_pair(x: Raw, raw: Spread, points: Labels) -> tuple[int, int]:
    """Return the two features to begin with: the first of rows, but of images two that vary much and together.

    The first pixels are those of a corner, where often nothing happens.
    """
    if x.ndim != 4:
        return 0, min(1, len(raw.mean) - 1)
    varied = _most_varied(raw, ())
    few = flat(x)[np.ix_(points, varied)].astype(np.float64)
    centred = (few - few.mean(axis=0)) / np.maximum(few.std(axis=0), np.finfo(np.float64).tiny)
    together = np.triu(np.abs(centred.T @ centred), k=1)
    first, second = np.unravel_index(together.argmax(), together.shape)
    return int(varied[first]), int(varied[second if together.any() else min(1, len(varied) - 1)])


def _most_varied(raw: Spread, pair: Sequence[int]) -> Labels:
    """Return ``pair`` and the features that vary most beside it, the most varied first; twelve at most."""
    order = np.argsort(-raw.std, kind="stable")[: MOST_FEATURES + len(pair)]
    wanted = dict.fromkeys([*pair, *order.tolist()])
    return np.array(list(wanted)[:MOST_FEATURES], np.intp)


def _turned(fitted: Sequence[FittedStep]) -> list[bool]:
    """Return for every stage whether its features are components."""
    return list(accumulate((isinstance(step, Projection) for step in fitted), max, initial=False))


def _chosen(features: Labels, shape: tuple[int, ...], fitted: Sequence[FittedStep]) -> list[Labels]:
    """Return which features to look at, at every stage."""
    result = [features]
    for step, turned in zip(fitted, _turned(fitted)[1:], strict=True):
        shape = step.output_shape(shape)
        result.append(np.arange(min(shape[0], MOST_FEATURES)) if turned else features)
    return result


def _names(names: FeatureNames, spread: Spread) -> tuple[Text, ...]:
    """Return the names of what was looked at; only components count one (n-1)-th."""
    are_components = spread.ddof == 1
    return tuple(component_name(i) if are_components else names[i] for i in spread.chosen.tolist())


def _tidy(spreads: Sequence[Spread], fitted: Sequence[FittedStep]) -> list[Spread]:
    """Return ``spreads`` without the noise of rounding, and counted as the steps themselves count."""
    result = [without_rounding(spreads[0], None, rotated=False)]
    for spread, step in zip(spreads[1:], fitted, strict=True):
        result.append(without_rounding(spread, result[-1], rotated=isinstance(step, Projection)))
    return [spread.counted_as(int(turned)) for spread, turned in zip(result, _turned(fitted), strict=True)]


def _stages(
    names: FeatureNames,
    steps: Sequence[PreprocessingSpec],
    spreads: Sequence[Spread],
    few: Sequence[Array],
) -> tuple[Stage, ...]:
    rows = zip((None, *steps), (None, *spreads[:-1]), spreads, few, strict=True)
    return tuple(
        Stage(
            step=step,
            features=len(spread.mean),
            names=_names(names, spread),
            cloud=y[:, :2],
            mean=spread.mean[spread.chosen],
            std=spread.std[spread.chosen],
            covariance=spread.covariance,
            notes=notes_on(step, earlier, spread),
        )
        for step, earlier, spread, y in rows
    )
