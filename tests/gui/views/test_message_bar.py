"""One line that says what happened, as plain text."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from nnlab.gui.views.message_bar import Choice, MessageBar


@pytest.fixture
def bar(shown):
    bar = shown(MessageBar(), 600, 50)
    bar.hide()
    return bar


def test_with_nothing_to_say_it_is_hidden(qtbot):
    bar = MessageBar()
    qtbot.addWidget(bar)
    assert bar.isHidden()
    assert bar.text() == ""


def test_a_problem_is_told_by_sign_and_frame(bar):
    bar.show_problem("That file is not an experiment.")
    assert bar.isVisible()
    assert bar.text() == "⚠  That file is not an experiment."
    assert bar.property("wrong") is True


def test_news_replace_a_problem(bar):
    bar.show_problem("No.")
    bar.show_news("Saved.")
    assert bar.text() == "✓  Saved."
    assert bar.property("wrong") is False


def test_it_closes_with_its_button(qtbot, bar):
    bar.show_news("Saved.")
    qtbot.mouseClick(bar.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert bar.isHidden()
    assert bar.text() == ""


class TestAQuestionThatWaits:
    def test_comes_after_a_problem_that_stands_there(self, qtbot, bar):
        bar.show_problem("No.")
        bar.keep_asking("Open it?")
        assert bar.text() == "⚠  No."
        qtbot.mouseClick(bar.findChild(QPushButton), Qt.MouseButton.LeftButton)
        assert bar.text() == "?  Open it?"
        assert bar.property("wrong") is False

    def test_comes_back_when_other_things_have_been_said(self, bar):
        answers = []
        bar.keep_asking("Open it?", Choice("Open", lambda: answers.append("open")))
        bar.show_news("Saved.")
        assert bar.text() == "✓  Saved."
        bar._vanish.timeout.emit()
        assert bar.text() == "?  Open it?"
        bar.ask("Replace it?", Choice("Replace", lambda: answers.append("replace")))
        bar.choose(0)
        assert (bar.text(), answers) == ("?  Open it?", ["replace"])
        bar.clear()
        assert bar.text() == "?  Open it?"

    def test_goes_when_it_is_answered(self, bar):
        answers = []
        bar.keep_asking("Open it?", Choice("Open", lambda: answers.append(bar.text())))
        bar.choose(0)
        assert answers == [""]
        bar.show_news("Saved.")
        bar.clear()
        assert bar.isHidden()

    def test_goes_when_it_is_closed(self, qtbot, bar):
        bar.keep_asking("Open it?")
        qtbot.mouseClick(bar.findChild(QPushButton), Qt.MouseButton.LeftButton)
        assert bar.isHidden()
        bar.show_problem("No.")
        bar.clear()
        assert bar.isHidden()


def test_markup_in_a_message_is_not_interpreted(bar):
    markup = '<img src="file:///x.png"><b>bold</b> &amp; <a href="https://example.org">link</a>'
    bar.show_problem(markup)
    assert bar.text() == f"⚠  {markup}"
    assert bar._label.textFormat() is Qt.TextFormat.PlainText
    width = bar._label.fontMetrics().horizontalAdvance(f"⚠  {markup}")
    bar._label.setWordWrap(False)
    assert bar._label.sizeHint().width() == pytest.approx(width, abs=4)


def test_a_long_message_is_wrapped_rather_than_the_window_widened(bar):
    bar.show_problem("a word " * 100)
    assert bar.minimumSizeHint().width() < 600
    assert bar._label.heightForWidth(400) > 4 * bar.fontMetrics().height()
