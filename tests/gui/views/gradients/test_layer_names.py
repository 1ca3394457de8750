"""The names of layers where there is little room."""

from PySide6.QtGui import QFont, QFontMetrics

from nnlab.gui.views.gradients.layer_names import short_names

LABELS = ("1 ReLU 100", "2 ReLU 100", "Output 10")


def test_whole_names_are_written_where_they_fit(qapp):
    assert short_names(LABELS, 400, QFontMetrics(QFont())) == dict(enumerate(LABELS))


def test_numbers_are_written_where_names_do_not_fit(qapp):
    metrics = QFontMetrics(QFont())
    assert short_names(LABELS, metrics.horizontalAdvance("out") + 12, metrics) == {0: "1", 1: "2", 2: "out"}


def test_fifty_layers_are_numbered_at_every_few_and_at_the_end(qapp):
    metrics = QFontMetrics(QFont())
    names = short_names([*(f"{place} ReLU 100" for place in range(1, 50)), "Output 10"], 7, metrics)
    assert names[49] == "out"
    assert 3 < len(names) < 25


def test_no_layers_have_no_names(qapp):
    assert short_names((), 10, QFontMetrics(QFont())) == {}
