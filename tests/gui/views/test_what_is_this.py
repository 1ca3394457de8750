import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from nnlab.gui.views import what_is_this
from tests.gui.driving import field, press


def line(text):
    made = QLineEdit(text)
    made.setToolTip("<p><b>Learning rate</b></p><p>The size of a step.</p>")
    return made


def test_it_is_explained_with_its_value(shown):
    widget = shown(line("0.01"))
    words = what_is_this.words_of(widget)
    assert words.startswith("<p><b>Learning rate</b></p>")
    assert words.endswith("<p><b>Now: 0.01</b></p>")


def test_what_lies_within_is_explained_as_its_whole(shown):
    whole = QWidget()
    inner = QLineEdit("<7>")
    QVBoxLayout(whole).addWidget(inner)
    outer = QWidget()
    QVBoxLayout(outer).addWidget(whole)
    whole.setToolTip("A & B")
    shown(outer)
    assert what_is_this.words_of(inner) == "<p>A &amp; B</p><p><b>Now: &lt;7&gt;</b></p>"


@pytest.mark.parametrize(
    ("make", "value"),
    [(lambda: QLineEdit("3"), "3"), (QCheckBox, "off"), (QComboBox, "")],
)
def test_controls_have_values(shown, make, value):
    assert what_is_this.value_of(shown(make())) == value


def test_nothing_is_said_of_what_nobody_explained(shown):
    assert what_is_this.words_of(shown(QLineEdit("3"))) == ""


def test_f1_explains_the_field_that_is_pointed_at(open_window, monkeypatch):
    said = []
    monkeypatch.setattr(what_is_this.QWhatsThis, "showText", lambda *given: said.append(given[1]))
    bench = open_window()
    units = field(bench, "Layer 1: units")
    monkeypatch.setattr(what_is_this.QApplication, "widgetAt", lambda _: units)
    press(bench, "what")
    assert "parameters = inputs × units + units" in said[0]
    assert said[0].endswith("<p><b>Now: 100</b></p>")


def test_f1_says_how_to_use_it_where_there_is_nothing_to_explain(open_window, monkeypatch):
    said = []
    monkeypatch.setattr(what_is_this.QWhatsThis, "showText", lambda *given: said.append(given[1]))
    bench = open_window()
    monkeypatch.setattr(what_is_this.QApplication, "widgetAt", lambda _: None)
    monkeypatch.setattr(what_is_this.QApplication, "focusWidget", lambda: None)
    press(bench, "what")
    assert "press F1" in said[0]
