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


@pytest.mark.parametrize(
    ("step", "words"),
    [(4, None), (5, "learning rate 0.05 from step 6"), (50, "dropout of layer 2 0.5 from step 41")],
)
def test_the_readout_says_what_was_changed_last(live, snapshot, step, words):
    live.set_snapshot(snapshot([1.0] * 60, changes=CHANGES))
    readout = live.loss.readout_at(step)
    assert readout.endswith(words) if words else "from step" not in readout


def test_another_run_has_no_changes_of_this_one(live, snapshot):
    live.set_snapshot(snapshot([1.0] * 60, changes=CHANGES))
    live.clear()
    assert lines_at(live.loss) == []
    live.set_snapshot(snapshot([1.0] * 60))
    assert "from step" not in live.loss.readout_at(50)
