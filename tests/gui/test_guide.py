"""The guide in the real window: what stands out, what it proposes, and the checklist."""

import pytest

from nnlab.training.runner import RunState
from tests.gui.driving import press, reach
from tests.insight.hints.runs import layers
from tests.training.runs import spec_with

SICK = spec_with(network__layers=layers(10, 50, "sigmoid", "xavier"), training__epochs=3)
BROKEN = spec_with(training__learning_rate=1e6)
SOUND = spec_with(training__epochs=3)


@pytest.fixture
def play(qtbot, open_window):
    """Train an experiment to its end in a window."""

    def run(spec):
        bench = open_window()
        _ = bench.window.live
        bench.draft.open(spec)
        press(bench, "start")
        reach(qtbot, bench, RunState.FINISHED)
        return bench

    return run


def hints(bench):
    return bench.window.guide.hints


def test_a_sound_run_leaves_the_guide_closed(qtbot, play):
    bench = play(SOUND)
    bench.guide.hints.look()
    assert bench.guide.hints.advice.count == 0
    assert not bench.window.actions_.guide.isChecked()
    assert bench.window.guide_button.text() == "Guide"


def test_what_stands_out_opens_the_guide(qtbot, play):
    bench = play(SICK)
    qtbot.waitUntil(bench.window.actions_.guide.isChecked)
    assert list(hints(bench).cards) == ["vanishing gradient"]
    card = hints(bench).cards["vanishing gradient"]
    assert card.title.text() == "⚠  The gradient vanishes on its way down"
    assert not card.why.isVisible()
    card.why_button.click()
    assert card.why.isVisible()


def test_a_remedy_goes_into_the_form_as_one_step_of_undo(qtbot, play):
    bench = play(SICK)
    qtbot.waitUntil(bench.window.actions_.guide.isChecked)
    bench.draft.edit("training.epochs", 7)
    hints(bench).cards["vanishing gradient"].remedies.buttons[0].click()
    spec = bench.draft.spec
    assert all(layer.normalization for layer in spec.network.layers)
    assert spec.training.epochs == 7
    bench.draft.undo_stack.undo()
    assert not any(layer.normalization for layer in bench.draft.spec.network.layers)


def test_it_leads_to_the_view_that_shows_it(qtbot, play):
    bench = play(SICK)
    qtbot.waitUntil(bench.window.actions_.guide.isChecked)
    hints(bench).cards["vanishing gradient"].show_button.click()
    assert bench.window.tabs.key == "gradients"


def test_once_closed_it_stays_closed_and_counts(qtbot, play):
    bench = play(SICK)
    qtbot.waitUntil(bench.window.actions_.guide.isChecked)
    bench.window.guide.closed.emit()
    assert bench.window.guide.isHidden()
    press(bench, "restart")
    reach(qtbot, bench, RunState.FINISHED)
    qtbot.waitUntil(lambda: bench.window.guide_button.text() == "⚠ 1 hint")
    assert bench.window.guide.isHidden()
    press(bench, "guide")
    assert bench.window.guide.isVisible()


def test_a_run_that_broke_is_explained_and_mended(qtbot, play):
    bench = play(BROKEN)
    qtbot.waitUntil(lambda: bench.window.actions_.guide.isChecked() and bool(hints(bench).cards))
    assert hints(bench).broke.isVisible()
    assert "Step 3, the output layer, forward pass" in hints(bench).broke.reading.text()
    assert next(iter(hints(bench).cards)) == "rate too high"
    hints(bench).cards["rate too high"].remedies.buttons[0].click()
    press(bench, "restart")
    reach(qtbot, bench, RunState.FINISHED)
    assert bench.runs.record.checkpoint.first_nonfinite is None
    qtbot.waitUntil(lambda: bench.guide.hints.advice.diagnosis is None)
    assert not hints(bench).broke.isVisible()


def test_a_run_from_a_file_is_looked_at_too(qtbot, play, tmp_path, fake_dialogs, open_window):
    bench = play(SICK)
    record = bench.runs.record
    other = open_window()
    _ = other.window.live
    other.runs.open(record)
    qtbot.waitUntil(lambda: other.guide.hints.advice.count == 1)


def test_the_examples_of_a_run_from_a_file_are_looked_at_too(qtbot, play, open_window):
    bench = play(spec_with(preprocessing=[], training__epochs=2))
    other = open_window()
    _ = other.window.live
    other.runs.open(bench.runs.record)
    qtbot.waitUntil(lambda: "inputs not centred" in hints(other).cards)


def test_a_remedy_that_has_no_place_any_more_is_told_and_changes_nothing(qtbot, play):
    bench = play(SICK)
    qtbot.waitUntil(bench.window.actions_.guide.isChecked)
    first = hints(bench).cards["vanishing gradient"].remedies.buttons[0]
    first.click()
    document, count = bench.draft.document, bench.draft.undo_stack.count()
    first.click()
    assert bench.draft.document == document
    assert bench.draft.undo_stack.count() == count


def test_the_checklist_fills_while_the_run_is_left_alone(qtbot, play):
    bench = play(spec_with(training__learning_rate=0.02, training__epochs=2))
    record = bench.runs.record
    bench.draft.edit("training.learning_rate", 10.0)
    press(bench, "check")
    checks = bench.window.guide.checks
    qtbot.waitUntil(lambda: len(checks.cards) == 9 and not bench.guide.checks.is_busy, timeout=30_000)
    assert [card.check.name for card in checks.cards if card.check.passed is False] == ["rate"]
    assert checks.summary.text() == "✓ 8 passed   ✗ 1 failed"
    assert checks.plot.isVisible()
    assert bench.runs.record is record
    checks.cards[7].remedies.buttons[0].click()
    assert bench.draft.spec.training.learning_rate == pytest.approx(0.0316)


def test_checks_can_be_cancelled(qtbot, open_window):
    bench = open_window()
    _ = bench.window.live
    bench.draft.open(spec_with(network__layers=layers(10, 100, "relu", "he")))
    press(bench, "check")
    checks = bench.window.guide.checks
    assert checks.cancel.isVisible()
    checks.cancel.click()
    assert not bench.guide.checks.is_busy
    assert checks.start.isVisible()


def test_what_is_wrong_cannot_be_checked(qtbot, open_window):
    bench = open_window()
    _ = bench.window.live
    bench.draft.edit("training.batch_size", 0)
    press(bench, "check")
    assert not bench.guide.checks.is_busy
    assert not bench.window.guide.checks.start.isEnabled()
    assert "at least 1" in bench.window.guide.checks.start.toolTip()


def test_a_checklist_says_when_it_is_of_another_experiment_than_the_form(qtbot, open_window):
    bench = open_window()
    press(bench, "check")
    checks = bench.window.guide.checks
    qtbot.waitUntil(lambda: not bench.guide.checks.is_busy, timeout=30_000)
    assert checks.summary.text() == "✓ 9 passed   ✗ 0 failed"
    assert not checks.past.isVisible()
    bench.draft.edit("training.epochs", 7)
    assert checks.past.isVisible()
    bench.draft.undo_stack.undo()
    assert not checks.past.isVisible()


def test_a_break_comes_before_the_checklist_and_hints_are_counted_on_their_tab(qtbot, open_window):
    bench = open_window()
    _ = bench.window.live
    press(bench, "guide")
    guide = bench.window.guide
    guide.show_page("checks")
    bench.draft.open(SICK)
    press(bench, "start")
    reach(qtbot, bench, RunState.FINISHED)
    qtbot.waitUntil(lambda: guide.tabs.tabText(0) == "Hints · 1")
    assert guide.tabs.currentWidget() is guide.checks
    bench.draft.open(BROKEN)
    press(bench, "start")
    reach(qtbot, bench, RunState.FINISHED)
    qtbot.waitUntil(lambda: guide.tabs.currentWidget() is guide.hints)
    guide.show_page("checks")
    bench.guide.hints.look()
    assert guide.tabs.currentWidget() is guide.checks
