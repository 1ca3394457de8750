"""Runs a search from the window: over the cores of this machine, while the window goes on."""

from __future__ import annotations

import json
from time import monotonic
from typing import Final

from PySide6.QtCore import QObject, QTimer

from nnlab.errors import InvalidSpecError, NnlabError
from nnlab.gui import numbers
from nnlab.gui.controllers.draft import Draft
from nnlab.gui.controllers.file_controller import FileController
from nnlab.gui.controllers.run_words import problem_words
from nnlab.gui.controllers.search_words import (
    best_words,
    border_words,
    importance_words,
    next_stage_words,
    setting_words,
    trouble_words,
)
from nnlab.gui.controllers.time_left import TimeLeft
from nnlab.gui.views.main_window import MainWindow
from nnlab.gui.views.search.search_view import SearchView
from nnlab.search.border import at_border, can_widen, widened
from nnlab.search.checking import check_next, check_search
from nnlab.search.search import Search, spec_of
from nnlab.search.workers import Processes, cores
from nnlab.spec.document import same_run
from nnlab.spec.search import SearchRecord, SearchSpec, Space, search_spec

POLL_MS: Final = 50
SHOWN_S: Final = 0.4
"""How often the table and the pictures are brought up to date."""
SHOWN_PER_TRIAL_S: Final = 0.002
"""So much less often for each trial: many take long to draw."""
SETTLE_MS: Final = 200


class SearchController(QObject):
    """Searches better settings of the experiment in the form.

    Parameters
    ----------
    window : MainWindow
    view : SearchView
    draft : Draft
    files : FileController
        Keeps what was found with the experiment.
    """

    def __init__(self, window: MainWindow, view: SearchView, draft: Draft, files: FileController) -> None:
        super().__init__(window)
        self._window, self._view, self._draft, self._files = window, view, draft, files
        self._search: Search | None = None
        self._time_left = TimeLeft()
        self._poll, self._settle = QTimer(self), QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self._on_poll_timeout)
        self._settle.setInterval(SETTLE_MS)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._refresh)
        self._shown_at = 0.0
        view.setup.epochs.setValue(draft.spec.training.epochs if draft.spec is not None else 10)
        view.setup.edited.connect(self._settle.start)
        draft.changed.connect(self._settle.start)
        files.experiment_shown.connect(self._on_files_experiment_shown)
        view.start_asked.connect(self.start)
        view.pause_asked.connect(self._on_view_pause_asked)
        view.next_stage_asked.connect(self._on_view_next_stage_asked)
        view.stop_asked.connect(self.stop)
        view.opened.connect(self._on_view_opened)
        view.widened.connect(self._on_view_widened)
        self._on_files_experiment_shown()

    @property
    def is_busy(self) -> bool:
        """Whether a search goes on or rests."""
        return self._search is not None

    def start(self) -> None:
        """Begin the search of the setup, or go on with the same one where it was stopped."""
        spec = self._draft.spec
        if spec is None or self._draft.outline is None or self._search is not None:
            return
        try:
            asked = self._asked()
            check_search(spec, asked)
            kept = self._files.search
            is_same = kept is not None and kept.search == asked and same_run(kept.experiment, spec)
            record, waiting = (kept, self._files.waiting) if is_same else (None, None)
            search = Search(spec, asked, Processes(cores()), record, waiting)
        except NnlabError as error:
            self._view.set_ready(trouble_words(error))
            return
        self._search = search
        self._run()

    def stop(self) -> None:
        """End the search; what was found stays."""
        if self._search is not None:
            self._take()
            record = self._search.record
            self._end()
            self._show(record)
            self._refresh()

    def close(self) -> None:
        """End the search, and wait for its processes."""
        self._end(wait=True)

    def _end(self, *, wait: bool = False) -> None:
        """End what runs, and show the ranges of the whole search again; what came since it was last shown is lost."""
        search, self._search = self._search, None
        if search is None:
            return
        self._poll.stop()
        search.close(wait=wait)
        if search.proposed is not None:
            self._propose(search.record.search.space, "")
        self._view.set_state("idle")
        self._view.set_progress(1.0, "")

    def _asked(self) -> SearchSpec:
        """Return what the setup asks for.

        Raises
        ------
        InvalidSpecError
        """
        return search_spec(json.dumps(self._view.setup.document()))

    def _run(self) -> None:
        """Have trials run."""
        self._time_left.restart()
        self._poll.start()
        self._view.set_state("running")
        self._take()

    def _propose(self, space: Space, note: str) -> None:
        """Show the ranges of a stage instead of those of the whole search, or these again."""
        self._view.setup.set_space({path: each.model_dump(mode="json") for path, each in space.items()})
        self._view.setup.set_note(note)

    def _refresh(self) -> None:
        """Say whether the setup can be searched, or the next stage begun."""
        if self._search is None or self._search.proposed is not None:
            self._view.set_ready(self._why_not())

    def _why_not(self) -> str:
        if trouble := self._view.setup.trouble():
            return trouble
        if self._search is not None:
            return self._why_not_next(self._search)
        if self._draft.problems:
            return problem_words(self._draft.problems, self._window.form.name_of)
        if self._draft.spec is None or self._draft.outline is None:
            return self.tr("The data of the experiment are not at hand.")
        try:
            check_search(self._draft.spec, self._asked())
        except InvalidSpecError as error:
            return trouble_words(error)
        return ""

    def _why_not_next(self, search: Search) -> str:
        record = search.record
        try:
            check_next(record.experiment, record.search, self._asked().space)
        except InvalidSpecError as error:
            return trouble_words(error)
        return ""

    def _on_poll_timeout(self) -> None:
        search = self._search
        if search is None:
            return
        search.waits_between_stages = self._view.setup.looks.isChecked()
        is_due = monotonic() - self._shown_at > SHOWN_S + SHOWN_PER_TRIAL_S * search.begun
        if search.advance() and is_due:
            self._take()
        if search.has_ended:
            self.stop()
        elif search.proposed is not None:
            self._wait_for_next(search)
        else:
            self._view.set_progress(search.share, self._left_words(search))

    def _wait_for_next(self, search: Search) -> None:
        """Show the ranges of the next stage, which begins when the person says so."""
        assert search.proposed is not None
        self._poll.stop()
        self._take()
        stage = len(search.spaces) + 1
        self._propose(search.proposed, next_stage_words(stage))
        self._view.set_progress(search.share, "")
        self._view.set_state("between_stages", stage)
        self._refresh()

    def _on_view_next_stage_asked(self) -> None:
        search = self._search
        if search is None or search.proposed is None or self._why_not_next(search):
            self._refresh()
            return
        search.go_on(self._asked().space)
        self._propose(search.record.search.space, "")
        self._run()

    def _take(self) -> None:
        """Show what was found so far, and keep it with the experiment."""
        if self._search is None:
            return
        self._shown_at = monotonic()
        record = self._search.record
        self._files.keep_search(record, self._search.waiting)
        self._show(record)

    def _show(self, record: SearchRecord) -> None:
        self._view.set_record(record, self._search.proposed if self._search is not None else None)
        self._view.set_importance(importance_words(record))
        border = self._border(record) if self._search is None else {}
        self._view.set_found(best_words(record), {path: border_words(path, side) for path, side in border.items()})

    def _border(self, record: SearchRecord) -> dict[str, int]:
        """Return the fields whose best value lies at an end of the range that can be moved."""
        if record.best is None:
            return {}
        found = at_border(record.search.space, record.best.values)
        return {path: side for path, side in found.items() if can_widen(record.search, record.experiment, path, side)}

    def _left_words(self, search: Search) -> str:
        left = None if search.is_paused else self._time_left.estimate(search.share, 1.0)
        return "" if left is None else self.tr("{time} left").format(time=numbers.duration(left))

    def _on_view_pause_asked(self) -> None:
        if self._search is not None:
            self._search.is_paused = not self._search.is_paused
            self._time_left.restart()
            self._view.set_state("paused" if self._search.is_paused else "running")

    def _on_view_opened(self, number: int) -> None:
        """Bring the experiment of a trial into the form, as one step of undo."""
        record = self._files.search
        trial = next((trial for trial in record.trials if trial.number == number), None) if record else None
        if record is None or trial is None:
            return
        spec = spec_of(record.experiment, record.search, trial.values, trial.stage)
        self._draft.take_spec(spec)
        template = self.tr("In the form: trial {number}, {setting}. R starts it, Ctrl+Z takes it back.")
        self._window.messages.show_news(template.format(number=number, setting=setting_words(trial)))

    def _on_view_widened(self, path: str) -> None:
        record = self._files.search
        side = self._border(record).get(path) if record is not None else None
        if record is None or side is None:
            return
        self._propose(widened(record.search, record.experiment, path, side).space, "")
        self._refresh()

    def _on_files_experiment_shown(self) -> None:
        """Show the search of another experiment; one that was under way is ended."""
        self._end()
        record = self._files.search
        if record is not None:
            self._view.setup.show_search(record.search)
            self._show(record)
        else:
            self._view.set_record(None)
            self._view.set_found("", {})
            self._view.set_importance("")
            if self._draft.spec is not None:
                self._view.setup.epochs.setValue(self._draft.spec.training.epochs)
        self._refresh()
