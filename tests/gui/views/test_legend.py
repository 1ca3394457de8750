"""What a line stands for."""

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel

from nnlab.gui import theme
from nnlab.gui.views.legend import LegendEntry, LineSample


def test_an_entry_has_its_word_and_a_sample_of_the_line(shown):
    entry = shown(LegendEntry("mean", lambda: theme.current().part_pen("train")), 100, 20)
    assert entry.findChild(QLabel).text() == "mean"
    image = entry.findChild(LineSample).grab().toImage()
    assert QColor(image.pixel(2, image.height() // 2)).name() == theme.current().train


def test_a_sample_follows_the_theme(shown, in_theme):
    sample = shown(LineSample(lambda: theme.current().part_pen("validation")), 24, 12)
    for choice in ("light", "dark"):
        colours = in_theme(choice)
        image = sample.grab().toImage()
        assert QColor(image.pixel(1, image.height() // 2)).name() == colours.validation
