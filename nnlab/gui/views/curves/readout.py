"""The values of a run at one of its steps, in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication

from nnlab.gui import numbers
from nnlab.gui.views.curves.line_style import LineStyle
from nnlab.gui.views.curves.metrics import Metrics
from nnlab.gui.views.curves.times import Times

Say = Callable[[float | None], str]


def place_words(times: Times, step: float) -> str:
    """Return a step and its time: ``step 150 · epoch 7.5``."""
    epoch = round(times.at(round(step)), 3)
    words = QCoreApplication.translate("CurvePanel", "step {step} · epoch {epoch}")
    return words.format(step=numbers.count(round(step)), epoch=f"{epoch:,.0f}" if epoch % 1 == 0 else f"{epoch:,.1f}")


def value_words(metrics: Metrics, styles: Sequence[LineStyle], step: float, say: Say) -> list[str]:
    """Return the value of each line at a step, or the last before it."""
    values = [(style.word, metrics.lines[style.name].at(step)) for style in styles]
    return [f"{word} {say(value)}" for word, value in values if value is not None]


def best_words(metrics: Metrics, times: Times, say: Say) -> list[str]:
    """Return the best value and when it was, where there is one."""
    best = metrics.best()
    if best is None:
        return []
    words = QCoreApplication.translate("CurvePanel", "best {value}, epoch {epoch}")
    return ["★ " + words.format(value=say(best[1]), epoch=numbers.count(round(times.at(best[0]))))]
