"""Duplicate and change one thing."""

import pytest

from nnlab.training.checkpoint import Finish
from nnlab.training.differences import differences
from tests.gui.controllers.comparing import CompareDesk
from tests.training.runs import assert_same_run, small_spec, straight_run
from tests.training.trained import trained


@pytest.fixture
def desk(qtbot):
    desk = CompareDesk(qtbot)
    yield desk
    desk.close()


def bases(panel):
    return [panel.bases.itemText(index) for index in range(panel.bases.count())]


def test_it_begins_with_the_experiment_in_the_form(desk):
    desk.view.duplicate_button.click()
    panel = desk.view.change
    assert not panel.isHidden()
    assert bases(panel) == ["the experiment in the form"]
    assert (panel.path(), panel.value()) == ("training.learning_rate", 0.01)
    assert not panel.both_button.isEnabled()


def test_it_begins_with_the_run_that_is_chosen(desk):
    desk.shelf.add(trained(small_spec(training__epochs=1), 3), "a")
    second = desk.shelf.add(trained(small_spec(training__learning_rate=0.5, training__epochs=1), 3), "b")
    desk.view.table.choose([second])
    desk.changes.begin()
    assert bases(desk.view.change) == ["the experiment in the form", "b", "a"]
    assert desk.view.change.base() == second
    assert desk.view.change.value() == 0.5


def test_another_base_brings_its_own_values(desk):
    run_id = desk.shelf.add(trained(small_spec(training__learning_rate=0.5, training__epochs=1), 3))
    desk.changes.begin()
    desk.view.change.base_chosen.emit(run_id)
    assert desk.view.change.old.text() == "0.5 →"


def test_the_changed_experiment_goes_into_the_form(qtbot, desk):
    desk.changes.begin()
    desk.view.change.edit("network.layers.0.activation", "elu")
    with qtbot.waitSignal(desk.changes.form_requested) as heard:
        desk.view.change.form_button.click()
    found = differences([desk.spec, heard.args[0]])
    assert [(one.path, one.values) for one in found] == [("network.layers.0.activation", ("relu", "elu"))]
    assert desk.view.change.isHidden()
    assert desk.race.lanes == ()


def test_both_train_on_the_same_axes_to_the_numbers_of_each_alone(qtbot, desk):
    desk.view.show_page("histograms")
    desk.changes.begin()
    desk.view.change.edit("training.learning_rate", 0.1)
    desk.view.change.both_button.click()
    assert [lane.name for lane in desk.race.lanes] == ["Run 1: Mine", "Run 2: Learning rate 0.1"]
    assert (desk.view.page, desk.view.change.isHidden()) == ("curves", True)
    qtbot.waitUntil(lambda: not desk.race.lanes)
    by_rate = {run.record.spec.training.learning_rate: run.record for run in desk.shelf.runs}
    one, other = by_rate[0.01], by_rate[0.1]  # whichever came in first
    assert_same_run(one.checkpoint, straight_run(desk.spec))
    assert_same_run(other.checkpoint, straight_run(small_spec(name="Mine", training__learning_rate=0.1)))
    assert one.finish is other.finish is Finish.COMPLETED
    assert sorted(desk.rows("Learning rate")) in ([["0.01"], ["≠ 0.1"]], [["0.1"], ["≠ 0.01"]])


def test_the_changed_one_trains_alone(qtbot, desk):
    desk.changes.begin()
    desk.view.change.edit("network.layers", 1)
    desk.view.change.one_button.click()
    assert [lane.name for lane in desk.race.lanes] == ["Run 1: Hidden layers 1"]
    qtbot.waitUntil(lambda: len(desk.shelf.runs) == 1)
    assert len(desk.shelf.runs[0].record.spec.network.layers) == 1


def test_a_base_on_the_shelf_keeps_its_name_when_it_is_trained_again(qtbot, desk):
    record = trained(small_spec())
    run_id = desk.shelf.add(record, "first")
    desk.view.table.choose([run_id])
    desk.changes.begin()
    desk.view.change.edit("training.l2", 0.5)
    desk.view.change.both_button.click()
    qtbot.waitUntil(lambda: not desk.race.lanes)
    assert [run.name for run in desk.shelf.runs] == ["first", "Run 1: L2 penalty 0.5"]


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        ("training.learning_rate", -1, "Must be greater than 0."),
        ("training.learning_rate", "fast", "Must be a number."),
        ("network.layers.*.units", 0, "Must be at least 1."),
        ("network.layers", 0, "Must be a whole number from 1 to 200."),
    ],
)
def test_what_is_not_allowed_is_told_beside_the_field(desk, path, value, sentence):
    desk.changes.begin()
    desk.view.change.edit(path, value)
    assert desk.view.change.notice.text() == f"⚠ {sentence}"
    assert not desk.view.change.one_button.isEnabled()


def test_what_does_not_fit_another_field_names_that_field(desk):
    desk.changes.begin()
    desk.view.change.edit("data.limit", 10)
    assert "“Batch size”" in desk.view.change.notice.text()


def test_a_value_that_changes_nothing_cannot_be_trained(desk):
    desk.changes.begin()
    desk.view.change.edit("training.l2", 0.5)
    assert desk.view.change.one_button.isEnabled()
    desk.view.change.edit("training.l2", 1e-4)
    assert not desk.view.change.one_button.isEnabled()
    assert desk.view.change.notice.isHidden()


def test_too_many_at_once_are_refused_and_the_line_stays(desk):
    desk.race.start([(str(n), small_spec(training__epochs=1_000_000)) for n in range(3)])
    desk.changes.begin()
    desk.view.change.edit("training.l2", 0.5)
    desk.view.change.both_button.click()
    assert "At most 4 runs" in desk.said
    assert not desk.view.change.isHidden()
    assert len(desk.race.lanes) == 3


def test_with_nothing_to_duplicate_that_is_told(desk):
    desk.spec = None
    desk.changes.begin()
    assert "nothing to duplicate" in desk.said
    assert desk.view.change.isHidden()


def test_a_wrong_form_is_not_offered(desk):
    desk.spec = None
    desk.shelf.add(trained(small_spec(training__epochs=1), 3), "a")
    desk.changes.begin()
    assert bases(desk.view.change) == ["a"]


def test_it_can_be_closed(desk):
    desk.changes.begin()
    desk.view.change.close_button.click()
    assert desk.view.change.isHidden()


def edit_form(desk, **changes):
    desk.spec = small_spec(name="Mine", **changes)
    desk.changes.refresh()


def test_an_edit_of_the_form_is_kept_beside_the_change(qtbot, desk):
    desk.changes.begin()
    desk.view.change.edit("training.l2", 0.5)
    edit_form(desk, training__learning_rate=0.3)
    assert (desk.view.change.path(), desk.view.change.value()) == ("training.l2", 0.5)
    with qtbot.waitSignal(desk.changes.form_requested) as heard:
        desk.view.change.form_button.click()
    assert heard.args == [small_spec(name="Mine", training__learning_rate=0.3, training__l2=0.5)]


def test_an_edit_of_the_form_shows_what_the_field_was(desk):
    desk.changes.begin()
    edit_form(desk, training__learning_rate=0.3)
    assert (desk.view.change.old.text(), desk.view.change.value()) == ("0.3 →", 0.3)


def test_while_the_form_is_wrong_nothing_can_be_trained_and_then_again(desk):
    desk.changes.begin()
    desk.view.change.edit("training.l2", 0.5)
    spec, desk.spec = desk.spec, None
    desk.changes.refresh()
    assert not desk.view.change.one_button.isEnabled()
    desk.spec = spec
    desk.changes.refresh()
    assert (desk.view.change.base(), desk.view.change.value()) == (0, 0.5)
    assert desk.view.change.one_button.isEnabled()


def test_a_run_that_has_gone_is_no_base(desk):
    run_id = desk.shelf.add(trained(small_spec(training__epochs=1), 3), "a")
    desk.view.table.choose([run_id])
    desk.changes.begin()
    desk.view.change.edit("training.l2", 0.5)
    desk.shelf.remove(run_id)
    assert bases(desk.view.change) == ["the experiment in the form"]
    assert desk.view.change.base() is None
    assert not desk.view.change.both_button.isEnabled()


def test_a_run_that_comes_to_the_shelf_is_offered(desk):
    desk.changes.begin()
    desk.shelf.add(trained(small_spec(training__epochs=1), 3), "a")
    assert bases(desk.view.change) == ["the experiment in the form", "a"]
    assert desk.view.change.base() == 0
