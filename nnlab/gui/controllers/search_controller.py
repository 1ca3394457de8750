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
from nnlab.gui.translation import translate
from nnlab.gui.views.main_window import MainWindow
from nnlab.gui.views.search.search_view import SearchView, setting_words
from nnlab.gui.views.search.words import field_name
from nnlab.search.border import at_border, widened
from nnlab.search.checking import check_search
from nnlab.search.importance import FEWEST, importances
from nnlab.search.plan import stages_for
from nnlab.search.search import Search, spec_of
from nnlab.search.workers import Processes, cores
from nnlab.spec.document import same_run
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.search import SearchRecord, SearchSpec, search_spec

POLL_MS: Final = 50
SHOWN_MS: Final = 400
"""How often the table and the pictures are brought up to date."""
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
        self._started, self._first_share = 0.0, 0.0
        self._poll, self._settle = QTimer(self), QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self._on_poll_timeout)
        self._settle.setInterval(SETTLE_MS)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._refresh)
        self._shown = 0.0
        view.setup.epochs.setValue(draft.spec.training.epochs if draft.spec is not None else 10)
        view.setup.edited.connect(self._settle.start)
        draft.changed.connect(self._settle.start)
        files.experiment_shown.connect(self._on_files_experiment_shown)
        view.start_asked.connect(self.start)
        view.pause_asked.connect(self._on_view_pause_asked)
        view.stop_asked.connect(self._on_view_stop_asked)
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
        try:
            search = self._asked()
            if spec is None or self._draft.outline is None or self._search is not None:
                return
            check_search(spec, search)
            self._search = Search(spec, search, Processes(cores()), self._earlier(spec, search))
        except NnlabError as error:
            self._view.set_ready(translate(error.text))
            return
        self._started, self._first_share = monotonic(), self._search.share
        self._poll.start()
        self._view.set_running(running=True, paused=False)
        self._take()

    def stop(self, *, wait: bool = False) -> None:
        """End the search; what was found stays."""
        if self._search is None:
            return
        self._poll.stop()
        self._take()
        search, self._search = self._search, None
        search.close(wait=wait)
        self._view.set_running(running=False, paused=False)
        self._view.set_progress(1.0, "")
        self._refresh()

    def _earlier(self, spec: ExperimentSpec, search: SearchSpec) -> SearchRecord | None:
        kept = self._files.search
        is_same = kept is not None and kept.search == search and same_run(kept.experiment, spec)
        return kept if is_same else None

    def _asked(self) -> SearchSpec:
        """Return what the setup asks for.

        Raises
        ------
        InvalidSpecError
        """
        setup = self._view.setup
        trials = max(setup.trials.value(), setup.stages.value())
        stages = stages_for(trials, setup.stages.value(), setup.epochs.value())
        document = {
            "space": setup.space(),
            "method": setup.method.currentData(),
            "stages": [stage.model_dump() for stage in stages],
        }
        return search_spec(json.dumps(document))

    def _refresh(self) -> None:
        """Say whether the setup can be searched."""
        if self._search is None:
            self._view.set_ready(self._why_not())

    def _why_not(self) -> str:
        if self._draft.problems:
            return problem_words(self._draft.problems, self._window.form.name_of)
        if self._draft.spec is None or self._draft.outline is None:
            return self.tr("The data of the experiment are not at hand.")
        if self._view.setup.has_doubles:
            return self.tr("One field is there twice.")
        try:
            check_search(self._draft.spec, self._asked())
        except InvalidSpecError as error:
            return translate(error.text)
        return ""

    def _on_poll_timeout(self) -> None:
        search = self._search
        if search is None:
            return
        if search.advance() and monotonic() - self._shown > SHOWN_MS / 1000:
            self._take()
        if search.has_ended:
            self.stop()
        else:
            self._view.set_progress(search.share, self._words(search))

    def _take(self) -> None:
        """Show what was found so far, and keep it with the experiment."""
        if self._search is None:
            return
        self._shown = monotonic()
        record = self._search.record
        self._files.keep_search(record)
        self._show(record)

    def _show(self, record: SearchRecord) -> None:
        self._view.set_trials(record.search.space, record.trials)
        self._view.set_importance(self._importance_words(record))
        best = record.best
        if best is None:
            self._view.set_found("", {})
            return
        words = self.tr("Best: trial {number}, loss {loss}: {setting}").format(
            number=best.number, loss=numbers.significant(best.loss), setting=setting_words(best)
        )
        border = at_border(record.search.space, best.values) if self._search is None or self._search.has_ended else {}
        self._view.set_found(words, {path: self._border_words(path, side) for path, side in border.items()})

    def _importance_words(self, record: SearchRecord) -> str:
        """Say which fields matter among the trials of the first stage: those of later ones lie close together."""
        first = [trial for trial in record.trials if trial.stage == 0 and trial.outcome is not None]
        known = importances(record.search.space, first)
        if known is None:
            template = self.tr("Which fields matter can be said from {fewest} trials of the first stage on.")
            return template.format(fewest=FEWEST)
        shares = [f"{translate(field_name(each.path))} {numbers.percent(each.share)}" for each in known]
        template = self.tr("Differences explained: {shares} (of {count} trials)")
        return template.format(shares=", ".join(shares), count=len(first))

    def _border_words(self, path: str, side: int) -> str:
        lower = self.tr("⚠ {field}: best at the lower end – widen the range")
        upper = self.tr("⚠ {field}: best at the upper end – widen the range")
        return (lower if side < 0 else upper).format(field=translate(field_name(path)))

    def _words(self, search: Search) -> str:
        gained, passed = search.share - self._first_share, monotonic() - self._started
        if search.is_paused or gained <= 0:
            return ""
        left = passed * (1 - search.share) / gained
        return self.tr("{time} left").format(time=numbers.duration(left))

    def _on_view_pause_asked(self) -> None:
        if self._search is not None:
            self._search.is_paused = not self._search.is_paused
            self._view.set_running(running=True, paused=self._search.is_paused)

    def _on_view_stop_asked(self) -> None:
        self.stop()

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
        if record is None or record.best is None:
            return
        side = at_border(record.search.space, record.best.values).get(path)
        if side is None:
            return
        wider = widened(record.search, record.experiment, path, side)
        if wider == record.search:
            self._window.messages.show_news(self.tr("That is as far as this field goes."))
            return
        self._view.setup.set_space(wider.model_dump(mode="json")["space"])
        self._refresh()

    def _on_files_experiment_shown(self) -> None:
        """Show the search of another experiment; one that was under way is ended."""
        self.stop()
        record = self._files.search
        if record is not None:
            setup, search = self._view.setup, record.search
            setup.set_space(search.model_dump(mode="json")["space"])
            setup.method.setCurrentIndex(setup.method.findData(search.method))
            setup.stages.setValue(len(search.stages))
            setup.trials.setValue(sum(stage.trials for stage in search.stages))
            setup.epochs.setValue(search.stages[-1].epochs)
            self._show(record)
        else:
            self._view.set_trials({}, ())
            self._view.set_found("", {})
            self._view.set_importance("")
            if self._draft.spec is not None:
                self._view.setup.epochs.setValue(self._draft.spec.training.epochs)
        self._refresh()

    def close(self) -> None:
        """End the search, and wait for its processes."""
        self.stop(wait=True)
