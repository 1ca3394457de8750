"""What only images have: the mean image, the means of the channels, and an example before and after."""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from nnlab.data.looking.image_stages import Pictures
from nnlab.data.looking.stages import Bench
from nnlab.gui import numbers, theme
from nnlab.gui.translation import translate
from nnlab.gui.views.data.component_bars import ComponentBars
from nnlab.gui.views.data.marks import Marks, marks_of
from nnlab.gui.views.data.picture import Picture
from nnlab.gui.views.data.thumbnails import brightness_range

USUAL: Final = 99
"""Percent of the numbers after the steps that the scale of their picture covers."""
HEADING_HEIGHT: Final = 24
GAP: Final = 16


class ImageBench(QFrame):
    """A card about the images of a bench; hidden where there are none."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Images"))
        self._pictures: Pictures | None = None
        self._marks: Marks | None = None
        self._limit = 1.0
        self.index = 0
        self.mean, self.channel_mean = Picture(self.tr("Mean image")), Picture(self.tr("Channel means"))
        self.before, self.after = Picture(self.tr("Raw")), Picture(self.tr("After all steps"))
        self.bars, self.rebuilt = ComponentBars(), Picture("")
        self.channels, self.name = QLabel(), QLabel()
        self.buttons = [
            self._step_button(-1, Qt.ArrowType.LeftArrow, self.tr("Previous example")),
            self._step_button(1, Qt.ArrowType.RightArrow, self.tr("Next example")),
        ]
        self._lay_out()
        theme.mark(self, "card", True)
        self.set_bench(None)

    def set_bench(self, bench: Bench | None) -> None:
        """Show the images of ``bench``, at the example that was looked at before."""
        self._pictures = bench.pictures if bench is not None else None
        self.setVisible(self._pictures is not None)
        if bench is None or self._pictures is None:
            return
        pictures = self._pictures
        self._marks = marks_of(pictures.targets, bench.class_names, bench.target_names)
        self._limit = float(np.percentile(np.abs(pictures.after), USUAL)) or 1.0
        is_image, has_steps = pictures.rebuilt is None, len(bench.stages) > 1
        self.after.setVisible(is_image and has_steps)
        for widget in (self.bars, self.rebuilt):
            widget.setVisible(not is_image)
        self._show_means(pictures)
        self._show_example(min(self.index, len(pictures.before) - 1))

    def _show_means(self, pictures: Pictures) -> None:
        low, high = brightness_range(pictures.before)
        self.mean.set_pixels(pictures.mean_image, low, high)
        self.channel_mean.set_pixels(np.broadcast_to(pictures.channel_means, pictures.mean_image.shape), low, high)
        names = [translate(name) for name in pictures.channels] if len(pictures.channels) > 1 else [""]
        means, stds = (
            ", ".join(f"{name} {numbers.significant(value)}".strip() for name, value in zip(names, values, strict=True))
            for values in (pictures.channel_means.tolist(), pictures.channel_stds.tolist())
        )
        self.channels.setText(self.tr("mean {means}\nstd {stds}").format(means=means, stds=stds))

    def _show_example(self, index: int) -> None:
        if self._pictures is None or self._marks is None:
            return
        pictures, self.index = self._pictures, index
        words = self.tr("Example {number} of {count}: {target}")
        count = numbers.count(len(pictures.before))
        self.name.setText(words.format(number=numbers.count(index + 1), count=count, target=self._marks.words(index)))
        low, high = brightness_range(pictures.before)
        self.before.set_pixels(pictures.before[index], low, high)
        if pictures.rebuilt is None:
            self._show_after(pictures, index)
        else:
            self.bars.set_values(pictures.after[index], self._limit)
            title = self.tr("Rebuilt from {count} components")
            self.rebuilt.set_title(title.format(count=numbers.count(pictures.after.shape[1])))
            self.rebuilt.set_pixels(pictures.rebuilt[index], low, high)

    def _show_after(self, pictures: Pictures, index: int) -> None:
        """Show zero as zero where there are numbers below it."""
        if pictures.after.min() < 0:
            self.after.set_pixels(pictures.after[index], -self._limit, self._limit, signed=True)
        else:
            self.after.set_pixels(pictures.after[index], *brightness_range(pictures.after))

    def _on_step_clicked(self, by: int) -> None:
        if self._pictures is not None:
            self._show_example((self.index + by) % len(self._pictures.before))

    def _step_button(self, by: int, arrow: Qt.ArrowType, name: str) -> QToolButton:
        button = QToolButton()
        button.setArrowType(arrow)
        button.setAutoRaise(True)
        button.setAutoRepeat(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.clicked.connect(lambda: self._on_step_clicked(by))
        return button

    def _lay_out(self) -> None:
        for label in (self.channels, self.name):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setFont(theme.tabular(label.font()))
        self.channels.setFont(theme.small(self.channels.font()))
        theme.mark(self.channels, "role", "muted")
        theme.mark(self.name, "role", "title")
        mean_title = QLabel(self.tr("Training images"))
        theme.mark(mean_title, "role", "title")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, theme.GRID, 10, theme.GRID)
        layout.setSpacing(2 * theme.GRID + GAP)
        layout.addLayout(_group([mean_title], [self.mean, self.channel_mean], [self.channels]))
        layout.addLayout(_group([self.name, *self.buttons], [self.before, self.after, self.bars, self.rebuilt], []))
        layout.addStretch(1)


def _group(heading: list[QWidget], pictures: list[QWidget], words: list[QWidget]) -> QVBoxLayout:
    """Return pictures side by side under a heading, with words below."""
    top, row = QHBoxLayout(), QHBoxLayout()
    top.addStrut(HEADING_HEIGHT)
    for widget in heading:
        top.addWidget(widget)
    top.addStretch(1)
    row.setSpacing(GAP)
    for widget in pictures:
        row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
    row.addStretch(1)
    column = QVBoxLayout()
    column.addLayout(top)
    column.setSpacing(GAP // 4)
    column.addLayout(row)
    for widget in words:
        column.addWidget(widget)
    column.addStretch(1)
    return column
