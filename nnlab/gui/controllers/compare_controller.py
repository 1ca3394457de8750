"""Decides what is compared: runs of this session, runs from files, and runs at work."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QSignalBlocker, QTimer, Signal

from nnlab.errors import NnlabError
from nnlab.gui.controllers.own_run import OwnRun
from nnlab.gui.controllers.race_controller import RaceController
from nnlab.gui.controllers.run_places import RunPlaces
from nnlab.gui.controllers.run_shelf import RunShelf
from nnlab.gui.settings import Settings
from nnlab.gui.task import Task
from nnlab.gui.translation import translate
from nnlab.gui.views.compare.compare_view import CompareView
from nnlab.gui.views.compare.race_bar import RaceState
from nnlab.gui.views.compare.shown_run import ShownRun
from nnlab.gui.views.dialogs import Dialogs
from nnlab.gui.views.message_bar import MessageBar
from nnlab.jobs import ComputeThread
from nnlab.logs import log_path
from nnlab.store.experiment_file import open_experiment
from nnlab.text import QT_TRANSLATE_NOOP, Text
from nnlab.training.checkpoint import RunRecord
from nnlab.training.compared_run import ComparedRun, compared
from nnlab.training.comparison import Comparison, compare

REFRESH_MS: Final = 340
"""Between two pictures of runs at work: the eye compares, it does not follow single steps."""
OWN: Final = 0
"""Stands for the window's own run, while it goes on."""
NO_RUN: Final = QT_TRANSLATE_NOOP("nnlab", "{path} holds no run: open it, train it and save it first.")
Read = list[tuple[str, RunRecord | Text]]
"""The name of each file, and what it holds or why nothing can be had of it."""


class CompareController(QObject):
    """Shows the runs on the shelf and those at work, as long as anybody looks.

    Parameters
    ----------
    view : CompareView
    shelf : RunShelf
    race : RaceController
    thread : ComputeThread
    dialogs : Dialogs
    settings : Settings
    messages : MessageBar
    own : OwnRun, optional
        The window's own run.

    Signals
    -------
    open_requested : RunRecord
        A run is to be shown in all views, its experiment in the form.
    """

    open_requested = Signal(object)

    def __init__(
        self,
        view: CompareView,
        shelf: RunShelf,
        race: RaceController,
        thread: ComputeThread,
        dialogs: Dialogs,
        settings: Settings,
        messages: MessageBar,
        own: OwnRun | None = None,
    ) -> None:
        super().__init__(view)
        self._own = own
        self._view, self._shelf, self._race = view, shelf, race
        self._dialogs, self._settings, self._messages = dialogs, settings, messages
        self._reader = Task(thread, self)
        self._places = RunPlaces()
        self._unticked: set[int] = set()
        self._compared: dict[int, tuple[RunRecord, ComparedRun]] = {}
        self._known: tuple[list[tuple[int, bool, int]], Comparison] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH_MS)
        self._connect()
        self._refresh()

    def close(self) -> None:
        """Stop reading and watching."""
        self._reader.cancel()
        self._timer.stop()

    def add_files(self, paths: Sequence[Path]) -> None:
        """Add the runs in files to the shelf; the open experiment stays as it is."""
        self._reader.start(_reading(paths))

    def _connect(self) -> None:
        view = self._view
        view.shown.connect(self._refresh)
        view.file_chosen.connect(self._on_view_file_chosen)
        view.files_dropped.connect(lambda names: self.add_files([Path(name) for name in names]))
        view.open_chosen.connect(self._on_view_open_chosen)
        view.remove_chosen.connect(self._on_view_remove_chosen)
        view.tick_changed.connect(self._on_view_tick_changed)
        view.name_edited.connect(self._shelf.rename)
        view.pause_chosen.connect(self._race.pause)
        view.stop_chosen.connect(self._race.stop)
        self._shelf.changed.connect(self._refresh)
        self._race.changed.connect(self._refresh)
        if self._own is not None:
            self._own.changed.connect(self._refresh)
            self._own.shelved.connect(lambda run_id: self._hand_on(OWN, run_id))
        self._race.run_finished.connect(self._on_race_run_finished)
        self._race.failed.connect(lambda text: self._messages.show_problem(translate(text)))
        self._reader.succeeded.connect(self._on_reader_succeeded)
        self._reader.failed.connect(self._on_reader_failed)
        self._timer.timeout.connect(self._refresh)

    def _refresh(self) -> None:
        """Show all runs as they are; while nobody looks, only remember whose places are whose."""
        shelved, lanes = self._shelf.runs, self._race.lanes
        at_work = [lane.id for lane in lanes] + ([OWN] if self._has_own() else [])
        self._places.update([*(run.id for run in shelved), *at_work])
        self._unticked &= set(at_work)
        if not self._view.isVisible():
            self._timer.stop()
            return
        (self._timer.start if self._is_moving() else self._timer.stop)()
        self._compared = {run.id: self._compared_run(run.id, run.name, run.record) for run in shelved}
        shown = [ShownRun(run.id, self._compared[run.id][1], run.is_ticked, self._places.of(run.id)) for run in shelved]
        shown += self._shown_at_work()
        self._view.set_runs(shown, self._comparison(shown))
        names = tuple(lane.name for lane in lanes)
        self._view.set_race(RaceState(names, self._race.share, self._race.is_paused) if lanes else None)

    def _has_own(self) -> bool:
        return self._own is not None and self._own.share is not None

    def _is_moving(self) -> bool:
        """Return whether there will be something new to show by itself; a rest may be over at any time."""
        return self._has_own() or (bool(self._race.lanes) and not self._race.is_paused)

    def _shown_at_work(self) -> list[ShownRun]:
        """Return the runs that go on, the window's own first."""
        shown = []
        if self._own is not None and (run := self._own.compared()) is not None and self._own.share is not None:
            shown.append(self._shown_live(OWN, run, self._own.share, is_paused=self._own.is_paused))
        is_paused = self._race.is_paused
        lanes = self._race.lanes
        return shown + [self._shown_live(lane.id, lane.compared(), lane.share, is_paused=is_paused) for lane in lanes]

    def _shown_live(self, run_id: int, run: ComparedRun, share: float, *, is_paused: bool) -> ShownRun:
        return ShownRun(run_id, run, run_id not in self._unticked, self._places.of(run_id), share, is_paused)

    def _compared_run(self, run_id: int, name: str, record: RunRecord) -> tuple[RunRecord, ComparedRun]:
        """Return a run on the shelf as it is compared, the very same while nothing about it changes."""
        known = self._compared.get(run_id)
        if known is not None and known[0] is record and known[1].name == name:
            return known
        return record, compared(name, record)

    def _comparison(self, shown: Sequence[ShownRun]) -> Comparison:
        """Return how runs compare; what differs is looked for again only where others are there or ticked.

        Runs of the window follow each other under one id, so that their specs tell them apart.
        """
        key = [(run.id, run.is_ticked, id(run.run.spec)) for run in shown]
        ticked = [index for index, run in enumerate(shown) if run.is_ticked]
        found = self._known[1].differences if self._known and self._known[0] == key else None
        comparison = compare([run.run for run in shown], ticked, found)
        self._known = (key, comparison)
        return comparison

    def _on_view_tick_changed(self, run_id: int, is_ticked: bool) -> None:
        if run_id > 0:
            self._shelf.tick([run_id], is_ticked=is_ticked)
            return
        (self._unticked.discard if is_ticked else self._unticked.add)(run_id)
        self._refresh()

    def _on_view_open_chosen(self, run_id: int) -> None:
        if (run := self._shelf.run(run_id)) is not None:
            self.open_requested.emit(run.record)

    def _on_view_remove_chosen(self, run_ids: list[int]) -> None:
        for run_id in run_ids:
            self._shelf.remove(run_id)

    def _on_race_run_finished(self, lane_id: int, name: str, record: RunRecord | None) -> None:
        """Put a run that has ended onto the shelf."""
        if record is None:
            return
        with QSignalBlocker(self._shelf):
            run_id = self._shelf.add(record, name)
        self._hand_on(lane_id, run_id)

    def _hand_on(self, live_id: int, run_id: int) -> None:
        """Let a run that was at work keep its colour and its tick on the shelf."""
        self._places.hand_on(live_id, run_id)
        self._shelf.tick([run_id], is_ticked=live_id not in self._unticked)

    def _on_view_file_chosen(self) -> None:
        path = self._dialogs.ask_open_path(self._settings.folder())
        if path is not None:
            self.add_files([path])

    def _on_reader_succeeded(self, read: Read) -> None:
        """Add what was read, and say of the last file that could not be why."""
        for name, found in read:
            if isinstance(found, Text):
                self._messages.show_problem(translate(found))
            else:
                self._shelf.add(found, name)

    def _on_reader_failed(self, _: Exception) -> None:
        template = self.tr("Something unexpected went wrong; the details are in {path}.")
        self._messages.show_problem(template.format(path=log_path()))


def _reading(paths: Sequence[Path]) -> Generator[float, None, Read]:
    """Read the runs in files."""
    read: Read = []
    for place, path in enumerate(paths):
        yield place / len(paths)
        try:
            record = open_experiment(path).record
        except NnlabError as error:
            read.append((path.stem, error.text))
        else:
            read.append((path.stem, Text(NO_RUN, path=path) if record is None else record))
    return read
