"""The bench as a whole: its stages, its controls, its legend, and what it says when there is nothing to show."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel

from nnlab.gui.views.data.bench import BenchPanel
from nnlab.gui.views.data.target_scale import TargetScale
from nnlab.spec.preprocessing import CenterSpec, NormalizeSpec, PcaSpec, WhitenSpec
from tests.gui.views.data.benches import NAMES, bench_of, images, numbers_to_meet, rows


@pytest.fixture
def panel(shown):
    return shown(BenchPanel(), 950, 560)


def show(panel, bench):
    """Set a bench and let Qt show what is new."""
    panel.set_bench(bench)
    for _ in range(3):
        QApplication.processEvents()


def texts(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]


def titles(panel):
    return [card.title.text() for card in panel.area.row.cards]


def test_before_there_is_a_bench_it_says_what_will_appear(panel):
    assert panel.message.isVisible()
    assert "side by side" in panel.message.text()
    assert not panel.heading.boxes[0].isEnabled()


def test_the_stages_stand_side_by_side_in_order(panel):
    show(panel, bench_of(rows()))
    assert titles(panel) == ["Raw", "1 Centre", "2 Normalise", "3 PCA", "4 Whiten"]
    assert not panel.message.isVisible()
    places = [card.geometry() for card in panel.area.row.cards]
    assert all(left.right() < right.left() for left, right in pairwise(places))
    assert len({(place.top(), place.bottom()) for place in places}) == 1


def test_five_stages_fit_into_the_smallest_window_without_scrolling(panel):
    show(panel, bench_of(rows()))
    assert panel.area.horizontalScrollBar().maximum() == 0
    assert panel.area.verticalScrollBar().maximum() == 0


def test_what_belongs_together_is_at_one_height_in_all_cards(panel):
    show(panel, bench_of(rows()))
    for parts in zip(*[[c.cloud, c.means, c.heat_map, c.note] for c in panel.area.row.cards], strict=True):
        assert len({(part.geometry().top(), part.geometry().height()) for part in parts}) == 1


def test_notes_are_whole_in_narrow_and_in_wide_cards(panel):
    show(panel, bench_of(rows()))
    for width in (950, 1600):
        panel.resize(width, 560)
        QApplication.processEvents()
        for card in panel.area.row.cards:
            note = card.note
            needed = note.fontMetrics().boundingRect(0, 0, note.width(), 0, Qt.TextFlag.TextWordWrap, note.text())
            assert needed.height() <= note.height()


@pytest.mark.parametrize(
    ("steps", "formulas"),
    [
        ((CenterSpec(mean="all"), NormalizeSpec(by="range")), ["x − μ, one over all", "range → [−1, 1], per feature"]),
        ((PcaSpec(components=3), WhitenSpec(epsilon=0.5)), ["x · V, 3 of 4", "x / √(λ + 0.5)"]),
        ((PcaSpec(components=4),), ["x · V, all components"]),
        ((CenterSpec(mean="channel"),), ["x − μ, per channel"]),
    ],
)
def test_each_card_has_the_formula_of_its_step(panel, steps, formulas):
    show(panel, bench_of(rows(), steps))
    assert [card.formula.text() for card in panel.area.row.cards] == ["x, 4 features", *formulas]


def test_each_card_says_what_changed(panel):
    bench = bench_of(rows())
    show(panel, bench)
    for card, stage in zip(panel.area.row.cards, bench.stages, strict=True):
        assert card.note.text() == " ".join(str(note) for note in stage.notes)
        assert card.accessibleDescription() == card.note.text()
    assert panel.area.row.cards[1].numbers[0].text() == "mean (0, 0)"
    assert panel.area.row.cards[2].numbers[1].text() == "std (1.00, 1.00)"


def test_another_bench_replaces_the_cards(panel):
    show(panel, bench_of(rows()))
    show(panel, bench_of(rows(), (CenterSpec(),)))
    assert titles(panel) == ["Raw", "1 Centre"]
    QApplication.sendPostedEvents(None, 52)  # DeferredDelete
    assert len(panel.area.row.findChildren(type(panel.area.row.cards[0]))) == 2


def test_leakage_is_marked_as_wrong_by_sign_and_sentence(panel):
    show(panel, bench_of(rows(), fit="all"))
    assert panel.leakage.isVisible()
    assert panel.leakage.text().startswith("⚠ Leakage: 100 validation and test examples")
    assert titles(panel) == ["Raw", "⚠ 1 Centre", "⚠ 2 Normalise", "⚠ 3 PCA", "⚠ 4 Whiten"]
    assert [card.property("wrong") for card in panel.area.row.cards] == [False, True, True, True, True]
    show(panel, bench_of(rows()))
    assert not panel.leakage.isVisible()
    assert titles(panel)[1] == "1 Centre"


def test_features_are_chosen_by_name(qtbot, panel):
    show(panel, bench_of(rows(), features=(1, 3)))
    across, up = panel.heading.boxes
    assert [across.itemText(index) for index in range(across.count())] == list(NAMES)
    assert (across.currentText(), up.currentText()) == ("height", "age")
    with qtbot.waitSignal(panel.features_chosen) as chosen:
        choose(up, 2)
    assert chosen.args == [1, 2]


def test_a_feature_taken_from_the_other_axis_changes_places_with_it(qtbot, panel):
    show(panel, bench_of(rows()))
    across, up = panel.heading.boxes
    with qtbot.waitSignal(panel.features_chosen) as chosen:
        choose(across, 1)
    assert chosen.args == [1, 0]
    assert (across.currentText(), up.currentText()) == ("height", "width")


def test_the_same_feature_again_asks_for_nothing(qtbot, panel):
    show(panel, bench_of(rows()))
    with qtbot.assertNotEmitted(panel.features_chosen):
        choose(panel.heading.boxes[0], 0)


def choose(box, index):
    box.setCurrentIndex(index)
    box.activated.emit(index)


def test_of_two_features_there_is_nothing_to_choose(panel):
    show(panel, bench_of(numbers_to_meet()))
    assert not panel.heading.boxes[0].isEnabled()


def test_the_steps_to_look_at_are_chosen(qtbot, panel):
    show(panel, bench_of(rows()))
    for mode in ("five", "experiment"):
        with qtbot.waitSignal(panel.mode_chosen) as chosen:
            qtbot.mouseClick(panel.heading.modes[mode], Qt.MouseButton.LeftButton)
        assert chosen.args == [mode]
        assert [name for name, button in panel.heading.modes.items() if button.isChecked()] == [mode]


def test_the_mode_is_shown_without_a_signal(qtbot, panel):
    with qtbot.assertNotEmitted(panel.mode_chosen):
        panel.set_mode("five")
    assert panel.heading.modes["five"].isChecked()


def test_a_class_pressed_in_the_legend_stands_out_in_every_cloud_until_pressed_again(qtbot, panel):
    show(panel, bench_of(rows()))
    first, second, _ = panel.legend.buttons
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert [button.isChecked() for button in panel.legend.buttons] == [False, True, False]
    assert {card.cloud.emphasis for card in panel.area.row.cards} == {1}
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert {card.cloud.emphasis for card in panel.area.row.cards} == {None}


def test_the_legend_of_numbers_to_be_met_has_their_ends(panel):
    bench = bench_of(numbers_to_meet())
    show(panel, bench)
    (scale,) = panel.legend.findChildren(TargetScale)
    low, high = (f"{end:.2f}".replace("-", "−") for end in (bench.targets.min(), bench.targets.max()))
    assert scale.accessibleName() == f"height: {low} to {high}"
    assert panel.legend.buttons == []


def test_the_legend_says_what_stands_for_mean_and_deviation(panel):
    for dataset in (rows(), numbers_to_meet()):
        show(panel, bench_of(dataset))
        assert texts(panel.legend) == ["+ mean   ◯ two standard deviations around it"]


def test_many_classes_are_said_to_be_many(panel):
    show(panel, bench_of(rows(classes=11)))
    assert "11 classes" in texts(panel.legend)[0]


def test_what_is_drawn_and_what_is_measured_is_said(panel):
    show(panel, bench_of(rows()))
    assert panel.heading.summary.text() == "100 examples"
    show(panel, bench_of(rows(4000)))
    assert panel.heading.summary.text() == "1,000 of 2,000 drawn"


def test_while_it_is_computed_there_is_progress(panel):
    panel.set_busy(0.25)
    assert panel.heading.busy.isVisible()
    assert "25 %" in panel.message.text()
    show(panel, bench_of(rows()))
    panel.set_busy(0.5)
    assert (panel.heading.busy.value(), panel.area.isVisible()) == (500, True)
    panel.set_busy(None)
    assert not panel.heading.busy.isVisible()


def test_a_problem_takes_the_place_of_the_stages(panel):
    show(panel, bench_of(rows()))
    panel.set_problem("The numbers are too large.")
    assert panel.message.text() == "⚠ The numbers are too large."
    assert panel.message.property("role") == "problem"
    assert not panel.area.isVisible()
    panel.set_bench(None)
    assert panel.message.property("role") == "muted"


def test_tab_goes_from_the_controls_over_the_legend_to_the_images(panel):
    show(panel, bench_of(images()))
    chosen = panel.heading.modes["experiment"]  # among choices that exclude each other, Qt goes on by the arrow keys
    wanted = [*panel.heading.boxes, chosen, *panel.legend.buttons, panel.area, *panel.area.images.buttons]
    panel.heading.boxes[0].setFocus()
    seen = [panel.heading.boxes[0]]
    for _ in wanted[1:]:
        panel.focusNextChild()
        seen.append(QApplication.focusWidget())
    assert seen == wanted


def test_thousands_of_features_are_named_only_when_they_are_asked_for(panel):
    show(panel, bench_of(rows(60, features=4)))
    model = panel.heading.boxes[0].model()
    assert model.rowCount() == 4
    assert model.data(model.index(2, 0)) == "weight"
    assert model.data(model.index(-1, 0)) is None


def test_in_a_low_window_images_look_out_from_under_the_stages_and_one_scrolls_to_them(panel):
    show(panel, bench_of(images()))
    seen = panel.area.viewport().height() - panel.area.images.mapTo(panel.area.viewport(), QPoint()).y()
    assert 20 < seen < 50
    assert panel.area.verticalScrollBar().maximum() > 100
    assert panel.area.horizontalScrollBar().maximum() == 0


def test_in_a_high_window_stages_and_images_are_seen_at_once(panel):
    panel.resize(1590, 900)
    show(panel, bench_of(images()))
    assert panel.area.verticalScrollBar().maximum() == 0


def test_pictures_stand_side_by_side_in_wide_cards_and_one_above_the_other_in_high_ones(panel):
    panel.resize(1200, 560)
    for steps, beside in (((CenterSpec(),), True), ((CenterSpec(), NormalizeSpec(), PcaSpec(), WhitenSpec()), False)):
        show(panel, bench_of(rows(), steps))
        card = panel.area.row.cards[0]
        assert (card.heat_map.x() > card.cloud.geometry().right()) is beside
        assert (card.heat_map.y() > card.cloud.geometry().bottom()) is not beside
