"""The Initialisation view in the real window: it follows the form, and what it finds is the probe's."""

import pytest

from nnlab.training.runner import RunState
from tests.gui.driving import press, reach

KEYS = ["zeros", "small", "large", "xavier", "he", "own"]


@pytest.fixture
def bench(qtbot, open_window):
    """Return a window that shows the initialisations of the digits example."""
    bench = open_window()
    bench.window.tabs.show_view("initialisation")
    settle(qtbot, bench)
    return bench


def view_of(bench):
    return bench.window.tabs.view("initialisation")


def settle(qtbot, bench):
    qtbot.waitUntil(lambda: not bench.initialisation.is_busy, timeout=20_000)


def probes(bench):
    return {shown.start.key: shown.probe for shown in view_of(bench)._starts}


def verdicts(bench):
    return {shown.start.key: shown.verdict.key for shown in view_of(bench)._starts}


def test_all_initialisations_stand_side_by_side(bench):
    assert list(probes(bench)) == KEYS
    assert {probe.examples for probe in probes(bench).values()} == {1000}
    assert verdicts(bench)["zeros"] == "same"
    assert verdicts(bench)["own"] == "survives"


def test_it_follows_the_form_and_undo(qtbot, bench):
    bench.draft.edit("network.layers.0.units", 30)
    settle(qtbot, bench)
    assert probes(bench)["he"].layers[0].units == 30
    bench.draft.undo_stack.undo()
    settle(qtbot, bench)
    assert probes(bench)["he"].layers[0].units == 100


def test_what_changes_no_weight_is_not_worked_out_anew(qtbot, bench):
    before = probes(bench)
    bench.draft.edit("training.learning_rate", 0.5)
    settle(qtbot, bench)
    assert all(probes(bench)[key] is before[key] for key in KEYS)


def test_while_it_is_not_seen_nothing_is_worked_out(qtbot, bench):
    before = probes(bench)
    bench.window.tabs.setCurrentIndex(0)
    bench.draft.edit("network.layers.0.units", 30)
    settle(qtbot, bench)
    assert all(probes(bench)[key] is before[key] for key in KEYS)
    bench.window.tabs.show_view("initialisation")
    qtbot.waitUntil(lambda: probes(bench)["he"] is not None and probes(bench)["he"].layers[0].units == 30)


def test_the_lecture_s_network_stands_ready(qtbot, bench):
    view_of(bench).choices.networks["tanh"].click()
    qtbot.waitUntil(lambda: all(probes(bench).values()), timeout=20_000)
    settle(qtbot, bench)
    assert [layer.units for layer in probes(bench)["own"].hidden] == [500] * 10
    assert verdicts(bench) == dict(zip(KEYS, ["same", "fades", "saturates", *["survives"] * 3], strict=True))


def test_batch_normalisation_can_be_tried_without_changing_the_form(qtbot, bench):
    before = bench.draft.document
    view_of(bench).choices.normalised["with"].click()
    settle(qtbot, bench)
    assert verdicts(bench)["small"] == "survives"
    assert bench.draft.document == before


def test_one_is_taken_into_the_form_as_one_step_of_undo(qtbot, bench):
    view = view_of(bench)
    assert not view.take.isEnabled()
    view.heads.chosen.emit(KEYS.index("xavier"))
    view.take.click()
    assert [layer.init.kind for layer in bench.draft.spec.network.layers] == ["xavier"] * 2
    bench.draft.undo_stack.undo()
    assert [layer.init.kind for layer in bench.draft.spec.network.layers] == ["he"] * 2


def test_a_mistake_in_the_form_is_told_in_its_place(qtbot, bench):
    bench.draft.edit("network.layers.0.units", 0)
    qtbot.waitUntil(lambda: "at least 1" in view_of(bench)._promise.text() and view_of(bench)._promise.isVisible())
    bench.draft.undo_stack.undo()
    qtbot.waitUntil(view_of(bench).grid.isVisible)


def test_a_run_goes_on_meanwhile(qtbot, bench):
    press(bench, "start")
    view_of(bench).choices.networks["relu"].click()
    reach(qtbot, bench, RunState.FINISHED)
    settle(qtbot, bench)
    assert verdicts(bench)["he"] == "survives"


def test_its_numbers_can_be_exported(bench):
    numbers, histograms = view_of(bench).tables()
    rows = list(numbers.rows)
    assert [row[0] for row in rows] == [key for key in KEYS for _ in range(3)]
    assert all(len(row) == len(numbers.columns) for row in rows)
    assert sum(1 for _ in histograms.rows) == 6 * 3 * 3 * 60
