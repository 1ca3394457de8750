"""The number over the plane."""

import numpy as np
import pytest

from nnlab.gui import numbers
from nnlab.gui.views.decision.plane.ground import scale_colours
from nnlab.gui.views.decision.plane.surface import SurfacePage
from tests.gui.views.decision.plane.plane_runs import answered, facts_of
from tests.training.inside.twins import HILLS, XOR, by_hand, hand_made, plane_spec

MSE = {"training__loss": {"kind": "mse"}}


@pytest.fixture
def page(shown):
    page = shown(SurfacePage(), 900, 560)
    answered(page, plane_spec(HILLS, **MSE), hand_made())
    return page


def test_it_fits_numbers_over_two_features_alone():
    assert SurfacePage.fits(facts_of(plane_spec(HILLS, **MSE)))
    assert not SurfacePage.fits(facts_of(plane_spec(XOR)))


def test_what_the_network_says_is_read_out(page):
    place = (0.4, -0.3)
    cell = page.answer.grid.cell_at(*place)
    assert numbers.significant(float(page.answer.values[cell])) in page.words_at(place)
    assert page.answer.values[cell] == pytest.approx(by_hand(np.array([place]))[0], abs=0.2)


def test_an_example_is_read_out_with_its_residual(page):
    example = int(np.flatnonzero(page.answer.examples.parts == 0)[0])
    words = page.words_at(tuple(page.answer.examples.x[example].tolist()))
    found = page.plane.example_at(tuple(page.answer.examples.x[example].tolist()))
    residual = float(page.answer.truth[found] - page.answer.predicted[found])
    assert f"residual {numbers.significant(residual)}" in words


def test_errors_are_those_of_each_part(page):
    train = page.answer.examples.parts == 0
    error = np.sqrt(np.mean((page.answer.predicted - page.answer.truth)[train] ** 2))
    assert f"train {numbers.significant(float(error))}" in page.errors.text()


def test_the_highest_ground_has_the_colour_of_the_end(page):
    for part in page.parts.buttons:
        part.setChecked(False)
    x, y = page.answer.grid.points()[int(page.answer.values.argmax())].tolist()
    place = page.plane.frame().place(x, y).toPoint()
    colour = page.plane.grab().toImage().pixelColor(place)
    assert [colour.red(), colour.green(), colour.blue()] == pytest.approx(scale_colours()[-1].tolist(), abs=8)


def test_the_scale_names_its_ends(page):
    for end in (page.answer.low, page.answer.high):
        assert numbers.significant(end) in page.scale.accessibleName()


def test_a_single_number_needs_no_choice(page):
    assert page.target.isHidden()
    assert page.question().target == 0


def test_outputs_that_are_not_finite_are_told(page):
    answered(page, plane_spec(HILLS, **MSE), {(0, "w"): np.nan})
    assert "not finite" in page.errors.text()
    page.grab()


def test_tables_have_the_surface_and_the_examples(page):
    surface, examples = page.tables()
    assert len(list(surface.rows)) == page.answer.grid.resolution**2
    assert {len(row) for row in examples.rows} == {len(examples.columns)}
