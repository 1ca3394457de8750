"""The plane as a layer bends it."""

import numpy as np
import pytest

from nnlab.gui import numbers
from nnlab.gui.views.decision.plane.warp import WarpPage
from nnlab.training.inside.warp import INPUT
from tests.gui.views.decision.plane.plane_runs import answered, facts_of
from tests.training.inside.twins import HILLS, SPIRALS, XOR, answer, hand_made, plane_spec, twin_of

LOGISTIC = {"training__loss": {"kind": "logistic"}}


@pytest.fixture
def page(shown):
    return shown(WarpPage(), 900, 560)


def test_the_last_hidden_layer_is_shown_first(page):
    page.set_run(facts_of(plane_spec(SPIRALS, ((6, "tanh"), (5, "tanh")))))
    assert page.question().layer == 1
    assert [page.layer.itemText(index) for index in range(page.layer.count())] == [
        "Input, preprocessed",
        "layer 1",
        "layer 2",
        "layer 3",
    ]


def test_another_layer_is_another_question(page, qtbot):
    page.set_run(facts_of(plane_spec(SPIRALS)))
    with qtbot.waitSignal(page.question_changed):
        page.layer.setCurrentIndex(0)
    assert page.question().layer == INPUT


def test_another_run_asks_nothing_anew(page, qtbot):
    with qtbot.assertNotEmitted(page.question_changed):
        page.set_run(facts_of(plane_spec(SPIRALS)))


def test_two_units_are_named_on_the_axes(page):
    picture = answered(page, plane_spec(XOR, **LOGISTIC), hand_made())
    assert page.axes(picture) == ("unit 1", "unit 2")


def test_components_say_how_much_they_hold(page):
    picture = answered(page, plane_spec(SPIRALS, ((6, "tanh"),)))
    first, second = page.axes(picture)
    assert first == f"component 1 ({100 * picture.shares[0]:.0f} % of the variance)"
    assert second.startswith("component 2")
    assert numbers.percent(sum(picture.shares)) in page.remark.text()


def test_one_unit_is_told(page):
    spec = plane_spec(XOR, **LOGISTIC)
    answered(page, spec, hand_made())
    page.layer.setCurrentIndex(2)
    page.set_answer(answer(page.question(), *twin_of(spec, hand_made())), 7)
    assert page.remark.text().startswith("One unit")


def test_an_example_is_drawn_where_the_layer_puts_it(page):
    picture = answered(page, plane_spec(XOR, **LOGISTIC), hand_made())
    place = page.area.frame().place(*picture.places[0].tolist())
    name = picture.examples.class_names[picture.examples.targets[0]]
    assert page.area.words_at(place) == f"class {name}"


def test_numbers_to_be_met_have_their_scale(page):
    answered(page, plane_spec(HILLS, training__loss={"kind": "mse"}), hand_made())
    assert page.legend.buttons == []
    page.grab()


def test_outputs_that_are_not_finite_are_said_instead(page):
    answered(page, plane_spec(SPIRALS, ((6, "relu"),)), {(0, "w"): np.inf})
    assert not page.is_content_shown()
    assert "not finite" in page.promise()


def test_outputs_that_are_all_alike_can_be_drawn(page):
    answered(page, plane_spec(SPIRALS, ((6, "tanh"),)), {(0, "w"): 0.0, (0, "b"): 0.0})
    page.grab()
    assert page.is_content_shown()


def test_tables_have_lines_and_examples(page):
    picture = answered(page, plane_spec(XOR, **LOGISTIC), hand_made())
    lines, examples = page.tables()
    assert len(list(lines.rows)) == picture.lines.shape[0] * picture.lines.shape[1]
    assert {len(row) for row in examples.rows} == {len(examples.columns)}
