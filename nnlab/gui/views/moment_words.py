"""Which step a view shows."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from nnlab.gui import numbers
from nnlab.training.moment import Moment


def moment_words(moment: Moment, shown_step: int) -> str:
    """Return which step is shown, and whether another was asked for.

    Parameters
    ----------
    moment : Moment
    shown_step : int
        Of the picture or the weights that are shown.
    """
    tr = QCoreApplication.translate
    if moment.is_present or moment.step == shown_step:
        return tr("MomentWords", "step {step}").format(step=numbers.count(shown_step))
    words = tr("MomentWords", "step {shown}, the recorded one nearest to {step}")
    return words.format(shown=numbers.count(shown_step), step=numbers.count(moment.step))
