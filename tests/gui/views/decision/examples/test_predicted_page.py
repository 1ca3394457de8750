"""Predicted against true numbers."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from nnlab.gui.views.decision.examples.predicted_page import PredictedPage
from tests.gui.views.decision.examples.example_runs import Run
from tests.training.inside.judged import IRIS
from tests.training.inside.twins import HILLS


@pytest.fixture
def page(shown):
    return shown(PredictedPage(), 940, 560)


def test_true_and_predicted_values_have_the_same_scale(page):
    Run(HILLS, "mse").show_in(page)
    frame = page.plot.frame()
    right, up = frame.place(1, 0) - frame.place(0, 0), frame.place(0, 1) - frame.place(0, 0)
    assert right.x() == pytest.approx(-up.y())


def test_a_point_under_the_mouse_says_its_numbers(page):
    answer = Run(HILLS, "mse").show_in(page)
    shown = answer.shown
    place = page.plot.frame().place(float(shown.truth[0, 0]), float(shown.predicted[0, 0]))
    QTest.mouseMove(page.plot, place.toPoint())
    assert page.readout.text().startswith("example ")


def test_the_keys_go_through_the_points_from_the_least(page):
    answer = Run(HILLS, "mse").show_in(page)
    QTest.keyClick(page.plot, Qt.Key.Key_Right)
    least = int(answer.shown.index[answer.shown.truth[:, 0].argmin()])
    assert page.readout.text().startswith(f"example {least + 1}:")


def test_error_and_explained_variance_are_said(page):
    Run(HILLS, "mse").show_in(page)
    assert "mean squared error" in page.summary.text()
    assert "R²" in page.summary.text()


def test_predictions_that_are_not_finite_are_said_to_be_missing(page):
    Run(HILLS, "mse", weights={(1, "b"): np.nan}).show_in(page)
    assert page.problem().startswith("⚠")
    page.plot.grab()


def test_it_fits_runs_that_meet_numbers():
    assert PredictedPage.fits(Run(HILLS, "mse").facts)
    assert not PredictedPage.fits(Run(IRIS).facts)
