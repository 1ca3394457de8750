"""Numbers, counts and kinds as a report writes them."""

from __future__ import annotations

from math import isfinite, isnan
from typing import Any

from nnlab.spec.base import Spec

NAMES = {
    "relu": "ReLU",
    "leaky_relu": "leaky ReLU",
    "prelu": "PReLU",
    "elu": "ELU",
    "selu": "SELU",
    "gelu": "GELU",
    "silu": "SiLU",
    "he": "He",
    "xavier": "Xavier",
    "sgd": "SGD",
    "rmsprop": "RMSprop",
    "adagrad": "Adagrad",
    "adam": "Adam",
    "adamw": "AdamW",
    "nesterov": "Nesterov momentum",
    "pca": "PCA",
    "mse": "mean squared error",
    "softmax": "softmax (cross-entropy)",
    "logistic": "logistic (cross-entropy)",
    "csv": "table (CSV)",
    "npz": "NumPy arrays",
    "idx": "images (IDX)",
    "cifar": "images (CIFAR)",
}
SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
MOST_LISTED = 20
"""So many names stand in a list; the others are counted."""
APART = frozenset({"kind", "path", "labels", "points"})
"""Options that are told in a way of their own."""


def number(value: float | None) -> str:
    """Return three significant digits, or a word for what is no number."""
    if value is None or isnan(value):
        return "not a number"
    if not isfinite(value):
        return "infinite"
    if 1000 <= abs(value) < 1e6:
        return f"{value:,.0f}".replace("-", "−")
    return power_text(float(f"{value:.3g}") if abs(value) < 1000 else value)  # rounding the largest would overflow


def power_text(value: float) -> str:
    """Return a number as plain text near one, and else as so many times a power of ten."""
    if 1e-3 <= abs(value) < 1e4 or value == 0:
        return f"{value:,.6g}".replace("-", "−")
    mantissa, _, power = f"{value:.2e}".partition("e")
    factor = mantissa.rstrip("0").rstrip(".").replace("-", "−")
    raised = "10" + str(int(power)).translate(SUPERSCRIPT)
    return raised if factor == "1" else f"{factor}·{raised}"


def setting(value: Any) -> str:
    """Return the value of a field as it was entered."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple | list):
        return " and ".join(map(setting, value))
    if isinstance(value, float):
        return f"{value:.12g}"
    return "automatic" if value is None else str(value)


def kind(spec: Any) -> str:
    """Return what a choice is called, with all of its options."""
    words = options(spec)
    return f"{name_of(spec)} ({words})" if words else name_of(spec)


def name_of(spec: Any) -> str:
    """Return what a choice is called."""
    return NAMES.get(spec.kind, str(spec.kind).replace("_", " "))


def options(spec: Spec) -> str:
    """Return the options of a choice in words."""
    told = spec.model_dump(exclude=set(APART))
    return ", ".join(f"{name.replace('_', ' ')} {setting(value)}" for name, value in told.items())


def share(value: float | None) -> str:
    """Return a percentage with one decimal, or a dash."""
    return "–" if value is None else f"{100 * value:.1f} %"


def whole_percent(value: float) -> str:
    """Return a percentage without decimals, in which little is not nothing, and almost all not all."""
    if 0 < value < 0.005:
        return "<1 %"
    return ">99 %" if 0.995 <= value < 1 else f"{100 * value:.0f} %"


def counted(count: float, noun: str) -> str:
    """Return a count and what is counted; of a part of an epoch with a decimal."""
    amount = f"{count:,.0f}" if count == round(count) else f"{count:,.1f}"
    return f"{amount} {noun}{'' if count == 1 else 's'}"


def duration(seconds: float) -> str:
    """Return a time: 0.42 s, 12 s, 3 min 20 s, 1 h 5 min."""
    if seconds < 10:
        return f"{seconds:.2g} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600:,} h {whole % 3600 // 60} min"


def shape(sizes: tuple[int, ...]) -> str:
    """Return a shape: 8 × 8 × 1 for an image, 64 for a row."""
    return " × ".join(f"{size:,}" for size in sizes)


def listed(names: tuple[str, ...]) -> str:
    """Return names in a row, the first ones of many."""
    rest = len(names) - MOST_LISTED
    return ", ".join(names[:MOST_LISTED]) + (f" and {rest:,} more" if rest > 0 else "")
