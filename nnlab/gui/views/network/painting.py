"""Paints the scene of a network."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from nnlab.gui import numbers, theme
from nnlab.gui.views.data.thumbnails import paint_image
from nnlab.gui.views.network.columns import NOTHING, Wordings, translate, worded
from nnlab.gui.views.network.lines import faded_pen, line_pen
from nnlab.gui.views.network.places import HEADER, Spot
from nnlab.gui.views.network.scene import Scene, Segments

GAP: Final = 6
CENTRED = Qt.AlignmentFlag.AlignCenter
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
LEAST_CELL: Final = 6
"""Pixels from which on the cells of an image are told apart by lines."""


class NetworkPainter:
    """Paints one scene with one painter.

    Parameters
    ----------
    painter : QPainter
    scene : Scene
    font : QFont
    """

    def __init__(self, painter: QPainter, scene: Scene, font: QFont) -> None:
        self._painter, self._scene, self._places = painter, scene, scene.places
        self._small, self._bold = theme.tabular(theme.small(font)), theme.tabular(font)
        self._bold.setWeight(QFont.Weight.DemiBold)
        self._line = QFontMetricsF(self._small).height()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def paint(self, seen: QRectF, spot: Spot | None, *, is_ringed: bool) -> None:
        """Draw what is to be seen in a part of the drawing.

        Parameters
        ----------
        seen : QRectF
        spot : Spot or None
            What is connected to it stands out.
        is_ringed : bool
            Whether the keys have led there, and not the mouse.
        """
        self._paint_bands()
        self._paint_picture(spot)
        self._paint_lines(spot)
        for column in self._columns_in(seen):
            self._paint_units(column)
            self._paint_header(column)
        self._paint_titles()
        if spot is not None:
            self._paint_spot(spot, is_ringed=is_ringed)

    def _columns_in(self, seen: QRectF) -> list[int]:
        """Return which columns are to be seen; names may stand before the first and behind the last."""
        last, half = len(self._scene.columns) - 1, self._places.pitch / 2
        return [
            column
            for column in range(last + 1)
            if column in {0, last} or seen.left() - half < self._places.x(column) < seen.right() + half
        ]

    def _paint_bands(self) -> None:
        """Draw from each column to the next that all units are connected."""
        shown = theme.current()
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(theme.blend(shown.raised, shown.border, 0.25))
        ends = [self._ends(column) for column in range(len(self._scene.columns))]
        for left, right in pairwise(ends):
            corners = (left.topRight(), right.topLeft(), right.bottomLeft(), left.bottomRight())
            self._painter.drawPolygon(QPolygonF(corners))

    def _ends(self, column: int) -> QRectF:
        """Return what a column fills."""
        if column == 0 and self._scene.columns[0].picture is not None:
            return self._places.picture()
        first, radius = self._places.point(column, 0), self._places.radius
        last = self._places.point(column, len(self._scene.columns[column].shown) - 1)
        return QRectF(first.x(), first.y() - radius, 0, last.y() - first.y() + 2 * radius)

    def _paint_lines(self, spot: Spot | None) -> None:
        if spot is None:
            self._draw(self._scene.segments)
            return
        self._painter.setPen(faded_pen())
        for segments in self._scene.segments.values():
            self._painter.drawLines(segments)
        self._draw(self._scene.highlighted(spot))

    def _draw(self, lines: Segments) -> None:
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        for (width_class, is_negative), segments in lines.items():
            self._painter.setPen(line_pen(width_class, is_negative=is_negative))
            self._painter.drawLines(segments)

    def _paint_picture(self, spot: Spot | None) -> None:
        """Draw an input that is an image as one, and below it what its colours mean."""
        shape, box = self._scene.columns[0].picture, self._places.picture()
        if shape is None:
            return
        shown, image = theme.current(), self._scene.picture(spot)
        self._painter.fillRect(box, QColor(shown.base))
        if image is not None:
            paint_image(self._painter, image, box)
        self._painter.setPen(QPen(QColor(shown.border), 1))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRect(box)
        if box.width() / shape[1] >= LEAST_CELL:
            self._paint_cells(box, *shape[:2])
        if image is not None:
            below = QRectF(box.left() - 40, box.bottom() + 4, box.width() + 80, self._line)
            self._write(below, CENTRED, (_picture_words(spot),))

    def _paint_cells(self, box: QRectF, height: int, width: int) -> None:
        """Draw lines between the cells of an image."""
        xs = [box.left() + place * box.width() / width for place in range(1, width)]
        ys = [box.top() + place * box.height() / height for place in range(1, height)]
        self._painter.drawLines([QLineF(x, box.top(), x, box.bottom()) for x in xs])
        self._painter.drawLines([QLineF(box.left(), y, box.right(), y) for y in ys])

    def _paint_units(self, column: int) -> None:
        drawn, places = self._scene.columns[column], self._places
        if drawn.picture is not None:
            return
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._colour(column))
        points = places.points(column)
        for point in points:
            self._painter.drawEllipse(point, places.radius, places.radius)
        if self._line <= places.row(column) + 1:
            self._paint_names(column, points)
        if drawn.hidden:
            top = points[-1].y() + places.radius + 2
            below = QRectF(points[-1].x() - places.pitch / 2, top, places.pitch, self._line)
            more = numbers.count(drawn.hidden)
            self._write(
                below,
                CENTRED,
                (translate("Network", "… {count} more").format(count=more), f"+{more}", "…"),
            )

    def _paint_names(self, column: int, points: list[QPointF]) -> None:
        """Write the names of inputs before them, and of outputs behind them."""
        away = self._places.radius + GAP
        for point, unit in zip(points, self._scene.columns[column].shown.tolist(), strict=True):
            name = self._scene.names.beside(column, unit)
            top = point.y() - self._line / 2
            if column == 0:
                self._write(QRectF(GAP, top, point.x() - away - GAP, self._line), RIGHT, (name,), elide=True)
            elif name:
                room = self._places.width - point.x() - away
                self._write(QRectF(point.x() + away, top, room, self._line), LEFT, (name,), elide=True)

    def _paint_header(self, column: int) -> None:
        """Write what a column is and has, and mark it with its colour."""
        box, drawn = self._places.header(column), self._scene.columns[column]
        line = QRectF(box.left() + 2, box.top() + GAP, box.width() - 4, QFontMetricsF(self._bold).height())
        self._painter.setFont(self._bold)
        self._painter.setPen(QColor(theme.current().text))
        self._painter.drawText(line, CENTRED, self._fitting(drawn.title, line.width(), elide=True))
        line = QRectF(line.left(), line.bottom(), line.width(), self._line)
        for title in self._scene.titles:
            self._write(line, CENTRED, drawn.lines.get(title, (NOTHING,)))
            line.translate(0, self._line)
        if column:
            bar = QRectF(self._places.x(column) - min(20.0, box.width() / 2 - 2), line.top() + 3, 0, 3)
            bar.setWidth(2 * (self._places.x(column) - bar.left()))
            self._painter.fillRect(bar, self._colour(column))

    def _paint_titles(self) -> None:
        top = GAP + QFontMetricsF(self._bold).height()
        for place, title in enumerate(self._scene.titles):
            self._write(QRectF(GAP, top + place * self._line, 200, self._line), LEFT, (worded(title),))

    def _paint_spot(self, spot: Spot, *, is_ringed: bool) -> None:
        """Draw a ring around what is pointed at."""
        shown = theme.current()
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(QPen(QColor(shown.accent if is_ringed else shown.text), 2))
        if spot.place == HEADER:
            self._painter.drawRoundedRect(self._places.header(spot.column).adjusted(2, 2, -2, 2), 4, 4)
            return
        point, radius = self._places.point(spot.column, spot.place), self._places.radius + 3
        picture = self._scene.columns[spot.column].picture
        if picture is not None:
            radius = max(self._places.picture().width() / picture[1] / 2 - 1, 3)
        self._painter.drawEllipse(point, radius, radius)

    def _colour(self, column: int) -> QColor:
        """Return the colour of a layer; the input has that of quiet text."""
        shown = theme.current()
        count = len(self._scene.columns) - 1
        return shown.layer_colour(column - 1, count) if column else QColor(shown.muted)

    def _write(self, box: QRectF, where: Qt.AlignmentFlag, wordings: Wordings, *, elide: bool = False) -> None:
        """Write the longest wording that fits, quietly; nothing where none does."""
        self._painter.setFont(self._small)
        self._painter.setPen(QColor(theme.current().muted))
        self._painter.drawText(box, where, self._fitting(wordings, box.width(), elide=elide))

    def _fitting(self, wordings: Wordings, width: float, *, elide: bool) -> str:
        metrics = QFontMetricsF(self._painter.font())
        for words in wordings:
            if metrics.horizontalAdvance(words) <= width:
                return words
        return metrics.elidedText(wordings[-1], Qt.TextElideMode.ElideRight, width) if elide else ""


def _picture_words(spot: Spot | None) -> str:
    """Return what the colours of the input mean."""
    if spot is not None and spot.column == 1 and spot.place != HEADER:
        return translate("Network", "weights to this unit")
    if theme.current().name == "light":
        return translate("Network", "darker: larger weights")
    return translate("Network", "lighter: larger weights")
