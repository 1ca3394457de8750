"""What is told of one layer of a run: which distribution, and the numbers beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from nnlab.gui import numbers
from nnlab.training.statistics import Distribution, LayerStatistics

NONE = "–"


@dataclass(frozen=True)
class LayerSubject:
    """Something of a layer that has a histogram.

    Attributes
    ----------
    name : str
        Untranslated: ``output``, ``preactivation``, ``weights``, ``gradients``.
    word : str
        Translated.
    of : callable
        Returns its distribution; None where there is none yet.
    headings : tuple of str
        Of its numbers, translated.
    numbers : callable
        Returns them as texts.
    """

    name: str
    word: str
    of: Callable[[LayerStatistics], Distribution | None]
    headings: tuple[str, ...]
    numbers: Callable[[LayerStatistics], tuple[str, ...]]


def subjects() -> list[LayerSubject]:
    """Return all of them, what is looked at most first."""
    tr = QCoreApplication.translate
    mean, std = tr("LayerNumbers", "mean"), tr("LayerNumbers", "std")
    return [
        LayerSubject(
            "output",
            tr("LayerNumbers", "Output"),
            lambda layer: layer.output,
            (mean, std, tr("LayerNumbers", "zero"), tr("LayerNumbers", "saturated"), tr("LayerNumbers", "dead")),
            _output_numbers,
        ),
        LayerSubject(
            "preactivation",
            tr("LayerNumbers", "Pre-activation"),
            lambda layer: layer.preactivation,
            (mean, std),
            lambda layer: _moments(layer.preactivation),
        ),
        LayerSubject(
            "weights",
            tr("LayerNumbers", "Weights"),
            lambda layer: layer.weights.weight,
            (mean, std),
            lambda layer: _moments(layer.weights.weight),
        ),
        LayerSubject(
            "gradients",
            tr("LayerNumbers", "Gradients"),
            lambda layer: layer.weights.gradient,
            (tr("LayerNumbers", "RMS"), tr("LayerNumbers", "update : weight")),
            _gradient_numbers,
        ),
    ]


def _moments(shown: Distribution) -> tuple[str, ...]:
    return numbers.significant(shown.mean), numbers.significant(shown.std)


def _output_numbers(layer: LayerStatistics) -> tuple[str, ...]:
    shares = layer.shares
    told = (shares.zero, shares.saturated, shares.dead)
    return *_moments(layer.output), *(numbers.percent(share) for share in told)


def _gradient_numbers(layer: LayerStatistics) -> tuple[str, ...]:
    gradient, ratio = layer.weights.gradient, layer.weights.update_ratio
    return (
        NONE if gradient is None else numbers.significant(gradient.rms),
        NONE if ratio is None else numbers.significant(ratio),
    )
