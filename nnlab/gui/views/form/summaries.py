"""What the form says about an experiment before it is built, in short."""

from __future__ import annotations

import math

from nnlab.gui.views.form.words import translate
from nnlab.training.outline import LayerOutline, Outline

KIBI = 1024

Shape = tuple[int, ...]


def count(number: int) -> str:
    """Return a number with its thousands separated."""
    return f"{number:,}"


def shape(sizes: Shape) -> str:
    """Return a shape as ``8×8``; a single size as a count."""
    return "×".join(count(size) for size in sizes)


def data_summary(outline: Outline) -> str:
    """Return ``1,797 × 8×8 · 10 classes``."""
    template = translate("form", "{examples} × {shape} · {classes} classes")
    return template.format(
        examples=count(outline.examples), shape=shape(outline.example_shape), classes=count(outline.classes)
    )


def parts_line(outline: Outline) -> str:
    """Return ``train 1,257 · validation 270 · test 270``."""
    template = translate("form", "train {train} · validation {validation} · test {test}")
    return template.format(train=count(outline.train), validation=count(outline.validation), test=count(outline.test))


def network_summary(outline: Outline) -> str:
    """Return ``17,610 parameters · 2.1 MB``."""
    template = translate("form", "{parameters} parameters · {memory}")
    return template.format(parameters=count(outline.parameters), memory=memory(outline.memory_bytes))


def layer_summary(n_in: Shape, layer: LayerOutline) -> str:
    """Return ``64 → 100, 6,500 parameters``."""
    template = translate("form", "{inputs} → {outputs}, {parameters} parameters")
    return template.format(
        inputs=count(math.prod(n_in)),
        outputs=count(math.prod(layer.output_shape)),
        parameters=count(layer.parameters),
    )


def memory(size: int) -> str:
    """Return a number of bytes as a person says it."""
    if size < KIBI**2:
        return translate("form", "{size} kB").format(size=f"{size / KIBI:.0f}")
    if size < KIBI**3:
        return translate("form", "{size} MB").format(size=f"{size / KIBI**2:.3g}")
    return translate("form", "{size} GB").format(size=f"{size / KIBI**3:.3g}")
