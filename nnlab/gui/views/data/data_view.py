"""The Data view: what the examples are, what preprocessing makes of them, and what a trained network says of others."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from nnlab.data.dataset import Dataset
from nnlab.data.looking.overview import Overview
from nnlab.data.split import Split
from nnlab.gui import theme
from nnlab.gui.views.data.bench import BenchPanel
from nnlab.gui.views.data.canvas import PointCanvas
from nnlab.gui.views.data.class_counts import ClassCountsPanel
from nnlab.gui.views.data.examples import ExamplesPanel
from nnlab.gui.views.data.features import FeaturesPanel
from nnlab.gui.views.data.import_panel import ImportPanel
from nnlab.gui.views.data.page_bar import PageBar
from nnlab.gui.views.data.plane import PlanePanel
from nnlab.gui.views.data.predictions import PredictionsPanel

IMPORT = "import"
DRAW = "draw"
COUNTS_WIDTH = 264
PLANE_HEIGHT, TABLE_HEIGHT = 360, 240
"""Of the plane and of the rows below it; the rest of the room is shared like this."""


class DataView(QWidget):
    """Pages about the data, one at a time.

    Signals
    -------
    page_chosen : str
        A page came to the front: ``examples``, ``features``, ``bench``, ``draw``, ``predictions`` or ``import``.
    points_edited : object
        Points were drawn or erased by hand; all there are now.
    """

    page_chosen = Signal(str)
    points_edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Data"))
        self.examples, self.plane, self.counts = ExamplesPanel(), PlanePanel(), ClassCountsPanel()
        self.features, self.bench, self.canvas = FeaturesPanel(), BenchPanel(), PointCanvas()
        self.importer, self.predictions = ImportPanel(), PredictionsPanel()
        self._pages = {
            "examples": (self.tr("Examples"), self._examples_page()),
            "features": (self.tr("Features"), self.features),
            "bench": (self.tr("Preprocessing"), self.bench),
            DRAW: (self.tr("Draw"), self.canvas),
            "predictions": (self.tr("Predictions"), self.predictions),
            IMPORT: (self.tr("Import"), self.importer),
        }
        self._before_import = "examples"
        self._bar, self._stack = PageBar(), QStackedWidget()
        for name, (title, page) in self._pages.items():
            self._bar.add(name, title)
            self._stack.addWidget(page)
        self._lay_out()
        self._bar.page_chosen.connect(self.show_page)
        self.canvas.points_edited.connect(self.points_edited)
        self._bar.set_offered(IMPORT, is_offered=False)
        self.set_points(None, 0)
        self.clear()

    @property
    def page(self) -> str:
        """The name of the page in front."""
        return self._bar.page

    def show_page(self, name: str) -> None:
        """Bring a page to the front."""
        self._bar.set_page(name)
        self._stack.setCurrentWidget(self._pages[name][1])
        self.page_chosen.emit(name)

    def show_import(self) -> None:
        """Offer the page on which a file is looked at before it is loaded."""
        if self.page != IMPORT:
            self._before_import = self.page
        self._bar.set_offered(IMPORT, is_offered=True)
        self.show_page(IMPORT)
        self.importer.setFocus()

    def end_import(self) -> None:
        """Go back to where the person was before the import."""
        self._bar.set_offered(IMPORT, is_offered=False)
        if self.page == IMPORT:
            self.show_page(self._before_import)

    def set_data(self, dataset: Dataset, split: Split, overview: Overview) -> None:
        """Show data that have been looked over."""
        self._bar.set_message("")
        is_plane = dataset.x.shape[1:] == (2,)
        self.plane.setVisible(is_plane)
        self.plane.set_dataset(dataset if is_plane else None)
        self.examples.set_dataset(dataset, split)
        self.counts.set_overview(overview)
        self.features.set_overview(overview)

    def set_busy(self, share: float) -> None:
        """Say how far the data are looked over."""
        self._bar.set_message(self.tr("Looking over the data: {percent} %").format(percent=round(100 * share)))

    def set_problem(self, sentence: str) -> None:
        """Say why there is nothing to show."""
        self.clear()
        self._bar.set_message(sentence)

    def message(self) -> str:
        """Return what is said about all pages."""
        return self._bar.message()

    def clear(self) -> None:
        """Show no data."""
        self._bar.set_message("")
        self.plane.hide()
        self.plane.set_dataset(None)
        self.examples.set_dataset(None, None)
        self.counts.set_overview(None)
        self.features.set_overview(None)
        self.bench.set_bench(None)

    def set_points(self, points: Sequence[tuple[float, float, int]] | None, classes: int) -> None:
        """Offer the canvas with these points on it; None where points are not what the data are."""
        is_drawn = points is not None
        appears = is_drawn and not self._bar.is_offered(DRAW)
        self._bar.set_offered(DRAW, is_offered=is_drawn)
        if points is not None:
            self.canvas.set_points(points, classes)
        if appears and not points:
            self.show_page(DRAW)
        elif not is_drawn and self.page == DRAW:
            self.show_page("examples")

    def _examples_page(self) -> QWidget:
        left = QSplitter(Qt.Orientation.Vertical)
        for panel, height in ((self.plane, PLANE_HEIGHT), (self.examples, TABLE_HEIGHT)):
            left.addWidget(panel)
            left.setStretchFactor(left.count() - 1, height)
        left.setSizes([PLANE_HEIGHT, TABLE_HEIGHT])
        whole = QSplitter(Qt.Orientation.Horizontal)
        whole.addWidget(left)
        whole.addWidget(self.counts)
        whole.setStretchFactor(0, 1)
        whole.setSizes([4 * COUNTS_WIDTH, COUNTS_WIDTH])
        for splitter in (left, whole):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(theme.GRID)
        return whole

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        layout.setSpacing(theme.GRID)
        layout.addWidget(self._bar)
        layout.addWidget(self._stack, 1)
