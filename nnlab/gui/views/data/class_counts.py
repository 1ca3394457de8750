"""How many examples of each class there are, or how the numbers to be met are distributed."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from nnlab.data.looking.overview import PARTS, Overview
from nnlab.gui import numbers, theme
from nnlab.gui.views.data.card import DataCard, scrolled
from nnlab.gui.views.data.class_bars import ClassBars
from nnlab.gui.views.data.parts import PartLegend
from nnlab.gui.views.data.target_bars import TargetBars
from nnlab.gui.views.small_text import SmallText

EQUAL, BALANCED = 1.05, 1.5
"""Up to so many times the smallest the largest class may be for the classes to be called equal, or balanced."""
MOST_NAMED = 5
NO_BREAK = "\u00a0"


class ClassCountsPanel(DataCard):
    """Shows a bar a class, stacked by part; for numbers to be met their histograms.

    Attributes
    ----------
    words : SmallText
        Whether the classes are balanced, and what that means.
    """

    def __init__(self) -> None:
        promise = self.tr("The number of examples of each class appears here once data are loaded.")
        super().__init__(self.tr("Classes"), promise)
        self.bars, self.histograms = ClassBars(), TargetBars()
        self.words = SmallText()
        self._legend = PartLegend()
        self._kinds = QStackedWidget()
        for view in (self.bars, self.histograms):
            self._kinds.addWidget(scrolled(view))
        self.set_content(self._body())

    def set_overview(self, overview: Overview | None) -> None:
        """Show the targets of a data set; None for none."""
        self.show_content(overview is not None)
        if overview is None:
            return
        has_classes = bool(overview.class_names)
        self._kinds.setCurrentIndex(0 if has_classes else 1)
        self._legend.setVisible(has_classes)
        self.set_title(self.tr("Classes") if has_classes else self.tr("Targets"))
        if has_classes:
            self.bars.set_overview(overview)
            self.note.setText(self.tr("{count} classes").format(count=numbers.count(len(overview.class_names))))
            self.words.setText(self._balance_words(overview))
        else:
            self.histograms.set_targets(overview.targets)
            self.note.setText(self.tr("numbers to be met"))
            self.words.setText(self.tr("Mean ± standard deviation of each part; the parts should look alike."))

    def _balance_words(self, overview: Overview) -> str:
        """Say whether the classes are balanced, which are missing, and how far guessing gets."""
        counts = np.sum([overview.class_counts[part] for part in PARTS], axis=0)
        largest, smallest = int(counts.argmax()), int(counts.argmin())
        names, ratio = overview.class_names, float(counts[largest]) / max(float(counts[smallest]), 1)
        sentences = [self._ratio_words(ratio).format(ratio=_times(ratio), large=names[largest], small=names[smallest])]
        if counts[smallest] == 0:
            sentences = [self.tr("Not balanced: there are classes without examples.")]
        guess = self.tr("Always answering {large} would be right in {share}.")
        share = float(counts[largest]) / max(float(counts.sum()), 1)
        sentences.append(guess.format(large=names[largest], share=numbers.percent(share).replace(" ", NO_BREAK)))
        if untrained := self._untrained(overview):
            sentences.append(self._untrained_words(untrained))
        return " ".join(sentences)

    def _ratio_words(self, ratio: float) -> str:
        if ratio < EQUAL:
            return self.tr("Balanced: the classes are of the same size, or almost.")
        if ratio <= BALANCED:
            return self.tr("Balanced: the largest class is {ratio} times the smallest.")
        return self.tr("Not balanced: {large} has {ratio} times as many examples as {small}.")

    def _untrained_words(self, names: list[str]) -> str:
        named, more = ", ".join(names[:MOST_NAMED]), len(names) - MOST_NAMED
        if more <= 0:
            return self.tr("No training examples: {names}.").format(names=named)
        return self.tr("No training examples: {names} and {count} more.").format(names=named, count=numbers.count(more))

    def _untrained(self, overview: Overview) -> list[str]:
        counts = overview.class_counts["train"].tolist()
        return [name for name, count in zip(overview.class_names, counts, strict=True) if not count]

    def _body(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(self.words)
        column.addWidget(self._legend)
        column.addWidget(self._kinds, 1)
        return body


def _times(ratio: float) -> str:
    """Return a ratio with two digits or more."""
    return f"{ratio:.1f}" if ratio < 9.95 else numbers.count(round(ratio))
