import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from nnlab.gui.numbers import size
from nnlab.gui.views.form.kinds.activations import ACTIVATIONS
from nnlab.gui.views.form.words import worded
from nnlab.spec.document import new_spec
from nnlab.training.outline import outline

OUTLINE = outline(new_spec())


def texts(shown):
    return [label.text() for label in shown.form.findChildren(QLabel) if label.isVisible() and label.text()]


def dotted(shown):
    fields = [*shown.form.findChildren(QLineEdit), shown.choice("Source"), shown.choice("Layer 1: activation")]
    return {field.accessibleName() for field in fields if field.default.differs}


def test_the_default_experiment_has_no_dot(shown):
    assert dotted(shown) == set()


def test_a_wrong_value_keeps_its_text(shown):
    shown.show(network__layers__0__units="abc", training__learning_rate="0,01", training__epochs=None)
    assert shown.line("Layer 1: units").text() == "abc"
    assert shown.line("Learning rate").text() == "0,01"
    assert shown.line("Epochs").text() == ""


def test_a_kind_that_is_none_keeps_its_name(shown):
    shown.show(network__layers__0__activation={"kind": "swish"}, preprocessing=[{"kind": "blur"}])
    assert shown.choice("Layer 1: activation").currentText() == "swish"
    assert any("blur" in text for text in texts(shown))
    shown.show(network__layers__0__activation={"kind": "tanh"})
    choice = shown.choice("Layer 1: activation")
    assert [choice.itemText(n) for n in range(choice.count())] == [worded(row.label) for row in ACTIVATIONS]


@pytest.mark.parametrize("wreck", [{"data": 5}, {"network": {"layers": 3}}, {"preprocessing": None}, {"training": []}])
def test_a_document_out_of_shape_is_shown_by_its_defaults(shown, wreck):
    shown.document.update(wreck)
    shown.show()
    assert shown.line("Layer 1: units").text() == "100"


def test_options_follow_their_kind(shown):
    shown.show(data__source={"kind": "spirals", "examples": 50, "noise": 0.2, "classes": 4})
    assert [shown.line(name).text() for name in ("Examples", "Noise", "Classes")] == ["50", "0.2", "4"]
    shown.show(data__source={"kind": "noise"})
    assert shown.line("Features").text() == "500"
    shown.show(data__source={"kind": "digits"})
    assert "Examples" not in texts(shown)


def test_choosing_a_kind_reports_the_bare_kind_and_shows_its_defaults(qtbot, shown):
    source = shown.choice("Source")
    source.setFocus()
    qtbot.keyClicks(source, "spi")
    assert shown.reported[-1] == ("value_edited", "data.source", {"kind": "spirals"}, False)
    assert shown.line("Examples").text() == "600"
    assert not shown.line("Examples").default.differs


def test_an_option_reports_its_own_path(qtbot, shown):
    shown.show(data__source={"kind": "spirals"})
    classes = shown.line("Classes")
    classes.setFocus()
    qtbot.keyClicks(classes, "4")
    assert shown.reported == [("value_edited", "data.source.classes", 4, True)]


def test_what_differs_from_its_default_carries_a_dot(shown):
    shown.show(name="Mine", training__epochs=5, network__layers__1__units=7, data__source={"kind": "spirals"})
    assert dotted(shown) == {"Name", "Epochs", "Layer 2: units", "Source"}
    shown.show(data__source={"kind": "spirals", "noise": 0.5})
    assert shown.line("Noise").default.differs
    assert not shown.line("Classes").default.differs


def test_a_screen_reader_is_told_of_dots_and_problems(shown):
    shown.show(training__epochs=0)
    shown.form.set_problems({"training.epochs": "must be at least 1."})
    assert shown.line("Epochs").accessibleDescription() == "must be at least 1. Differs from the default, 20."


def test_a_problem_stands_below_its_field_and_turns_its_frame(shown):
    shown.form.set_problems({"training.epochs": "must be at least 1."})
    field = shown.line("Epochs")
    notice = next(one for one in shown.form.findChildren(QLabel) if one.text() == "⚠ Must be at least 1.")
    assert field.property("wrong") is True
    assert notice.isVisible()
    assert notice.parent() is field.parent()
    shown.form.set_problems({})
    assert field.property("wrong") is False
    assert not notice.isVisible()


def test_a_problem_of_a_field_without_a_label_names_it(shown):
    shown.form.set_problems({"network.layers.1.units": "must be a whole number."})
    assert "⚠ Units: must be a whole number." in texts(shown)
    assert shown.line("Layer 2: units").property("wrong") is True
    assert not shown.line("Layer 1: units").property("wrong")


def test_the_sum_of_the_split_is_told_below_its_shares(shown):
    shown.form.set_problems({"data.split": "train, validation and test must add up to 1, not to 1.1."})
    assert "⚠ Train, validation and test must add up to 1, not to 1.1." in texts(shown)


@pytest.mark.parametrize("path", ["network.layers.0.noise", "data.colour", "nnlab", "training.l3"])
def test_a_problem_without_a_field_is_told_nearby_with_its_path(shown, path):
    shown.form.set_problems({path: "must be 0."})
    assert f"⚠ “{path}” must be 0." in texts(shown)


def test_a_problem_of_the_whole_network_is_told_without_its_path(shown):
    shown.form.set_problems({"network.layers": "needs more memory."})
    assert "⚠ “The network” needs more memory." in texts(shown)


def test_two_problems_of_one_place_are_both_told(shown):
    shown.form.set_problems({"training.l3": "must be 0.", "training.speed": "must be null."})
    assert "⚠ “training.l3” must be 0.\n“training.speed” must be null." in texts(shown)


def test_a_closed_section_shows_that_something_in_it_is_wrong(shown):
    shown.form.set_problems({"training.epochs": "must be at least 1."})
    assert "⚠" not in texts(shown)
    shown.find("Training").setChecked(False)
    assert "⚠" in texts(shown)
    assert shown.find("Training").accessibleDescription() == "Something is wrong in here."
    shown.form.set_problems({})
    assert "⚠" not in texts(shown)


def test_closed_details_of_a_layer_show_that_something_in_them_is_wrong(shown):
    shown.form.set_problems({"network.layers.0.bias": "must be a number."})
    assert "⚠" in texts(shown)
    shown.find("Layer 1: details").setChecked(True)
    assert "⚠" not in texts(shown)
    assert "⚠ Must be a number." in texts(shown)


def test_sections_open_and_close_from_the_keyboard(qtbot, shown):
    heading = shown.find("Data")
    heading.setFocus()
    for key, is_open in (
        (Qt.Key.Key_Left, False),
        (Qt.Key.Key_Right, True),
        (Qt.Key.Key_Return, False),
        (Qt.Key.Key_Space, True),
    ):
        qtbot.keyClick(heading, key)
        assert heading.isChecked() is is_open
        assert shown.choice("Source").isVisible() is is_open


def test_the_outline_is_summed_up(shown):
    shown.form.resize(360, 900)
    shown.form.set_outline(OUTLINE)
    expected = {
        "1,797 × 8×8 · 10 classes",
        "train 1,257 · validation 270 · test 270",
        f"17,610 parameters · {size(OUTLINE.memory_bytes)}",
        "64 → 100, 6,500 parameters",
        "100 → 100, 10,100 parameters",
        "100 → 10, 1,010 parameters",
        "10 units",
    }
    assert expected <= set(texts(shown))
    shown.form.set_outline(None)
    assert not any("parameters" in text for text in texts(shown))


def test_where_there_is_little_room_the_summary_is_shorter_and_the_tooltip_whole(qtbot, shown):
    shown.form.set_outline(OUTLINE)
    shown.form.resize(shown.form.minimumSizeHint().width(), 500)
    qtbot.waitUntil(lambda: "100 → 100, 10,100" in texts(shown))
    tips = {label.toolTip() for label in shown.form.findChildren(QLabel)}
    assert "100 → 100, 10,100 parameters" in tips


def test_an_outline_of_another_network_says_nothing_about_layers(shown):
    shown.set_layers(1, 2, 3)
    shown.form.set_outline(OUTLINE)
    assert "64 → 100, 6,500 parameters" not in texts(shown)


def test_fitting_on_all_data_is_marked_as_leakage(shown):
    assert not any("Leakage" in text for text in texts(shown))
    shown.show(preprocessing_fit="all")
    assert any(text.startswith("⚠ Leakage") for text in texts(shown))


def test_a_closed_training_section_says_what_is_in_it(shown):
    shown.find("Training").setChecked(False)
    assert "Momentum · 0.01 · 20 epochs" in texts(shown)


def test_an_update_elsewhere_leaves_a_field_in_use_alone(qtbot, shown):
    field = shown.line("Name")
    field.setFocus()
    qtbot.keyClicks(field, "digits")
    field.setSelection(2, 3)
    shown.show(name="digits", training__epochs=3)
    assert field.hasFocus()
    assert field.selectedText() == "git"
    assert shown.line("Epochs").text() == "3"
