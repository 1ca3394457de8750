"""Units that let no gradient through, told apart: dead at the start, died in training, often silent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter

from nnlab.gui import numbers, theme
from nnlab.gui.views.histogram_painting import LEFT
from nnlab.training.statistics import UnitShares

BAR_HEIGHT: Final = 9
LEAST_PART: Final = 3
"""Pixels; so that a single dead unit among many can be seen."""


@dataclass(frozen=True)
class Kind:
    """One reason why a unit is silent.

    Attributes
    ----------
    sign : str
        Stands before its share, and in the legend.
    name, about : str
        Translated.
    pattern : Qt.BrushStyle
        Of its part of the bar.
    """

    sign: str
    name: str
    about: str
    pattern: Qt.BrushStyle

    def colour(self) -> QColor:
        """Return the colour of its sign and its part of the bar."""
        shown = theme.current()
        return QColor({"■": shown.text, "✕": shown.bad}.get(self.sign, shown.unknown))


def kinds() -> tuple[Kind, Kind, Kind]:
    """Return the reasons, in the order of `unit_shares`."""
    tr = QCoreApplication.translate
    return (
        Kind(
            "■",
            tr("Activations", "dead at start"),
            tr(
                "Activations",
                "Units that let no gradient through on any of these examples, and did not before the first step: "
                "the weights they began with are to blame.",
            ),
            Qt.BrushStyle.SolidPattern,
        ),
        Kind(
            "✕",
            tr("Activations", "died"),
            tr(
                "Activations",
                "Units that let a gradient through before the first step, and now on none of these examples: "
                "often the learning rate is too high.",
            ),
            Qt.BrushStyle.DiagCrossPattern,
        ),
        Kind(
            "◌",
            tr("Activations", "often silent"),
            tr(
                "Activations",
                "Units that let a gradient through on fewer than one in twenty of these examples, but on some: "
                "they still learn, slowly.",
            ),
            Qt.BrushStyle.Dense5Pattern,
        ),
    )


def parts_of(shares: UnitShares) -> tuple[float, float, float] | None:
    """Return the shares of units of each kind; None where units cannot be dead."""
    if shares.dead_at_start is None or shares.died is None or shares.often_silent is None:
        return None
    return shares.dead_at_start, max(shares.died, 0.0), shares.often_silent


def units_words(shares: UnitShares) -> str:
    """Return the shares in words: ``dead at start 3 %, died 2 %, often silent 10 %``; nothing where there are none."""
    parts = parts_of(shares)
    if parts is None:
        return ""
    return ", ".join(f"{kind.name} {numbers.percent(part)}" for kind, part in zip(kinds(), parts, strict=True))


def paint_units(painter: QPainter, shares: UnitShares, place: QRect, shown: tuple[Kind, ...]) -> None:
    """Draw a bar of all units with the silent ones at its left, and their shares below it.

    Parameters
    ----------
    painter : QPainter
        With the font of the shares.
    shares : UnitShares
    place : QRect
    shown : tuple of Kind
        Those of `kinds`.
    """
    parts = parts_of(shares)
    if parts is None:
        painter.setPen(QColor(theme.current().muted))
        painter.drawText(place, LEFT, "–")
        return
    line = painter.fontMetrics().height()
    top = place.center().y() - (BAR_HEIGHT + 2 + line) // 2
    _paint_bar(painter, parts, QRectF(place.left(), top, place.width(), BAR_HEIGHT), shown)
    slot = place.width() // len(parts)
    for index, (kind, part) in enumerate(zip(shown, parts, strict=True)):
        painter.setPen(kind.colour() if part else QColor(theme.current().muted))
        words = QRect(place.left() + index * slot, top + BAR_HEIGHT + 2, slot, line)
        painter.drawText(words, LEFT, f"{kind.sign} {numbers.percent(part)}")


def _paint_bar(painter: QPainter, parts: tuple[float, ...], bar: QRectF, shown: tuple[Kind, ...]) -> None:
    left = bar.left()
    for kind, part in zip(shown, parts, strict=True):
        if part:
            width = min(max(part * bar.width(), LEAST_PART), bar.right() - left)
            painter.fillRect(QRectF(left, bar.top(), width, bar.height()), QBrush(kind.colour(), kind.pattern))
            left += width
    painter.setPen(QColor(theme.current().outline))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(bar.adjusted(0, 0, -1, -1))
