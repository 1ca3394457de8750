"""A choice of one value among several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QMenu, QWidget

from nnlab.gui import theme
from nnlab.gui.views.form.default import Default
from nnlab.gui.views.form.keys import pop_up, types
from nnlab.gui.views.form.reading import same, written
from nnlab.gui.views.form.table import Choice
from nnlab.gui.views.form.words import worded
from nnlab.gui.views.ring import draw_ring


class ChoiceField(QComboBox):
    """One of several values. A value that is none of them is shown as it stands."""

    value_edited = Signal(object, bool)
    typing_finished = Signal()

    def __init__(self, choice: Choice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.default = Default(self)
        self._value: object = None
        self._default_value: object = None
        self._fill(choice)
        self._known = self.count()
        self._fits_chosen = False
        self._has_headings = bool(choice.headings)
        self.setCurrentIndex(-1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(lambda index: self._take(self.itemData(index)))
        self.default.reset_chosen.connect(lambda: self._take(self._default_value))

    def value(self) -> object:
        """Return the value that is chosen."""
        return self._value

    def set_value(self, value: object) -> None:
        """Choose ``value``, added for the time being if it is not among the known."""
        if not same(value, self._value) or self.currentIndex() < 0:
            self._value = value
            self._show_value()
        self._show_default()

    def set_default(self, value: object) -> None:
        """Take what the field goes back to."""
        self._default_value = value
        self._show_default()

    def set_tips(self, tips: Mapping[str, str]) -> None:
        """Explain values in the list that opens."""
        for value, tip in tips.items():
            self.setItemData(self._index_of(value), tip, Qt.ItemDataRole.ToolTipRole)

    def fit_chosen(self) -> None:
        """Ask for the width of what is chosen, and not of the longest entry, where several fields share a line."""
        self._fits_chosen = True
        self.currentTextChanged.connect(lambda _: self.updateGeometry())

    def words_for(self, value: object) -> str:
        """Return ``value`` as the field shows it."""
        index = self._index_of(value)
        return self.itemText(index) if index >= 0 else written(value)

    def menu(self) -> QMenu:
        """Return a new context menu with the way back to the default."""
        menu = QMenu(self)
        self.default.add_to(menu)
        return menu

    def _fill(self, choice: Choice) -> None:
        headings = dict(choice.headings)
        for value, label in choice.labels:
            if isinstance(value, str) and value in headings:
                self._add_heading(worded(headings[value]))
            self.addItem(worded(label), value)

    def _add_heading(self, text: str) -> None:
        """Add a line that says what follows, which can be neither chosen nor found by its letters."""
        self.insertSeparator(self.count())
        self.setItemText(self.count() - 1, text)

    def _is_heading(self, index: int) -> bool:
        return not self.model().index(index, 0).flags() & Qt.ItemFlag.ItemIsSelectable

    def _index_of(self, value: object) -> int:
        """Return where ``value`` stands, which may be null; -1 if nowhere."""
        found = (index for index in range(self.count()) if same(self.itemData(index), value))
        return next((index for index in found if not self._is_heading(index)), -1)

    def _show_value(self) -> None:
        while self.count() > self._known:
            self.removeItem(self._known)
        index = self._index_of(self._value)
        if index < 0:
            self.addItem(written(self._value), self._value)
            index = self._known
        self.setCurrentIndex(index)

    def _show_default(self) -> None:
        differs = not same(self._value, self._default_value)
        self.default.set_state(self.words_for(self._default_value), differs=differs)

    def _take(self, value: object) -> None:
        if not same(value, self._value):
            self.set_value(value)
            self.value_edited.emit(value, False)

    def sizeHint(self) -> QSize:
        """Return the size of the longest entry, or of the chosen one; headings are seen in the open list alone."""
        hint = super().sizeHint()
        if not self._fits_chosen and not self._has_headings:
            return hint
        every = [self.itemText(index) for index in range(self.count())]
        entries = [text for index, text in enumerate(every) if not self._is_heading(index)]
        wanted = [self.currentText()] if self._fits_chosen else entries
        return QSize(hint.width() - self._widest(every) + self._widest(wanted), hint.height())

    def minimumSizeHint(self) -> QSize:
        """Return the size of the longest entry, or of the chosen one."""
        return self.sizeHint()

    def _widest(self, texts: Sequence[str]) -> int:
        return max((self.fontMetrics().boundingRect(text).width() for text in texts), default=0)

    def showPopup(self) -> None:  # noqa: N802 - Qt's name
        """Open a list that is wide enough for its longest entry, its headings readable in the present theme."""
        for index in filter(self._is_heading, range(self.count())):
            self.setItemData(index, QColor(theme.current().muted), Qt.ItemDataRole.ForegroundRole)
        self.view().setMinimumWidth(
            self.view().sizeHintForColumn(0) + self.view().verticalScrollBar().sizeHint().width()
        )
        super().showPopup()

    def event(self, event: QEvent) -> bool:
        """Keep letters and Space, which choose, from the shortcuts of the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and types(event):
            event.accept()
            return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change with the wheel only where the focus is: scrolling past changes nothing."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the way back to the default."""
        pop_up(self.menu(), event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame of a wrong value over that of the style, which the style sheet cannot without its arrow."""
        super().paintEvent(event)
        if self.property("wrong"):
            draw_ring(self, theme.current().bad, 3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the dot in its corner."""
        super().resizeEvent(event)
        self.default.place()
