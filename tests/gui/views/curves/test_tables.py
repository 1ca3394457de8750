"""The numbers behind the curves, for another program."""

import numpy as np
import pytest

from nnlab.gui.views.live import LiveView
from tests.gui.views.news import evaluation


@pytest.fixture
def live(shown):
    return shown(LiveView(), 948, 700)


def rows_of(live, name):
    table = next(table for table in live.tables() if table.name == name)
    rows = [tuple(row) for row in table.rows]
    assert all(len(row) == len(table.columns) for row in rows)
    return rows


def test_every_step_has_its_loss_and_the_mean_that_is_drawn(live, snapshot):
    live.set_snapshot(snapshot([1.0, 3.0, np.nan]))
    assert rows_of(live, "loss") == [
        (1, pytest.approx(0.05), 1.0, 1.0),
        (2, pytest.approx(0.1), 3.0, 3.0),
        (3, pytest.approx(0.15), None, None),
    ]


def test_a_long_run_is_told_to_its_end(live, snapshot):
    live.set_snapshot(snapshot(np.arange(25_001.0)))
    rows = rows_of(live, "loss")
    assert [row[0] for row in rows] == list(range(1, 25_002))
    assert rows[-1][2] == 25_000


def test_all_evaluations_are_told_those_too_that_are_not_drawn(live, snapshot):
    live.set_snapshot(
        snapshot([1.0] * 20, 0, [evaluation(20, "train", np.inf, 0.5), evaluation(20, "test", 0.25, None)])
    )
    assert rows_of(live, "evaluations") == [(20, 1.0, "train", None, 0.5), (20, 1.0, "test", 0.25, None)]
    live.clear()
    assert rows_of(live, "evaluations") == rows_of(live, "loss") == rows_of(live, "learning_rate") == []


def test_the_overview_tells_its_histograms_too(live, moment, relu_layer):
    live.set_layers(["1 ReLU 100"])
    live.set_moment(moment((0, 40), [relu_layer]))
    rows = rows_of(live, "activation_histograms")
    assert {row[:3] for row in rows} == {(40, "1 ReLU 100", "output")}
    assert sum(row[5] for row in rows) == relu_layer.output.histogram.counts.sum()
    live.show_page("curves")
    assert [table.name for table in live.tables()] == ["loss", "evaluations", "learning_rate"]
