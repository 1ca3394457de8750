"""The initialisations that are put side by side, and the lecture's network to see them in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from nnlab.insight.remedy import with_hidden
from nnlab.spec.document import from_document
from nnlab.spec.experiment import FORMAT, ExperimentSpec
from nnlab.text import QT_TRANSLATE_NOOP, Text

OWN = "own"
INITS: dict[str, dict[str, Any]] = {
    "zeros": {"kind": "zeros"},
    "small": {"kind": "normal", "std": 0.01},
    "large": {"kind": "normal", "std": 1.0},
    "xavier": {"kind": "xavier"},
    "he": {"kind": "he"},
}
TITLES = {
    "zeros": QT_TRANSLATE_NOOP("nnlab", "zeros"),
    "small": QT_TRANSLATE_NOOP("nnlab", "std 0.01"),
    "large": QT_TRANSLATE_NOOP("nnlab", "std 1.0"),
    "xavier": QT_TRANSLATE_NOOP("nnlab", "Xavier"),
    "he": QT_TRANSLATE_NOOP("nnlab", "He"),
    OWN: QT_TRANSLATE_NOOP("nnlab", "own"),
}
FORMULAS = {"zeros": "w = 0", "small": "σ = 0.01", "large": "σ = 1", "xavier": "σ = 1/√n", "he": "σ = √(2/n)"}
"""What the weights of n inputs are."""

Normalised = Literal["own", "with", "without"]
"""Whether layers have batch normalisation: as they say themselves, all, or none."""


@dataclass(frozen=True)
class Start:
    """A network with one of the initialisations in all hidden layers.

    Attributes
    ----------
    key : str
        ``zeros``, ``small``, ``large``, ``xavier``, ``he``, or ``own``: each layer as the experiment has it.
    spec : ExperimentSpec
    """

    key: str
    spec: ExperimentSpec

    @property
    def title(self) -> Text:
        """What it is called."""
        return Text(TITLES[self.key])

    @property
    def formula(self) -> Text:
        """The standard deviation of the weights, or which of the others the experiment has."""
        if self.key != OWN:
            return Text("{formula}", formula=FORMULAS[self.key])
        inits = [layer.init for layer in self.spec.network.layers]
        known = next((key for key in INITS if with_hidden(self.spec, {"init": INITS[key]}) == self.spec), None)
        if known is not None:
            return Text("= {title}", title=Text(TITLES[known]))
        return Text("{kinds}", kinds=", ".join(dict.fromkeys(init.kind for init in inits)))


def starts(spec: ExperimentSpec, normalised: Normalised = "own") -> tuple[Start, ...]:
    """Return the network of ``spec`` with each initialisation, from the same seed; its own last.

    Parameters
    ----------
    spec : ExperimentSpec
    normalised : "own", "with" or "without"
    """
    if normalised != "own":
        spec = with_hidden(spec, {"batch_norm": normalised == "with"})
    return (*(Start(key, with_hidden(spec, {"init": init})) for key, init in INITS.items()), Start(OWN, spec))


def lecture_spec(activation: str, own: dict[str, Any] | None = None, seed: int = 0) -> ExperimentSpec:
    """Return ten layers of 500 units on 1,000 examples of 500 unit Gaussian features (CS231n 2017, lecture 6).

    Parameters
    ----------
    activation : str
        Its kind: ``tanh`` or ``relu``.
    own : dict, optional
        The document of an initialisation of one's own; He if left out.
    seed : int
        Of examples and weights.
    """
    layer = {"units": 500, "activation": {"kind": activation}, "init": own or {"kind": "he"}}
    document = {
        "nnlab": FORMAT,
        "data": {
            "source": {"kind": "noise", "examples": 1000, "features": 500, "classes": 10},
            "split": {"train": 1.0, "validation": 0.0, "test": 0.0},
            "seed": seed,
        },
        "preprocessing": [],
        "network": {"layers": [layer] * 10},
        "seed": seed,
    }
    return from_document(document)
