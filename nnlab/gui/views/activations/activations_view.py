"""The tab of the activations: what every layer is given and gives, now and over the steps of the run."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from nnlab.gui import theme
from nnlab.gui.number_table import NumberTable
from nnlab.gui.run_facts import RunFacts
from nnlab.gui.views.activations.choices import Choices
from nnlab.gui.views.activations.heads import Heads
from nnlab.gui.views.activations.layer_rows import LayerRows
from nnlab.gui.views.activations.row_scroll import RowScroll
from nnlab.gui.views.activations.shown import Shown
from nnlab.gui.views.activations.tables import histograms_table, statistics_table
from nnlab.gui.views.elided import ElidedLabel
from nnlab.gui.views.flow import FlowLayout
from nnlab.gui.views.histogram_rows import non_finite_words
from nnlab.gui.views.moment_words import moment_words
from nnlab.training.layer_picture import LayerPicture
from nnlab.training.moment import Moment

PROMISE, ROWS = 0, 1
HEADING_WIDTH = 440


class ActivationsView(QWidget):
    """Shows the layers of one run at one moment.

    Signals
    -------
    step_pointed : int
        The person pointed to this step in a strip.
    """

    step_pointed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Activations"))
        self.rows, self.choices = LayerRows(), Choices()
        self.heads = Heads(self.rows)
        self.note = ElidedLabel("muted")
        self._moment: Moment | None = None
        self._lay_out()
        self.choices.shown_chosen.connect(self._on_choices_shown_chosen)
        self.rows.step_pointed.connect(self.step_pointed)
        self.area.step_pointed.connect(self.step_pointed)

    def set_run(self, facts: RunFacts | None) -> None:
        """Show another run from now on; None for no run."""
        self._moment = None
        self.rows.set_labels(facts.labels if facts else ())
        self.note.clear()
        self._stack.setCurrentIndex(PROMISE)

    def set_moment(self, moment: Moment) -> None:
        """Show the run at a moment."""
        if moment.picture is None or not moment.picture.layers or self._is_shown(moment):
            return
        self._moment = moment
        self.rows.set_moment(moment)
        self.area.set_moment(moment)
        self.heads.update()
        self.note.setText(self._note_words(moment, moment.picture))
        self.note.setToolTip(self.note.text())
        self._stack.setCurrentIndex(ROWS)

    def tables(self) -> Sequence[NumberTable]:
        """Return the statistics of all recorded steps, and the histograms that are shown."""
        picture = self._moment.picture if self._moment else None
        pictures = self._moment.pictures if self._moment else ()
        count = len(picture.layers) if picture else 0
        labels = [self.rows.label(layer) for layer in range(count)]
        shown = self.rows.shown.histograms
        return [statistics_table(labels, pictures), histograms_table(labels, picture, shown)]

    def _is_shown(self, moment: Moment) -> bool:
        now = self._moment
        return (
            now is not None
            and moment.picture is now.picture
            and len(moment.pictures) == len(now.pictures)
            and (moment.step, moment.last_step, moment.is_present) == (now.step, now.last_step, now.is_present)
        )

    def _note_words(self, moment: Moment, picture: LayerPicture) -> str:
        of_probe = self.tr("on training examples, at most 1,000")
        of_batch = self.tr("a sample of the last batch")
        words = f"{moment_words(moment, picture.step)} · {of_batch if picture.is_sketch else of_probe}"
        lost = sum(layer.output.histogram.non_finite for layer in picture.layers)
        return f"✕ {non_finite_words(lost)} · {words}" if lost else words

    def _on_choices_shown_chosen(self, shown: Shown) -> None:
        self.rows.set_shown(shown)
        self.heads.update()

    def _lay_out(self) -> None:
        card = QFrame()
        theme.mark(card, "card", True)
        heading = FlowLayout(spacing=theme.GRID // 2)
        heading.addWidget(Heading(self.note))
        heading.addWidget(self.choices)
        self._stack = QStackedLayout()
        inner = QVBoxLayout(card)
        inner.setContentsMargins(12, theme.GRID, 12, theme.GRID)
        inner.setSpacing(theme.GRID // 2)
        inner.addLayout(heading)
        inner.addLayout(self._stack, 1)
        self._stack.addWidget(self._promise())  # once the stack has a parent: it shows its first widget at once
        self._stack.addWidget(self._table())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        layout.addWidget(card)

    def _promise(self) -> QLabel:
        words = self.tr(
            "For every layer, the histograms of what it is given and what it gives, its silent units, "
            "and how all that changes over the steps: here once training starts."
        )
        promise = QLabel(words)
        promise.setAlignment(Qt.AlignmentFlag.AlignCenter)
        promise.setWordWrap(True)
        promise.setContentsMargins(24, 0, 24, 0)
        theme.mark(promise, "role", "muted")
        return promise

    def _table(self) -> QWidget:
        self.area = RowScroll(self.rows)
        table = QWidget()
        column = QVBoxLayout(table)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.heads)
        column.addWidget(self.area, 1)
        return table


class Heading(QWidget):
    """The title with what is shown beside it; it asks for the same width whatever that is.

    Parameters
    ----------
    note : ElidedLabel
    """

    def __init__(self, note: ElidedLabel) -> None:
        super().__init__()
        title = QLabel(self.tr("Activations, per layer"))
        theme.mark(title, "role", "title")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GRID * 2)
        line.addWidget(title)
        line.addWidget(note, 1)

    def sizeHint(self) -> QSize:
        """Ask for room for the title and a step."""
        return QSize(HEADING_WIDTH, super().sizeHint().height())
