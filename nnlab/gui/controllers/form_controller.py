"""Connects the form with the draft: what is edited there is shown again from here."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject

from nnlab.gui.controllers.draft import Draft
from nnlab.gui.translation import translate
from nnlab.gui.views.main_window import MainWindow

SOURCE = "data.source"


class FormController(QObject):
    """Shows the draft in the form, and takes the form's reports to the draft.

    Parameters
    ----------
    window : MainWindow
    draft : Draft
    """

    def __init__(self, window: MainWindow, draft: Draft) -> None:
        super().__init__(window)
        self._window, self._draft = window, draft
        form, actions, stack = window.form, window.actions_, draft.undo_stack
        form.value_edited.connect(self._on_form_value_edited)
        form.typing_finished.connect(draft.end_typing)
        form.layer_added.connect(draft.add_layer)
        form.layer_duplicated.connect(draft.duplicate_layer)
        form.layer_removed.connect(draft.remove_layer)
        form.layer_moved.connect(draft.move_layer)
        form.step_added.connect(draft.add_step)
        form.step_removed.connect(draft.remove_step)
        form.step_moved.connect(draft.move_step)
        actions.undo.triggered.connect(stack.undo)
        actions.redo.triggered.connect(stack.redo)
        stack.canUndoChanged.connect(actions.undo.setEnabled)
        stack.canRedoChanged.connect(actions.redo.setEnabled)
        actions.undo.setEnabled(stack.canUndo())
        actions.redo.setEnabled(stack.canRedo())
        draft.changed.connect(self._show)

    def _on_form_value_edited(self, path: str, value: Any, typing: bool) -> None:
        if path == SOURCE and isinstance(value, dict):
            self._draft.set_source(value)
        else:
            self._draft.edit(path, value, typing=typing)

    def _show(self) -> None:
        draft, form = self._draft, self._window.form
        form.set_document(draft.document, draft.defaults)
        form.set_problems({path: translate(text) for path, text in draft.problems.items()})
        form.set_outline(draft.outline)
