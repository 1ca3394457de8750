"""Several runs in turn on the one compute thread."""

from itertools import pairwise

import pytest

from nnlab.errors import NnlabError
from nnlab.gui.controllers import race_controller
from nnlab.gui.controllers.race_controller import RaceController
from nnlab.gui.pending import Pending
from nnlab.jobs import ComputeThread
from nnlab.training.checkpoint import Finish
from nnlab.training.memory import held_by
from nnlab.training.runner import Runner, RunState
from nnlab.training.trainer import Trainer
from tests.training.runs import SOON, assert_same_run, finished, rest, small_spec, straight_run

ONE, OTHER = small_spec(), small_spec(training__learning_rate=0.1)
LONG = small_spec(training__epochs=1_000_000)


class Race:
    """A race with everything behind it, and what it told."""

    def __init__(self):
        self.thread, self.ended, self.failures = ComputeThread(), {}, []
        self.pending = Pending()
        self.race = RaceController(self.thread, self.pending)
        self.race.run_finished.connect(lambda _id, name, record: self.ended.update({name: record}))
        self.race.failed.connect(lambda text: self.failures.append(str(text)))

    def close(self):
        self.race.close()
        self.thread.close()


@pytest.fixture
def made(qapp):
    made = Race()
    yield made
    made.close()


@pytest.fixture
def race(made):
    return made.race


def states(race):
    return [lane.runner.state for lane in race.lanes]


def test_two_runs_in_turn_are_each_the_run_it_is_alone(qtbot, made, race):
    race.start([("one", ONE), ("other", OTHER)])
    qtbot.waitUntil(lambda: len(made.ended) == 2)
    assert_same_run(made.ended["one"].checkpoint, straight_run(ONE))
    assert_same_run(made.ended["other"].checkpoint, straight_run(OTHER))
    assert {record.finish for record in made.ended.values()} == {Finish.COMPLETED}
    assert race.lanes == ()


def test_the_windows_own_run_goes_on_to_the_same_numbers(qtbot, made, race):
    own = Runner(made.thread, small_spec(seed=3))
    own.start()
    race.start([("one", ONE), ("other", OTHER)])
    assert_same_run(finished(own), straight_run(small_spec(seed=3)))
    qtbot.waitUntil(lambda: len(made.ended) == 2)
    assert_same_run(made.ended["one"].checkpoint, straight_run(ONE))


def test_their_steps_are_taken_in_turn(qtbot, made, race, monkeypatch):
    taken, step = [], Trainer.step

    def noted(self, *args, **options):
        taken.append(self.spec.training.learning_rate)
        return step(self, *args, **options)

    monkeypatch.setattr(Trainer, "step", noted)
    race.start([("one", ONE), ("other", OTHER)])
    qtbot.waitUntil(lambda: len(made.ended) == 2)
    first = taken.index(ONE.training.learning_rate), taken.index(OTHER.training.learning_rate)
    both = taken[max(first) : max(first) + 40]
    assert all(one != other for one, other in pairwise(both))


def test_all_rest_and_go_on_together(qtbot, made, race):
    race.start([("one", LONG), ("other", LONG)])
    race.pause()
    assert race.is_paused
    qtbot.waitUntil(lambda: states(race) == [RunState.PAUSED] * 2)
    race.pause()
    assert not race.is_paused
    assert states(race) == [RunState.RUNNING] * 2


def test_stopping_ends_all_with_results(qtbot, made, race):
    race.start([("one", LONG), ("other", LONG)])
    qtbot.waitUntil(lambda: all(lane.live.progress for lane in race.lanes))
    race.stop()
    qtbot.waitUntil(lambda: len(made.ended) == 2)
    assert all(record.finish is Finish.STOPPED and record.results["test"] for record in made.ended.values())


def test_paused_runs_can_be_stopped(qtbot, made, race):
    race.start([("one", LONG)])
    qtbot.waitUntil(lambda: bool(race.lanes[0].live.progress))
    race.pause()
    rest(made.thread, race.lanes[0].runner)
    race.stop()
    qtbot.waitUntil(lambda: "one" in made.ended)
    assert not race.is_paused


def test_how_far_they_are_is_known_while_they_go_on(qtbot, made, race):
    race.start([("one", LONG)])
    lane = race.lanes[0]
    assert (lane.share, race.share) == (0.0, 0.0)
    qtbot.waitUntil(lambda: lane.share > 0)
    run = lane.compared()
    assert run.name == "one"
    assert run.step == len(run.history.losses) > 0


def test_more_can_join_up_to_four(made, race):
    race.start([(str(n), LONG) for n in range(2)])
    race.start([("third", LONG)])
    with pytest.raises(NnlabError, match="At most 4 runs"):
        race.start([("fourth", LONG), ("fifth", LONG)])
    assert [lane.name for lane in race.lanes] == ["0", "1", "third"]


def test_what_does_not_fit_is_refused_and_nothing_starts(made, race):
    with pytest.raises(NnlabError, match="batch_size"):
        race.start([("one", ONE), ("other", small_spec(training__batch_size=5000))])
    assert race.lanes == ()


def test_runs_that_do_not_fit_into_memory_together_are_refused(made, race, monkeypatch):
    asked = []

    def fake(thread, spec, held_bytes=0):
        asked.append(held_bytes)
        return Runner(thread, spec)

    monkeypatch.setattr(race_controller, "Runner", fake)
    race.start([("one", ONE), ("other", OTHER)])
    one, other = (held_by(lane.runner.sizes) for lane in race.lanes)
    race.start([("third", ONE)])  # before the others have taken theirs
    assert asked == [0, -one, -one - other]


def test_a_run_that_diverges_leaves_the_other_alone(qtbot, made, race):
    race.start([("huge", small_spec(training__learning_rate=1e30)), ("one", ONE)])
    qtbot.waitUntil(lambda: len(made.ended) == 2)
    assert made.ended["huge"].finish is Finish.DIVERGED
    assert_same_run(made.ended["one"].checkpoint, straight_run(ONE))


def test_a_run_that_fails_is_told_and_the_other_goes_on(qtbot, made, race, monkeypatch):
    step = Trainer.step

    def broken(self, *args, **options):
        if self.spec.training.learning_rate == OTHER.training.learning_rate:
            raise ZeroDivisionError
        return step(self, *args, **options)

    monkeypatch.setattr(Trainer, "step", broken)
    race.start([("one", ONE), ("other", OTHER)])
    qtbot.waitUntil(lambda: len(made.ended) == 2)
    assert made.failures == ["A run failed for an unexpected reason; the details are in the log."]
    assert made.ended["one"].finish is Finish.COMPLETED


def test_a_run_that_cannot_be_copied_at_its_end_is_told(qtbot, made, race, monkeypatch):
    def no_memory(self):
        raise MemoryError

    monkeypatch.setattr(Runner, "_record", no_memory)
    race.start([("one", ONE)])
    qtbot.waitUntil(lambda: "one" in made.ended)
    assert made.ended == {"one": None}
    assert made.failures == ["A run failed for an unexpected reason; the details are in the log."]


def test_closing_ends_all_and_nothing_is_heard_of_them(made, race):
    race.start([("one", LONG), ("other", LONG)])
    runners = [lane.runner for lane in race.lanes]
    race.close()
    assert all(runner.wait(SOON) for runner in runners)
    assert race.lanes == ()
    assert made.ended == {}
