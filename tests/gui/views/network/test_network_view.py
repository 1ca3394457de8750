"""The network drawn shows what it is given: layers, weights, the step, and what is pointed at."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nnlab.gui import theme
from nnlab.gui.views.network.lines import MOST_LINES
from nnlab.gui.views.network.network_view import NetworkView
from nnlab.gui.views.network.places import HEADER, Spot
from tests.gui.views.network.networks import Made, moment
from tests.training.runs import noise


@pytest.fixture
def view(shown):
    return shown(NetworkView(), 940, 600)


def texts(view):
    return [label.text() for label in view.details]


def picture(view) -> QImage:
    return view.canvas.grab().toImage()


def test_without_a_run_the_view_says_what_will_appear(view):
    assert "once a run has begun" in view.heading()
    assert view.question() is None
    assert list(view.tables()) == []


def test_before_the_first_weights_the_layers_are_drawn_from_the_spec(view):
    made = Made()
    view.set_run(made.facts)
    scene = view.canvas.scene
    assert [column.units for column in scene.columns] == [2, 12, 8, 3]
    assert scene.segments == {}
    assert "2 → 12 → 8 → 3" in texts(view)[0]
    assert [table.name for table in view.tables()] == ["layers"]


def test_with_weights_every_unit_of_a_small_network_is_drawn_and_its_classes_named(view):
    made = Made()
    made.show_in(view)
    scene = view.canvas.scene
    assert [len(column.shown) for column in scene.columns] == [2, 12, 8, 3]
    assert [scene.names.beside(3, unit) for unit in range(3)] == ["0", "1", "2"]
    assert [scene.names.beside(0, unit) for unit in range(2)] == ["x", "y"]


def test_lines_are_as_many_as_weights_that_are_worth_drawing(view):
    drawing = Made().show_in(view)
    expected = sum(int((np.abs(w.weights) > 0.02 * w.sums.largest).sum()) for w in drawing.layers)
    assert sum(map(len, view.canvas.scene.segments.values())) == expected


def test_of_large_layers_some_units_and_the_strongest_connections_are_drawn(view):
    layers = [{"kind": "dense", "units": 200}] * 3
    Made(data__source=noise(150, 300), network__layers=layers).show_in(view)
    scene = view.canvas.scene
    assert all(len(column.shown) <= 24 for column in scene.columns)
    assert [column.hidden + len(column.shown) for column in scene.columns] == [300, 200, 200, 200, 10]
    assert MOST_LINES - len(scene.lines) <= sum(map(len, scene.segments.values())) <= MOST_LINES


def test_negative_weights_are_dashed_and_positive_ones_are_not(view):
    drawing = Made().show_in(view)
    scene = view.canvas.scene
    negative = sum(len(lines) for (_, is_negative), lines in scene.segments.items() if is_negative)
    expected = sum(int((layer.weights < -0.02 * layer.sums.largest).sum()) for layer in drawing.layers)
    assert negative == expected


def test_the_heading_names_the_step_that_is_drawn_and_the_one_that_was_asked_for(view):
    made = Made()
    made.show_in(view, step=40)
    assert "step 40" in view.heading()
    view.set_moment(moment(43, recorded=40))
    assert "step 40, the recorded one nearest to 43" in view.heading()


def test_another_step_brings_other_weights(view):
    made = Made()
    made.show_in(view, step=1)
    before = picture(view)
    made.show_in(view, step=2)
    assert picture(view) != before


def test_another_run_is_drawn_without_the_weights_of_the_one_before(view):
    Made().show_in(view)
    view.set_run(Made(network__layers__0__units=5).facts)
    assert view.canvas.drawing is None
    assert [column.units for column in view.canvas.scene.columns] == [2, 5, 8, 3]


def test_the_mouse_over_a_unit_tells_of_it_and_fades_the_other_connections(view):
    drawing = Made().show_in(view)
    plain = picture(view)
    places = view.canvas.scene.places
    QTest.mouseMove(view.canvas, places.point(2, 3).toPoint())
    assert view.canvas.spot == Spot(2, 3)
    heading, before, behind = texts(view)
    assert heading.startswith("2 tanh 8, unit 4 · bias ")
    strongest = int(np.abs(drawing.layers[1].weights[:, 3]).argmax())
    assert before.startswith(f"strongest from: unit {strongest + 1} ")
    assert behind.startswith("strongest to: output ")
    assert picture(view) != plain


def test_the_mouse_over_a_heading_tells_of_the_layer(view):
    Made().show_in(view)
    QTest.mouseMove(view.canvas, view.canvas.scene.places.header(1).center().toPoint())
    heading, before, behind = texts(view)
    assert heading.startswith("1 relu 12: Shape 12 · Parameters 36 · Start He")
    assert "2 × 12 weights" in before
    assert "rms" in behind


def test_the_arrow_keys_lead_from_heading_to_unit_to_unit(view):
    Made().show_in(view)
    view.canvas.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    assert view.canvas.spot == Spot(1, HEADER)
    spots = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Left):
        QTest.keyClick(view.canvas, key)
        spots.append(view.canvas.spot)
    assert [spot.column for spot in spots] == [1, 1, 2, 2, 1]
    assert spots[:2] == [Spot(1, 0), Spot(1, 1)]
    assert spots[2].place >= 0
    assert view.canvas.accessibleDescription().startswith(texts(view)[0])


def test_no_arrow_key_leads_out_of_the_drawing(view):
    Made(data__source={"kind": "digits"}).show_in(view)
    view.canvas.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Up):
        for _ in range(90):
            QTest.keyClick(view.canvas, key)
            spot = view.canvas.spot
            assert 0 <= spot.column <= 3
            assert HEADER <= spot.place < len(view.canvas.scene.columns[spot.column].shown)


def test_an_input_of_images_is_drawn_as_one_and_shows_the_weights_of_the_unit_pointed_at(view):
    drawing = Made(data__source={"kind": "digits"}).show_in(view)
    scene = view.canvas.scene
    assert scene.columns[0].lines["Shape"] == ("8 × 8",)
    image = scene.picture(Spot(1, 2))
    assert (image.width(), image.height()) == (8, 8)
    weights = drawing.layers[0].weights[:, 2].reshape(8, 8)
    row, column = np.unravel_index(np.abs(weights).argmax(), weights.shape)
    sign = theme.current().positive if weights[row, column] > 0 else theme.current().negative
    assert image.pixelColor(int(column), int(row)).name() == sign


def test_the_mouse_finds_the_pixel_it_is_over(view):
    Made(data__source={"kind": "digits"}).show_in(view)
    places = view.canvas.scene.places
    QTest.mouseMove(view.canvas, places.point(0, 8 * 2 + 5).toPoint())
    assert "pixel (3, 6)" in texts(view)[0]


def test_one_scale_makes_the_lines_of_small_weights_thin(view):
    made = Made()
    drawing = made.show_in(view)
    drawing.layers[2].weights[...] *= 0.1
    object.__setattr__(drawing.layers[2].sums, "largest", float(np.abs(drawing.layers[2].weights).max()))
    view.set_answer(drawing, 7)
    assert view.canvas.scene.lines[2].classes.max() == 3
    view.shared.click()
    assert view.canvas.scene.lines[2].classes.max() == 0
    assert "of the network" in texts(view)[2]


def test_a_net_of_many_layers_is_wider_than_the_window_and_scrolled(view):
    Made(network__layers=[{"kind": "dense", "units": 4}] * 60).show_in(view)
    assert view.canvas.width() > view.area.viewport().width()
    assert view.area.horizontalScrollBar().maximum() > 0


def test_zoom_keys_and_wheel_make_the_drawing_larger_and_fit_makes_it_fit(view):
    Made().show_in(view)
    fitting = view.canvas.size()
    QTest.keyClick(view.canvas, Qt.Key.Key_Plus)
    assert view.canvas.width() > fitting.width()
    QTest.keyClick(view.canvas, Qt.Key.Key_0)
    assert view.canvas.size() == fitting
    turn(view, 120, Qt.KeyboardModifier.ControlModifier)
    assert view.canvas.width() > fitting.width()
    QTest.keyClick(view.canvas, Qt.Key.Key_Minus)
    assert view.canvas.size() == fitting
    turn(view, 120, Qt.KeyboardModifier.NoModifier)
    assert view.canvas.size() == fitting


def test_a_picture_of_the_view_shows_the_whole_drawing_even_where_it_is_scrolled(view):
    Made().show_in(view)
    assert view.picture_widget() is view
    QTest.keyClick(view.canvas, Qt.Key.Key_Plus)
    assert view.picture_widget() is view.canvas


def turn(view, delta, modifiers):
    position = QPointF(200, 200)
    event = QWheelEvent(
        position,
        view.area.viewport().mapToGlobal(position),
        QPoint(),
        QPoint(0, delta),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.area.viewport(), event)


def test_more_room_asks_for_more_units(qtbot, view):
    Made(network__layers__0__units=100).show_in(view)
    before = view.question()
    with qtbot.waitSignal(view.question_changed):
        view.resize(940, 1000)
    assert view.question().most_units > before.most_units


def test_tables_hold_every_drawn_weight_with_its_ends(view):
    drawing = Made().show_in(view)
    layers, weights = view.tables()
    rows = list(weights.rows)
    assert len(rows) == 2 * 12 + 12 * 8 + 8 * 3
    assert rows[0] == [1, 1, "x", 1, "unit 1", float(drawing.layers[0].weights[0, 0])]
    assert rows[-1][4] == "output 2"
    assert [row[5] for row in layers.rows] == [36, 104, 27]
    assert all(len(row) == len(layers.columns) for row in layers.rows)


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_the_drawing_follows_the_theme(view, in_theme, choice):
    Made().show_in(view)
    colours = in_theme(choice)
    image = picture(view)
    seen = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(0, image.height(), 4)}
    assert colours.layer_colour(0, 3).name() in seen


@pytest.mark.parametrize(("width", "height"), [(240, 160), (10, 10)])
def test_a_tiny_window_does_no_harm(view, width, height):
    view.resize(width, height)
    Made(data__source={"kind": "digits"}).show_in(view)
    picture(view)


def test_weights_that_are_all_zero_are_no_lines(view):
    made = Made()
    view.set_run(made.facts)
    view.set_moment(moment(0))
    twin = made.twin()
    for layer in twin.parameters:
        for parameter in layer:
            parameter.value[...] = 0
    from nnlab.jobs import drained

    view.set_answer(drained(view.question().answering(twin)), 0)
    assert view.canvas.scene.segments == {}
    picture(view)


def test_every_control_has_a_name(view):
    assert view.accessibleName()
    assert view.canvas.accessibleName()
    Made().show_in(view)
    assert "2 → 12 → 8 → 3" in view.canvas.accessibleDescription()
