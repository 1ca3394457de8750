"""The drawing as a widget: what is pointed at by mouse or keys stands out and is told of."""

from __future__ import annotations

from math import ceil
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnlab.gui import theme
from nnlab.gui.run_facts import RunFacts
from nnlab.gui.views.network.columns import Column, Names, columns_of, names_of, titles_of, worded
from nnlab.gui.views.network.lines import lines_of
from nnlab.gui.views.network.painting import GAP, NetworkPainter
from nnlab.gui.views.network.places import LARGEST_RADIUS, LEAST_COLUMN, Margins, Places, Spot, most_units
from nnlab.gui.views.network.scene import Scene
from nnlab.gui.views.network.words import Teller, Words
from nnlab.training.inside.drawing import NetworkDrawing

MOST_MARGIN: Final = 136
ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
ROWS_ABOVE: Final = 7
"""So many lines may stand above the columns."""


class NetworkCanvas(QWidget):
    """Draws a network in all the room it has.

    Attributes
    ----------
    drawing : NetworkDrawing or None
        The weights that are shown.

    Signals
    -------
    spot_changed
        Something else is pointed at, or there is something else to say about it.
    """

    spot_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.drawing: NetworkDrawing | None = None
        self._facts: RunFacts | None = None
        self._scene: Scene | None = None
        self._teller: Teller | None = None
        self._shared = False
        self._pointed: Spot | None = None
        self._keyed: Spot | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("The network"))

    def set_facts(self, facts: RunFacts | None) -> None:
        """Draw another network, without weights."""
        self._facts, self.drawing = facts, None
        self._pointed = self._keyed = None
        self._arrange()

    def set_drawing(self, drawing: NetworkDrawing) -> None:
        """Show weights of the present network."""
        self.drawing = drawing
        self._arrange()

    def set_shared_scale(self, shared: bool) -> None:
        """Let thickness mean the same in all layers, or in each on its own."""
        self._shared = shared
        self._arrange()

    @property
    def scene(self) -> Scene | None:
        """What is drawn."""
        return self._scene

    @property
    def spot(self) -> Spot | None:
        """What is pointed at: by the mouse, or else by the keys."""
        return self._pointed or self._keyed

    def most_units(self) -> int:
        """Return how many units of a layer have room."""
        line = self.fontMetrics().height()
        return most_units(self.height() - (ROWS_ABOVE + 2) * line)

    def words(self) -> Words:
        """Return what there is to say about what is pointed at, or about the whole."""
        return self._teller.words(self.spot) if self._teller else ("", "", "")

    def least_width(self) -> int:
        """Return how wide the drawing must be at least."""
        if self._scene is None:
            return 0
        margins = self._margins(self._scene.columns, self._scene.titles, self._scene.names)
        return ceil(margins.left + margins.right + LEAST_COLUMN * len(self._scene.columns))

    def point_at(self, spot: Spot | None) -> None:
        """Point at something as the keys do."""
        self._keyed = spot
        self._tell()

    def sizeHint(self) -> QSize:
        """Ask for a drawing of medium size."""
        return QSize(640, 400)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the network."""
        if self._scene is not None:
            painter = QPainter(self)
            network = NetworkPainter(painter, self._scene, self.font())
            network.paint(QRectF(event.rect()), self.spot, is_ringed=self._pointed is None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange everything in the new size."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Arrange everything for type of another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point at what is under the mouse."""
        self._point_by_mouse(self._scene.places.at(event.position()) if self._scene else None)

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing any more."""
        super().leaveEvent(event)
        self._point_by_mouse(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from one unit or heading to the next."""
        way = ARROWS.get(Qt.Key(event.key()))
        if way is None or self._scene is None:
            super().keyPressEvent(event)
            return
        self._pointed = None
        self.point_at(self._scene.places.moved(self._keyed, *way))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys begin."""
        super().focusInEvent(event)
        by_keys = event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}
        if by_keys and self._scene is not None:
            self.point_at(self._scene.places.moved(None, 0, 0))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Point at nothing any more."""
        super().focusOutEvent(event)
        self.point_at(None)

    def _point_by_mouse(self, spot: Spot | None) -> None:
        if spot != self._pointed:
            self._pointed = spot
            self._tell()

    def _tell(self) -> None:
        self.setAccessibleDescription(". ".join(part for part in self.words() if part))
        self.update()
        self.spot_changed.emit()

    def _arrange(self) -> None:
        """Work out what is drawn where."""
        facts, drawing = self._facts, self.drawing
        if facts is None:
            self._scene = self._teller = None
            self._tell()
            return
        columns, names = columns_of(facts, drawing, self.most_units()), names_of(facts, drawing)
        titles = tuple(titles_of(columns))
        places = Places(QSizeF(self.size()), columns, self._margins(columns, titles, names))
        lines = lines_of(drawing, shared=self._shared) if drawing else ()
        self._scene = Scene(columns, titles, names, places, drawing, lines, self._shared)
        self._teller = Teller(facts, columns, names, drawing)
        self._keep_spots(columns)
        self._tell()

    def _keep_spots(self, columns: tuple[Column, ...]) -> None:
        """Point at nothing that is no longer drawn."""

        def kept(spot: Spot | None) -> Spot | None:
            is_drawn = spot is not None and spot.column < len(columns) and spot.place < len(columns[spot.column].shown)
            return spot if is_drawn else None

        self._pointed, self._keyed = kept(self._pointed), kept(self._keyed)

    def _margins(self, columns: tuple[Column, ...], titles: tuple[str, ...], names: Names) -> Margins:
        """Return room for the titles and the names beside the units, and for the lines above and below."""
        small = QFontMetrics(theme.tabular(theme.small(self.font())))
        bold_line = self.fontMetrics().height()

        def widest(texts: list[str]) -> int:
            return max((small.horizontalAdvance(text) for text in texts), default=0)

        beside = [] if columns[0].picture else [names.beside(0, unit) for unit in columns[0].shown.tolist()]
        behind = [names.beside(names.last, unit) for unit in columns[-1].shown.tolist()]
        return Margins(
            left=GAP + max(widest([worded(title) for title in titles]), min(widest(beside), MOST_MARGIN)),
            top=2 * GAP + bold_line + len(titles) * small.height() + 2 * theme.GRID + LARGEST_RADIUS,
            right=GAP + min(widest(behind), MOST_MARGIN),
            bottom=small.height() + LARGEST_RADIUS + theme.GRID // 2,
        )

    def where(self, spot: Spot) -> QPointF:
        """Return where something is drawn."""
        if self._scene is None:
            return QPointF()
        if spot.place < 0:
            return self._scene.places.header(spot.column).center()
        return self._scene.places.point(spot.column, spot.place)
