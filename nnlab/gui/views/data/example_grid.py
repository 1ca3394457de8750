"""The images of the examples, as many as fit, each with its label."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from nnlab.data.dataset import Labels
from nnlab.gui import theme
from nnlab.gui.views.data.example_models import ExampleListModel
from nnlab.gui.views.data.example_set import ExampleSet
from nnlab.gui.views.data.plain_table import Index
from nnlab.gui.views.data.thumbnails import brightness_range, drawn_size, paint_image, pixel_at, to_image

SIDES = (40, 72, 112, 176)
"""About how long the longer side of an image is drawn, in pixels."""
MARGIN = 6
LINE_HEIGHT = 7
LEAST_LABEL = 4
"""In average characters."""


class ExampleGrid(QListView):
    """Images in rows; only those to be seen are made."""

    def __init__(self) -> None:
        super().__init__()
        self._model = ExampleListModel()
        self._side = SIDES[1]
        self._range = (0.0, 1.0)
        self.setModel(self._model)
        self.setItemDelegate(Thumbnail(self))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)  # the card shows through
        self.setAccessibleName(self.tr("Images of the examples"))

    def set_examples(self, examples: ExampleSet | None) -> None:
        """Take a set of images, of which none is shown yet."""
        self._range = brightness_range(examples.dataset.x) if examples is not None else (0.0, 1.0)
        self._model.show(examples, np.empty(0, np.intp))
        self._fit()

    def show_indices(self, indices: Labels) -> None:
        """Show these examples of the set, in rising order."""
        self._model.show(self._model.examples, indices)

    def side(self) -> int:
        """Return about how large images are drawn."""
        return self._side

    def set_side(self, side: int) -> None:
        """Draw the images about so large."""
        self._side = side
        self._fit()
        self.scrollTo(self.currentIndex(), QListView.ScrollHint.PositionAtCenter)

    def cell_size(self) -> QSize:
        """Return the room for one example; the cells fill the line."""
        image, metrics = self._image_size(), QFontMetrics(theme.small(self.font()))
        least = max(image.width(), LEAST_LABEL * metrics.averageCharWidth()) + 2 * MARGIN
        room = self.maximumViewportSize().width() - self.verticalScrollBar().sizeHint().width() - 1  # as Qt counts it
        width = max(least, room // max(1, room // least))
        return QSize(width, image.height() + LINE_HEIGHT + metrics.height() + 2 * MARGIN)

    def image_box(self, cell: QRect) -> QRect:
        """Return where in its cell the image is drawn."""
        image = self._image_size()
        return QRect(QPoint(cell.left() + (cell.width() - image.width()) // 2, cell.top() + MARGIN), image)

    def paint_example(self, painter: QPainter, cell: QRect, row: int) -> None:
        """Draw an image, the line of its part, and its label."""
        examples = self._model.examples
        if examples is None:
            return
        example, box = int(self._model.indices[row]), self.image_box(cell)
        paint_image(painter, to_image(examples.dataset.x[example], *self._range), QRectF(box))
        if part := examples.part_of(example):
            painter.setPen(theme.current().part_pen(part, 2))
            painter.drawLine(box.left(), box.bottom() + 4, box.right(), box.bottom() + 4)
        painter.setFont(theme.tabular(theme.small(self.font())))
        painter.setPen(QColor(theme.current().text))
        metrics = painter.fontMetrics()
        words = QRect(cell.left() + 2, box.bottom() + LINE_HEIGHT, cell.width() - 4, metrics.height())
        label = metrics.elidedText(examples.label(example), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, label)

    def words_at(self, position: QPoint) -> str:
        """Return the example under ``position``, and the pixel if there is one."""
        index, examples = self.indexAt(position), self._model.examples
        if examples is None or not index.isValid():
            return ""
        example, box = int(self._model.indices[index.row()]), self.image_box(self.visualRect(index))
        words = examples.words(example)
        pixel = pixel_at(QPointF(position), QRectF(box), examples.dataset.x.shape[1:])
        return words if pixel is None else f"{words} · {examples.pixel_words(example, *pixel)}"

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the new width."""
        self._fit()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Make room for type of another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _image_size(self) -> QSize:
        examples = self._model.examples
        return drawn_size(examples.dataset.x.shape[1:], self._side) if examples is not None else QSize(1, 1)

    def _fit(self) -> None:
        size = self.cell_size()
        if self.gridSize() != size:
            self.setGridSize(size)
        self.verticalScrollBar().setSingleStep(size.height() // 2)


class Thumbnail(QStyledItemDelegate):
    """Draws an example, and a frame around a chosen one.

    Parameters
    ----------
    grid : ExampleGrid
    """

    def __init__(self, grid: ExampleGrid) -> None:
        super().__init__(grid)
        self._grid = grid

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of every cell."""
        return self._grid.cell_size()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one example."""
        painter.save()
        self._grid.paint_example(painter, option.rect, index.row())
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.current().accent), 2))
            painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 4, 4)
        painter.restore()
