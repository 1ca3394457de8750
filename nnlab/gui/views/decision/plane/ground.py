"""Colours for what a network says of the plane."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage

from nnlab.data.dataset import Array, Labels
from nnlab.gui import theme
from nnlab.gui.views.data.heat_map import signed_colour
from nnlab.gui.views.data.symbols import class_colour
from nnlab.gui.views.data.thumbnails import rgb_image

STRONGEST: Final = 0.5
"""How much of its colour the ground of a class has where it is sure: marks of the same colour stand out from it."""
PLAIN: Final = 0.35
"""How much it has everywhere while confidence is not shown."""
TONES: Final = 126
"""On each side of zero."""
BROKEN, CLEAR = 2 * TONES + 1, 2 * TONES + 2
"""Tones for what is no number, and for where nothing is drawn."""
HATCH, SOFTER = 7, 0.65
"""Negative numbers have lines so many pixels apart, paler by so much, so that they are not told by colour alone."""
Colours = NDArray[np.uint8]
Tones = NDArray[np.uint8]


def class_image(labels: Labels, share: Array, resolution: int, classes: int) -> QImage:
    """Return the colour of each point's class.

    Parameters
    ----------
    labels : (resolution²,)
        In rows from the lowest up.
    share : (resolution²,)
        How strong the colour is; 0 leaves the ground as it is.
    resolution, classes : int
    """
    colours = np.array([_rgb(class_colour(label)) for label in range(classes)])[labels]
    base = np.array(_rgb(QColor(theme.current().base)))
    mixed = base + share[:, np.newaxis] * (colours - base)
    return upright(np.rint(mixed).astype(np.uint8).reshape(resolution, resolution, 3))


def scale_image(values: Array, low: float, high: float) -> QImage:
    """Return (rows, columns) values in the scale of numbers to be met; what is beyond has the colour of the end."""
    share = (values - low) / ((high - low) or 1.0)
    place = np.rint(2 * TONES * np.clip(np.nan_to_num(share), 0, 1)).astype(np.intp)
    colours = scale_colours()[place]
    colours[~np.isfinite(values)] = _rgb(QColor(theme.current().muted))
    return upright(colours)


def scale_colours() -> Colours:
    """Return the scale of numbers to be met from its low end to its high one, (tones, 3)."""
    return _scale_colours(theme.current())


@lru_cache(maxsize=2)
def _scale_colours(shown: theme.Theme) -> Colours:
    count = 2 * TONES + 1
    return np.array([_rgb(shown.layer_colour(tone, count)) for tone in range(count)], np.uint8)


def signed_tones() -> list[int]:
    """Return the colours from −1, orange, over 0, the ground, to 1, blue; then those of BROKEN and CLEAR."""
    return _signed_tones(theme.current())


@lru_cache(maxsize=2)
def _signed_tones(shown: theme.Theme) -> list[int]:
    colours = [signed_colour(share).rgb() for share in (np.arange(-TONES, TONES + 1) / TONES).tolist()]
    return [*colours, QColor(shown.muted).rgb(), 0]


@np.errstate(all="ignore")
def tones_of(values: Array, largest: Array) -> Tones:
    """Return the tones of (…) values, the fullest at ``largest`` (…)."""
    factor = np.divide(TONES, largest, out=np.zeros_like(largest), where=(largest > 0) & np.isfinite(largest))
    place = values * factor
    is_finite = np.isfinite(place)
    np.rint(place, out=place)
    np.clip(place, -TONES, TONES, out=place)
    if not is_finite.all():
        place[~is_finite] = BROKEN - TONES
    place += TONES
    return place.astype(np.uint8)


def hatched(tones: Tones) -> Tones:
    """Return (…, rows, columns) tones with lines across where numbers are negative."""
    rows, columns = np.indices(tones.shape[-2:])
    lines = (rows + columns) % HATCH == 0
    softer = np.arange(256)
    softer[:TONES] = TONES - np.rint(SOFTER * (TONES - softer[:TONES]))
    result = tones.copy()
    result[..., lines] = softer.astype(np.uint8)[tones[..., lines]]
    return result


def toned_image(tones: Tones, colours: list[int]) -> QImage:
    """Return a picture of (rows, columns) tones, the upper row first."""
    sheet = np.ascontiguousarray(tones)
    height, width = sheet.shape
    image = QImage(sheet.data, width, height, width, QImage.Format.Format_Indexed8)
    image.setColorTable(colours)
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def upright(colours: Colours) -> QImage:
    """Return a picture of (rows, columns, 3) bytes in rows from the lowest up."""
    return rgb_image(colours[::-1]).convertToFormat(QImage.Format.Format_RGB32)  # drawn several times quicker


def _rgb(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()
