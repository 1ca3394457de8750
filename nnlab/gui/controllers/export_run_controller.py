"""Writes the run that the window shows for other programs."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject

from nnlab.errors import NnlabError
from nnlab.gui.controllers.draft import Draft
from nnlab.gui.controllers.run_controller import RunController
from nnlab.gui.pending import Pending
from nnlab.gui.settings import Settings
from nnlab.gui.translation import translate
from nnlab.gui.views.message_bar import MessageBar
from nnlab.logs import log_path
from nnlab.store.archive import versions
from nnlab.store.experiment_file import Experiment
from nnlab.store.export.formats import FORMATS, NO_RUN, Format, export
from nnlab.store.writer import Writer
from nnlab.text import Text
from nnlab.training.checkpoint import RunRecord

logger = logging.getLogger(__name__)


class ExportDialogs(Protocol):
    """Asks where to write, and as what."""

    def ask_export_path(self, folder: Path, choices: Sequence[tuple[str, str]]) -> tuple[Path, int] | None:
        """Return a file and the place of the format; each choice has a title and suggests a name. None for nothing."""


class ExportRunController(QObject):
    """Asks for a file and a format, has the run copied on its thread, and written on another.

    Parameters
    ----------
    draft : Draft
    runs : RunController
    messages : MessageBar
    dialogs : ExportDialogs
    settings : Settings
    writer : Writer
    pending : Pending
    """

    def __init__(
        self,
        draft: Draft,
        runs: RunController,
        messages: MessageBar,
        dialogs: ExportDialogs,
        settings: Settings,
        writer: Writer,
        pending: Pending,
    ) -> None:
        super().__init__(messages)
        self._draft, self._runs, self._messages = draft, runs, messages
        self._dialogs, self._settings, self._writer, self._pending = dialogs, settings, writer, pending
        self._folder: Path | None = None
        self._is_closed = False

    def ask(self) -> None:
        """Let the person choose file and format, and write the run as it then is."""
        stem = self._stem()
        choices = [(translate(Text(each.title)), stem + each.ending) for each in FORMATS]
        answer = self._dialogs.ask_export_path(self._folder or self._settings.folder(), choices)
        if answer is None:
            return
        path, place = answer
        self._folder = path.parent
        _, copied = self._runs.copy()
        self._pending.when_done(copied, lambda future: self._on_copied(path, FORMATS[place], future))

    def close(self) -> None:
        """Begin to write nothing more."""
        self._is_closed = True

    def _stem(self) -> str:
        """Return the experiment's name as that of a file: one that is a script may be imported."""
        return re.sub(r"\W+", "_", str(self._draft.document.get("name") or "")).strip("_") or "nnlab"

    def _on_copied(self, path: Path, to: Format, copied: Future[RunRecord | None]) -> None:
        if self._is_closed:
            return
        failed = copied.cancelled() or copied.exception() is not None
        record = None if failed else copied.result()
        if record is None:
            self._messages.show_problem(translate(Text(NO_RUN)))
            return
        spec = self._draft.spec or record.present_spec
        written = self._writer.submit(lambda: export(path, Experiment(spec, record, versions()), to))
        self._pending.when_done(written, lambda future: self._on_written(path, future))

    def _on_written(self, path: Path, written: Future[None]) -> None:
        error = None if written.cancelled() else written.exception()
        if error is None:
            self._messages.show_news(self.tr("Exported to {path}.").format(path=path))
        elif isinstance(error, NnlabError):
            self._messages.show_problem(translate(error.text))
        else:
            logger.error("a run could not be exported", exc_info=error)
            template = self.tr("The run could not be exported; the details are in {path}.")
            self._messages.show_problem(template.format(path=log_path()))
