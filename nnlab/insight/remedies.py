"""Changes that help in more than one case, each offered only where it changes something."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from nnlab.errors import InvalidSpecError
from nnlab.insight.remedy import Remedy, changed, in_hidden
from nnlab.numerals import figure
from nnlab.spec.experiment import ExperimentSpec
from nnlab.text import QT_TRANSLATE_NOOP, Text

RECTIFIED: Final = frozenset({"relu", "leaky_relu", "prelu", "elu", "gelu", "silu", "maxout"})
"""Activations that let through about half of what they get: their weights have to make up for it (He et al. 2015)."""
CENTRED: Final = ({"kind": "center", "mean": "feature"}, {"kind": "normalize", "by": "std"})
PROJECTIONS: Final = frozenset({"pca", "whiten"})
CLIP: Final = 1.0


def batch_normalised(spec: ExperimentSpec) -> tuple[Remedy, ...]:
    """Offer batch normalisation in the hidden layers that have none; in a batch of one there is nothing to average."""
    text = Text(QT_TRANSLATE_NOOP("nnlab", "Normalise each layer over the batch (batch norm)"))
    lacking = [index for index, layer in enumerate(spec.network.layers) if layer.normalization is None]
    values = {f"network.layers.{index}.batch_norm": True for index in lacking}
    return changes(spec, text, values) if spec.training.batch_size > 1 else ()


def relu(spec: ExperimentSpec) -> tuple[Remedy, ...]:
    """Offer ReLU with He's initialisation in all hidden layers."""
    text = Text(QT_TRANSLATE_NOOP("nnlab", "Use ReLU with He’s initialisation in the hidden layers"))
    return hidden(spec, text, {"activation": "relu", "init": "he"})


def fitting_init(spec: ExperimentSpec) -> tuple[Remedy, ...]:
    """Offer the initialisation that suits each layer's activation: He's or Xavier's."""
    fitting = ["he" if layer.activation.kind in RECTIFIED else "xavier" for layer in spec.network.layers]
    values = {f"network.layers.{index}.init": init for index, init in enumerate(fitting)}
    names = " or ".join(sorted({init.capitalize() for init in fitting}))
    text = Text(QT_TRANSLATE_NOOP("nnlab", "Start the hidden layers from {init}’s initialisation"), init=names)
    return changes(spec, text, values)


def small_output(spec: ExperimentSpec) -> tuple[Remedy, ...]:
    """Offer small weights in the output layer."""
    text = Text(QT_TRANSLATE_NOOP("nnlab", "Start the output layer from small weights, std 0.01"))
    return changes(spec, text, {"network.output.init": {"kind": "normal", "std": 0.01}})


def clipped(spec: ExperimentSpec) -> tuple[Remedy, ...]:
    """Offer to shorten gradients that are too long."""
    if spec.training.clip_norm is not None and spec.training.clip_norm <= CLIP:
        return ()
    text = Text(QT_TRANSLATE_NOOP("nnlab", "Clip the gradient to a length of {clip}"), clip=figure(CLIP))
    return changes(spec, text, {"training.clip_norm": CLIP})


def centred_and_scaled(spec: ExperimentSpec) -> tuple[Remedy, ...]:
    """Offer to centre the features and bring them to one scale, before all other steps.

    What is centred and scaled already before the first projection is so by these two; what comes after it stays.
    """
    kinds = [step.kind for step in spec.preprocessing]
    last = next((place for place, kind in enumerate(kinds) if kind in PROJECTIONS), len(kinds))
    others = [
        step.model_dump()
        for place, step in enumerate(spec.preprocessing)
        if place >= last or step.kind not in ("center", "normalize")
    ]
    text = Text(QT_TRANSLATE_NOOP("nnlab", "Centre the features and divide them by their deviation"))
    return changes(spec, text, {"preprocessing": [*CENTRED, *others]})


def slower(spec: ExperimentSpec, times: float = 10) -> tuple[Remedy, ...]:
    """Offer a learning rate so many times as small."""
    return at_rate(spec, spec.training.learning_rate / times)


def at_rate(spec: ExperimentSpec, learning_rate: float) -> tuple[Remedy, ...]:
    """Offer another learning rate, with three significant digits."""
    rate = float(f"{learning_rate:.3g}")
    text = Text(QT_TRANSLATE_NOOP("nnlab", "Set the learning rate to {rate}"), rate=figure(rate))
    return changes(spec, text, {"training.learning_rate": rate})


def hidden(spec: ExperimentSpec, text: Text, values: Mapping[str, Any]) -> tuple[Remedy, ...]:
    """Offer other values in every hidden layer, by the name of the field, where they are others."""
    return changes(spec, text, in_hidden(spec, values))


def changes(spec: ExperimentSpec, text: Text, values: Mapping[str, Any]) -> tuple[Remedy, ...]:
    """Offer other values by path, where they are others and may be: nothing beyond what a field allows."""
    try:
        wanted = changed(spec, values)
    except InvalidSpecError:  # a list that would grow beyond what is allowed, a rate that would vanish
        return ()
    return (Remedy(text, wanted),) if wanted != spec else ()
