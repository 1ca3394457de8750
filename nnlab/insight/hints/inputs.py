"""What is fed to the network: not centred, not scaled, classes of very different sizes, components beyond need."""

from __future__ import annotations

from typing import Final

import numpy as np

from nnlab.insight.hints.hint import Evidence, Hint
from nnlab.insight.remedies import centred_and_scaled, changes
from nnlab.numerals import figure, percent
from nnlab.spec.preprocessing import PcaSpec
from nnlab.text import QT_TRANSLATE_NOOP, Text

OFF_CENTRE: Final = 0.8
"""Of the features' deviation: the digits as they come are at 1.1, centred in any way, also over all pixels, near 0."""
SIZES: Final = (0.1, 10.0)
"""Of the inputs' RMS: outside of it, neither initial weights nor usual learning rates fit."""
UNEVEN: Final = 100.0
"""Times, between the widest and the narrowest feature."""
ROUNDING: Final = 1e-9
"""Of the size of the inputs: a feature that varies by less is a constant."""
WILD: Final = 10
"""Times, between the largest and the smallest class."""
HELD: Final = 0.99
"""Of the variance: components that add no more than the rest of it are noise to most networks."""
BEYOND: Final = 2
"""Times as many components as that takes."""


def not_centred(evidence: Evidence) -> Hint | None:
    """Point at inputs that lie on one side of zero."""
    data = evidence.data
    if data is None or data.non_finite:
        return None
    mean, std = float(data.feature_means.mean()), _spread(data.feature_stds)
    if std == 0 or abs(mean) < OFF_CENTRE * std:
        return None
    return Hint(
        key="inputs not centred",
        title=Text(QT_TRANSLATE_NOOP("nnlab", "The inputs are not centred")),
        reading=Text(
            QT_TRANSLATE_NOOP(
                "nnlab", "Their mean is {mean}, at a deviation of {std}; they reach from {low} to {high}."
            ),
            mean=figure(mean),
            std=figure(std),
            low=figure(data.low),
            high=figure(data.high),
        ),
        why=Text(
            QT_TRANSLATE_NOOP(
                "nnlab",
                "When all inputs of a unit share a sign, so do the gradients of its weights, and the steps zig-zag. "
                "Centred on the training part, the same rate gets further.",
            )
        ),
        remedies=centred_and_scaled(evidence.spec),
        view="data",
        lesson="preprocessing",
    )


def not_scaled(evidence: Evidence) -> Hint | None:
    """Point at inputs that are far too large or small, or of very different scales."""
    data = evidence.data
    if data is None or data.non_finite:
        return None
    size = float(np.sqrt(np.mean(data.feature_stds**2 + data.feature_means**2)))
    varying = data.feature_stds[data.feature_stds > ROUNDING * np.maximum(size, np.abs(data.feature_means))]
    uneven = float(varying.max() / varying.min()) if varying.size else 1.0
    is_projected = data.component_variances.size > 0  # principal components differ, and are meant to
    if SIZES[0] <= size <= SIZES[1] and (uneven < UNEVEN or is_projected or len(evidence.input_shape) > 1):
        return None
    reading = QT_TRANSLATE_NOOP(
        "nnlab", "The RMS of the inputs is {size}; the widest feature is {uneven} times as wide as the narrowest."
    )
    return Hint(
        key="inputs not scaled",
        title=Text(QT_TRANSLATE_NOOP("nnlab", "The inputs are not scaled")),
        reading=Text(reading, size=figure(size), uneven=figure(uneven)),
        why=Text(
            QT_TRANSLATE_NOOP(
                "nnlab",
                "Initial weights and learning rates are made for inputs about as large as 1. Larger ones make outputs "
                "and gradients as many times larger, and one feature can drown all others.",
            )
        ),
        remedies=centred_and_scaled(evidence.spec),
        view="data",
        lesson="preprocessing",
    )


def uneven_classes(evidence: Evidence) -> Hint | None:
    """Point at classes of very different sizes."""
    counts = evidence.data.class_counts if evidence.data is not None else ()
    if not counts or max(counts) < WILD * max(min(counts), 1):
        return None
    return Hint(
        key="uneven classes",
        title=Text(QT_TRANSLATE_NOOP("nnlab", "The classes are of very different sizes")),
        reading=Text(
            QT_TRANSLATE_NOOP(
                "nnlab",
                "The largest has {most} training examples, the smallest {fewest}; always naming the largest scores "
                "{share}.",
            ),
            most=max(counts),
            fewest=min(counts),
            share=percent(max(counts) / sum(counts)),
        ),
        why=Text(
            QT_TRANSLATE_NOOP(
                "nnlab",
                "A network that always names the largest class is right that often, so judge it by the confusion "
                "matrix and not by accuracy alone. More examples of the small classes help; no setting here does.",
            )
        ),
        remedies=(),
        view="data",
        lesson="preprocessing",
    )


def components_beyond_need(evidence: Evidence) -> Hint | None:
    """Point at principal components that hold next to nothing."""
    data = evidence.data
    places = [place for place, step in enumerate(evidence.spec.preprocessing) if isinstance(step, PcaSpec)]
    if data is None or not places or not data.component_variances.size:
        return None
    held = np.cumsum(data.component_variances)
    kept, needed = held.size, 1 + int(np.searchsorted(held, HELD * held[-1]))
    if kept < BEYOND * needed:
        return None
    text = Text(QT_TRANSLATE_NOOP("nnlab", "Keep {count} components, which hold 99 % of the variance"), count=needed)
    return Hint(
        key="components beyond need",
        title=Text(QT_TRANSLATE_NOOP("nnlab", "PCA keeps more components than are of use")),
        reading=Text(
            QT_TRANSLATE_NOOP("nnlab", "{kept} components are kept; {needed} of them hold 99 % of the variance."),
            kept=kept,
            needed=needed,
        ),
        why=Text(
            QT_TRANSLATE_NOOP(
                "nnlab",
                "The last components are mostly noise, and whitening makes them as large as the first. They cost "
                "weights in the first layer, and invite it to learn by heart.",
            )
        ),
        remedies=changes(evidence.spec, text, {f"preprocessing.{places[-1]}.components": needed}),
        view="data",
        lesson="preprocessing",
    )


def _spread(stds: np.ndarray) -> float:
    return float(np.sqrt(np.mean(stds**2)))
