"""Earlier runs stand faintly behind the present one."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel

from nnlab.gui import theme
from nnlab.gui.views.curves.curve import Curve
from nnlab.gui.views.live import LiveView
from tests.gui.views.compare.made_runs import made_run, shown_runs
from tests.gui.views.news import evaluation


@pytest.fixture
def live(shown, falling):
    view = shown(LiveView(), 1200, 800)
    view.set_snapshot(falling(60))
    return view


def run(name):
    made = made_run(name)
    validated = (evaluation(20, "validation", 1.0, 0.5), evaluation(40, "validation", 0.8, 0.75))
    return replace(made, history=replace(made.history, evaluations=validated))


def ghosts(panel):
    return [ghost.name for ghost in panel._earlier.ghosts]


def drawn(panel):
    return [ghost.curve.getData() for ghost in panel._earlier.ghosts]


def lines(panel):
    return [item for item in panel.plot.getPlotItem().items if isinstance(item, Curve)]


def legend(panel):
    row = panel._legend.layout()
    return [row.itemAt(place).widget().findChild(QLabel).text() for place in range(row.count())]


def test_they_are_drawn_on_the_page_of_curves_alone(live):
    live.set_earlier_runs(shown_runs(run("a"), run("b")))
    assert ghosts(live.loss) == ghosts(live.accuracy) == []
    live.show_page("curves")
    assert ghosts(live.loss) == ghosts(live.accuracy) == ["a", "b"]
    live.show_page("overview")
    assert ghosts(live.loss) == []


def test_of_many_the_first_three_are_drawn(live):
    live.show_page("curves")
    live.set_earlier_runs(shown_runs(*(run(name) for name in "abcde")))
    assert ghosts(live.loss) == ["a", "b", "c"]
    assert len(lines(live.loss)) == 3 + 3


def test_their_loss_is_smoothed_and_their_accuracy_that_of_the_validation(live):
    live.show_page("curves")
    live.set_earlier_runs(shown_runs(run("a")))
    steps, losses = drawn(live.loss)[0]
    np.testing.assert_array_equal(steps, np.arange(1, 41))
    assert losses[-1] == pytest.approx(np.linspace(2.3, 0.1, 40)[-4:].mean())
    np.testing.assert_array_equal(drawn(live.accuracy)[0], [[20, 40], [50, 75]])


def test_they_are_named_and_look_neither_like_each_other_nor_like_the_present_run(live):
    live.show_page("curves")
    live.set_earlier_runs(shown_runs(run("first: as it was"), run("second: rate 0.1")))
    assert legend(live.loss) == ["first", "second"]
    pens = [ghost.pen() for ghost in live.loss._earlier.ghosts]
    assert len({pen.style() for pen in pens} - set(theme.PART_LINES.values())) >= 1
    own = [theme.current().train, theme.current().validation]
    hues = [QColor(colour).hue() for colour in own] + [pen.color().hue() for pen in pens]
    assert len(set(hues)) == 4


def test_a_long_name_is_cut_in_the_legend(live):
    live.show_page("curves")
    live.set_earlier_runs(shown_runs(run("a very long name of a file")))
    assert legend(live.loss) == ["a very long n…"]


def test_the_readout_tells_their_values_up_to_their_end(live):
    live.show_page("curves")
    live.set_earlier_runs(shown_runs(run("a")))
    live.loss.plot.point_at(30)
    assert " · a " in live.loss.readout.text()
    live.loss.plot.point_at(50)
    assert " · a " not in live.loss.readout.text()


def test_they_follow_a_logarithmic_axis_and_the_theme(live, in_theme):
    live.show_page("curves")
    live.set_earlier_runs(shown_runs(run("a")))
    live.loss.log_button.click()
    live.x_log.click()
    steps, losses = drawn(live.loss)[0]
    assert steps[0] == 0
    assert losses[0] == pytest.approx(np.log10(2.3))
    seen = set()
    for choice in ("light", "dark"):
        in_theme(choice)
        seen.add(live.loss._earlier.ghosts[0].curve.opts["pen"].color().name())
    assert len(seen) == 2
    assert theme.current().train not in seen


def test_none_take_them_away(live):
    live.show_page("curves")
    live.set_earlier_runs(shown_runs(run("a")))
    live.set_earlier_runs(())
    assert ghosts(live.loss) == []
    assert legend(live.loss) == []
    assert len(lines(live.loss)) == 3


def test_given_again_they_are_the_same_and_another_run_takes_the_place_of_one(live):
    live.show_page("curves")
    first = run("a")
    live.set_earlier_runs(shown_runs(first))
    before = live.loss._earlier.ghosts
    live.set_earlier_runs(shown_runs(first))
    assert live.loss._earlier.ghosts is before
    live.set_earlier_runs(shown_runs(run("a")))
    assert live.loss._earlier.ghosts is not before
