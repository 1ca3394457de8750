"""What is said of gradients and updates in a sentence, with a sign before it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy

from nnlab.gui import numbers, theme
from nnlab.gui.views.gradients.slope import Slope
from nnlab.training.layer_picture import LayerPicture

HEALTHY: Final = (1e-4, 1e-2)
"""An update is about a thousandth of the weights; within this band it is fine."""
HEALTHY_WORDS: Final = ("0.0001", "0.01")
Sign = Literal["✓", "⚠", ""]
GOOD: Final = "✓"
BAD: Final = "⚠"
QUIET: Final = ""
Verdict = tuple[Sign, str]


class VerdictLabel(QLabel):
    """A sentence that wraps; what is a reason to worry has another colour as well as a sign."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)

    def set_verdict(self, verdict: Verdict) -> None:
        """Say another sentence."""
        sign, words = verdict
        text = f"{sign} {words}".strip()
        if text != self.text():
            self.setText(text)
            theme.mark(self, "role", "problem" if sign == BAD else "")


def gradient_verdict(picture: LayerPicture, slope: Slope | None) -> Verdict:
    """Say what the gradient does on its way to the input; what is broken or exactly zero comes first."""
    tr = QCoreApplication.translate
    gradients = [layer.weights.gradient for layer in picture.layers]
    broken = sum(each is not None and each.histogram.non_finite > 0 for each in gradients)
    if broken:
        words = tr("Gradients", "The gradients of {count} of {all} layers have values that are not finite.")
        return BAD, words.format(count=broken, all=len(gradients))
    zero = sum(each is not None and each.rms == 0 for each in gradients)
    if zero:
        words = tr("Gradients", "In {count} of {all} layers the gradient is exactly zero: their weights do not learn.")
        return BAD, words.format(count=zero, all=len(gradients))
    return _slope_verdict(slope)


def _slope_verdict(slope: Slope | None) -> Verdict:
    tr = QCoreApplication.translate
    if slope is None:
        return QUIET, tr("Gradients", "With fewer than three layers there is no slope to speak of.")
    factor = numbers.significant(slope.factor)
    if slope.kind == "vanishes":
        words = tr("Gradients", "Falls by a factor of {factor} a layer towards the input: the gradient vanishes.")
        return BAD, words.format(factor=numbers.significant(1 / slope.factor))
    if slope.kind == "explodes":
        words = tr("Gradients", "Grows by a factor of {factor} a layer towards the input: the gradient explodes.")
        return BAD, words.format(factor=factor)
    words = tr("Gradients", "About even: a factor of {factor} a layer towards the input.")
    return GOOD, words.format(factor=factor)


def pace(ratio: float | None) -> Literal["low", "healthy", "high", "none"]:
    """Return how an update ratio is called."""
    if ratio is None or np.isnan(ratio):
        return "none"
    low, high = HEALTHY
    return "low" if ratio < low else "high" if ratio > high else "healthy"


def pace_words(ratio: float | None) -> str:
    """Return how an update ratio is called, with its sign."""
    tr = QCoreApplication.translate
    return {
        "low": "▼ " + tr("Gradients", "low"),
        "healthy": GOOD,
        "high": "▲ " + tr("Gradients", "high"),
        "none": "",
    }[pace(ratio)]


def update_verdict(ratios: Sequence[float] | NDArray[np.float64]) -> Verdict:
    """Say how far the layers move in a step."""
    tr = QCoreApplication.translate
    paces = [pace(ratio) for ratio in ratios]
    high, low = paces.count("high"), paces.count("low")
    if not high and not low:
        if "healthy" not in paces:
            return QUIET, tr("Gradients", "An update has no ratio to weights that are all zero, or not finite.")
        words = tr("Gradients", "The layers move by {low} to {high} of their weights a step.")
        return GOOD, words.format(low=HEALTHY_WORDS[0], high=HEALTHY_WORDS[1])
    parts = []
    if high:
        parts.append(
            tr("Gradients", "Layers that move far at every step: {count} of {all}.").format(count=high, all=len(paces))
        )
    if low:
        words = tr("Gradients", "Layers that hardly move: {count} of {all}.")
        parts.append(words.format(count=low, all=len(paces)))
    return BAD, " ".join(parts)
