"""Colours and type of the window, light and dark, on the Fusion style.

What a palette can say is in the palette; the style sheet holds the few rules that it cannot. Widgets ask for those
rules with a dynamic property, set through `mark`:

=================  ==========================================================================
property           on
=================  ==========================================================================
``wrong=True``     a field (or card) whose value is not allowed: its frame turns
``card=True``      a QFrame that holds what belongs together: raised, with a rounded frame
``dot=True``       a QLabel without text beside a value that differs from its default
``toggle=True``    a checkable QToolButton that says in a word how something is shown
``role="muted"``   a QLabel that says less important things
``role="title"``   a QLabel that heads a card or a panel
``role="problem"`` a QLabel that says what is wrong
``role="good"``    a QLabel that says what is right
=================  ==========================================================================
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QToolTip, QWidget

from nnlab.gui.colours import DARK, LIGHT, PART_LINES, Theme, blend, line_pen

__all__ = [
    "BASE_POINTS",
    "DARK",
    "GRID",
    "LIGHT",
    "PART_LINES",
    "Choice",
    "Theme",
    "apply",
    "blend",
    "current",
    "framed",
    "line_pen",
    "mark",
    "palette",
    "resized",
    "small",
    "style_sheet",
    "tabular",
    "unstyled",
]

Choice = Literal["system", "light", "dark"]

GRID: Final = 8
"""All distances are multiples of this many pixels, or half of it."""

BASE_POINTS: Final = 10.0
"""The smallest size of ordinary text; `small` text is a tenth smaller."""

OUTLINED: Final = (
    "QAbstractButton",
    "QAbstractSlider",
    "QAbstractSpinBox",
    "QComboBox",
    "QLineEdit",
    "QProgressBar",
)
"""Controls with a frame of their own, which has to stand out from the window."""

FRAME_DARKER: Final = 140
"""Percent by which Fusion's frames are darker than the window."""


class _Appearance:
    """What was chosen and what is shown; one for the process, like the palette."""

    choice: Choice = "system"
    theme: Theme = LIGHT
    follows: bool = False


_appearance = _Appearance()


def current() -> Theme:
    """Return the theme that is shown."""
    return _appearance.theme


def apply(app: QApplication, choice: Choice) -> None:
    """Show the light or the dark theme, or the one the system asks for, and follow the system from then on."""
    hints = app.styleHints()
    _appearance.choice = choice
    if not _appearance.follows:
        hints.colorSchemeChanged.connect(lambda _: _follow(app))
        _appearance.follows = True
    if choice == "system":
        hints.unsetColorScheme()
    else:
        hints.setColorScheme(Qt.ColorScheme.Dark if choice == "dark" else Qt.ColorScheme.Light)
    _show(app, _asked(app))


def _asked(app: QApplication) -> Theme:
    if _appearance.choice != "system":
        return DARK if _appearance.choice == "dark" else LIGHT
    return DARK if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT


def _follow(app: QApplication) -> None:
    if _appearance.choice == "system" and _asked(app) is not _appearance.theme:
        _show(app, _asked(app))


def _show(app: QApplication, theme: Theme) -> None:
    _appearance.theme = theme
    app.setStyle("Fusion")
    if app.font().pointSizeF() < BASE_POINTS:
        app.setFont(resized(app.font(), BASE_POINTS))
    app.setPalette(palette(theme))
    for kind in OUTLINED:
        app.setPalette(framed(palette(theme), theme.outline), kind)  # type: ignore[arg-type]  # stubs say bytes
    QToolTip.setPalette(palette(theme))
    app.setStyleSheet(f"{style_sheet(theme)}/* {app.font().key()} */")  # only a new sheet hands on a new font
    for widget in app.allWidgets():
        if widget.property("wrong"):
            _show_wrong(widget)


@contextmanager
def unstyled(app: QApplication) -> Iterator[None]:
    """Put many widgets together without the style sheet, which they get at the end.

    Under a style sheet Qt styles a part anew, with all that is in it, whenever it is put into another.
    """
    sheet = app.styleSheet()
    app.setStyleSheet("")
    try:
        yield
    finally:
        app.setStyleSheet(sheet)


def palette(theme: Theme) -> QPalette:
    """Return the palette of ``theme``, with its disabled group."""
    role = QPalette.ColorRole
    colours = {
        (role.Window, role.ToolTipBase): theme.window,
        (role.Base,): theme.base,
        (role.AlternateBase,): theme.raised,
        (role.Button,): theme.button,
        (role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.BrightText): theme.text,
        (role.PlaceholderText,): theme.muted,
        (role.Highlight, role.Accent, role.Link): theme.accent,
        (role.HighlightedText,): theme.accent_text,
        (role.LinkVisited,): theme.test,
        (role.Light, role.Midlight): theme.raised,
        (role.Mid, role.Dark): theme.border,
        (role.Shadow,): theme.muted,
    }
    result = QPalette()
    for roles, colour in colours.items():
        for each in roles:
            result.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText, role.HighlightedText):
        result.setColor(QPalette.ColorGroup.Disabled, each, QColor(theme.disabled))
    for each in (role.Highlight, role.Accent):
        result.setColor(QPalette.ColorGroup.Disabled, each, QColor(theme.border))
    return result


def framed(palette: QPalette, colour: str) -> QPalette:
    """Return ``palette`` for a control with a frame of ``colour``; Fusion draws frames as the window made darker."""
    result = QPalette(palette)
    wanted = QColor(colour)
    value = min(wanted.value(), 255 * 100 // FRAME_DARKER)  # no ground could be made darker into a brighter one
    ground = QColor.fromHsv(wanted.hsvHue(), wanted.hsvSaturation(), value).lighter(FRAME_DARKER)
    result.setColor(QPalette.ColorRole.Window, ground)
    return result


def style_sheet(theme: Theme) -> str:
    """Return the few rules that a palette cannot express."""
    return f"""
    QToolTip {{ color: {theme.text}; background: {theme.raised}; border: 1px solid {theme.border}; padding: 4px; }}
    QFrame[card="true"] {{ background: {theme.raised}; border: 1px solid {theme.border}; border-radius: 6px; }}
    QFrame[card="true"][wrong="true"] {{ border: 1px solid {theme.bad}; }}
    QLineEdit[wrong="true"] {{ border: 1px solid {theme.bad}; border-radius: 3px; padding: 2px;
        background: {theme.base}; }}
    QTabWidget::pane {{ border: none; }}
    QTabBar {{ qproperty-drawBase: 0; }}
    QTabBar::tab {{ color: {theme.muted}; background: transparent; padding: 5px 12px;
        border: none; border-bottom: 2px solid transparent; }}
    QTabBar::tab:hover {{ color: {theme.text}; }}
    QTabBar::tab:selected {{ color: {theme.text}; border-bottom: 2px solid {theme.accent}; }}
    QTabBar::tab:focus {{ background: {theme.border}; }}
    QLabel[dot="true"] {{ background: {theme.accent}; border-radius: 3px;
        min-width: 6px; max-width: 6px; min-height: 6px; max-height: 6px; }}
    QToolButton[toggle="true"] {{ color: {theme.muted}; background: transparent;
        border: 1px solid {theme.border}; border-radius: 4px; padding: 1px 8px; }}
    QToolButton[toggle="true"]:hover, QToolButton[toggle="true"]:focus {{ border-color: {theme.accent}; }}
    QToolButton[toggle="true"]:checked {{ color: {theme.accent_text}; background: {theme.accent};
        border-color: {theme.accent}; }}
    QToolButton[toggle="true"]:checked:focus {{ border-color: {theme.text}; }}
    QToolButton[toggle="true"]:disabled {{ color: {theme.disabled}; }}
    QToolButton[toggle="true"][primary="true"]:enabled {{ color: {theme.accent_text}; background: {theme.accent};
        border-color: {theme.accent}; }}
    QToolButton[toggle="true"][primary="true"]:focus {{ border-color: {theme.text}; }}
    QLabel[role="muted"] {{ color: {theme.muted}; }}
    QLabel[role="title"] {{ font-weight: 600; }}
    QLabel[role="problem"] {{ color: {theme.bad}; }}
    QLabel[role="good"] {{ color: {theme.good}; }}
    """


def mark(widget: QWidget, name: str, value: Any) -> None:
    """Set a dynamic property and let the style sheet see it."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    if name == "wrong":
        _show_wrong(widget)


def _show_wrong(widget: QWidget) -> None:
    """Turn the frame of a field with buttons by its palette: a style sheet would spoil the buttons' arrows."""
    if not isinstance(widget, QAbstractSpinBox | QComboBox):
        return
    widget.ensurePolished()  # which would take the palette away again
    wrong = QPalette()
    if widget.property("wrong"):
        for role in (QPalette.ColorRole.Highlight, QPalette.ColorRole.Accent):
            wrong.setColor(role, QColor(current().bad))
        wrong = framed(wrong, current().bad)
    widget.setPalette(wrong)


def resized(font: QFont, points: float) -> QFont:
    """Return ``font`` in another size."""
    result = QFont(font)
    result.setPointSizeF(points)
    return result


def small(font: QFont) -> QFont:
    """Return ``font`` a tenth smaller: the smallest text of the window."""
    return resized(font, font.pointSizeF() * 0.9)


def tabular(font: QFont) -> QFont:
    """Return ``font`` with digits of one width, so that changing numbers stand still."""
    result = QFont(font)
    result.setFeature(QFont.Tag("tnum"), 1)
    return result
