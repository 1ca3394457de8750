"""What the form says about an experiment before it is built: each in several lengths, the longest first."""

from __future__ import annotations

from nnlab.gui.numbers import count, size
from nnlab.gui.views.form.words import translate
from nnlab.training.outline import LayerOutline, Outline


def data_wordings(outline: Outline) -> tuple[str, ...]:
    """Return ``1,797 × 8×8 · 10 classes``, or that a number is to be met, and shorter."""
    words = {
        "examples": count(outline.examples),
        "shape": "×".join(count(length) for length in _without_channel(outline.example_shape)),
        "classes": count(outline.classes),
    }
    classes = translate("form", "{examples} × {shape} · {classes} classes")
    long = classes if outline.classes else translate("form", "{examples} × {shape} · numbers to meet")
    short = translate("form", "{examples} × {shape}")
    return long.format(**words), short.format(**words)


def parts_line(outline: Outline) -> str:
    """Return ``train 1,257 · validation 270 · test 270``."""
    template = translate("form", "train {train} · validation {validation} · test {test}")
    return template.format(train=count(outline.train), validation=count(outline.validation), test=count(outline.test))


def network_wordings(outline: Outline) -> tuple[str, ...]:
    """Return ``17,610 parameters · 2.1 MB`` and shorter."""
    words = {"parameters": count(outline.parameters), "memory": size(outline.memory_bytes)}
    long = translate("form", "{parameters} parameters · {memory}")
    short = translate("form", "{parameters} parameters")
    return long.format(**words), short.format(**words), words["parameters"]


def layer_wordings(n_in: int, layer: LayerOutline) -> tuple[str, ...]:
    """Return ``64 → 100, 6,500 parameters`` and shorter; where only a bound is known, ``≤ 64 → 100``."""
    inputs = count(n_in) if layer.is_exact else translate("form", "≤ {count}").format(count=count(n_in))
    words = {"inputs": inputs, "outputs": count(layer.units), "parameters": count(layer.parameters)}
    long = translate("form", "{inputs} → {outputs}, {parameters} parameters")
    short = translate("form", "{inputs} → {outputs}, {parameters}")
    return long.format(**words), short.format(**words), words["parameters"]


def with_extras(wordings: tuple[str, ...], extras: str) -> tuple[str, ...]:
    """Return ``wordings`` with what else a layer has, which alone is the shortest of them."""
    if not extras:
        return wordings
    template = translate("form", "{sizes} · {extras}")
    return *(template.format(sizes=sizes, extras=extras) for sizes in wordings), extras


def _without_channel(shape: tuple[int, ...]) -> tuple[int, ...]:
    """Return the shape of an image as people say it: one channel is not worth a word."""
    return shape[:-1] if len(shape) == 3 and shape[-1] == 1 else shape
