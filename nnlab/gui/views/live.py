"""Loss, accuracy and the histograms of all layers at one look; or the curves alone, at full size."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QToolButton, QVBoxLayout, QWidget

from nnlab.gui import theme
from nnlab.gui.number_table import NumberTable
from nnlab.gui.run_facts import RunFacts
from nnlab.gui.views.activations.tables import histograms_table
from nnlab.gui.views.compare.shown_run import ShownRun
from nnlab.gui.views.curves.panels import accuracy_panel, loss_panel, rate_panel
from nnlab.gui.views.curves.tables import curve_tables
from nnlab.gui.views.data.page_bar import PageBar
from nnlab.gui.views.histograms import HistogramPanel
from nnlab.gui.views.tool_button import toggle
from nnlab.training.layer_picture import LayerPicture
from nnlab.training.moment import Moment
from nnlab.training.snapshot import Evaluation, Snapshot


class LiveView(QWidget):
    """The first tab: what a run does, while it does it.

    Two pages share their panels: *Overview* has loss and accuracy above the histograms, *Curves* the loss large, and
    accuracy and learning rate below it.

    Signals
    -------
    step_pointed : int
        A step was clicked in the curves.
    """

    step_pointed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Live"))
        self.loss, self.accuracy, self.rate = loss_panel(), accuracy_panel(), rate_panel()
        self.curves = (self.loss, self.accuracy, self.rate)
        self.histograms = HistogramPanel()
        self.pages, self.x_log = self._page_bar(), self._x_log_button()
        self._upper = _splitter(Qt.Orientation.Horizontal, self.loss, self.accuracy)
        self._lower = _splitter(Qt.Orientation.Horizontal, self.rate)
        self._whole = _splitter(Qt.Orientation.Vertical, self._upper, self._lower, self.histograms)
        self._evaluations: list[Evaluation] = []
        self._labels: tuple[str, ...] = ()
        self._picture: LayerPicture | None = None
        self._earlier: tuple[ShownRun, ...] = ()
        self._sizes: dict[str, list[list[int]]] = {"curves": [[364, 300, 0], [1], [1, 1]]}
        self._lay_out()
        self._connect()
        self._lower.hide()
        self._whole.setSizes([292, 0, 372])

    @property
    def page(self) -> str:
        """Which page is in front: ``overview`` or ``curves``."""
        return self.pages.page

    def show_page(self, page: str) -> None:
        """Bring a page to the front."""
        if page == self.page:
            return
        splitters = (self._whole, self._upper, self._lower)
        self._sizes[self.page] = [splitter.sizes() for splitter in splitters]
        self.pages.set_page(page)
        is_large = page == "curves"
        if is_large:
            self._lower.insertWidget(0, self.accuracy)
        else:
            self._upper.addWidget(self.accuracy)
        self._lower.setVisible(is_large)
        self.histograms.setVisible(not is_large)
        for splitter, sizes in zip(splitters, self._sizes[page], strict=True):
            splitter.setSizes(sizes)
        self.set_earlier_runs(self._earlier)

    def set_layers(self, labels: Sequence[str]) -> None:
        """Name the layers, from the input up."""
        self._labels = tuple(labels)
        self.histograms.set_layers(labels)

    def set_snapshot(self, snapshot: Snapshot) -> None:
        """Add the news of a run."""
        self._evaluations += snapshot.evaluations
        for panel in self.curves:
            panel.set_snapshot(snapshot)

    def set_run(self, facts: RunFacts | None) -> None:
        """Show another run from now on."""

    def set_moment(self, moment: Moment) -> None:
        """Show the layers at a moment, and mark in the curves where it is, unless it is the present."""
        self._picture = moment.picture
        self.histograms.set_moment(moment)
        for panel in self.curves:
            panel.set_shown_step(None if moment.is_present else moment.step)

    def set_earlier_runs(self, runs: Sequence[ShownRun]) -> None:
        """Draw up to three runs that have ended faintly behind the present one, on the page of curves."""
        self._earlier = tuple(runs)
        for panel in (self.loss, self.accuracy):
            panel.set_earlier_runs(self._earlier if self.page == "curves" else ())

    def clear(self) -> None:
        """Show no run."""
        self._evaluations, self._picture = [], None
        for panel in (*self.curves, self.histograms):
            panel.clear()

    def set_end(self, diverged_at: int | None) -> None:
        """Mark the step at which the run broke; None where it did not."""
        for panel in self.curves:
            panel.set_end(diverged_at)

    def tables(self) -> Sequence[NumberTable]:
        """Return the numbers behind the curves, and on the first page those of the histograms."""
        found = curve_tables(self.loss.metrics, self.rate.metrics, self.loss.times, self._evaluations)
        if self.page == "overview":
            found.append(histograms_table(self._labels, self._picture, ["output"]))
        return found

    def _page_bar(self) -> PageBar:
        pages = PageBar()
        pages.add("overview", self.tr("Overview"))
        pages.add("curves", self.tr("Curves"))
        return pages

    def _x_log_button(self) -> QToolButton:
        return toggle(
            self.tr("log steps"),
            self.tr("Logarithmic axis of steps: the first ones, at which most happens, get the most room"),
            name=self.tr("Logarithmic axis of steps"),
        )

    def _lay_out(self) -> None:
        heading = QHBoxLayout()
        heading.addWidget(self.pages, 1)
        heading.addWidget(self.x_log)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        layout.setSpacing(theme.GRID)
        layout.addLayout(heading)
        layout.addWidget(self._whole, 1)

    def _connect(self) -> None:
        self.pages.page_chosen.connect(self.show_page)
        for panel in self.curves:
            self.x_log.toggled.connect(panel.set_x_log)
            panel.plot.step_pointed.connect(self.step_pointed)
            for other in self.curves:
                if other is not panel:
                    panel.plot.zoomed.connect(other.plot.set_zoom)
                    panel.plot.pointed.connect(other.plot.point_at)


def _splitter(orientation: Qt.Orientation, *widgets: QWidget) -> QSplitter:
    splitter = QSplitter(orientation)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(theme.GRID)
    for index, widget in enumerate(widgets):
        splitter.addWidget(widget)
        splitter.setStretchFactor(index, 1)
    return splitter
