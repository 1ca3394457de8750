"""The trials as pictures: over two fields, through all of them, epoch by epoch; a grid beside random search."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from nnlab.gui import numbers
from nnlab.gui.translation import translate
from nnlab.gui.views.search.cards import card
from nnlab.gui.views.search.parallel_plot import ParallelPlot
from nnlab.gui.views.search.shown import NOTHING, Shown
from nnlab.gui.views.search.trial_curves import TrialCurves
from nnlab.gui.views.search.trial_scatter import TrialScatter
from nnlab.gui.views.search.words import field_name
from nnlab.gui.views.small_text import SmallText
from nnlab.gui.views.tool_button import toggle
from nnlab.search.sides import Side

PARALLEL, CURVES, RANDOM = range(3)
SHARES: Final = [500, 500]


class TrialPictures(QSplitter):
    """Points over two fields on the left; on the right what is asked for.

    Signals
    -------
    chosen : int
        The number of the trial that was clicked.
    narrowed
        Other trials are kept.
    """

    chosen = Signal(int)
    narrowed = Signal()

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.scatter, self.random = TrialScatter(self.tr("Trials over two fields")), TrialScatter(self.tr("At random"))
        self.parallel, self.curves = ParallelPlot(), TrialCurves()
        self.across, self.upward = QComboBox(), QComboBox()
        self.caption, self.random_caption = SmallText(), SmallText()
        self.pages, self.choices = QStackedWidget(), QButtonGroup(self)
        self._shown = NOTHING
        self._sides: tuple[Side, ...] = ()
        self._lay_out()
        self._connect()
        self.show_trials(NOTHING, ())

    def show_trials(self, shown: Shown, sides: tuple[Side, ...]) -> None:
        """Show other trials, or the same ones further on; where there are two sides, each by itself."""
        are_others = tuple(shown.space) != tuple(self._shown.space)
        are_compared, were_compared = len(sides) > 1, len(self._sides) > 1
        self._shown, self._sides = shown, sides
        if are_others:
            self._offer_axes()
        self.choices.button(RANDOM).setVisible(are_compared)
        if are_compared != were_compared:
            self.choices.button(RANDOM if are_compared else PARALLEL).click()
        self._draw()

    def mark(self, number: int | None) -> None:
        """Bring one trial forward."""
        for picture in (self.scatter, self.random, self.parallel, self.curves):
            picture.mark(number)

    def kept(self) -> frozenset[int] | None:
        """Return the numbers of the trials that are kept; None for all."""
        return self.parallel.kept()

    def _draw(self) -> None:
        axes = (self.across.currentData(), self.upward.currentData()) if self._shown.space else None
        self.parallel.show_trials(self._shown)
        shown = self._shown.keeping(self.kept())
        self.curves.show_trials(shown)
        self.scatter.show_trials(shown.part(self._sides[0].trials) if self._sides else shown, axes)
        self.caption.setText(self._caption_words(self._sides[0]) if self._sides else "")
        if len(self._sides) > 1:
            self.random.show_trials(shown.part(self._sides[1].trials), axes)
            self.random_caption.setText(self._caption_words(self._sides[1]))

    def _caption_words(self, side: Side) -> str:
        """Say how many trials there are, how many values of each field were tried, and what was found."""
        if not side.trials:
            return ""
        method = self.tr("Grid") if side.method == "grid" else self.tr("Random")
        tried = ", ".join(f"{translate(field_name(path))} {count}" for path, count in side.distinct.items())
        best = numbers.significant(side.best.loss) if side.best else "–"
        template = self.tr("{method}: {count} trials, lowest loss {best}. Values tried, at the edges: {tried}")
        return template.format(method=method, count=len(side.trials), best=best, tried=tried)

    def _offer_axes(self) -> None:
        for place, box in enumerate((self.across, self.upward)):
            box.blockSignals(True)
            box.clear()
            for path in self._shown.space:
                box.addItem(translate(field_name(path)), path)
            box.setCurrentIndex(min(place, max(len(self._shown.space) - 1, 0)))
            box.blockSignals(False)

    def _connect(self) -> None:
        for picture in (self.scatter, self.random, self.parallel, self.curves):
            picture.chosen.connect(self.chosen)
        for box in (self.across, self.upward):
            box.currentIndexChanged.connect(lambda _: self._draw())
        self.choices.idClicked.connect(self.pages.setCurrentIndex)
        self.parallel.narrowed.connect(self._on_parallel_narrowed)

    def _on_parallel_narrowed(self) -> None:
        self._draw()
        self.narrowed.emit()

    def _lay_out(self) -> None:
        axes = QHBoxLayout()
        for name, box, words in (
            (self.tr("Across"), self.across, self.tr("across")),
            (self.tr("Upward"), self.upward, self.tr("up")),
        ):
            box.setAccessibleName(name)
            axes.addWidget(QLabel(words))
            axes.addWidget(box, 1)
        pages = QHBoxLayout()
        names = (
            (PARALLEL, self.tr("All fields"), self.tr("A line a trial through all fields and the loss")),
            (CURVES, self.tr("Curves"), self.tr("The validation loss of each trial, epoch by epoch")),
            (RANDOM, self.tr("Random"), self.tr("The random trials, beside the grid on the left")),
        )
        for page, name, about in names:
            button = toggle(name, about, is_on=page == PARALLEL)
            self.choices.addButton(button, page)
            pages.addWidget(button)
        pages.addWidget(SmallText(self.tr("Strong colour: low loss. Red: came to none.")), 1)
        for picture in (self.parallel, self.curves, _column(self.random, self.random_caption)):
            self.pages.addWidget(picture)
        self.addWidget(card(_column(axes, self.scatter, self.caption)))
        self.addWidget(card(_column(pages, self.pages)))
        self.setSizes(SHARES)
        self.setChildrenCollapsible(False)


def _column(*parts: QWidget | QHBoxLayout) -> QWidget:
    """Return a widget with parts one below the other, of which pictures take the room."""
    widget = QWidget()
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        if isinstance(part, QHBoxLayout):
            column.addLayout(part)
        else:
            column.addWidget(part, 0 if isinstance(part, SmallText) else 1)
    return widget
