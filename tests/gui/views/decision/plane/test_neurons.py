"""Neurons as small pictures."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from nnlab.gui import numbers, theme
from nnlab.gui.views.data.heat_map import signed_colour
from nnlab.gui.views.decision.plane.ground import BROKEN, TONES, hatched, tones_of
from nnlab.gui.views.decision.plane.neurons import MOST_UNITS, SMALL, NeuronsPage
from tests.gui.views.decision.plane.plane_runs import answered, facts_of
from tests.training.inside.twins import HILLS, SPIRALS, XOR, hand_made, plane_spec

LOGISTIC = {"training__loss": {"kind": "logistic"}}


@pytest.fixture
def page(shown):
    return shown(NeuronsPage(), 900, 560)


@pytest.fixture
def small(page):
    answered(page, plane_spec(XOR, **LOGISTIC), hand_made())
    return page


@pytest.fixture
def wide(page):
    answered(page, plane_spec(SPIRALS, ((30, "relu"), (12, "tanh"))))
    return page


def test_it_fits_whatever_two_features_lead_to():
    assert NeuronsPage.fits(facts_of(plane_spec(XOR)))
    assert NeuronsPage.fits(facts_of(plane_spec(HILLS, training__loss={"kind": "mse"})))
    assert not NeuronsPage.fits(facts_of(plane_spec({"kind": "digits"})))


def test_tones_run_from_the_least_over_zero_to_the_largest():
    tones = tones_of(np.array([-2.0, 0.0, 1.0, 2.0, np.nan], np.float32), np.array(2.0))
    assert tones.tolist() == [0, TONES, TONES * 3 // 2, 2 * TONES, BROKEN]
    assert tones_of(np.zeros(2), np.array(0.0)).tolist() == [TONES, TONES]


def test_negative_numbers_alone_are_hatched():
    negative, positive = np.zeros((20, 20), np.uint8), np.full((20, 20), 2 * TONES, np.uint8)
    assert len(np.unique(hatched(negative))) == 2
    assert hatched(positive).tolist() == positive.tolist()


def test_a_pixel_of_a_picture_has_the_colour_of_its_output(small):
    functions = small.answer.layers[0]
    rect = small.sheet.places.rect_of((0, 0))
    image = small.sheet.grab().toImage()
    side = small.answer.grid.resolution
    values = functions.values[0] / functions.largest[0]
    for row, column in ((5, 5), (side - 6, side - 6)):
        if values[row, column] > 0:  # not hatched
            found = image.pixelColor(rect.left() + column, rect.top() + side - 1 - row)
            expected = signed_colour(float(values[row, column]))
            assert found.getRgb()[:3] == pytest.approx(expected.getRgb()[:3], abs=3)


def test_the_unit_under_the_mouse_is_enlarged(wide, qtbot):
    qtbot.mouseMove(wide.sheet, wide.sheet.places.rect_of((0, 3)).center())
    assert wide.detail.heading.text().startswith("layer 1 · unit 4")
    qtbot.mouseMove(wide.sheet, wide.sheet.places.rect_of((1, 2)).center())
    assert wide.detail.heading.text().startswith("layer 2 · unit 3")


def test_a_click_keeps_a_unit_when_the_mouse_goes_on(wide, qtbot):
    qtbot.mouseClick(wide.sheet, Qt.MouseButton.LeftButton, pos=wide.sheet.places.rect_of((0, 5)).center())
    qtbot.mouseMove(wide.sheet, wide.sheet.places.rect_of((0, 6)).center())
    assert "unit 7" in wide.detail.heading.text()
    qtbot.mouseMove(wide.sheet, wide.sheet.rect().bottomRight())
    assert "unit 6" in wide.detail.heading.text()


def test_arrow_keys_walk_through_the_units_of_all_layers(wide, qtbot):
    wide.sheet.setFocus()
    qtbot.keyClick(wide.sheet, Qt.Key.Key_Right)
    assert wide.sheet.chosen == (0, 1)
    qtbot.keyClick(wide.sheet, Qt.Key.Key_Left)
    qtbot.keyClick(wide.sheet, Qt.Key.Key_Left)
    assert wide.sheet.chosen == (0, 0)
    seen = {wide.sheet.chosen[0]}
    for _ in range(20):
        qtbot.keyClick(wide.sheet, Qt.Key.Key_Down)
        seen.add(wide.sheet.chosen[0])
    assert seen == {0, 1, 2}
    for _ in range(20):
        qtbot.keyClick(wide.sheet, Qt.Key.Key_Up)
    assert wide.sheet.chosen == (0, 0)
    assert wide.sheet.accessibleDescription().startswith("layer 1 · unit 1")


def test_the_enlarged_unit_names_range_and_value(small):
    functions = small.answer.layers[1]
    small.sheet.choose((1, 0))
    low, high = float(functions.low[0]), float(functions.high[0])
    assert small.detail.reading.text() == (
        f"outputs from {numbers.significant(low)} to {numbers.significant(high)}; the line is 0"
    )
    small.detail.plane.point_to((0.2, 0.1))
    value = float(functions.values[0][small.answer.grid.cell_at(0.2, 0.1)])
    assert small.detail.reading.text().endswith(f"output {numbers.significant(value)}")


def test_weights_are_listed_by_strength(small):
    small.sheet.choose((1, 0))
    assert small.detail.incoming.rows == [("unit 2", -3.0), ("unit 1", 1.0)]
    assert small.detail.outgoing.rows == []
    small.sheet.choose((0, 0))
    assert small.detail.incoming.rows == [("input 2", 2.0), ("input 1", 1.0)]
    assert small.detail.outgoing.rows == [("unit 1", 1.0)]


def test_units_that_say_nothing_are_told_by_a_word(page):
    weights = {(0, "w"): [[0.0, 0.0, np.inf, 1.0]] * 2, (0, "b"): [-1.0, 2.0, 0.0, 0.0]}
    answered(page, plane_spec(SPIRALS, ((4, "relu"),)), weights)
    assert [page.sheet.remark((0, unit)) for unit in range(4)] == ["dead", "flat", "NaN", ""]
    assert page.sheet.heading(0) == "layer 1 · 1 dead · 1 flat · 1 NaN"
    page.sheet.choose((0, 2))
    page.grab()


def test_of_a_wide_layer_it_says_how_many_units_are_shown(page):
    answered(page, plane_spec(SPIRALS, ((100, "tanh"),)))
    assert f"the first {MOST_UNITS} of 100 units" in page.sheet.heading(0)


def test_pictures_are_as_large_as_fits(shown):
    page = shown(NeuronsPage(), 900, 560)
    page.set_run(facts_of(plane_spec(SPIRALS, ((4, "relu"),))))
    few = page.question().resolution
    page.set_run(facts_of(plane_spec(SPIRALS, ((64, "relu"),) * 6), run_id=2))
    assert page.question().resolution == SMALL < few


def test_another_size_asks_for_other_pictures(small, qtbot):
    before = small.question().resolution
    with qtbot.waitSignal(small.question_changed):
        small.resize(420, 300)
    assert small.question().resolution < before


def test_another_run_begins_at_the_first_unit(wide):
    wide.sheet.choose((1, 11))
    wide.set_run(facts_of(plane_spec(XOR, **LOGISTIC), run_id=2))
    assert wide.sheet.unit() == (0, 0)


def test_it_is_drawn_in_both_themes(wide, in_theme):
    for choice in ("dark", "light"):
        in_theme(choice)
        assert wide.sheet.grab().toImage().pixelColor(1, 1) is not None
    assert theme.current().name == "light"


def test_tables_have_the_enlarged_unit_and_all_ranges(wide):
    wide.sheet.choose((1, 2))
    unit, ranges = wide.tables()
    assert unit.name == "neuron_2_3"
    assert len(list(unit.rows)) == wide.answer.grid.resolution**2
    assert len(list(ranges.rows)) == 30 + 12 + 3
