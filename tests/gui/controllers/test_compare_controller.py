"""What is compared: runs on the shelf, from files, and at work."""

import pytest

from nnlab.gui.controllers import compare_controller
from nnlab.spec.document import to_json
from nnlab.store.experiment_file import Experiment, save
from nnlab.training.runner import RunState
from tests.gui.controllers.comparing import CompareDesk
from tests.training.runs import rest, small_spec
from tests.training.trained import trained

LONG = small_spec(training__epochs=1_000_000)


@pytest.fixture(scope="module")
def records():
    return [trained(small_spec(training__learning_rate=rate, training__epochs=2)) for rate in (0.01, 0.1, 0.5)]


@pytest.fixture
def desk(qtbot):
    desk = CompareDesk(qtbot)
    yield desk
    desk.close()


def names(desk):
    return [row[0] for row in desk.rows("Run")]


def test_runs_on_the_shelf_are_shown_with_what_differs(desk, records):
    desk.shelf.add(records[0])
    desk.shelf.add(records[1])
    assert desk.rows("Run", "Learning rate", "State") == [
        ["Run 1: Spirals", "0.01", "✓ completed"],
        ["Run 2: Spirals", "≠ 0.1", "✓ completed"],
    ]


def test_a_hidden_view_is_left_alone_and_made_good_when_it_is_shown(desk, records):
    desk.view.hide()
    desk.shelf.add(records[0])
    assert names(desk) == []
    desk.view.show()
    assert names(desk) == ["Run 1: Spirals"]


def test_ticks_names_and_removals_reach_the_shelf(desk, records):
    for record in records:
        desk.shelf.add(record)
    desk.view.tick_changed.emit(2, False)
    desk.view.name_edited.emit(1, "mine")
    desk.view.remove_chosen.emit([3])
    assert [(run.name, run.is_ticked) for run in desk.shelf.runs] == [("mine", True), ("Run 2: Spirals", False)]
    assert names(desk) == ["mine", "Run 2: Spirals"]
    assert "Learning rate" not in desk.view.table.headings()


def test_a_run_is_opened_with_its_record(qtbot, desk, records):
    run_id = desk.shelf.add(records[1])
    with qtbot.waitSignal(desk.controller.open_requested) as heard:
        desk.view.open_chosen.emit(run_id)
    assert heard.args == [records[1]]


def test_runs_from_files_come_beside_the_others(qtbot, desk, records, tmp_path):
    path = tmp_path / "from file.nnlab"
    save(path, Experiment(records[0].spec, records[0]))
    desk.dialogs.path = path
    desk.view.file_button.click()
    qtbot.waitUntil(lambda: names(desk) == ["from file"])
    assert desk.shelf.runs[0].record.checkpoint.step == records[0].checkpoint.step
    assert desk.said == ""


def test_several_files_can_be_dropped_and_one_without_a_run_is_told(qtbot, desk, records, tmp_path):
    for name, record in (("a", records[0]), ("b", None), ("c", records[1])):
        save(tmp_path / f"{name}.nnlab", Experiment(records[0].spec, record))
    desk.view.files_dropped.emit([str(tmp_path / f"{name}.nnlab") for name in "abc"])
    qtbot.waitUntil(lambda: names(desk) == ["a", "c"])
    assert desk.said.endswith("b.nnlab holds no run: open it, train it and save it first.")


def test_a_file_that_cannot_be_read_is_told(qtbot, desk, tmp_path):
    (tmp_path / "broken.nnlab").write_bytes(b"PK nothing")
    desk.controller.add_files([tmp_path / "broken.nnlab"])
    qtbot.waitUntil(lambda: "broken.nnlab" in desk.said)
    assert desk.shelf.runs == ()


def test_a_bare_experiment_is_told_to_hold_no_run(qtbot, desk, tmp_path):
    (tmp_path / "bare.json").write_text(to_json(small_spec()))
    desk.controller.add_files([tmp_path / "bare.json"])
    qtbot.waitUntil(lambda: "holds no run" in desk.said)


def test_something_unexpected_is_told_with_the_log(qtbot, desk, tmp_path, monkeypatch):
    def broken(_path):
        raise RuntimeError("bug")

    monkeypatch.setattr(compare_controller, "open_experiment", broken)
    desk.controller.add_files([tmp_path / "a.nnlab"])
    qtbot.waitUntil(lambda: "unexpected" in desk.said)


def test_a_person_may_think_better_of_it(desk):
    desk.view.file_button.click()
    assert not desk.controller._reader.is_busy


def test_runs_at_work_are_shown_and_then_on_the_shelf_in_the_same_place(qtbot, desk, records):
    desk.shelf.add(records[0])
    desk.race.start([("one", small_spec(seed=1)), ("other", small_spec(seed=2))])
    assert names(desk) == ["Run 1: Spirals", "one", "other"]
    places = {run.run.name: run.place for run in desk.view._runs}
    qtbot.waitUntil(lambda: len(desk.shelf.runs) == 3)
    assert {run.run.name: run.place for run in desk.view._runs} == places
    assert {row[0] for row in desk.rows("State")} == {"✓ completed"}
    assert desk.view.race.isHidden()


def test_a_run_that_repeats_one_on_the_shelf_becomes_it(qtbot, desk, records):
    desk.shelf.add(records[0], "first")
    desk.race.start([("again", records[0].spec)])
    qtbot.waitUntil(lambda: not desk.race.lanes)
    assert names(desk) == ["first"]


def test_runs_at_work_are_drawn_again_and_again(qtbot, desk):
    desk.race.start([("one", LONG)])

    def steps():
        rows = desk.rows("Steps")
        return int(rows[0][0].replace(",", "")) if rows else 0

    qtbot.waitUntil(lambda: steps() > 0)
    before = steps()
    qtbot.waitUntil(lambda: steps() > before)
    assert desk.rows("State")[0][0].startswith("▶ training")


def test_a_run_at_work_can_lose_its_tick_and_ends_without_it(qtbot, desk):
    desk.race.start([("one", LONG), ("other", small_spec(seed=1, training__epochs=1_000_000))])
    desk.view.tick_changed.emit(desk.race.lanes[0].id, False)
    assert [run.is_ticked for run in desk.view._runs] == [False, True]
    qtbot.waitUntil(lambda: all(lane.live.progress for lane in desk.race.lanes))
    desk.view.stop_chosen.emit()
    qtbot.waitUntil(lambda: not desk.race.lanes)
    assert {run.name: run.is_ticked for run in desk.shelf.runs} == {"one": False, "other": True}


def test_buttons_rest_and_stop_the_runs_at_work(qtbot, desk):
    desk.race.start([("one", LONG)])
    runner = desk.race.lanes[0].runner
    qtbot.waitUntil(lambda: bool(desk.race.lanes[0].live.progress))
    desk.view.race.pause.click()
    rest(desk.thread, runner)
    assert desk.rows("State")[0][0].startswith("‖ paused")
    assert desk.view.race.pause.text() == "Go On"
    desk.view.race.pause.click()
    assert runner.state is RunState.RUNNING
    desk.view.race.stop.click()
    qtbot.waitUntil(lambda: [run.name for run in desk.shelf.runs] == ["one"])
    assert desk.rows("State") == [["■ stopped"]]


def test_nothing_is_drawn_of_runs_at_work_while_nobody_looks(qtbot, desk):
    desk.race.start([("one", LONG)])
    desk.view.hide()
    qtbot.waitUntil(lambda: not desk.controller._timer.isActive())
    desk.view.show()
    assert desk.controller._timer.isActive()


def test_a_run_that_cannot_go_on_is_told(qtbot, desk, monkeypatch):
    def broken(*_args, **_options):
        raise ZeroDivisionError

    monkeypatch.setattr("nnlab.training.trainer.Trainer.step", broken)
    desk.race.start([("one", LONG)])
    qtbot.waitUntil(lambda: "unexpected reason" in desk.said)
