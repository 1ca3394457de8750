"""Pictures in rows, each with a line below: examples, or the weights of units."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from nnlab.gui import theme
from nnlab.gui.views.data.plain_table import Index
from nnlab.gui.views.data.thumbnails import drawn_size, paint_image

SIDE, LARGE_SIDE = 72, 112
"""About how long the longer side of a picture is drawn, in pixels."""
WIDE: Final = 800
"""From this width on, pictures are large."""
MARGIN: Final = 6
WIDEST: Final = 3
"""A caption asks for so many times the width of a small picture, at most."""
Role = Qt.ItemDataRole


@dataclass(frozen=True)
class Tile:
    """One picture.

    Attributes
    ----------
    key : int
        The same one for the same thing in another answer.
    image : callable
        Makes the picture in the present theme, when it is seen.
    caption : str
        A few letters.
    words : str
        All that is said of it.
    """

    key: int
    image: Callable[[], QImage]
    caption: str
    words: str


class TileModel(QAbstractListModel):
    """One tile a row."""

    def __init__(self) -> None:
        super().__init__()
        self.tiles: Sequence[Tile] = ()

    def show(self, tiles: Sequence[Tile]) -> None:
        """Show others in their place."""
        is_same = [tile.key for tile in tiles] == [tile.key for tile in self.tiles]
        if is_same and tiles:
            self.tiles = tiles
            self.dataChanged.emit(self.index(0), self.index(len(tiles) - 1))
            return
        self.beginResetModel()
        self.tiles = tiles
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many there are."""
        return 0 if parent.isValid() else len(self.tiles)

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Return the caption, or all that is said."""
        if not index.isValid():
            return None
        tile = self.tiles[index.row()]
        return {int(Role.DisplayRole): tile.caption, int(Role.AccessibleTextRole): tile.words}.get(int(role))


class TileGrid(QListView):
    """The pictures; only those to be seen are made.

    Parameters
    ----------
    name : str
        For a screen reader, translated.

    Signals
    -------
    looked_at : int or None
        The row under the mouse, or else the one that the keys have reached.
    """

    looked_at = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._model, self._side, self._shape = TileModel(), SIDE, (1, 1)
        self._pointed: int | None = None
        self.setModel(self._model)
        self.setItemDelegate(TilePainter(self))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName(name)
        self.entered.connect(lambda index: self._point(index.row()))
        self.viewportEntered.connect(lambda: self._point(None))
        self.selectionModel().currentChanged.connect(lambda *_: self.looked_at.emit(self.looked()))

    @property
    def tiles(self) -> Sequence[Tile]:
        """The pictures there are."""
        return self._model.tiles

    def set_tiles(self, tiles: Sequence[Tile], shape: tuple[int, ...]) -> None:
        """Show pictures of (height, width, …); the one that the keys have reached stays so while it is there."""
        row = self.currentIndex().row()
        key = self.tiles[row].key if 0 <= row < len(self.tiles) else None
        self._shape, self._pointed = (shape[0], shape[1]), None
        self._model.show(tiles)
        self._fit()
        place = next((place for place, tile in enumerate(tiles) if tile.key == key), 0)
        if tiles and self.currentIndex().row() != place:
            self.setCurrentIndex(self._model.index(place))
        self.looked_at.emit(self.looked())

    def looked(self) -> int | None:
        """Return the row under the mouse, or else the one that the keys have reached."""
        row = self.currentIndex().row() if self._pointed is None else self._pointed
        return row if 0 <= row < len(self.tiles) else None

    def cell_size(self) -> QSize:
        """Return the room for one tile; the cells fill the line."""
        image, metrics = drawn_size(self._shape, self._side), QFontMetrics(theme.small(self.font()))
        widest = max((metrics.horizontalAdvance(tile.caption) for tile in self.tiles), default=0)
        least = max(image.width(), min(widest, WIDEST * SIDE)) + 2 * MARGIN
        room = self.maximumViewportSize().width() - self.verticalScrollBar().sizeHint().width() - 1
        width = max(least, room // max(1, room // least))
        return QSize(width, image.height() + 4 + metrics.height() + 2 * MARGIN)

    def paint_tile(self, painter: QPainter, cell: QRect, row: int) -> None:
        """Draw a picture and its caption."""
        size, tile = drawn_size(self._shape, self._side), self.tiles[row]
        box = QRect(cell.left() + (cell.width() - size.width()) // 2, cell.top() + MARGIN, size.width(), size.height())
        paint_image(painter, tile.image(), QRectF(box))
        painter.setPen(QColor(theme.current().border))
        painter.drawRect(box.adjusted(0, 0, -1, -1))
        painter.setFont(theme.tabular(theme.small(self.font())))
        painter.setPen(QColor(theme.current().text))
        metrics = painter.fontMetrics()
        line = QRect(cell.left() + 2, box.bottom() + 4, cell.width() - 4, metrics.height())
        words = metrics.elidedText(tile.caption, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, words)

    def leaveEvent(self, event: QEvent) -> None:
        """Go back to the one that the keys have reached."""
        super().leaveEvent(event)
        self._point(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the new width."""
        self._side = LARGE_SIDE if self.width() >= WIDE else SIDE
        self._fit()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Make room for type of another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _point(self, row: int | None) -> None:
        if row != self._pointed:
            self._pointed = row
            self.looked_at.emit(self.looked())

    def _fit(self) -> None:
        size = self.cell_size()
        if self.gridSize() != size:
            self.setGridSize(size)
        self.verticalScrollBar().setSingleStep(size.height() // 2)


class TilePainter(QStyledItemDelegate):
    """Draws a tile, and a frame around the one that is chosen.

    Parameters
    ----------
    grid : TileGrid
    """

    def __init__(self, grid: TileGrid) -> None:
        super().__init__(grid)
        self._grid = grid

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of every cell."""
        return self._grid.cell_size()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one tile."""
        painter.save()
        self._grid.paint_tile(painter, option.rect, index.row())
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.current().accent), 2))
            painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 4, 4)
        painter.restore()
