"""The layers with a few numbers each: the legend of the lines, and where one of them is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from nnlab.gui import theme
from nnlab.gui.views.gradients.chart import LEFT, RIGHT, uses

COLOUR_WIDTH: Final = 4
MARGIN: Final = 8
USUAL_LABEL: Final = "10 Sigmoid 100"
CHOSEN: Final = 0.25
KEYS: Final = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Escape)


@dataclass(frozen=True)
class Row:
    """One layer.

    Attributes
    ----------
    layer : int
    label : str
    cells : tuple of str
        Its numbers, as they are written.
    is_bad : bool
        Whether they are a reason to worry; the cells say so too.
    """

    layer: int
    label: str
    cells: tuple[str, ...]
    is_bad: bool = False


class LayerList(QWidget):
    """Draws a row a layer; the one that is chosen with a click or the arrows stands out elsewhere.

    Parameters
    ----------
    name : str
        For a screen reader, translated.
    columns : sequence of str
        The names of the numbers, translated.
    widest : sequence of str
        The longest text of each column.
    must_choose : bool
        Whether there always is a chosen one.

    Signals
    -------
    layer_chosen : object
        The layer that is to stand out; None for none.
    """

    layer_chosen = Signal(object)

    def __init__(self, name: str, columns: Sequence[str], widest: Sequence[str], *, must_choose: bool = False) -> None:
        super().__init__()
        self._columns, self._widest, self._must_choose = tuple(columns), tuple(widest), must_choose
        self._count = 0
        self.rows: tuple[Row, ...] = ()
        self.chosen: int | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def set_rows(self, rows: Sequence[Row], count: int) -> None:
        """Show other rows, of a network of ``count`` layers."""
        if (tuple(rows), count) == (self.rows, self._count):
            return
        heights = len(rows) != len(self.rows)
        self.rows, self._count = tuple(rows), count
        self.setAccessibleDescription("; ".join(self.row_words(row) for row in self.rows))
        if heights:
            self._fit()
        layers = [row.layer for row in self.rows]
        if self.chosen not in layers:
            self.choose(layers[0] if layers and self._must_choose else None)
        self.update()

    def choose(self, layer: int | None) -> None:
        """Let one layer stand out."""
        if layer != self.chosen:
            self.chosen = layer
            self.layer_chosen.emit(layer)
            self.update()

    def row_words(self, row: Row) -> str:
        """Return a row as a sentence."""
        pairs = zip(self._columns, row.cells, strict=True)
        return f"{row.label}: {', '.join(f'{name} {cell}' for name, cell in pairs)}"

    def sizeHint(self) -> QSize:
        """Ask for all rows and their heads."""
        label = QFontMetrics(theme.small(self.font())).horizontalAdvance(USUAL_LABEL)
        width = COLOUR_WIDTH + MARGIN // 2 + label + self._numbers_width()
        return QSize(width, self._height() * (len(self.rows) + 1))

    def minimumSizeHint(self) -> QSize:
        """Ask for the width of the numbers."""
        return QSize(self._numbers_width(), self._height())

    def row_rect(self, place: int) -> QRect:
        """Return where a row is drawn."""
        return QRect(0, (place + 1) * self._height(), self.width(), self._height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a layer, or let go of it."""
        place = int(event.position().y()) // self._height() - 1
        if 0 <= place < len(self.rows):
            layer = self.rows[place].layer
            self.choose(None if layer == self.chosen and not self._must_choose else layer)

    def event(self, event: QEvent) -> bool:
        """Keep the keys that are used here from the shortcuts of the window."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and uses(event, KEYS):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the layer above or below."""
        layers = [row.layer for row in self.rows]
        if not layers or not uses(event, KEYS):
            super().keyPressEvent(event)
            return
        at = layers.index(self.chosen) if self.chosen in layers else None
        match Qt.Key(event.key()):
            case Qt.Key.Key_Up:
                self.choose(layers[-1 if at is None else max(at - 1, 0)])
            case Qt.Key.Key_Down:
                self.choose(layers[0 if at is None else min(at + 1, len(layers) - 1)])
            case Qt.Key.Key_Home:
                self.choose(layers[0])
            case Qt.Key.Key_End:
                self.choose(layers[-1])
            case _ if not self._must_choose:
                self.choose(None)

    def changeEvent(self, event: QEvent) -> None:
        """Make room for type of another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self.setMinimumHeight(self.sizeHint().height())
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the heads and the rows that are to be seen."""
        painter, shown = QPainter(self), theme.current()
        painter.setFont(theme.tabular(theme.small(self.font())))
        painter.setPen(QColor(shown.muted))
        self._paint_cells(painter, QRect(0, 0, self.width(), self._height()), self._columns)
        for place, row in enumerate(self.rows):
            rect = self.row_rect(place)
            if rect.intersects(event.rect()):
                self._paint_row(painter, rect, row)
        if self.hasFocus():
            painter.setPen(QColor(shown.accent))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _paint_row(self, painter: QPainter, rect: QRect, row: Row) -> None:
        shown = theme.current()
        if row.layer == self.chosen:
            painter.fillRect(rect, theme.blend(shown.raised, shown.accent, CHOSEN))
        mark = QRect(0, rect.top() + 2, COLOUR_WIDTH, rect.height() - 4)
        painter.fillRect(mark, shown.layer_colour(row.layer, self._count))
        painter.setPen(QColor(shown.text))
        left = COLOUR_WIDTH + MARGIN // 2
        room = rect.width() - left - self._numbers_width()
        label = painter.fontMetrics().elidedText(row.label, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(left, rect.top(), room, rect.height()), LEFT, label)
        painter.setPen(QColor(shown.bad if row.is_bad else shown.text))
        self._paint_cells(painter, rect, row.cells)

    def _paint_cells(self, painter: QPainter, rect: QRect, cells: Sequence[str]) -> None:
        right = rect.right() - 2
        for width, cell in zip(reversed(self._widths()), reversed(cells), strict=True):
            painter.drawText(QRect(right - width, rect.top(), width, rect.height()), RIGHT, cell)
            right -= width

    def _widths(self) -> list[int]:
        metrics = QFontMetrics(theme.tabular(theme.small(self.font())))
        pairs = zip(self._columns, self._widest, strict=True)
        return [MARGIN + max(metrics.horizontalAdvance(text) for text in pair) for pair in pairs]

    def _numbers_width(self) -> int:
        return sum(self._widths()) + 2

    def _height(self) -> int:
        return QFontMetrics(theme.small(self.font())).height() + theme.GRID // 2


class ListArea(QScrollArea):
    """Lets a list scroll up and down, keeps the chosen row in sight, and is never narrower than the rows.

    Parameters
    ----------
    layers : LayerList
    """

    def __init__(self, layers: LayerList) -> None:
        super().__init__()
        self._layers = layers
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(layers)
        for ground in (self.viewport(), layers):
            ground.setAutoFillBackground(False)  # the card shows through
        layers.layer_chosen.connect(self._on_layers_layer_chosen)

    def sizeHint(self) -> QSize:
        """Ask for the width of the rows."""
        width = self._layers.sizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(width, 10 * theme.GRID)

    def minimumSizeHint(self) -> QSize:
        """Ask for no less."""
        return self.sizeHint()

    def _on_layers_layer_chosen(self, layer: int | None) -> None:
        for place, row in enumerate(self._layers.rows):
            if row.layer == layer:
                middle = self._layers.row_rect(place).center()
                self.ensureVisible(0, middle.y(), 0, self._layers.row_rect(place).height())
