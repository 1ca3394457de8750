"""Data and preprocessing as the form shows them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from nnlab.gui.views.form.kinds.sources import SOURCES


def texts(shown):
    return [label.text() for label in shown.form.findChildren(QLabel) if label.isVisible() and label.text()]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.kind)
def test_every_source_is_found_by_its_letters(qtbot, shown, source):
    shown.show(data__source={"kind": "noise" if source.kind != "noise" else "digits"})
    choice = shown.choice("Source")
    choice.setFocus()
    qtbot.keyClicks(choice, source.label)
    assert shown.reported[-1] == ("value_edited", "data.source", {"kind": source.kind}, False)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.kind)
def test_every_source_at_its_defaults_differs_in_its_kind_alone(shown, source):
    shown.show(data__source={"kind": source.kind})
    shown.find("Data: more").setChecked(False)
    assert shown.find("Data: more").accessibleDescription() == ""


def test_what_is_guessed_about_a_table_stands_with_what_is_left_alone(shown):
    shown.show(data__source={"kind": "csv"})
    more, separator = shown.find("Data: more"), shown.choice("Separator")
    assert separator.isVisible()
    assert separator.currentText() == "guessed"
    more.setChecked(False)
    assert not separator.isVisible()
    shown.show(data__source={"kind": "csv", "separator": ";"})
    assert more.accessibleDescription() == "Something in here differs from its default."
    shown.show(data__source={"kind": "digits"})
    assert more.accessibleDescription() == ""


def test_drawn_points_are_counted(shown):
    shown.show(data__source={"kind": "points", "points": [[0.0, 0.5, 1]] * 1200, "classes": 2})
    assert "Points: 1,200 · drawn in the Data view" in texts(shown)
    shown.show(data__source={"kind": "digits"})
    assert not any("drawn" in text for text in texts(shown))


def test_what_is_wrong_with_points_is_told_beside_their_number(shown):
    shown.show(data__source={"kind": "points", "points": [[5000.0, 0.5, 1]], "classes": 2})
    shown.form.set_problems({"data.source.points.0.0": "must be at most 1,000."})
    assert "⚠ “data.source.points.0.0” must be at most 1,000." in texts(shown)


def test_components_are_a_share_or_a_count(qtbot, shown):
    shown.show(preprocessing=[{"kind": "pca", "components": 0.95}])
    field = shown.line("Step 1, PCA: components")
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Up)
    qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(field, "20")
    qtbot.keyClick(field, Qt.Key.Key_Down)
    values = [report[2] for report in shown.reported]
    assert values == [0.98, 2, 20, 19]
    assert [type(value) for value in values] == [float, int, int, int]
    assert field.end_mark.word == "kept"


def test_whitening_shows_its_epsilon(shown):
    shown.show(preprocessing=[{"kind": "whiten"}])
    assert shown.line("Step 1, Whiten: epsilon").text() == "1e-5"
