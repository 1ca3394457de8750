"""Units that do nothing: dead, silent from the start, or all the same."""

from __future__ import annotations

from typing import Final

from nnlab.engine.array import Array
from nnlab.engine.parameters import Parameters, Role
from nnlab.insight.distinct_units import distinct_units
from nnlab.insight.hints.hint import Evidence, Hint
from nnlab.insight.hints.readings import SETTLED, latest, names
from nnlab.insight.remedies import centred_and_scaled, changes, fitting_init, hidden, slower
from nnlab.numerals import percent
from nnlab.spec.activations import MaxoutSpec
from nnlab.text import QT_TRANSLATE_NOOP, Text
from nnlab.training.build import build_blocks

DIED: Final = 0.15
"""Of a layer's units, in training: at a sound rate up to 0.03 of them die, at ten times that 0.17 to 0.25."""
SILENT: Final = 0.3
"""Of a layer's units, before the first step: in layer 10 of a sound ReLU network it is 0.03 to 0.18."""
ROWS: Final = 64
"""Weights of a unit that are compared: units that are different differ in any of them."""
SAME: Final = 0.5
"""Of a layer's units; with weights that were drawn all are distinct."""


def dying(evidence: Evidence) -> Hint | None:
    """Point at ReLUs that died in training."""
    picture = latest(evidence)
    shares = [layer.shares.died or 0.0 for layer in picture.layers] if picture is not None else []
    if picture is None or picture.step < SETTLED or max(shares) < DIED:
        return None
    worst = shares.index(max(shares))
    return Hint(
        key="dying ReLUs",
        title=Text(QT_TRANSLATE_NOOP("nnlab", "ReLUs die")),
        reading=Text(
            QT_TRANSLATE_NOOP(
                "nnlab", "Layer {layer}: {died} of its units died in training; {start} were silent from the start."
            ),
            layer=names(evidence)[worst],
            died=percent(shares[worst]),
            start=percent(picture.layers[worst].shares.dead_at_start),
        ),
        why=Text(
            QT_TRANSLATE_NOOP(
                "nnlab",
                "A step was so large that these units are below zero on every example: their gradient is zero, so they "
                "stay there. Some dead units do no harm, but they are units you pay for.",
            )
        ),
        remedies=(
            *slower(evidence.spec),
            *hidden(
                evidence.spec,
                Text(QT_TRANSLATE_NOOP("nnlab", "Use leaky ReLU in the hidden layers")),
                {"activation": "leaky_relu"},
            ),
        ),
        view="activations",
        lesson="relu-deaths",
    )


def silent_at_start(evidence: Evidence) -> Hint | None:
    """Point at ReLUs that were dead before the first step."""
    pictures = evidence.history.pictures
    shares = [layer.shares.dead_at_start or 0.0 for layer in pictures[0].layers] if pictures else []
    if not shares or max(shares) < SILENT:
        return None
    worst = shares.index(max(shares))
    bias = Text(QT_TRANSLATE_NOOP("nnlab", "Start from a bias of 0.01 in the hidden layers"))
    return Hint(
        key="silent at the start",
        title=Text(QT_TRANSLATE_NOOP("nnlab", "Units are silent from the start")),
        reading=Text(
            QT_TRANSLATE_NOOP("nnlab", "Before the first step {share} of the units of layer {layer} were always zero."),
            share=percent(shares[worst]),
            layer=names(evidence)[worst],
        ),
        why=Text(
            QT_TRANSLATE_NOOP(
                "nnlab",
                "These units are below zero on every example, so they give nothing and get no gradient. The start was "
                "unlucky for them: a negative bias, too small a layer before them, or inputs that are not centred.",
            )
        ),
        remedies=(
            *hidden(evidence.spec, bias, {"bias": 0.01}),
            *centred_and_scaled(evidence.spec),
            *fitting_init(evidence.spec),
        ),
        view="activations",
        lesson="relu-deaths",
    )


def symmetric(evidence: Evidence) -> Hint | None:
    """Point at units of a layer that all have the same weights."""
    counts = _distinct(evidence)
    layers = evidence.spec.network.layers
    shares = [count / layer.units for count, layer in zip(counts, layers, strict=True)] if counts else []
    if not shares or min(shares) > SAME or layers[shares.index(min(shares))].units < 2:
        return None
    worst = shares.index(min(shares))
    return Hint(
        key="symmetric units",
        title=Text(QT_TRANSLATE_NOOP("nnlab", "Units of a layer are the same")),
        reading=Text(
            QT_TRANSLATE_NOOP("nnlab", "Layer {layer}: {count} of {units} units are different."),
            layer=names(evidence)[worst],
            count=counts[worst],
            units=layers[worst].units,
        ),
        why=Text(
            QT_TRANSLATE_NOOP(
                "nnlab",
                "Units that start the same get the same gradient and stay the same, so the layer is worth one unit. "
                "Weights have to start different, and only drawing them at random does that.",
            )
        ),
        remedies=(
            *fitting_init(evidence.spec),
            *changes(
                evidence.spec,
                Text(QT_TRANSLATE_NOOP("nnlab", "Start all layers, the output too, from Xavier’s initialisation")),
                {
                    "network.output.init": "xavier",
                    **{f"network.layers.{index}.init": "xavier" for index in range(len(layers))},
                },
            ),
        ),
        view="gradients",
        lesson="symmetry",
    )


def _distinct(evidence: Evidence) -> list[int]:
    """Return how many units of each hidden layer have weights of their own, in the last step that is kept whole."""
    kept = evidence.history.keyframes
    if not kept:
        return []
    blocks = build_blocks(evidence.spec, evidence.input_shape, evidence.n_outputs, max_batch=0)
    shapes = [block.parameter_shapes() for block in blocks]
    values = kept[-1].parameters
    if values.size != sum(shape.size for layer in shapes for shape in layer if shape.role is not Role.RUNNING):
        return []
    parameters = Parameters(shapes, evidence.spec.precision, values)
    counts = []
    for layer, views in zip(evidence.spec.network.layers, parameters.layers[:-1], strict=True):
        arrays: dict[str, Array] = {view.name: view.value for view in views}
        pieces = layer.activation.pieces if isinstance(layer.activation, MaxoutSpec) else 1
        some = arrays["w"][:: max(1, len(arrays["w"]) // ROWS)]
        counts.append(distinct_units(some, arrays.get("b"), pieces))
    return counts
