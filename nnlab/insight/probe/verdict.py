"""What became of signal and gradient on their way through a network, in a word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite

from nnlab.insight.probe.probe import Probe
from nnlab.numerals import figure, percent
from nnlab.text import QT_TRANSLATE_NOOP, Text

FADED = 0.1
"""Of the spread at the input, at the highest hidden layer: of the lecture's ten layers, tanh with Xavier keeps 0.16 and
more, ReLU with Xavier less than 0.06."""
GROWN = 10.0
GRADIENT_FADED = 0.01
"""From the highest hidden layer to the lowest: the lecture's tanh with Xavier keeps 0.3, ReLU with Xavier 0.04."""
GRADIENT_GROWN = 100.0
SATURATED = 0.5
"""Of a layer's outputs: a tanh at 1.0 has more than 0.9, at Xavier's scale hardly any."""


@dataclass(frozen=True)
class Verdict:
    """How an initialisation does.

    Attributes
    ----------
    key : str
        ``survives``, ``same``, ``overflows``, ``saturates``, ``fades``, ``grows``, ``gradient fades`` or
        ``gradient grows``.
    text : Text
        A few words.
    why : Text
        What it means for the training.
    """

    key: str
    text: Text
    why: Text

    @property
    def is_good(self) -> bool:
        """Whether training can begin from here."""
        return self.key == "survives"


def verdict(probe: Probe) -> Verdict:
    """Say what is worst about a start."""
    return next((found for rule in RULES if (found := rule(probe))), SURVIVES)


SURVIVES = Verdict(
    "survives",
    Text(QT_TRANSLATE_NOOP("nnlab", "survives")),
    Text(QT_TRANSLATE_NOOP("nnlab", "Signal and gradient keep their size through all layers, so every layer learns.")),
)


def _overflows(probe: Probe) -> Verdict | None:
    spreads = [spread for layer in probe.layers for spread in (layer.preactivation, layer.output, layer.gradient)]
    if isfinite(probe.loss) and not any(spread.histogram.non_finite for spread in spreads):
        return None
    return Verdict(
        "overflows",
        Text(QT_TRANSLATE_NOOP("nnlab", "overflows")),
        Text(QT_TRANSLATE_NOOP("nnlab", "Values grow from layer to layer until they are no numbers any more.")),
    )


def _same(probe: Probe) -> Verdict | None:
    if not any(layer.units > 1 and layer.distinct_units == 1 for layer in probe.hidden):
        return None
    return Verdict(
        "same",
        Text(QT_TRANSLATE_NOOP("nnlab", "all units the same")),
        Text(
            QT_TRANSLATE_NOOP(
                "nnlab",
                "All units of a layer start the same, get the same gradient and stay the same: each layer is worth "
                "one unit.",
            )
        ),
    )


def _saturates(probe: Probe) -> Verdict | None:
    share = max((layer.shares.saturated or 0.0 for layer in probe.hidden), default=0.0)
    if share < SATURATED:
        return None
    return Verdict(
        "saturates",
        Text(QT_TRANSLATE_NOOP("nnlab", "saturates, {share}"), share=percent(share)),
        Text(
            QT_TRANSLATE_NOOP(
                "nnlab",
                "Outputs sit at the ends of the activation, where it is flat: the slope is near 0, and the gradient is "
                "of no use.",
            )
        ),
    )


def _fades(probe: Probe) -> Verdict | None:
    ratio = _ratio(probe.hidden[-1].output.rms, probe.hidden[-1].signal)
    if ratio > FADED:
        return None
    return Verdict(
        "fades",
        Text(QT_TRANSLATE_NOOP("nnlab", "fades to {ratio}"), ratio=figure(ratio)),
        Text(
            QT_TRANSLATE_NOOP(
                "nnlab",
                "The signal shrinks from layer to layer, and the gradient of the weights with it, since that is a "
                "product with the signal.",
            )
        ),
    )


def _grows(probe: Probe) -> Verdict | None:
    ratio = _ratio(probe.hidden[-1].output.rms, probe.hidden[-1].signal)
    if ratio < GROWN:
        return None
    return Verdict(
        "grows",
        Text(QT_TRANSLATE_NOOP("nnlab", "explodes, × {ratio}"), ratio=figure(ratio)),
        Text(
            QT_TRANSLATE_NOOP(
                "nnlab", "The signal grows from layer to layer; the first loss is huge, and so is every gradient."
            )
        ),
    )


def _gradient(probe: Probe) -> Verdict | None:
    ratio = _ratio(probe.hidden[0].gradient.rms, probe.hidden[-1].gradient.rms)
    if GRADIENT_FADED < ratio < GRADIENT_GROWN:
        return None
    if ratio >= GRADIENT_GROWN:
        return Verdict(
            "gradient grows",
            Text(QT_TRANSLATE_NOOP("nnlab", "gradient explodes, × {ratio}"), ratio=figure(ratio)),
            Text(
                QT_TRANSLATE_NOOP(
                    "nnlab",
                    "The gradient grows on its way down, so no learning rate suits the lowest and the highest layer.",
                )
            ),
        )
    return Verdict(
        "gradient fades",
        Text(QT_TRANSLATE_NOOP("nnlab", "gradient fades to {ratio}"), ratio=figure(ratio)),
        Text(
            QT_TRANSLATE_NOOP(
                "nnlab",
                "The gradient shrinks on its way down, so the lowest layers hardly move while the highest learn.",
            )
        ),
    )


def _ratio(size: float, reference: float) -> float:
    return size / reference if reference else 1.0


RULES: tuple[Callable[[Probe], Verdict | None], ...] = (_overflows, _same, _saturates, _fades, _grows, _gradient)
"""From the worst down."""
