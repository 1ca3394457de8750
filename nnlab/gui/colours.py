"""The colours of the window, light and dark, and the one line style of each part of the data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen

from nnlab.training.snapshot import Part

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
    text, muted, disabled : str
        ``text`` and ``muted`` are readable on every ground.
    outline, border : str
        Lines around what can be filled in or pressed, and between parts of the window.
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
    outline: str
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
    outline="#848e9b",
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
    outline="#737d8a",
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
