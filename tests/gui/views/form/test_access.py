"""Everything has a name and an explanation, works from the keyboard, can be translated, and fits."""

import re
from itertools import pairwise

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QScrollArea, QWidget

from nnlab.gui.views.form import ExperimentForm
from nnlab.gui.views.form.chevron import Chevron
from nnlab.gui.views.form.end_mark import EndMark
from nnlab.spec.document import from_document, new_spec, set_at, to_document
from nnlab.training.outline import outline


class Pseudo(QTranslator):
    """Puts every text in brackets and makes it half as long again."""

    def translate(self, context, text, disambiguation=None, n=-1):
        return f"[{text}{' ~~~' * (len(text) // 8 + 1)}]" if text else ""

    def isEmpty(self):  # noqa: N802
        return False


@pytest.fixture
def pseudo(qapp):
    translator = Pseudo()
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


def controls(form):
    """Return what a person works with; scroll bars and their like are Qt's own."""
    kinds = (QLineEdit, QComboBox, QAbstractButton)
    found = [widget for kind in kinds for widget in form.findChildren(kind)]
    return [widget for widget in found if not isinstance(widget.parent(), QComboBox)]


RICH = {
    "data.source": {"kind": "spirals"},
    "network.layers.0.init": {"kind": "xavier"},
    "network.layers.0.activation": {"kind": "prelu"},
    "network.layers.0.batch_norm": True,
    "network.layers.0.dropout": 0.5,
    "network.layers.1.activation": {"kind": "leaky_relu"},
    "network.layers.1.init": {"kind": "orthogonal"},
    "network.layers.1.batch_norm": {"epsilon": 0.1, "momentum": 0.2},
    "preprocessing": [{"kind": kind} for kind in ("center", "normalize", "pca", "whiten")],
    "preprocessing_fit": "all",
    "training.optimizer": {"kind": "rmsprop"},
    "training.schedule": {"kind": "step"},
    "training.early_stopping": {"patience": 3},
}
"""A change of each kind of field."""


OWN = ["points", "csv", "npz", "idx", "cifar", "image_folder"]


def everything(shown, source="spirals"):
    """Show every kind of field at once."""
    shown.set_layers(10, 20)
    shown.show(**{path.replace(".", "__"): value for path, value in RICH.items()})
    shown.show(data__source={"kind": source})
    for number in (1, 2):
        shown.find(f"Layer {number}: details").setChecked(True)


@pytest.mark.parametrize("source", ["spirals", *OWN])
def test_every_control_has_a_name_of_its_own_and_an_explanation(shown, source):
    everything(shown, source)
    names = [control.accessibleName() for control in controls(shown.form)]
    assert all(names)
    twice = {name for name in names if names.count(name) > 1}
    assert twice == set()
    assert [control.accessibleName() for control in controls(shown.form) if not control.toolTip()] == []


@pytest.mark.parametrize("source", ["spirals", *OWN])
def test_every_row_has_a_label_that_is_its_buddy(shown, source):
    everything(shown, source)
    labelled = {label.buddy() for label in shown.form.findChildren(QLabel) if label.buddy()}
    in_cards = {"units", "activation", "init", "mean", "by", "components", "epsilon"}
    for control in controls(shown.form):
        name = control.accessibleName()
        if isinstance(control, QLineEdit | QComboBox) and name.rpartition(": ")[2] not in in_cards:
            assert control in labelled, name


def test_tab_goes_through_the_form_as_the_eye_does(qtbot, shown):
    everything(shown)
    name = shown.line("Name")
    name.setFocus()
    visited = [name]
    while (widget := next_stop(qtbot)) is not name:
        visited.append(widget)
    tops = [widget.mapTo(shown.form, widget.rect().topLeft()).y() for widget in visited]
    assert [widget.accessibleName() for widget in visited[:6]] == [
        "Name",
        "Data",
        "Source",
        "Examples",
        "Noise",
        "Classes",
    ]
    assert all(later > earlier - 30 for earlier, later in pairwise(tops))
    assert visited[-1] is shown.choice("Precision")


def next_stop(qtbot):
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    return QApplication.focusWidget()


def test_a_card_that_comes_later_has_its_place_in_the_tab_order(qtbot, shown):
    shown.set_layers(10, 20, 30)
    shown.find("Layer 2: details").setFocus()
    assert next_stop(qtbot).accessibleName() == "Layer 3"
    shown.find("Layer 3: details").setFocus()
    assert next_stop(qtbot).accessibleName() == "Add layer"


@pytest.mark.parametrize("source", ["spirals", *OWN])
def test_every_text_is_translated(qtbot, qapp, pseudo, source):
    form = ExperimentForm()
    qtbot.addWidget(form)
    form.set_document(rich_document(source), to_document(new_spec()))
    form.set_running(True)
    assert {text for text in texts_of(form) if re.search(r"[A-Za-z]", outside_brackets(text))} == set()


def rich_document(source="spirals"):
    document = to_document(new_spec())
    for path, value in RICH.items():
        document = set_at(document, path, value)
    document = set_at(document, "data.source", source)
    return to_document(from_document(document)) if source == "points" else document


def outside_brackets(text):
    """Return what the translator did not put there, without the names of keys at the end."""
    return re.sub(r"\[.*\]", "", re.sub(r" \(.*\)$", "", text), flags=re.DOTALL)


def texts_of(form):
    for widget in form.findChildren(QWidget):
        yield from paragraphs(widget.toolTip())
        yield widget.accessibleName()
        yield widget.accessibleDescription()
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        if isinstance(widget, QComboBox):
            for index in range(widget.count()):
                yield widget.itemText(index)
                yield from paragraphs(widget.itemData(index, Qt.ItemDataRole.ToolTipRole) or "")
        if isinstance(widget, QLineEdit):
            yield widget.placeholderText()
        if isinstance(widget, EndMark):
            yield widget.word
    for action in form.findChildren(QAction):
        yield action.text()


def paragraphs(tip):
    return [re.sub(r"<.*?>", "", part) for part in tip.split("</p>")]


@pytest.mark.parametrize("source", ["spirals", *OWN])
@pytest.mark.parametrize("language", ["English", "longer"])
def test_nothing_is_clipped_at_300_pixels(qtbot, qapp, request, language, source):
    if language == "longer":
        request.getfixturevalue("pseudo")
    form = ExperimentForm()
    qtbot.addWidget(form)
    form.set_document(rich_document(source), to_document(new_spec()))
    form.set_outline(outline(new_spec()))
    form.set_running(True)
    for chevron in form.findChildren(Chevron):
        chevron.setChecked(True)
    form.set_problems({"training.epochs": "must be at least 1.", "network.layers.0.units": "must be a whole number."})
    form.resize(300, 700)
    form.show()
    area = form.findChild(QScrollArea)
    qtbot.waitUntil(lambda: area.widget().width() == area.viewport().width() and clipped(form) == [])
    assert form.width() == 300 or language == "longer"  # which may make it wider


def clipped(form):
    """Return what has less room than it needs."""
    choices = [choice for choice in form.findChildren(QComboBox) if choice.width() < choice.sizeHint().width()]
    labels = [label for label in form.findChildren(QLabel) if label.height() < label.heightForWidth(label.width())]
    return [widget for widget in (*choices, *labels) if widget.isVisible()]


def test_nothing_is_smaller_than_nine_points(shown):
    everything(shown)
    assert min(widget.font().pointSizeF() for widget in shown.form.findChildren(QWidget)) >= 9
