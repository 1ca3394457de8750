"""What the buttons of a run can do at the moment."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from nnlab.gui.views.actions import Actions
from nnlab.text import QT_TRANSLATE_NOOP

START = QT_TRANSLATE_NOOP("RunButtons", "Start")
START_ABOUT = QT_TRANSLATE_NOOP("RunButtons", "Start training")
PAUSE = QT_TRANSLATE_NOOP("RunButtons", "Pause")
PAUSE_ABOUT = QT_TRANSLATE_NOOP("RunButtons", "Pause after this step")
GO_ON = QT_TRANSLATE_NOOP("RunButtons", "Go on")
GO_ON_ABOUT = QT_TRANSLATE_NOOP("RunButtons", "Go on with this run")


class RunButtons:
    """Start, pause and their like, as one run or none allows them.

    Parameters
    ----------
    actions : Actions
    """

    def __init__(self, actions: Actions) -> None:
        self._actions = actions

    def show(self, *, is_active: bool, is_running: bool, can_begin: bool, goes_on: bool, has_run: bool) -> None:
        """Allow what makes sense.

        Parameters
        ----------
        is_active : bool
            Whether a run is at work or rests.
        is_running : bool
        can_begin : bool
            Whether the experiment is one that could be run.
        goes_on : bool
            Whether starting would go on with a run that there is.
        has_run : bool
            Whether there is one, at work or not.
        """
        actions, ready = self._actions, is_active or can_begin
        actions.start.setEnabled(ready)
        actions.step_batch.setEnabled(ready and not is_running)
        actions.step_epoch.setEnabled(ready and not is_running)
        actions.stop.setEnabled(is_active)
        actions.restart.setEnabled(can_begin)
        actions.new_seed.setEnabled(can_begin)
        actions.export_run.setEnabled(has_run)
        if is_running:
            words, about, icon = _tr(PAUSE), _tr(PAUSE_ABOUT), "pause"
        else:
            words, about = (_tr(GO_ON), _tr(GO_ON_ABOUT)) if goes_on else (_tr(START), _tr(START_ABOUT))
            icon = "start"
        actions.set_start(words, about, icon)


def _tr(template: str) -> str:
    return QCoreApplication.translate("RunButtons", template)
