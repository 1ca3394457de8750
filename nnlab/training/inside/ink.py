"""How ink lies in the images of a data set, and strokes made into images like them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnlab.data.dataset import Array, Raw
from nnlab.data.looking.pushing import evenly

SEEN: Final = 500
"""So many examples tell how ink lies."""
FAINT: Final = 0.05
"""A row or column whose ink is nowhere more than this is empty."""
STEADY: Final = 0.15
"""Where the amount of ink varies by a smaller share than this, the width of strokes was fitted to it."""
ALIKE: Final = 0.7
"""Where the narrowest images are at least such a share as wide as others, they were stretched."""
ALIGNED, MOST = 1, 0.9
"""Sheared images begin so many cells apart, at most, in such a share of them."""
BAND: Final = 0.03
"""Of the height: where strokes count as their top or bottom."""
FINEST, FINE_SIDE = 8, 96
"""Points along each side of a cell, at most, and along an image."""
MOST_STRETCH: Final = 1.3
"""Nothing is made wider than it was by more than this, compared to its height."""
THINNEST, THICKEST = 0.02, 0.16
"""The radius of a stroke, as a share of the height of the box that the ink fills."""

Ink = NDArray[np.float64]


class Box(NamedTuple):
    """Where ink lies, in cells."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How high it is."""
        return self.bottom - self.top

    @property
    def centre(self) -> tuple[float, float]:
        """Its middle, x and y."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True)
class InkFrame:
    """What grey images of a data set have in common. Lengths are in pixels of these images, called cells.

    Attributes
    ----------
    height, width : int
    ground, ink : float
        The values of empty cells and of full ones.
    is_whole : bool
        Whether all values are whole numbers.
    box : Box
        What the ink of most images fills.
    radius : float
        Of the strokes.
    coverage : float or None
        The share of the image that is ink, where it is about the same for all.
    is_stretched : bool
        Whether narrow shapes were made as wide as others.
    is_sheared : bool
        Whether shapes were sheared until their ink began equally far left at the top and at the bottom, as the makers
        of the digits did against slanting hands.
    """

    height: int
    width: int
    ground: float
    ink: float
    is_whole: bool
    box: Box
    radius: float
    coverage: float | None
    is_stretched: bool = False
    is_sheared: bool = False

    @property
    def fineness(self) -> int:
        """How many points a side of a cell has while strokes are drawn into it."""
        return max(2, min(FINEST, FINE_SIDE // max(self.height, self.width)))

    def pixels(self, ink: Ink) -> Array:
        """Return (height, width, 1) raw values of (height, width) shares of ink."""
        values = self.ground + ink * (self.ink - self.ground)
        return (np.rint(values) if self.is_whole else values)[..., np.newaxis]

    def shares(self, pixels: Raw) -> Ink:
        """Return the (…, height, width) shares of ink, from 0 to 1, of (…, height, width, 1) raw values."""
        shares = (pixels[..., 0].astype(np.float64) - self.ground) / ((self.ink - self.ground) or 1.0)
        return np.asarray(np.clip(shares, 0.0, 1.0))


def frame_of(x: Raw) -> InkFrame:
    """Look at some of (n, height, width, 1) raw images."""
    seen = x[evenly(np.arange(len(x)), SEEN)]
    low, high = float(seen.min()), float(seen.max())
    rim = np.concatenate([seen[:, [0, -1]].reshape(-1), seen[:, :, [0, -1]].reshape(-1)])
    is_bright = float(np.median(rim)) > (low + high) / 2
    ground, ink = (high, low) if is_bright else (low, high)
    height, width = x.shape[1:3]
    is_whole = x.dtype.kind != "f" or bool((np.floor(seen) == seen).all())
    plain = InkFrame(height, width, ground, ink, is_whole, Box(0, 0, width, height), 1.0, None)
    shares = plain.shares(seen)
    box, narrowest = _box_of(shares)
    amounts = shares.mean(axis=(1, 2))
    is_steady = float(amounts.std()) < STEADY * float(amounts.mean())
    return replace(
        plain,
        box=box,
        radius=_radius(shares),
        coverage=float(amounts.mean()) if is_steady else None,
        is_stretched=narrowest >= ALIKE * box.width,
        is_sheared=_are_sheared(shares),
    )


def _box_of(shares: Ink) -> tuple[Box, float]:
    """Return the box that the ink of most images fills, and how wide the ink of the narrowest is."""
    left, right = _ends(shares.max(axis=1))
    top, bottom = _ends(shares.max(axis=2))
    box = Box(*(float(np.median(end)) for end in (left, top, right, bottom)))
    return box, float(np.percentile(right - left, 5))


def _ends(profile: Ink) -> tuple[Ink, Ink]:
    """Return where ink begins and ends along (n, cells) most shares of ink; in an outermost cell by its share."""
    is_inked, cells, rows = profile > FAINT, profile.shape[1], np.arange(len(profile))
    first = is_inked.argmax(axis=1)
    last = cells - 1 - is_inked[:, ::-1].argmax(axis=1)
    return first + 1 - profile[rows, first], last + profile[rows, last]


def _are_sheared(shares: Ink) -> bool:
    """Return whether most images begin equally far left in their highest and in their lowest inked row."""
    is_inked, rows = shares.max(axis=2) > FAINT, np.arange(len(shares))
    first = is_inked.argmax(axis=1)
    last = is_inked.shape[1] - 1 - is_inked[:, ::-1].argmax(axis=1)
    starts = [(shares[rows, row] > FAINT).argmax(axis=1) for row in (first, last)]
    return bool(np.mean(np.abs(starts[0] - starts[1]) <= ALIGNED) >= MOST)


def _radius(shares: Ink) -> float:
    """Return half the width of strokes: a long stroke's area over its outline, which is twice its length.

    The sum of absolute differences along both axes is 4/π of the length of outlines of all directions.
    """
    outline = sum(float(np.abs(np.diff(shares, axis=axis)).sum()) for axis in (1, 2)) * np.pi / 4
    return float(shares.sum()) / outline if outline else 1.0


def fitted_into(frame: InkFrame, points: Array) -> tuple[Array, float]:
    """Return strokes moved and scaled to fill the box that ink fills in the data, and the radius they need.

    Parameters
    ----------
    frame : InkFrame
    points : (n, 2)
        x and y, close together along the strokes; n at least 1.
    """
    points = _sheared(points) if frame.is_sheared else points
    placed, radius = points, frame.radius
    for _ in range(2):  # the radius decides how much room the strokes leave at the rim, and that decides the radius
        placed = _placed(frame, points, radius)
        radius = _fitting_radius(frame, placed)
    return _placed(frame, points, radius), radius


def _sheared(points: Array) -> Array:
    """Return strokes that begin equally far left at the top and at the bottom."""
    x, y = points.T
    tall = float(np.ptp(y))
    if tall <= float(np.ptp(x)) / 4:  # lying strokes have no slant
        return points
    top, bottom = (float(x[is_there].min()) for is_there in (y <= y.min() + BAND * tall, y >= y.max() - BAND * tall))
    return np.column_stack([x + (top - bottom) * (y - y.min()) / tall, y])


def _placed(frame: InkFrame, points: Array, radius: float) -> Array:
    low, high = points.min(axis=0), points.max(axis=0)
    size = np.maximum(high - low, 1e-9)
    room = np.array([frame.box.width, frame.box.height]) - 2 * radius
    wide, tall = (float(value) for value in np.maximum(room, 0.5) / size)
    up = min(tall, wide) if not frame.is_stretched else tall
    across = min(wide, MOST_STRETCH * up) if frame.is_stretched else up
    return np.asarray((points - (low + high) / 2) * (across, up) + frame.box.centre)


def _fitting_radius(frame: InkFrame, points: Array) -> float:
    """Return the radius at which strokes cover as much as ink does in the data."""
    if frame.coverage is None:
        return frame.radius
    tall = frame.box.height
    radius = float(np.quantile(distances(frame, points), frame.coverage))
    return min(max(radius, THINNEST * tall), THICKEST * tall)


def distances(frame: InkFrame, points: Array) -> Array:
    """Return how far each fine point of the image is from the nearest point of the strokes, in cells.

    In two passes, along rows and then along columns (Felzenszwalb and Huttenlocher 2012, by tables).

    Parameters
    ----------
    frame : InkFrame
    points : (n, 2)
        n at least 1.

    Returns
    -------
    (height · fineness, width · fineness)
    """
    fine = frame.fineness
    height, width = frame.height * fine, frame.width * fine
    places = np.rint(points * fine - 0.5).astype(np.intp)
    is_inside = ((places >= 0) & (places < (width, height))).all(axis=1)
    is_marked = np.zeros((height, width), np.bool_)
    x, y = places[is_inside].T
    is_marked[y, x] = True
    along = np.where(is_marked[:, np.newaxis, :], _squares(width), np.inf).min(axis=2)
    squared = (along[np.newaxis] + _squares(height)[:, :, np.newaxis]).min(axis=1)
    return np.asarray(np.sqrt(squared) / fine)


def _squares(count: int) -> Array:
    """Return (count, count) squared distances between places along a line."""
    places = np.arange(count, dtype=np.float64)
    return np.square(places[:, np.newaxis] - places)


def inked(frame: InkFrame, points: Array, radius: float) -> Ink:
    """Return the (height, width) shares of each cell that strokes of a radius cover.

    As the makers of the digits counted: of the fine points of each cell, those that are ink.
    """
    if not len(points):
        return np.zeros((frame.height, frame.width))
    fine = frame.fineness
    is_ink = distances(frame, points) <= radius
    return np.asarray(is_ink.reshape(frame.height, fine, frame.width, fine).mean(axis=(1, 3)))
