"""The experiment as text: copied for another window, a mail or a forum, and pasted from there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from nnlab.errors import InvalidSpecError
from nnlab.gui.controllers.draft import Draft
from nnlab.gui.controllers.file_controller import FileController
from nnlab.gui.controllers.run_controller import RunController
from nnlab.gui.controllers.run_words import problem_words
from nnlab.gui.settings import Settings
from nnlab.gui.translation import translate
from nnlab.gui.views.main_window import MainWindow
from nnlab.spec.document import from_document, from_json, to_document, to_json
from nnlab.spec.experiment import ExperimentSpec
from nnlab.store.archive import LARGEST_JSON
from nnlab.store.data_paths import located


class ClipboardController(QObject):
    """Copies what the form shows, and proposes to the form what was copied elsewhere.

    Text may be a stranger's, as a file may: its data are read only after the question that opening asks too.

    Parameters
    ----------
    window : MainWindow
    draft : Draft
    runs : RunController
    files : FileController
    settings : Settings
    """

    def __init__(
        self, window: MainWindow, draft: Draft, runs: RunController, files: FileController, settings: Settings
    ) -> None:
        super().__init__(window)
        self._window, self._draft, self._runs = window, draft, runs
        self._files, self._settings = files, settings
        window.actions_.copy_text.triggered.connect(self._on_copy_text_triggered)
        window.actions_.paste_text.triggered.connect(self._on_paste_text_triggered)

    def _on_copy_text_triggered(self) -> None:
        """Copy the experiment, unless a value in the form is wrong; its data need not be at hand."""
        self._draft.end_typing()
        try:
            text = to_json(from_document(self._draft.document))
        except InvalidSpecError:
            problem = problem_words(self._draft.problems, self._window.form.name_of)
            self._window.messages.show_problem(self.tr("Not copied: {problem}").format(problem=problem))
            return
        QGuiApplication.clipboard().setText(text)
        self._window.messages.show_news(self.tr("The experiment was copied as text."))

    def _on_paste_text_triggered(self) -> None:
        """Show the experiment that was copied; where there is none, say why and leave everything as it is."""
        text = QGuiApplication.clipboard().text()
        if len(text) > LARGEST_JSON or not text.lstrip("\ufeff \t\r\n").startswith("{"):
            self._window.messages.show_problem(self.tr("Not pasted: the clipboard holds no experiment."))
            return
        try:
            spec = from_json(text.removeprefix("\ufeff"))
        except InvalidSpecError as error:
            template = self.tr("Not pasted: the experiment on the clipboard is not right. {problem}")
            self._window.messages.show_problem(template.format(problem=translate(error.text)))
            return
        self._propose(located(spec, self._folder()))

    def _folder(self) -> Path:
        """Return the folder from which relative paths are counted."""
        return self._files.path.parent if self._files.path else self._settings.folder()

    def _propose(self, spec: ExperimentSpec) -> None:
        """Put ``spec`` into the form, as one step of undo; a run that goes on makes room for it as for an example."""
        if to_document(spec) == self._draft.document:
            self._window.messages.show_news(self.tr("The form shows this experiment already."))
        elif self._runs.is_at_work:
            self._files.unless_unsaved(lambda: self._replace_run(spec))
        else:
            self._take(spec)

    def _replace_run(self, spec: ExperimentSpec) -> None:
        self._runs.open(None)
        self._take(spec)

    def _take(self, spec: ExperimentSpec) -> None:
        self._draft.take_spec(spec)
        self._window.messages.show_news(self.tr("The experiment was pasted; undo takes it back."))
