"""The views in the middle of the window, each made when it is first needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget


@dataclass(frozen=True)
class Tab:
    """One view to choose.

    Attributes
    ----------
    key : str
        What the program calls it.
    title : str
        What a person reads; translated.
    factory : callable
        Makes the view; what it imports is imported then.
    """

    key: str
    title: str
    factory: Callable[[], QWidget]


class Tabs(QTabWidget):
    """Views by key, one in front; a view is made when it first comes to the front or is asked for.

    The first one is made once its empty place has been painted: so the window's first picture does not wait for it.

    Signals
    -------
    view_made : str, QWidget
        A view came into being: time to connect it. Comes before the view is shown.
    view_shown : str
        Another view came to the front.
    """

    view_made = Signal(str, QWidget)
    view_shown = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDocumentMode(True)
        self._tabs: list[Tab] = []
        self._layouts: list[QVBoxLayout] = []
        self._views: dict[str, QWidget] = {}

    @property
    def keys(self) -> list[str]:
        """The keys of all views, from left to right."""
        return [tab.key for tab in self._tabs]

    @property
    def key(self) -> str:
        """The key of the view in front."""
        return self._tabs[self.currentIndex()].key

    @property
    def front(self) -> QWidget | None:
        """The view in front; None while it has not been made."""
        return self._views.get(self.key)

    def add(self, tab: Tab) -> None:
        """Append a view to choose."""
        place = QWidget()
        layout = QVBoxLayout(place)
        layout.setContentsMargins(0, 0, 0, 0)
        self._tabs.append(tab)
        self._layouts.append(layout)
        self.addTab(place, tab.title)
        if len(self._tabs) == 1:
            place.installEventFilter(self)
            self.currentChanged.connect(self._on_current_changed)

    def is_made(self, key: str) -> bool:
        """Return whether the view is there already."""
        return key in self._views

    def view(self, key: str) -> QWidget:
        """Return a view, which is made if nobody needed it before."""
        if key not in self._views:
            index = self.keys.index(key)
            view = self._views[key] = self._tabs[index].factory()
            self._put_in_place(view, index)
            self.view_made.emit(key, view)
            view.show()  # with its tab, and not an event later
            if key == self.key:
                self.view_shown.emit(key)
        return self._views[key]

    def show_view(self, key: str) -> None:
        """Bring a view to the front."""
        self.setCurrentIndex(self.keys.index(key))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Make the first view after its place has been painted."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, lambda: self.view(self._tabs[0].key))
        return False

    def _put_in_place(self, view: QWidget, index: int) -> None:
        """Fill a tab; Tab goes from the tabs into it, and not only after the rest of the window."""
        stops = [widget for widget in _focus_chain(view) if widget.focusPolicy() & Qt.FocusPolicy.TabFocus]
        self._layouts[index].addWidget(view)
        for first, second in pairwise([self.tabBar(), *stops]):
            QWidget.setTabOrder(first, second)

    def _on_current_changed(self, index: int) -> None:
        if index >= 0:
            key = self._tabs[index].key
            if self.is_made(key):
                self.view_shown.emit(key)
            else:
                self.view(key)


def _focus_chain(view: QWidget) -> Iterator[QWidget]:
    """Yield the widgets of a view that stands alone, in the order of Tab."""
    widget: QWidget | None = view
    while widget is not None:
        yield widget
        widget = widget.nextInFocusChain()
        if widget is view:
            return
