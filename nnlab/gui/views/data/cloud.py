"""The cloud of the examples on two features, with their mean and an ellipse for their covariance."""

from __future__ import annotations

from functools import cached_property
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen, QTransform
from PySide6.QtWidgets import QSizePolicy

from nnlab.data.dataset import Array
from nnlab.data.looking.stages import Stage
from nnlab.gui import numbers, theme
from nnlab.gui.translation import translate
from nnlab.gui.views.data.cloud_axes import box_of, paint_axes
from nnlab.gui.views.data.cloud_frame import ELLIPSE, Frame, range_of
from nnlab.gui.views.data.mark_painting import nearest, paint_marks
from nnlab.gui.views.data.marks import Marks
from nnlab.gui.views.data.pointed import Pointed

STRIP: Final = 0.25
"""A cloud with one axis is spread over so much of its length, only so that points do not hide each other."""
GOLDEN: Final = 0.618034
CROSS: Final = 6
LINE, HALO = 1.5, 4.0


class Cloud(Pointed):
    """Draws the points of one stage.

    Parameters
    ----------
    stage : Stage
    marks : Marks

    Attributes
    ----------
    emphasis : int or None
        The kind of points that stands out.
    """

    def __init__(self, stage: Stage, marks: Marks) -> None:
        super().__init__()
        self._stage, self._marks = stage, marks
        self.emphasis: int | None = None
        self._names = [translate(name) for name in stage.names[:2]]
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Cloud of points: {names}").format(names=", ".join(self._names)))

    def set_emphasis(self, kind: int | None) -> None:
        """Let the points of one kind stand out; None shows all alike."""
        self.emphasis = kind
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for a square."""
        return QSize(220, 220)

    def minimumSizeHint(self) -> QSize:
        """Ask for enough to see a shape."""
        return QSize(140, 150)

    def frame(self) -> Frame:
        """Return where things stand."""
        box = box_of(QSizeF(self.size()), QFontMetrics(theme.small(self.font())))
        return Frame(box, *self._ranges)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the axes, the points, and over them their mean and ellipse."""
        painter = QPainter(self)
        painter.setFont(theme.tabular(theme.small(self.font())))
        frame = self.frame()
        paint_axes(painter, frame, self._names, QSizeF(self.size()))
        painter.setClipRect(frame.box)
        places = frame.places(self.points)
        is_seen = np.all(np.isfinite(places), axis=1)
        paint_marks(painter, self._marks, places, is_seen, self.emphasis, self.devicePixelRatioF())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_spread(painter, frame)

    def words_at(self, position: QPointF) -> str:
        """Return what the point at ``position`` is; nothing where there is none."""
        point = nearest(self.frame().places(self.points), position)
        if point is None:
            return ""
        values = zip(self._names, self._stage.cloud[point].tolist(), strict=True)
        return "\n".join(
            [self._marks.words(point), *(f"{name}: {numbers.significant(value)}" for name, value in values)]
        )

    @cached_property
    def points(self) -> Array:
        """(points, 2) Where they are drawn: a cloud with one axis is a strip, spread evenly at right angles to it."""
        cloud = self._stage.cloud
        if cloud.shape[1] == 2:
            return cloud
        length = range_of(cloud[:, 0], 0, 0)
        spread = (np.arange(len(cloud)) * GOLDEN % 1 - 0.5) * STRIP * (length[1] - length[0])
        return np.column_stack([cloud[:, 0], spread])

    def ellipse(self, frame: Frame) -> QPainterPath | None:
        """Return the mean as a cross, and around it two deviations; None where they are not finite."""
        mean, covariance = np.zeros(2), np.zeros((2, 2))
        axes = min(2, len(self._stage.mean))
        mean[:axes], covariance[:axes, :axes] = self._stage.mean[:2], self._stage.covariance[:2, :2]
        if not (np.isfinite(mean).all() and np.isfinite(covariance).all()):
            return None
        variances, directions = np.linalg.eigh(covariance)
        across = ELLIPSE * np.sqrt(np.maximum(variances, 0)) * frame.unit
        middle = frame.place(*mean.tolist())
        circle, turn = QPainterPath(), QTransform()
        circle.addEllipse(QRectF(-across[0], -across[1], 2 * across[0], 2 * across[1]))
        (a, b), (c, d) = directions.tolist()
        turn.setMatrix(a, -c, 0, b, -d, 0, middle.x(), middle.y(), 1)  # the screen's y points down
        path = turn.map(circle)
        for dx, dy in ((CROSS, 0), (0, CROSS)):
            path.moveTo(middle - QPointF(dx, dy))
            path.lineTo(middle + QPointF(dx, dy))
        return path

    @cached_property
    def _ranges(self) -> tuple[tuple[float, float], tuple[float, float]]:
        mean, std = (np.append(values[:2], 0.0).tolist() for values in (self._stage.mean, self._stage.std))
        x, y = (range_of(self.points[:, axis], mean[axis], std[axis]) for axis in (0, 1))
        return x, y

    def _paint_spread(self, painter: QPainter, frame: Frame) -> None:
        """Draw the mean as a cross, and the ellipse that two deviations in every direction make."""
        path = self.ellipse(frame)
        if path is None:
            return
        shown = theme.current()
        ground = QColor(shown.base)
        ground.setAlphaF(0.8)
        for colour, width in ((ground, HALO), (QColor(shown.text), LINE)):
            painter.setPen(QPen(colour, width))
            painter.drawPath(path)
