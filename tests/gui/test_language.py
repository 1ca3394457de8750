"""In a pseudo-language that marks every translated text, nothing in the window is left unmarked."""

import re
from collections.abc import Iterator
from functools import cache
from html import escape

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QProgressBar,
    QTabWidget,
    QWidget,
)

from nnlab.gui.views.data.page_bar import PageBar
from nnlab.gui.views.dialogs import Dialogs
from nnlab.gui.views.help import HelpWindow
from nnlab.gui.views.histogram_columns import headings
from nnlab.gui.views.plot import Plot
from nnlab.store.experiment_file import examples, open_experiment
from nnlab.training.runner import RunState

SHIPPED = [open_experiment(path).spec for path in examples().values()]
WRITTEN = [text for spec in SHIPPED for text in (spec.name, f"<qt>{escape(spec.notes)}</qt>")]
NAMES = (*WRITTEN, "nnlab", "PySide6-Essentials", "pyqtgraph", "numpy", "pydantic", "NumPy")
"""What has no translation: names of programs, and what a person wrote."""
KEYS = r"Ctrl|Shift|Alt|Esc|Space|Del|Menu|F\d+|[A-Z]"
"""Qt itself translates the names of keys."""


class PseudoLanguage(QTranslator):
    """Puts every text between brackets."""

    def translate(self, _context, text, _disambiguation=None, _n=-1):
        return f"⟦{text}⟧" if text else text

    def isEmpty(self):  # noqa: N802
        return False


@pytest.fixture
def pseudo_language(qapp):
    translator = PseudoLanguage()
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


@pytest.fixture
def bench(pseudo_language, open_window):
    return open_window()


def test_nothing_is_untranslated_before_a_run(bench):
    assert untranslated(bench.window) == set()


def test_nothing_is_untranslated_after_a_run_that_diverged(qtbot, bench):
    bench.draft.edit("training.learning_rate", 1e6)
    bench.window.actions_.start.trigger()
    qtbot.waitUntil(lambda: bench.runs.state is RunState.FINISHED, timeout=20_000)
    bench.window.live.loss.plot.point_at(2)
    assert untranslated(bench.window) == set()


def test_nothing_is_untranslated_in_the_middle_of_a_run(qtbot, bench):
    bench.window.actions_.step_epoch.trigger()
    qtbot.waitUntil(lambda: bench.runs.state is RunState.PAUSED, timeout=20_000)
    assert untranslated(bench.window) == set()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("network.layers.0.units", "abc"),
        ("network.layers.0.init", {"kind": "normal", "std": -1}),
        ("training.batch_size", 100_000),
        ("data.split.train", 0.1),
        ("data.source", {"kind": "spirals", "classes": 17}),
        ("network.layers", []),
        ("training.optimizer", {"kind": "sgd"}),
        ("preprocessing", []),
    ],
)
def test_nothing_is_untranslated_about_what_is_wrong(bench, path, value):
    bench.draft.edit(path, value)
    assert untranslated(bench.window) == set()


def test_nothing_is_untranslated_in_help_and_messages(qtbot, bench, tmp_path):
    path = tmp_path / "x.nnlab"
    path.write_bytes(b"no")
    bench.open(path)
    message = bench.window.messages.text().replace(str(path), "")
    assert left_over(message) == ""
    for action in (bench.window.actions_.keys, bench.window.actions_.about):
        action.trigger()
    for window in bench.window.findChildren(HelpWindow):
        labels = [label.text() for label in window.findChildren(QLabel)]
        assert {text for text in labels[::2] if left_over(text)} == set()
        window.close()


def test_the_question_before_losing_work_is_translated(bench, monkeypatch):
    from PySide6.QtWidgets import QMessageBox

    seen = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: seen.append(box))  # noqa: PLW0108 - bound to the box
    Dialogs(bench.window, ".nnlab").ask_about_unsaved("x")
    texts = [seen[0].text(), seen[0].informativeText(), *(button.text() for button in seen[0].buttons())]
    assert [text for text in texts if left_over(text.replace("x?", ""))] == []


def untranslated(window: QWidget) -> set[str]:
    return {text for text in texts_of(window) if left_over(text)}


@cache
def left_over(text: str) -> str:
    """Return the letters that stand outside of brackets, names and keys apart."""
    for name in NAMES:
        text = text.replace(name, "")
    text = re.sub(r"<[^>]*>", "", text)
    previous = None
    while previous != text:  # brackets may stand in brackets
        previous, text = text, re.sub(r"⟦[^⟦⟧]*⟧", "", text)
    text = re.sub(rf"\b({KEYS})\b", "", text)
    text = re.sub(r"\b(network|training|data|preprocessing)[.\w]*", "", text)  # the path of a field, as files spell it
    text = re.sub(r"\d(\.\d+)?e[+-]?\d+", "", text)
    return "".join(re.findall(r"[^\W\d_]{2,}", text))


def texts_of(window: QWidget) -> Iterator[str]:
    yield window.windowTitle()
    yield from headings()
    rows = window.live.histograms.rows
    yield from (rows.row_words(index) for index in range(len(rows.layers)))
    for action in window.findChildren(QAction):
        yield from (action.text(), action.toolTip(), action.statusTip())
    for widget in [window, *window.findChildren(QWidget)]:
        if isinstance(widget.parent(), Plot):  # pyqtgraph's own menus, which nobody can open
            continue
        yield from widget_texts(widget)


def widget_texts(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QMenu) and any(isinstance(p, Plot) for p in parents(widget)):
        return
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(index) for index in range(widget.count()))
    elif isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QProgressBar):
        yield widget.format()
    elif isinstance(widget, QMenu):
        yield widget.title()
    elif isinstance(widget, QTabWidget):
        yield from (widget.tabText(index) for index in range(widget.count()))
    elif isinstance(widget, Plot):
        yield from (widget.getPlotItem().getAxis(side).labelText for side in ("bottom", "left"))


def parents(widget: QWidget) -> Iterator[QWidget]:
    while (widget := widget.parent()) is not None:
        yield widget


@pytest.mark.parametrize("example", ["digits", "spirals", "hills"])
def test_nothing_is_untranslated_in_any_view_of_a_run(qtbot, bench, example):
    bench.files.open_example(example)
    bench.draft.edit("training.epochs", 2)
    bench.window.actions_.start.trigger()
    qtbot.waitUntil(lambda: bench.runs.state is RunState.FINISHED, timeout=20_000)
    for key in bench.window.tabs.keys:
        if key == "data":  # which shows what the data call themselves, and has tests of its own
            continue
        bench.window.tabs.show_view(key)
        view = bench.window.tabs.view(key)
        buttons = [b for bar in view.findChildren(PageBar) for b in bar.findChildren(QAbstractButton)]
        for button in buttons or [None]:
            if button is not None:
                button.click()
            qtbot.waitUntil(lambda: not bench.asking.is_busy and not bench.data.view.is_busy, timeout=10_000)
            of_data = {"height"}
            found = {text for text in untranslated(bench.window) if not text.startswith("⟦Run 1 ")}  # a name cut short
            found -= of_data
            assert found == set(), (key, button and button.text())
