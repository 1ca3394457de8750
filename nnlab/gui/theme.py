"""Colours and type of the window, light and dark, on the Fusion style.

What a palette can say is in the palette; the style sheet holds the few rules that it cannot. Widgets ask for those
rules with a dynamic property, set through `mark`:

=================  ==========================================================================
property           on
=================  ==========================================================================
``wrong=True``     a field (or frame) whose value is not allowed: its frame turns
``card=True``      a QFrame that holds what belongs together: raised, with a rounded frame
``dot=True``       a QLabel without text beside a value that differs from its default
``toggle=True``    a checkable QToolButton that says in a word how something is shown
``role="muted"``   a QLabel that says less important things
``role="title"``   a QLabel that heads a card or a panel
``role="problem"`` a QLabel that says what is wrong
=================  ==========================================================================
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette, QPen
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from nnlab.training.snapshot import Part

Choice = Literal["system", "light", "dark"]

GRID: Final = 8
"""All distances are multiples of this many pixels, or half of it."""

BASE_POINTS: Final = 10.0
"""The smallest size of ordinary text; `small` text is a tenth smaller."""

PART_LINES: Final[dict[Part, Qt.PenStyle]] = {
    "train": Qt.PenStyle.SolidLine,
    "validation": Qt.PenStyle.DashLine,
    "test": Qt.PenStyle.DotLine,
}


@dataclass(frozen=True)
class Theme:
    """The colours of one appearance, as ``#rrggbb``.

    Attributes
    ----------
    name : "light" or "dark"
    window, base, raised, button : str
        Grounds: of the window, of plots and fields, of cards, of buttons.
    text, muted, disabled, border : str
        ``text`` and ``muted`` are readable on every ground.
    accent, accent_text : str
        The one accent colour, for what runs or is chosen, and text on it.
    good, bad, unknown : str
        Always together with a sign and a word.
    train, validation, test : str
        The parts of the data, each also with a line style of its own (`PART_LINES`).
    positive, negative : str
        Signs of weights.
    layers : tuple of str
        The scale from the first layer to the output, ordered by lightness.
    """

    name: Literal["light", "dark"]
    window: str
    base: str
    raised: str
    button: str
    text: str
    muted: str
    disabled: str
    border: str
    accent: str
    accent_text: str
    good: str
    bad: str
    unknown: str
    train: str
    validation: str
    test: str
    positive: str
    negative: str
    layers: tuple[str, ...]

    def layer_colour(self, index: int, count: int) -> QColor:
        """Return the colour of layer ``index`` of ``count``, the output being the last."""
        place = index / max(count - 1, 1) * (len(self.layers) - 1)
        below = min(int(place), len(self.layers) - 2)
        return blend(self.layers[below], self.layers[below + 1], place - below)

    def part_colour(self, part: Part) -> QColor:
        """Return the colour of a part of the data."""
        return QColor({"train": self.train, "validation": self.validation, "test": self.test}[part])

    def part_pen(self, part: Part, width: float = 1) -> QPen:
        """Return the line of a part of the data: its colour and its style."""
        return line_pen(self.part_colour(part), width, PART_LINES[part])


LIGHT: Final = Theme(
    name="light",
    window="#f2f4f7",
    base="#ffffff",
    raised="#ffffff",
    button="#fafbfc",
    text="#1c2128",
    muted="#57606c",
    disabled="#98a1ad",
    border="#d0d6de",
    accent="#0a62c2",
    accent_text="#ffffff",
    good="#0b7148",
    bad="#b42318",
    unknown="#7a5a00",
    train="#0a62c2",
    validation="#b34700",
    test="#8a3fa0",
    positive="#0a62c2",
    negative="#b34700",
    layers=("#3c1766", "#3a3990", "#1c5fa1", "#0f7c9c", "#009387", "#57a24f"),
)

DARK: Final = Theme(
    name="dark",
    window="#1b1e23",
    base="#14171b",
    raised="#23272e",
    button="#2b3038",
    text="#e6e9ee",
    muted="#a2abb8",
    disabled="#69727e",
    border="#3a414b",
    accent="#6cb2ff",
    accent_text="#0b1a2b",
    good="#4fcf9a",
    bad="#ff8b80",
    unknown="#e3b94f",
    train="#6cb2ff",
    validation="#ff9d57",
    test="#d79bea",
    positive="#6cb2ff",
    negative="#ff9d57",
    layers=("#926bcf", "#7288e4", "#5ba9e7", "#4bc8d5", "#69e2b2", "#d4f16e"),
)


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
    pg.setConfigOptions(background=theme.base, foreground=theme.muted, antialias=False)
    app.setStyle("Fusion")
    if app.font().pointSizeF() < BASE_POINTS:
        app.setFont(resized(app.font(), BASE_POINTS))
    app.setPalette(palette(theme))
    QToolTip.setPalette(palette(theme))
    app.setStyleSheet(style_sheet(theme))


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


def style_sheet(theme: Theme) -> str:
    """Return the few rules that a palette cannot express."""
    return f"""
    QToolTip {{ color: {theme.text}; background: {theme.raised}; border: 1px solid {theme.border}; padding: 4px; }}
    QFrame[card="true"] {{ background: {theme.raised}; border: 1px solid {theme.border}; border-radius: 6px; }}
    QFrame[card="true"][wrong="true"] {{ border: 1px solid {theme.bad}; }}
    QLineEdit[wrong="true"], QAbstractSpinBox[wrong="true"], QComboBox[wrong="true"] {{
        border: 1px solid {theme.bad}; border-radius: 3px; background: {theme.base}; padding: 2px; }}
    QLabel[dot="true"] {{ background: {theme.accent}; border-radius: 3px;
        min-width: 6px; max-width: 6px; min-height: 6px; max-height: 6px; }}
    QToolButton[toggle="true"] {{ color: {theme.muted}; background: transparent;
        border: 1px solid {theme.border}; border-radius: 4px; padding: 1px 8px; }}
    QToolButton[toggle="true"]:hover, QToolButton[toggle="true"]:focus {{ border-color: {theme.accent}; }}
    QToolButton[toggle="true"]:checked {{ color: {theme.accent_text}; background: {theme.accent};
        border-color: {theme.accent}; }}
    QToolButton[toggle="true"]:checked:focus {{ border-color: {theme.text}; }}
    QLabel[role="muted"] {{ color: {theme.muted}; }}
    QLabel[role="title"] {{ font-weight: 600; }}
    QLabel[role="problem"] {{ color: {theme.bad}; }}
    """


def mark(widget: QWidget, name: str, value: Any) -> None:
    """Set a dynamic property and let the style sheet see it."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def blend(first: str, second: str, share: float) -> QColor:
    """Mix two colours: ``share`` 0 is the first, 1 the second."""
    a, b = QColor(first), QColor(second)
    return QColor.fromRgbF(
        a.redF() + share * (b.redF() - a.redF()),
        a.greenF() + share * (b.greenF() - a.greenF()),
        a.blueF() + share * (b.blueF() - a.blueF()),
    )


def line_pen(colour: QColor, width: float = 1, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """Return a pen whose width is in pixels, whatever the scale of the axes."""
    pen = QPen(colour, width, style)
    pen.setCosmetic(True)
    return pen


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
