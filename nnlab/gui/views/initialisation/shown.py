"""What of each layer is shown before the first step, and how it is called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QCoreApplication

from nnlab.gui import numbers
from nnlab.gui.translation import translate
from nnlab.insight.probe.layer import ProbedLayer
from nnlab.insight.probe.probe import Probe
from nnlab.insight.probe.starts import Normalised, Start
from nnlab.insight.probe.verdict import Verdict, verdict
from nnlab.training.statistics import Distribution

Network = Literal["own", "tanh", "relu"]
"""The network of the form, or the lecture's with one of the activations."""
What = Literal["preactivation", "output", "gradient"]
WHATS: Final[tuple[What, ...]] = ("preactivation", "output", "gradient")


@dataclass(frozen=True)
class Asked:
    """Whose initialisations are put side by side.

    Attributes
    ----------
    network : "own", "tanh" or "relu"
    normalised : "own", "with" or "without"
    """

    network: Network = "own"
    normalised: Normalised = "own"


@dataclass(frozen=True)
class ShownStart:
    """One initialisation and what was found of it.

    Attributes
    ----------
    start : Start
    probe : Probe or None
        None as long as it is worked out.
    """

    start: Start
    probe: Probe | None = None

    @property
    def verdict(self) -> Verdict | None:
        """What became of signal and gradient."""
        return verdict(self.probe) if self.probe is not None else None

    @property
    def title(self) -> str:
        """What it is called, translated."""
        return translate(self.start.title)

    @property
    def formula(self) -> str:
        """What its weights are, translated."""
        return translate(self.start.formula)

    def verdict_words(self) -> str:
        """Return how it does, with a sign."""
        found = self.verdict
        return "…" if found is None else f"{'✓' if found.is_good else '✗'} {translate(found.text)}"


def distribution_of(layer: ProbedLayer, what: What) -> Distribution:
    """Return how one of the three is distributed."""
    return {"preactivation": layer.preactivation, "output": layer.output, "gradient": layer.gradient}[what]


def name_of(what: What) -> str:
    """Return what it is called."""
    tr = QCoreApplication.translate
    return {
        "preactivation": tr("Initialisation", "pre-activation"),
        "output": tr("Initialisation", "output"),
        "gradient": tr("Initialisation", "gradient"),
    }[what]


def layer_words(layer: ProbedLayer, what: What) -> str:
    """Return the numbers of a layer in a line."""
    tr = QCoreApplication.translate
    spread, shares = distribution_of(layer, what), layer.shares
    words = [
        f"{name_of(what)}: {tr('Initialisation', 'mean')} {numbers.significant(spread.mean)}",
        f"{tr('Initialisation', 'std')} {numbers.significant(spread.std)}",
        f"{tr('Initialisation', 'RMS')} {numbers.significant(spread.rms)}",
        f"{tr('Initialisation', 'zero')} {numbers.percent(shares.zero)}",
    ]
    if shares.saturated is not None:
        words.append(f"{tr('Initialisation', 'saturated')} {numbers.percent(shares.saturated)}")
    if shares.dead is not None:
        words.append(f"{tr('Initialisation', 'dead')} {numbers.percent(shares.dead)}")
    distinct = tr("Initialisation", "{distinct} of {units} units differ")
    words.append(distinct.format(distinct=numbers.count(layer.distinct_units), units=numbers.count(layer.units)))
    return ", ".join(words)
