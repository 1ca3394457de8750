"""Where a run broke, and what came before, in words."""

from __future__ import annotations

from collections.abc import Iterator

from nnlab.insight.forensics.diagnosis import Case
from nnlab.insight.forensics.numbers import (
    broke_in_loss,
    broken_index,
    climb,
    finite_losses,
    last_picture,
    start_picture,
)
from nnlab.numerals import figure
from nnlab.text import QT_TRANSLATE_NOOP, Text
from nnlab.training.layer_picture import LayerPicture

LAYER = QT_TRANSLATE_NOOP("nnlab", "layer {number}")
OUTPUT = QT_TRANSLATE_NOOP("nnlab", "the output layer")
FORWARD = QT_TRANSLATE_NOOP("nnlab", "Step {step}, {layer}, forward pass: an output is not finite.")
IN_LOSS = QT_TRANSLATE_NOOP("nnlab", "Step {step}, {layer}, forward pass: outputs are finite, their loss is not.")
BACKWARD = QT_TRANSLATE_NOOP(
    "nnlab", "Step {step}, {layer}, backward pass: a gradient, or a parameter after the update, is not finite."
)
NO_LOSS = QT_TRANSLATE_NOOP("nnlab", "No step had a finite loss.")
ROSE = QT_TRANSLATE_NOOP(
    "nnlab", "The loss began at {first} and rose to {highest}, {times} times its start, by step {step}."
)
STAYED = QT_TRANSLATE_NOOP("nnlab", "The loss began at {first}; the last finite one was {last}, in step {step}.")
PICTURED = QT_TRANSLATE_NOOP(
    "nnlab",
    "Last finite picture, step {step}: in {layer}, values before the activation have an RMS of {size}, weights one of "
    "{weight}.",
)
SINCE = QT_TRANSLATE_NOOP(
    "nnlab",
    "Last finite picture, step {step}: in {layer}, values before the activation have an RMS of {size} ({size_before} "
    "at the start), weights one of {weight} ({weight_before} at the start).",
)
UPDATED = QT_TRANSLATE_NOOP(
    "nnlab", "Step {step} moved the weights of {layer} by {ratio} of their size; 0.001 is usual."
)
GRADIENT = QT_TRANSLATE_NOOP("nnlab", "The weight gradients of {layer} had an RMS of {rms} in step {step}.")
RISE = 1.05


def place(case: Case) -> Text:
    """Return where the first number broke."""
    forward = IN_LOSS if broke_in_loss(case) else FORWARD
    template = forward if case.broke.during == "forward" else BACKWARD
    return Text(template, step=f"{case.broke.step:,}", layer=layer_words(case.broke.layer))


def layer_words(name: str) -> Text:
    """Return what the layer called ``name`` is called in a sentence."""
    return Text(OUTPUT) if name == "output" else Text(LAYER, number=name)


def course(case: Case) -> tuple[Text, ...]:
    """Return what came before: losses, the last picture, update and gradients of the layer that broke."""
    picture = last_picture(case)
    return (_losses(case),) if picture is None else (_losses(case), *_layer(case, picture))


def _losses(case: Case) -> Text:
    losses = finite_losses(case)
    if not losses.size:
        return Text(NO_LOSS)
    first, times = figure(float(losses[0])), climb(case)
    if times < RISE:
        return Text(STAYED, first=first, last=figure(float(losses[-1])), step=f"{losses.size:,}")
    highest, step = figure(float(losses.max())), f"{int(losses.argmax()) + 1:,}"
    return Text(ROSE, first=first, highest=highest, times=figure(times), step=step)


def _layer(case: Case, picture: LayerPicture) -> tuple[Text, ...]:
    """Return what is recorded of the layer that broke: its last finite picture, and its last update."""
    measured = next((earlier for earlier in reversed(case.history.pictures) if earlier.measured_step), None)
    return (_sizes(case, picture), *(_update(case, measured) if measured else ()))


def _update(case: Case, measured: LayerPicture) -> Iterator[Text]:
    weights = measured.layers[broken_index(case)].weights
    facts = {"step": f"{measured.measured_step:,}", "layer": layer_words(case.broke.layer)}
    if weights.update_ratio is not None:
        yield Text(UPDATED, ratio=figure(weights.update_ratio), **facts)
    if weights.gradient is not None:
        yield Text(GRADIENT, rms=figure(weights.gradient.rms), **facts)


def _sizes(case: Case, picture: LayerPicture) -> Text:
    index, start = broken_index(case), start_picture(case)
    facts = {"step": f"{picture.step:,}", "layer": layer_words(case.broke.layer), **_rms(picture, index)}
    if start is None or start is picture:
        return Text(PICTURED, **facts)
    return Text(SINCE, **facts, **_rms(start, index, "_before"))


def _rms(picture: LayerPicture, index: int, ending: str = "") -> dict[str, str]:
    layer = picture.layers[index]
    return {f"size{ending}": figure(layer.preactivation.rms), f"weight{ending}": figure(layer.weights.weight.rms)}
