"""The table of runs, set and clicked."""

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from nnlab.gui.views.compare.run_columns import MOST_DIFFERENCES
from nnlab.gui.views.compare.run_table import RunTable
from nnlab.gui.views.compare.shown_run import DASHES, ShownRun, run_colour, run_pen, state_words
from nnlab.spec.live import Change
from nnlab.training.checkpoint import Finish
from nnlab.training.comparison import compare
from nnlab.training.divergence import FirstNonFinite
from tests.gui.views.compare.made_runs import made_run, shown_runs

TWO = (made_run("a", 0.9), made_run("b", 0.8, training__learning_rate=0.1))


@pytest.fixture
def table(shown):
    return shown(RunTable(), 1400, 300)


def show(table, runs):
    table.set_runs(runs, compare([run.run for run in runs], [i for i, run in enumerate(runs) if run.is_ticked]))


def column(table, name):
    place = table.headings().index(name)
    return [row[place] for row in table.texts()]


def test_what_differs_has_a_column_and_a_sign(table):
    show(table, shown_runs(*TWO))
    assert column(table, "Learning rate") == ["0.01", "≠ 0.1"]
    assert "Batch size" not in table.headings()


def test_what_differs_is_bold_and_says_from_which_run(table):
    show(table, shown_runs(*TWO))
    place = table.headings().index("Learning rate")
    first, second = (table.model().index(row, place) for row in range(2))
    assert first.data(Qt.ItemDataRole.FontRole) is None
    assert second.data(Qt.ItemDataRole.FontRole).bold()
    assert second.data(Qt.ItemDataRole.ToolTipRole) == "Not as in a"


def test_runs_without_a_tick_decide_nothing(table):
    runs = shown_runs(*TWO)
    show(table, [runs[0], replace(runs[1], is_ticked=False)])
    assert "Learning rate" not in table.headings()


def test_the_best_has_a_star(table):
    show(table, shown_runs(*TWO))
    assert column(table, "Validation") == ["★ 90.0 %", "80.0 %"]
    assert column(table, "Validation loss") == ["★ 0.100", "0.200"]


def test_what_it_took_is_told(table):
    show(table, shown_runs(TWO[0]))
    names = ("Epochs", "Steps", "Time", "Steps/s", "First loss", "State")
    assert [column(table, name)[0] for name in names] == ["2", "40", "0.5 s", "80", "2.00", "✓ completed"]


def test_accuracy_has_no_column_where_numbers_are_to_be_met(table):
    run = made_run()
    results = {part: replace(result, accuracy=None) for part, result in run.results.items()}
    show(table, shown_runs(replace(run, results=results)))
    assert "Validation" not in table.headings()
    assert "Validation loss" in table.headings()


def test_values_that_are_not_final_say_so(table):
    live = ShownRun(-1, made_run(results={}, finish=None), True, 0, share=0.45)
    show(table, [live])
    assert column(table, "Train") == ["80.0 % …"]
    assert column(table, "State") == ["▶ training, 45 %"]


def test_changes_on_the_way_are_told(table):
    change = Change(20, "training.learning_rate", 0.5)
    show(table, shown_runs(made_run(changes=(change,)), made_run("b")))
    assert column(table, "Changed on the way") == ["Learning rate 0.5 after step 20", ""]


def test_a_state_is_told_with_a_sign():
    def words(**changes):
        live = {key: changes.pop(key) for key in ("share", "is_paused") if key in changes}
        return state_words(ShownRun(1, made_run(**changes), True, 0, **live))

    assert words(broke=FirstNonFinite(312, "2", "forward")) == "✕ diverged at step 312, layer 2"
    assert words(broke=FirstNonFinite(1312, "output", "backward")) == "✕ diverged at step 1,312, output"
    assert words(finish=Finish.EARLY_STOPPED) == "◆ stopped early"
    assert words(finish=None) == "… saved in mid-run"
    assert words(finish=None, share=0.5, is_paused=True) == "‖ paused, 50 %"


def test_many_differences_are_told_in_a_last_column(table):
    layers = [[{"units": units + place} for place in range(20)] for units in (10, 50)]
    show(table, shown_runs(*(made_run(str(n), network__layers=each) for n, each in enumerate(layers))))
    assert f"and {20 - MOST_DIFFERENCES} fields more" in table.headings()


def test_rows_are_sorted_by_number_and_what_has_none_comes_last(table):
    broke = made_run("c", results={}, history=replace(TWO[0].history, evaluations=()))
    show(table, shown_runs(*TWO, broke))
    place = table.headings().index("Test")
    table.sortByColumn(place, Qt.SortOrder.AscendingOrder)
    assert column(table, "Run") == ["b", "a", "c"]
    table.sortByColumn(place, Qt.SortOrder.DescendingOrder)
    assert column(table, "Run") == ["a", "b", "c"]


def test_a_new_look_at_the_same_runs_keeps_order_and_choice(table):
    show(table, shown_runs(*TWO))
    table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    table.choose([1])
    later = [replace(TWO[0], step=41), TWO[1]]
    show(table, shown_runs(*later))
    assert column(table, "Run") == ["b", "a"]
    assert column(table, "Steps") == ["40", "41"]
    assert table.chosen() == [1]


def test_another_run_keeps_the_choice(table):
    show(table, shown_runs(*TWO))
    table.choose([2])
    show(table, shown_runs(*TWO, made_run("c")))
    assert table.chosen() == [2]


def test_space_ticks_wherever_the_focus_is_in_the_row(qtbot, table):
    show(table, shown_runs(*TWO))
    table.setCurrentIndex(table.model().index(1, 3))
    with qtbot.waitSignal(table.tick_changed) as heard:
        qtbot.keyClick(table, Qt.Key.Key_Space)
    assert heard.args == [2, False]


def test_a_click_on_the_box_ticks(qtbot, table):
    show(table, shown_runs(*TWO))
    with qtbot.waitSignal(table.tick_changed) as heard:
        table.model().setData(table.model().index(0, 0), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert heard.args == [1, False]


def test_names_are_edited_where_they_stand(qtbot, table):
    show(table, shown_runs(*TWO))
    with qtbot.waitSignal(table.name_edited) as heard:
        table.model().setData(table.model().index(1, 0), "mine")
    assert heard.args == [2, "mine"]


def test_names_of_runs_at_work_stay(table):
    show(table, [ShownRun(-1, made_run(), True, 0, share=0.1)])
    assert not table.model().flags(table.model().index(0, 0)) & Qt.ItemFlag.ItemIsEditable


def test_return_opens_and_delete_removes(qtbot, table):
    show(table, shown_runs(*TWO))
    table.setCurrentIndex(table.model().index(0, 0))
    with qtbot.waitSignal(table.open_chosen):
        qtbot.keyClick(table, Qt.Key.Key_Return)
    with qtbot.waitSignal(table.remove_chosen):
        qtbot.keyClick(table, Qt.Key.Key_Delete)


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_neighbours_differ_in_colour_and_in_dash(in_theme, choice):
    in_theme(choice)
    looks = [(run_colour(place).name(), run_pen(place).style()) for place in range(30)]
    assert len(set(looks)) == 30
    for (colour, dash), (next_colour, next_dash) in pairwise(looks):
        assert colour != next_colour
        assert dash != next_dash
    assert len({dash for _, dash in looks}) == len(DASHES)


def test_a_name_that_is_being_typed_stays_while_another_run_goes_on(qtbot, table):
    at_work = [replace(shown_runs(made_run("b", step=step))[0], id=-1, share=0.5) for step in (10, 11)]
    show(table, [*shown_runs(made_run("a")), at_work[0]])
    table.setCurrentIndex(table.model().index(0, 0))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = table.findChild(QLineEdit)
    qtbot.keyClicks(editor, "mine")
    show(table, [*shown_runs(made_run("a")), at_work[1]])
    assert editor.text() == "mine"
    assert column(table, "Steps") == ["40", "11"]
    with qtbot.waitSignal(table.name_edited) as heard:
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert heard.args == [1, "mine"]


def test_a_name_that_was_changed_is_shown_at_once(table, qtbot):
    show(table, shown_runs(made_run("a")))
    with qtbot.waitSignal(table.model().dataChanged) as heard:
        show(table, shown_runs(made_run("b")))
    assert heard.args[0].column() == 0
