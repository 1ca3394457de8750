"""A run as the view of comparisons shows it, and how it looks everywhere in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QPen

from nnlab.gui import numbers, theme
from nnlab.training.checkpoint import Finish
from nnlab.training.compared_run import ComparedRun

DASHES: Final = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.DotLine,
    Qt.PenStyle.DashDotLine,
    Qt.PenStyle.DashDotDotLine,
)
HUES: Final = 6


@dataclass(frozen=True)
class ShownRun:
    """A run in the table.

    Attributes
    ----------
    id : int
        Above 0 for one that has ended.
    run : ComparedRun
    is_ticked : bool
        Whether it is shown in the curves and histograms.
    place : int
        Which colour and dash it has, kept for as long as it is there.
    share : float or None
        How much of it is done, while it is at work; None for others.
    is_paused : bool
        Of one that is at work.
    """

    id: int
    run: ComparedRun
    is_ticked: bool
    place: int
    share: float | None = None
    is_paused: bool = False

    @property
    def is_live(self) -> bool:
        """Whether it is at work."""
        return self.share is not None


def run_colour(place: int) -> QColor:
    """Return the colour of a run in the present theme."""
    shown = theme.current()
    hues = (shown.train, shown.validation, shown.good, shown.test, shown.unknown, shown.text)
    return QColor(hues[place % HUES])


def run_pen(place: int, width: float = 2) -> QPen:
    """Return the line of a run: neighbours differ in colour and in dash, so that neither has to be told alone."""
    return theme.line_pen(run_colour(place), width, DASHES[place % len(DASHES)])


def state_words(shown: ShownRun) -> str:
    """Return how far a run is, or how it ended, with a sign: ``✓ completed``, ``✕ diverged at step 312, layer 2``."""
    tr, run = QCoreApplication.translate, shown.run
    if shown.share is not None:
        words = tr("ShownRun", "‖ paused, {share}") if shown.is_paused else tr("ShownRun", "▶ training, {share}")
        return words.format(share=numbers.percent(shown.share))
    if run.broke is not None:
        words = tr("ShownRun", "✕ diverged at step {step}, {layer}")
        return words.format(step=numbers.count(run.broke.step), layer=_layer(run.broke.layer))
    return {
        Finish.COMPLETED: tr("ShownRun", "✓ completed"),
        Finish.STOPPED: tr("ShownRun", "■ stopped"),
        Finish.DIVERGED: tr("ShownRun", "✕ diverged"),
        Finish.EARLY_STOPPED: tr("ShownRun", "◆ stopped early"),
        Finish.FAILED: tr("ShownRun", "✕ failed"),
        None: tr("ShownRun", "… saved in mid-run"),
    }[run.finish]


def _layer(name: str) -> str:
    if name == "output":
        return QCoreApplication.translate("ShownRun", "output")
    return QCoreApplication.translate("ShownRun", "layer {number}").format(number=name)
