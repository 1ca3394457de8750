import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from nnlab.gui import theme
from nnlab.gui.views.form.choice_field import ChoiceField
from nnlab.gui.views.form.table import Choice

GROUPED = Choice(
    (("one", "One"), ("two", "Two"), ("three", "Three")), (("one", "A group of three"), ("three", "Another group"))
)
NULLABLE = Choice(((None, "guessed"), (True, "first row"), (False, "none")))


@pytest.fixture
def make(qtbot):
    def make(choice, value, default):
        field = ChoiceField(choice)
        qtbot.addWidget(field)
        field.set_default(default)
        field.set_value(value)
        field.edits = []
        field.value_edited.connect(lambda *edit: field.edits.append(edit))
        return field

    return make


def texts(field):
    return [field.itemText(index) for index in range(field.count())]


@pytest.mark.parametrize(("value", "text"), [(None, "guessed"), (True, "first row"), (False, "none")])
def test_null_is_a_value_among_the_others(make, value, text):
    field = make(NULLABLE, value, None)
    assert field.currentText() == text
    assert field.default.words == "guessed"
    assert field.default.differs == (value is not None)


def test_null_is_chosen_and_reported(qtbot, make):
    field = make(NULLABLE, True, None)
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.edits == [(None, False)]
    assert field.value() is None


def test_one_is_not_true(make):
    field = make(NULLABLE, 1, None)
    assert field.currentText() == "1"
    assert texts(field) == ["guessed", "first row", "none", "1"]


def test_headings_stand_above_the_groups(make):
    assert texts(make(GROUPED, "two", "one")) == ["A group of three", "One", "Two", "Another group", "Three"]


def test_null_is_no_heading(make):
    field = make(GROUPED, None, "one")
    assert field.currentText() == ""
    assert texts(field)[:5] == ["A group of three", "One", "Two", "Another group", "Three"]


def test_keys_pass_headings_by(qtbot, make):
    field = make(GROUPED, "two", "one")
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Home)
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert [value for value, _ in field.edits] == ["three", "one"]


def test_letters_find_entries_and_no_headings(qtbot, make):
    by_heading, by_entry = make(GROUPED, "one", "one"), make(GROUPED, "one", "one")
    qtbot.keyClicks(by_heading, "a")
    qtbot.keyClicks(by_entry, "t")
    assert by_heading.edits == []
    assert by_entry.edits == [("two", False)]


def test_a_heading_asks_for_no_width_while_the_list_is_closed(make):
    plain = make(Choice(GROUPED.labels), "one", "one")
    assert make(GROUPED, "one", "one").sizeHint().width() == plain.sizeHint().width()


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_headings_are_readable_in_the_open_list(qtbot, qapp, make, choice):
    theme.apply(qapp, choice)
    field = make(GROUPED, "one", "one")
    field.show()
    field.showPopup()
    assert field.itemData(0, Qt.ItemDataRole.ForegroundRole) == QColor(theme.current().muted)
    assert field.view().width() >= field.view().sizeHintForColumn(0)
    field.hidePopup()
