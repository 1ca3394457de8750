"""The view of gradients and weights as a whole: pages set with pictures and read back."""

import csv
import io
from math import isnan

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from nnlab.gui.views.gradients.gradients_view import GradientsView
from nnlab.spec.activations import PreluSpec
from tests.gui.views.gradients.made_up import facts, layer, moment, norm, numbers_of, picture, start


@pytest.fixture
def view(shown):
    return shown(GradientsView(), 940, 600)


def vanishing(step, layers=10, factor=0.23):
    return picture(step, [layer(1e-2 * factor ** (layers - 1 - place)) for place in range(layers)])


def test_without_a_run_every_page_says_what_will_appear(view):
    for page, card in (
        ("gradients", view.gradients.slope_card),
        ("updates", view.updates.card),
        ("norm", view.norm.card),
        ("slopes", view.slopes.card),
    ):
        view.show_page(page)
        assert not card.is_content_shown()
        assert "appear" in card.promise()
    assert view.tables() == []


def test_before_the_first_step_weights_are_shown_and_gradients_promised(view):
    view.set_run(facts(3))
    view.set_moment(moment([start(3)]))
    assert view.gradients.rows_card.is_content_shown()
    assert view.gradients.slope_card.promise() == (
        "Before the first step there is no gradient; it appears here after one."
    )
    view.show_page("updates")
    assert "Before the first step" in view.updates.card.promise()


def test_a_vanishing_gradient_is_named_and_seen_as_a_slope(view):
    view.set_run(facts(10))
    view.set_moment(moment([start(10), vanishing(100)]))
    page = view.gradients
    assert page.verdict.text() == ("⚠ Falls by a factor of 4.35 a layer towards the input: the gradient vanishes.")
    heights = [page.plot.place(place).y() for place in range(10)]
    assert heights == sorted(heights, reverse=True)
    assert page.plot.accessibleDescription() in page.verdict.text()


def test_earlier_steps_near_powers_of_ten_stand_behind(view):
    view.set_run(facts(3))
    view.set_moment(moment([start(3), *(vanishing(step, 3) for step in (1, 2, 9, 50, 96, 400))]))
    assert view.gradients.legend.text() == "grey, the fainter the earlier: steps 1, 9, 96"


def test_looking_back_no_later_step_stands_behind(view):
    view.set_run(facts(3))
    view.set_moment(moment([start(3), *(vanishing(step, 3) for step in (1, 2, 9, 50, 96, 400))], shown=4))
    assert view.gradients.legend.text() == "grey, the fainter the earlier: steps 1, 9"


def test_a_layer_that_is_pointed_at_is_told_in_words(view):
    view.set_run(facts(3))
    view.set_moment(moment([picture(100, [layer(1e-4, 0.05), layer(1e-3), layer(1e-2, None)])]))
    view.gradients.plot.point_at(0)
    assert view.gradients.legend.text() == "1 Relu 20 · RMS gradient 1.0e-04 · update / weights 0.0500 ▲ high"
    view.gradients.plot.point_at(2)
    assert view.gradients.legend.text() == "Output 3 · RMS gradient 0.0100"
    view.gradients.plot.point_at(None)
    assert view.gradients.legend.text() == ""


def test_the_message_tells_the_step_and_that_of_the_gradients(view):
    view.set_run(facts(2))
    view.set_moment(moment([picture(12, [layer(), layer()], measured=10)]))
    assert view.message() == "step 12 · gradients of step 10"
    view.set_moment(moment([picture(12, [layer(), layer()])], step=14))
    assert view.message() == "step 12, the recorded one nearest to 14"


def test_broken_gradients_are_told_on_every_page(view):
    broken = picture(9, [layer(numbers_of(1.0, broken=2000), None), layer(0.0, 0.0), layer(5.0, 3.0)])
    view.set_run(facts(3))
    view.set_moment(moment([vanishing(8, 3), broken]))
    assert "not finite" in view.gradients.verdict.text()
    view.show_page("updates")
    assert [row.cells for row in view.updates.list.rows] == [("–", ""), ("0", "▼ low"), ("3.00", "▲ high")]
    view.grab()


def test_updates_are_told_layer_by_layer_with_sign_and_word(view):
    view.show_page("updates")
    view.set_run(facts(3))
    view.set_moment(moment([start(3), picture(5, [layer(ratio=r) for r in (1e-3, 1e-6, 0.5)])]))
    assert [row.cells for row in view.updates.list.rows] == [
        ("0.00100", "✓"),
        ("1.0e-06", "▼ low"),
        ("0.500", "▲ high"),
    ]
    assert [row.is_bad for row in view.updates.list.rows] == [False, True, True]
    assert view.updates.verdict.text().startswith("⚠ Layers that move far at every step: 1 of 3.")


def test_lines_of_updates_begin_at_the_first_measured_step(view):
    view.show_page("updates")
    view.set_run(facts(2))
    view.set_moment(moment([start(2), picture(1, [layer(), layer(ratio=0.1)]), picture(7, [layer()] * 2, measured=5)]))
    lines = view.updates.plot.lines
    assert lines.steps.tolist() == [1, 5]
    assert lines.values == pytest.approx(np.array([[1e-3, 0.1], [1e-3, 1e-3]]))


def test_under_the_mouse_stand_the_updates_of_that_step(view):
    view.show_page("updates")
    view.set_run(facts(2))
    view.set_moment(moment([picture(1, [layer(ratio=0.5)] * 2), picture(100, [layer(ratio=1e-3)] * 2)]))
    view.updates.plot.point_at(3.0)
    assert view.updates.list.rows[0].cells == ("0.500", "▲ high")
    assert view.updates.card.note.text() == "step 1"
    view.updates.plot.point_at(None)
    assert view.updates.list.rows[0].cells == ("0.00100", "✓")
    assert view.updates.card.note.text() == ""


def test_a_click_on_a_time_plot_asks_for_that_step(view, qtbot):
    view.show_page("updates")
    view.set_run(facts(2))
    view.set_moment(moment([picture(step, [layer(), layer()]) for step in (1, 40, 100)]))
    plot = view.updates.plot
    with qtbot.waitSignal(view.step_pointed) as asked:
        place = QPoint(round(plot.x_of(45)), round(plot.box().center().y()))
        qtbot.mouseClick(plot, Qt.MouseButton.LeftButton, pos=place)
    assert asked.args == [40]


def test_looking_back_moves_the_mark_and_keeps_the_lines(view):
    view.show_page("updates")
    view.set_run(facts(2))
    pictures = [picture(step, [layer(ratio=step / 1e4)] * 2) for step in (1, 40, 100)]
    view.set_moment(moment(pictures))
    view.set_moment(moment(pictures, shown=1, last_step=120))
    assert view.updates.plot.marked_step == 40
    assert view.updates.plot.lines.steps.tolist() == [1, 40, 100]
    assert view.updates.list.rows[0].cells[0] == "0.00400"


def test_batch_norm_is_shown_for_the_chosen_layer(view, qtbot):
    view.show_page("norm")
    view.set_run(facts(3))
    view.set_moment(moment([picture(5, [layer(norm=norm()), layer(norm=norm(2.0)), layer()])]))
    page = view.norm
    assert page.card.is_content_shown()
    assert [row.cells for row in page.list.rows] == [("1.10", "−0.200"), ("2.00", "−0.200")]
    assert page.gamma.values.mean() == pytest.approx(1.1)
    page.list.choose(1)
    assert page.gamma.values.mean() == pytest.approx(2.0)
    assert page.stds.batch == pytest.approx(np.full(20, 2.0))
    assert page.stds.running == pytest.approx(np.ones(20))
    assert page.card.note.text() == "2 Relu 20 · batch against running: means 0.300 std apart, std × 2.00 (medians)"


def test_before_the_first_step_there_is_no_batch_to_compare(view):
    view.show_page("norm")
    view.set_run(facts(2))
    view.set_moment(moment([picture(0, [layer(None, None, norm(batch_mean=None)), layer(None, None)])]))
    assert "before the first step" in view.norm.card.note.text()
    view.grab()


def test_a_network_without_batch_norm_or_prelu_says_so(view):
    view.set_run(facts(2))
    view.set_moment(moment([vanishing(5, 2)]))
    view.show_page("norm")
    assert view.norm.card.promise().startswith("No layer of this network has batch normalisation.")
    view.show_page("slopes")
    assert view.slopes.card.promise().startswith("No layer of this network is a PReLU.")


def test_slopes_are_shown_over_time_and_unit_by_unit(view):
    view.show_page("slopes")
    view.set_run(facts(3, PreluSpec(per="unit")))
    first = picture(0, [layer(None, None, slopes=[0.25, 0.25]), layer(None, None, slopes=[0.25]), layer(None, None)])
    now = picture(9, [layer(slopes=[-0.125, 0.375]), layer(slopes=[0.5]), layer()])
    view.set_moment(moment([first, now]))
    page = view.slopes
    assert [row.cells for row in page.list.rows] == [("0.125", "−0.12 … 0.38"), ("0.500", "–")]
    assert page.plot.lines.values[:, :2] == pytest.approx(np.array([[0.25, 0.25], [0.125, 0.5]]))
    assert np.isnan(page.plot.lines.values[:, 2]).all()
    assert page.units.isVisible()
    assert page.units.values.tolist() == [-0.125, 0.375]
    page.list.choose(1)
    assert not page.units.isVisible()


def test_only_the_page_in_front_is_told_and_another_catches_up(view):
    view.set_run(facts(2))
    pictures = [vanishing(step, 2) for step in (1, 2)]
    view.set_moment(moment(pictures))
    assert view.updates.list.rows == ()
    updates = next(button for button in view.findChildren(QToolButton) if button.text() == "Updates")
    updates.click()
    assert view.page == "updates"
    assert len(view.updates.list.rows) == 2


def test_another_run_starts_all_pages_anew(view):
    view.set_run(facts(3))
    view.set_moment(moment([vanishing(5, 3)]))
    view.set_run(facts(2, run_id=2))
    assert not view.gradients.slope_card.is_content_shown()
    assert view.message() == ""
    view.set_moment(moment([vanishing(5, 3)]))  # still of the first run
    assert not view.gradients.slope_card.is_content_shown()


def test_the_same_run_told_again_keeps_what_is_shown(view):
    view.set_run(facts(3))
    view.set_moment(moment([vanishing(5, 3)]))
    view.set_run(facts(3))
    assert view.gradients.slope_card.is_content_shown()


def test_the_numbers_are_those_that_are_shown(view):
    prelu = picture(9, [layer(norm=norm(), slopes=[0.1, 0.3]), layer(1e-2)])
    view.set_run(facts(2))
    view.set_moment(moment([start(2), prelu]))
    tables = {table.name: (table.columns, list(table.rows)) for table in view.tables()}
    names = ["rms_gradient", "distributions", "histograms", "batch_norm", "batch_norm_means", "slopes"]
    assert list(tables) == names
    for columns, rows in tables.values():
        assert all(len(row) == len(columns) for row in rows)
        csv.writer(io.StringIO()).writerows(rows)
    learning = tables["rms_gradient"][1]
    assert learning[0] == (0, 0, "1 Relu 20", None, pytest.approx(0.1), None)
    assert learning[3] == (9, 9, "Output 3", pytest.approx(1e-2), pytest.approx(0.1), 1e-3)
    assert sum(row[4] for row in tables["histograms"][1]) == 4 * 2000
    assert tables["slopes"][1] == [(9, "1 Relu 20", *(pytest.approx(value) for value in (0.2, 0.1, 0.3)))]
    assert tables["batch_norm"][1][19][:2] == ("1 Relu 20", 20)
    cells = [cell for _, rows in tables.values() for row in rows for cell in row]
    assert not any(isinstance(cell, float) and isnan(cell) for cell in cells)


def test_every_page_can_be_drawn_in_both_themes(view, in_theme):
    shown = picture(9, [layer(norm=norm(), slopes=[0.1, 0.3]), layer(1e-2)])
    view.set_run(facts(2, PreluSpec(per="unit")))
    view.set_moment(moment([start(2), vanishing(3, 2), shown]))
    for choice in ("dark", "light"):
        in_theme(choice)
        for page in ("gradients", "updates", "norm", "slopes"):
            view.show_page(page)
            assert not view.grab().isNull()


def test_what_can_be_reached_with_tab_has_a_name(view):
    focusable = [child for child in view.findChildren(QWidget) if child.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(focusable) > 10
    for child in focusable:
        assert child.accessibleName() or (isinstance(child, QToolButton) and child.text()), child
