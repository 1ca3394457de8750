"""Polling: the last news before the end, and nothing from older runs."""

from dataclasses import dataclass, field
from types import SimpleNamespace

from nnlab.gui.run_link import RunLink
from nnlab.training.runner import RunState


@dataclass
class FakeRunner:
    """A run whose state and mailbox the test sets."""

    run_id: int = 1
    state: RunState = RunState.RUNNING
    letters: list = field(default_factory=list)
    prepared_share: float | None = None

    @property
    def mailbox(self):
        return SimpleNamespace(take=lambda: self.letters.pop() if self.letters else None)


def watched(runner):
    link, heard = RunLink(), []
    link.snapshot_arrived.connect(lambda snapshot: heard.append(snapshot.run_id))
    link.state_changed.connect(heard.append)
    link.attach(runner)
    return link, heard


def test_the_last_snapshot_is_told_before_the_end(qapp):
    runner = FakeRunner(state=RunState.FINISHED, letters=[SimpleNamespace(run_id=1)])
    link, heard = watched(runner)
    link.poll()
    assert heard == [1, RunState.FINISHED]
    link.attach(None)


def test_events_of_an_old_run_are_dropped(qapp):
    link, heard = watched(FakeRunner(run_id=2, letters=[SimpleNamespace(run_id=1)]))
    link.poll()
    assert heard == [RunState.RUNNING]
    link.attach(None)


def test_a_state_is_told_once(qapp):
    link, heard = watched(FakeRunner())
    link.poll()
    link.poll()
    assert heard == [RunState.RUNNING]
    link.attach(None)


def test_nothing_is_told_once_detached(qapp):
    link, heard = watched(FakeRunner())
    link.attach(None)
    link.poll()
    assert heard == []


def test_how_far_the_data_are_is_told_until_the_run_is_on_its_way(qapp):
    runner = FakeRunner(prepared_share=0.25)
    link, _ = watched(runner)
    shares = []
    link.preparing.connect(shares.append)
    link.poll()
    runner.prepared_share = None
    link.poll()
    assert shares == [0.25]
    link.attach(None)
