"""A line above the views that says what went wrong or what was done; nothing modal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from nnlab.gui.theme import mark

NEWS_MS = 5000


@dataclass(frozen=True)
class Choice:
    """Something that can be done about a message.

    Attributes
    ----------
    text : str
        Translated.
    act : callable
    """

    text: str
    act: Callable[[], None]


class MessageBar(QFrame):
    """Hidden until there is something to say; news goes by itself, a problem stays until it is closed.

    One question may wait behind what else is said, and comes back until it is answered or closed.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, "card", True)
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._label.setAccessibleName(self.tr("Message"))
        close = QPushButton(self.tr("Close"), self)
        close.setAccessibleName(self.tr("Close the message"))
        close.clicked.connect(self._on_close_clicked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 8, 8)
        layout.addWidget(self._label)
        self._actions = QHBoxLayout()
        layout.addLayout(self._actions)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._buttons: list[QPushButton] = []
        self._is_progress = False
        self._waiting: tuple[str, Sequence[Choice]] | None = None
        self._is_waiting_shown = False
        self._vanish = QTimer(self)
        self._vanish.setSingleShot(True)
        self._vanish.timeout.connect(self.clear)
        self.hide()

    def show_problem(self, text: str, *choices: Choice) -> None:
        """Say that something did not work, and what can be done; marked with a sign as well as a colour."""
        mark(self, "wrong", True)
        self._vanish.stop()
        self._show(f"⚠  {text}", choices)

    def ask(self, text: str, *choices: Choice) -> None:
        """Ask something that can wait: the question stays until something else is said."""
        mark(self, "wrong", False)
        self._vanish.stop()
        self._show(f"?  {text}", choices)

    def keep_asking(self, text: str, *choices: Choice) -> None:
        """Ask what has nothing to do with what the window shows: it waits its turn, and until somebody answers."""
        self._waiting = (text, choices)
        if self.isHidden():
            self.clear()

    def stop_asking(self) -> None:
        """Take back the question that waits."""
        self._waiting = None
        if self._is_waiting_shown:
            self.clear()

    def clear(self) -> None:
        """Take away what is said; a question that waits comes back."""
        if self._waiting is None:
            self.hide()
        elif not self._is_waiting_shown or self.isHidden():
            text, choices = self._waiting
            self.ask(text, *choices)
            self._is_waiting_shown = True

    def show_news(self, text: str) -> None:
        """Say that something was done."""
        mark(self, "wrong", False)
        self._vanish.start(NEWS_MS)
        self._show(f"✓  {text}")

    def text(self) -> str:
        """Return what is shown; empty while the bar is hidden."""
        return "" if self.isHidden() else self._label.text()

    def show_progress(self, text: str, stop: Choice) -> None:
        """Say how far something is that takes a while; called again and again."""
        if self._is_progress and not self.isHidden():
            self._label.setText(f"…  {text}")
            return
        mark(self, "wrong", False)
        self._vanish.stop()
        self._show(f"…  {text}", (stop,))
        self._is_progress = True

    def end_progress(self) -> None:
        """Take away what ``show_progress`` shows, if it still stands there."""
        if self._is_progress:
            self.clear()

    def choose(self, index: int) -> None:
        """Answer as if the button at ``index`` had been clicked."""
        self._buttons[index].click()

    def _show(self, text: str, choices: Sequence[Choice] = ()) -> None:
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(choice) for choice in choices]
        for button in self._buttons:
            self._actions.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._is_progress = self._is_waiting_shown = False
        self._label.setText(text)
        self.show()

    def _on_close_clicked(self) -> None:
        """Take away what is said, and for good where that is the question that waits."""
        if self._is_waiting_shown:
            self.stop_asking()
        else:
            self.clear()

    def _button(self, choice: Choice) -> QPushButton:
        """Return a button that closes the bar and does what it says."""
        button = QPushButton(choice.text, self)

        def act() -> None:
            self._on_close_clicked()
            choice.act()

        button.clicked.connect(lambda _=False: act())
        return button
