"""The grid of the plane and the examples where a layer puts them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QSize, QSizeF
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from nnlab.data.dataset import Array
from nnlab.gui import theme
from nnlab.gui.views.data.cloud_axes import box_of, paint_axes
from nnlab.gui.views.data.cloud_frame import Frame
from nnlab.gui.views.data.mark_painting import nearest, paint_marks
from nnlab.gui.views.data.marks import Marks
from nnlab.gui.views.data.pointed import Pointed

STRENGTH: Final = 0.55
"""How much of the colour of muted text the lines have."""
FAR: Final = 1e6
"""Pixels: what is farther away cannot be drawn."""


class WarpArea(Pointed):
    """Draws the lines, and over them the examples."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: Array = np.empty((0, 0, 2))
        self._points: Array = np.empty((0, 2))
        self._marks: Marks | None = None
        self._is_seen: NDArray[np.bool_] = np.empty(0, np.bool_)
        self._names: Sequence[str] = ("", "")
        self._emphasis: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Warped plane"))

    def set_picture(
        self, lines: Array, points: Array, marks: Marks, is_seen: NDArray[np.bool_], names: Sequence[str]
    ) -> None:
        """Show (n, k, 2) lines and (m, 2) examples, those that are seen, on axes with names."""
        self._lines, self._points, self._marks, self._is_seen, self._names = lines, points, marks, is_seen, names
        self.update()

    def set_emphasis(self, kind: int | None) -> None:
        """Let the examples of one kind stand out; None shows all alike."""
        self._emphasis = kind
        self.update()

    def frame(self) -> Frame:
        """Return where things stand."""
        box = box_of(QSizeF(self.size()), QFontMetrics(theme.small(self.font())))
        everything = np.concatenate([self._lines.reshape(-1, 2), self._points])
        low, high = everything.min(axis=0).tolist(), everything.max(axis=0).tolist()
        return Frame(box, (low[0], high[0]), (low[1], high[1]))

    def sizeHint(self) -> QSize:
        """Ask for a large picture."""
        return QSize(440, 440)

    def minimumSizeHint(self) -> QSize:
        """Ask for enough to see a shape."""
        return QSize(180, 180)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw axes, lines and examples."""
        if self._marks is None:
            return
        painter, frame, shown = QPainter(self), self.frame(), theme.current()
        painter.setFont(theme.tabular(theme.small(self.font())))
        paint_axes(painter, frame, self._names, QSizeF(self.size()))
        painter.setClipRect(frame.box)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.blend(shown.base, shown.muted, STRENGTH), 1))
        along = np.clip(frame.places(self._lines), -FAR, FAR)
        pieces = np.concatenate([along[:, :-1], along[:, 1:]], axis=2).reshape(-1, 4)
        painter.drawLines([QLineF(*ends) for ends in pieces.tolist()])  # quicker than polylines, made of points
        places = frame.places(self._points)
        paint_marks(painter, self._marks, places, self._is_seen, self._emphasis, self.devicePixelRatioF())

    def words_at(self, position: QPointF) -> str:
        """Return which example is at ``position``; nothing where there is none."""
        seen = np.flatnonzero(self._is_seen)
        if self._marks is None or not len(seen):
            return ""
        found = nearest(self.frame().places(self._points[seen]), position)
        return "" if found is None else self._marks.words(int(seen[found]))
