"""Whether this machine has the memory that an experiment takes, asked before anything is allocated."""

from __future__ import annotations

import psutil

from nnlab.errors import InvalidSpecError, Problem
from nnlab.text import QT_TRANSLATE_NOOP, Text
from nnlab.training.keyframes import BUDGET_BYTES, MOST
from nnlab.training.outline import EVALUATION_BATCH, Outline

TOO_LARGE = QT_TRANSLATE_NOOP("nnlab", "needs about {needed:,.1f} GB of memory; {free:,.1f} GB are free.")
GB = 1e9
DRAWING = 16
"""Bytes a parameter while the weights of its layer are drawn: float64, twice."""
PICTURING = 17
"""Bytes an output while the histogram of its layer is counted: float64, its bin, and a mask."""


def check_memory(outline: Outline, held_bytes: int = 0) -> None:
    """Compare what an experiment takes at its peak with what is free.

    Parameters
    ----------
    outline : Outline
    held_bytes : int
        What will be free too: the memory of a run that this one replaces.

    Raises
    ------
    InvalidSpecError
        When there is too little, with the field that asks for most of it.
    """
    drawing = DRAWING * max(layer.parameters for layer in outline.layers)
    picturing = PICTURING * EVALUATION_BATCH * max(layer.units for layer in outline.layers)
    takes = {
        "data.source": outline.making_bytes,
        "preprocessing": outline.fitting_bytes,
        "network.layers": held_by(outline) + max(drawing, picturing),
    }
    field, needed = max(takes.items(), key=lambda item: item[1])
    free = psutil.virtual_memory().available + held_bytes
    if needed > free:
        raise InvalidSpecError([Problem(field, Text(TOO_LARGE, needed=needed / GB, free=free / GB))])


def held_by(outline: Outline) -> int:
    """Return bytes that a run holds at most, with the steps that are kept whole.

    These are as many as the budget allows, and the first and the best even beyond it.
    """
    each = outline.keyframe_bytes
    return outline.memory_bytes + min(MOST * each, BUDGET_BYTES) + 2 * each
