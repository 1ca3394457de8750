"""What a trained network says of new examples."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from nnlab.data.dataset import Raw
from nnlab.gui import numbers, theme
from nnlab.gui.views.data.card import DataCard
from nnlab.gui.views.data.column_table import ColumnTable
from nnlab.gui.views.data.picture import Picture
from nnlab.gui.views.data.prediction_columns import count_columns, example_columns
from nnlab.gui.views.data.thumbnails import brightness_range
from nnlab.gui.views.elided import ElidedLabel
from nnlab.training.prediction import Prediction

ASIDE_WIDTH = 280


@dataclass(frozen=True)
class ShownPrediction:
    """A prediction with what a person is told of it.

    Attributes
    ----------
    path : Path
        What the examples were read from.
    network : str
        What predicted, said to a person.
    prediction : Prediction
    names : tuple of str
        Of the examples; empty where they are only numbered.
    images : (n, height, width, channels) or None
        The examples, where they can be looked at.
    """

    path: Path
    network: str
    prediction: Prediction
    names: tuple[str, ...] = ()
    images: Raw | None = None


class PredictionsPanel(DataCard):
    """Shows predictions as a table, the image of the chosen one, and how many are of each class.

    Signals
    -------
    save_chosen
        The person wants the predictions in a file.
    data_dropped : str
        The path of a file or folder that was dropped here.
    """

    save_chosen = Signal()
    data_dropped = Signal(str)

    def __init__(self) -> None:
        promise = self.tr("Train a network, then choose Run ▸ Predict on New Data…, or drop a file or a folder here.")
        super().__init__(self.tr("Predictions"), promise)
        self._shown: ShownPrediction | None = None
        self._range = (0.0, 1.0)
        self.table = ColumnTable(self.tr("Table of the predictions"))
        self.counts = ColumnTable(self.tr("Examples said to be of each class"))
        self.picture, self.readout = Picture(self.tr("chosen example")), ElidedLabel("muted")
        self.save_button = QPushButton(self.tr("Save as CSV…"))
        self.save_button.setToolTip(self.tr("Write all predictions to a table that other programs read"))
        self.save_button.clicked.connect(self.save_chosen)
        self.add_to_heading(self.save_button)
        self.table.current_changed.connect(lambda _: self._show_chosen())
        self.set_content(self._body())
        self.setAcceptDrops(True)
        self.set_prediction(None)

    def set_prediction(self, shown: ShownPrediction | None) -> None:
        """Show a prediction; None for none."""
        self._shown = shown
        has_classes = shown is not None and shown.prediction.labels is not None
        has_images = shown is not None and shown.images is not None
        self.table.set_columns(example_columns(shown.prediction, shown.names) if shown else [])
        self.counts.set_columns(count_columns(shown.prediction) if shown and has_classes else [])
        self._range = brightness_range(shown.images) if shown and shown.images is not None else (0.0, 1.0)
        for widget, is_there in ((self._counted, has_classes), (self._chosen, has_images)):
            widget.setVisible(is_there)
        self._aside.setVisible(has_classes or has_images)
        self.save_button.setVisible(shown is not None)
        self.show_content(shown is not None)
        if shown is not None:
            self.note.setText(self._summary(shown))
            self.table.selectRow(0)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome one local file or folder; the window would take it for data to train on."""
        if len(event.mimeData().urls()) == 1 and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell of what was dropped."""
        event.acceptProposedAction()
        self.data_dropped.emit(event.mimeData().urls()[0].toLocalFile())

    def _summary(self, shown: ShownPrediction) -> str:
        result = shown.prediction.result
        words = [shown.path.name, self.tr("{count} examples").format(count=numbers.count(len(shown.prediction)))]
        if result is not None and result.accuracy is not None:
            words.append(self.tr("accuracy {share}").format(share=numbers.accuracy(result.accuracy)))
        if result is not None:
            words.append(self.tr("loss {loss}").format(loss=numbers.significant(result.loss)))
        return " · ".join([*words, shown.network])

    def _show_chosen(self) -> None:
        """Show the image of the example that the keys have reached, and what the table says of it."""
        shown, example = self._shown, self.table.current()
        if shown is None or shown.images is None or example is None:
            return
        self.picture.set_pixels(shown.images[example], *self._range)
        self.readout.setText(self.table.words(example))

    def _body(self) -> QWidget:
        self._chosen, self._counted, self._aside = QWidget(), QWidget(), QWidget()
        _fill(self._chosen, self.picture, self.readout)
        title = QLabel(self.tr("Predicted classes"))
        theme.mark(title, "role", "title")
        _fill(self._counted, title, self.counts)
        _fill(self._aside, self._chosen, self._counted)
        body = QSplitter(Qt.Orientation.Horizontal)
        body.addWidget(self.table)
        body.addWidget(self._aside)
        body.setStretchFactor(0, 1)
        body.setSizes([3 * ASIDE_WIDTH, ASIDE_WIDTH])
        body.setChildrenCollapsible(False)
        body.setHandleWidth(2 * theme.GRID)
        return body


def _fill(whole: QWidget, *parts: QWidget) -> None:
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.GRID // 2)
    for part in parts:
        column.addWidget(part)
