"""How the values of every feature are distributed in the training part."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnlab.data.looking.overview import Overview
from nnlab.gui import numbers, theme
from nnlab.gui.views.data.card import DataCard, scrolled
from nnlab.gui.views.data.feature_cells import FeatureCells
from nnlab.gui.views.data.mean_image import MeanImage

SIDE, LARGE_SIDE = 160, 288
"""About how long the mean image is, with the pixels below it and without."""
BESIDE = 40
"""By how much the histograms of the channels are lower, for what is written under them."""


class FeaturesPanel(DataCard):
    """Shows a small histogram a feature; of images the mean image and the channels, and pixels where they are few."""

    def __init__(self) -> None:
        super().__init__(
            self.tr("Features"), self.tr("A histogram of every feature appears here once data are loaded.")
        )
        self.mean_image = MeanImage()
        self.channels = FeatureCells(self.tr("Histograms of the channels"))
        self.features = FeatureCells(self.tr("Histograms of the features"))
        self._pixels = QLabel(self.tr("Each pixel"))
        theme.mark(self._pixels, "role", "title")
        self.set_content(scrolled(self._body()))

    def set_overview(self, overview: Overview | None) -> None:
        """Show the features of a data set; None for none."""
        self.show_content(overview is not None)
        if overview is None:
            return
        is_image = overview.mean_image is not None
        self._image_row.setVisible(is_image)
        self._pixels.setVisible(is_image and bool(overview.features))
        self.features.setVisible(bool(overview.features))
        side = SIDE if overview.features else LARGE_SIDE
        self.mean_image.set_overview(overview, side)
        self.channels.set_features(overview.channels, len(overview.channels), side - BESIDE)
        self.features.set_features(overview.features, _columns(overview))
        self.note.setText(self._note_words(overview))

    def _note_words(self, overview: Overview) -> str:
        total, shown = overview.shape.features, len(overview.features)
        counts = {"total": numbers.count(total), "shown": numbers.count(shown)}
        cut = 0 < shown < total
        whole = self.tr("{total} features") if total > 1 else self.tr("one feature")
        features = self.tr("the first {shown} of {total} features") if cut else whole
        examples = self.tr("training part, {count} examples")
        words = [features.format(**counts), examples.format(count=numbers.count(overview.sizes["train"]))]
        if constant := sum(feature.is_constant for feature in overview.features):
            words.append(self.tr("{count} of them constant").format(count=numbers.count(constant)))
        return " · ".join(words)

    def _body(self) -> QWidget:
        self._image_row = QWidget()
        row = QHBoxLayout(self._image_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3 * theme.GRID)
        row.addWidget(self.mean_image, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.channels, 1, Qt.AlignmentFlag.AlignTop)
        body = QWidget()
        body.setAccessibleName(self.tr("Histograms"))
        column = QVBoxLayout(body)
        column.setContentsMargins(0, theme.GRID, theme.GRID, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(self._image_row)
        column.addWidget(self._pixels)
        column.addWidget(self.features)
        column.addStretch(1)
        return body


def _columns(overview: Overview) -> int:
    """Return how many features are best in a line: pixels stand where they stand in the image."""
    if overview.mean_image is None:
        return 0
    _, width, channels = overview.shape.example_shape
    return width * channels
