import pyqtgraph as pg
import pytest

from nnlab.gui.views.live import LiveView
from nnlab.spec.live import Change

CHANGES = (Change(5, "training.learning_rate", 0.05), Change(40, "network.layers.1.dropout", 0.5))


@pytest.fixture
def live(qtbot):
    view = LiveView()
    qtbot.addWidget(view)
    view.show()
    return view


def lines_at(panel):
    marks = [item for item in panel.plot.getPlotItem().items if type(item) is pg.InfiniteLine]
    return sorted(item.value() for item in marks if item.isVisible())


def test_each_change_is_a_line_at_its_step_in_both_plots(live, snapshot):
    live.set_snapshot(snapshot([1.0] * 60, changes=CHANGES))
    live.set_snapshot(snapshot([1.0] * 5, 60, changes=CHANGES))
    assert lines_at(live.loss) == lines_at(live.accuracy) == [5, 40]


def words_at(panel, step):
    marks = [item for item in panel.plot.getPlotItem().items if type(item) is pg.InfiniteLine and item.value() == step]
    return marks[0].label.toPlainText()


def test_the_loss_plot_says_what_was_changed_and_the_other_need_not(live, snapshot):
    both = (*CHANGES, Change(40, "training.batch_size", 128))
    live.set_snapshot(snapshot([1.0] * 60, changes=both))
    assert words_at(live.loss, 5) == "rate 0.05"
    assert words_at(live.loss, 40) == "dropout 2: 0.5 · batch 128"
    assert words_at(live.accuracy, 5) == ""


def test_of_changes_close_to_each_other_the_last_is_named(live, snapshot):
    close = [Change(step, "training.learning_rate", step / 100) for step in (20, 21, 22)]
    live.set_snapshot(snapshot([1.0] * 60, changes=close))
    assert [words_at(live.loss, step) for step in (20, 21, 22)] == ["", "", "rate 0.22"]


def test_another_run_has_no_changes_of_this_one(live, snapshot):
    live.set_snapshot(snapshot([1.0] * 60, changes=CHANGES))
    live.clear()
    assert lines_at(live.loss) == []
    live.set_snapshot(snapshot([1.0] * 60))
    assert lines_at(live.loss) == []
