"""First-layer weights as pictures."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from nnlab.gui import theme
from nnlab.gui.views.decision.examples.first_layer_page import FirstLayerPage
from tests.gui.views.decision.examples.example_runs import Run
from tests.training.inside.judged import DIGITS, IRIS, SHAPES


@pytest.fixture
def page(shown):
    return shown(FirstLayerPage(), 940, 560)


def near(first, second):
    parts = zip(QColor(first).getRgb(), QColor(second).getRgb(), strict=True)
    return all(abs(one - other) <= 2 for one, other in parts)


def test_positive_weights_are_blue_and_negative_ones_orange(page):
    run = Run(DIGITS, weights={(0, "w"): 0})
    run.twin.parameters[0][0].value[:2, 0] = 2, -2
    run.show_in(page)
    image, shown = page.grid.tiles[0].image(), theme.current()
    assert near(image.pixelColor(0, 0), shown.positive)
    assert near(image.pixelColor(1, 0), shown.negative)
    assert near(image.pixelColor(2, 0), shown.base)
    assert page.scale.ends() == ("−2.00", "2.00")


def test_on_its_own_scale_the_strongest_weight_of_each_unit_has_the_full_colour(page):
    run = Run(DIGITS, weights={(0, "w"): 0})
    run.twin.parameters[0][0].value[0, :2] = 2, 0.1
    run.show_in(page)
    assert not near(page.grid.tiles[1].image().pixelColor(0, 0), theme.current().positive)
    page.own_scale.click()
    assert near(page.grid.tiles[1].image().pixelColor(0, 0), theme.current().positive)
    assert page.scale.ends() == ("−", "+")


def test_the_unit_that_the_keys_reach_is_enlarged_with_norm_and_bias(page):
    run = Run(DIGITS, weights={(0, "b"): 0.25})
    run.show_in(page)
    QTest.keyClick(page.grid, Qt.Key.Key_Right)
    assert page.close_up.lines[0] == "Unit 2"
    assert page.close_up.lines[1].startswith("norm ")
    assert page.close_up.lines[2] == "bias 0.250"


def test_largest_first_is_another_question(page, qtbot):
    run = Run(DIGITS)
    run.show_in(page)
    with qtbot.waitSignal(page.question_changed):
        page.by_norm.click()
    answer = run.show_in(page)
    assert page.question().order == "norm"
    assert page.grid.tiles[0].caption == str(answer.units[0] + 1)


def test_weights_that_were_mapped_back_are_said_to_be(page):
    Run(DIGITS, preprocessing=[{"kind": "pca", "components": 5}]).show_in(page)
    assert "mapped back" in page.summary.text()


def test_the_weights_of_colour_images_are_colours(page):
    Run(SHAPES).show_in(page)
    assert page.scale.accessibleName().startswith("Tones")
    image = page.grid.tiles[0].image()
    assert (image.width(), image.height()) == (32, 32)


def test_it_fits_images():
    assert FirstLayerPage.fits(Run(DIGITS).facts)
    assert not FirstLayerPage.fits(Run(IRIS).facts)


def test_the_numbers_behind_it_are_the_weights(page):
    answer = Run(DIGITS).show_in(page)
    (table,) = page.tables()
    rows = list(table.rows)
    assert len(rows) == 6
    assert rows[2][3:] == pytest.approx(answer.pixels[2].ravel().tolist())


def test_the_pieces_of_maxout_are_counted_beside_its_units(page):
    maxout = {"kind": "dense", "units": 5, "activation": {"kind": "maxout", "pieces": 3}}
    Run(DIGITS, network__layers=[maxout]).show_in(page)
    assert page.summary.text() == "15 pieces of 5 units"


def test_units_are_counted(page):
    Run(DIGITS, network__layers=[{"kind": "dense", "units": 5}]).show_in(page)
    assert page.summary.text() == "5 units"
