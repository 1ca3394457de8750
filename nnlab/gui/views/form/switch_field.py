"""Off or on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QMenu, QWidget

from nnlab.gui import theme
from nnlab.gui.views.form.chevron import TURNING
from nnlab.gui.views.form.default import Default
from nnlab.gui.views.form.keys import pop_up
from nnlab.gui.views.form.reading import same, written
from nnlab.gui.views.form.words import translate
from nnlab.gui.views.ring import draw_ring


class SwitchField(QCheckBox):
    """A box that says beside it whether it is off or on. A value that is neither is shown as it stands."""

    value_edited = Signal(object, bool)
    typing_finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.default = Default(self)
        self._value: object = None
        self._default_value: object = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # after a click, Space still starts the run
        self.clicked.connect(self._take)
        self.default.reset_chosen.connect(lambda: self._take(self._default_value))

    def value(self) -> object:
        """Return false or true, or what stands there instead."""
        return self._value

    def set_value(self, value: object) -> None:
        """Show ``value``."""
        self._value = value
        self.setChecked(value is True)
        self.setText(self.words_for(value))
        self._show_default()

    def set_default(self, value: object) -> None:
        """Take what the field goes back to."""
        self._default_value = value
        self._show_default()

    def words_for(self, value: object) -> str:
        """Return ``value`` as the field shows it."""
        if isinstance(value, bool):
            return translate("form", "on") if value else translate("form", "off")
        return written(value)

    def menu(self) -> QMenu:
        """Return a new context menu with the way back to the default."""
        menu = QMenu(self)
        self.default.add_to(menu)
        return menu

    def _show_default(self) -> None:
        differs = not same(self._value, self._default_value)
        self.default.set_state(self.words_for(self._default_value), differs=differs)

    def _take(self, value: object) -> None:
        if not same(value, self._value):
            self.set_value(value)
            self.value_edited.emit(value, False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn with Return as well as with Space."""
        if event.key() in TURNING:
            self.click()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the way back to the default."""
        pop_up(self.menu(), event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame of a wrong value, which no style sheet has to spoil the box for."""
        super().paintEvent(event)
        if self.property("wrong"):
            draw_ring(self, theme.current().bad, 3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the dot in its corner."""
        super().resizeEvent(event)
        self.default.place()
