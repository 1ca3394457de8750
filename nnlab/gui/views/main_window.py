"""The window: form on the left, views in the middle, transport below."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QByteArray, QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QSplitter, QVBoxLayout, QWidget

from nnlab.gui.icons import icon
from nnlab.gui.views import factories
from nnlab.gui.views.actions import Actions
from nnlab.gui.views.export_bar import ExportBar
from nnlab.gui.views.form.form import ExperimentForm
from nnlab.gui.views.guide_button import guide_button
from nnlab.gui.views.message_bar import MessageBar
from nnlab.gui.views.tabs import Tab, Tabs
from nnlab.gui.views.transport import Transport

if TYPE_CHECKING:
    from nnlab.gui.views.data.data_view import DataView
    from nnlab.gui.views.guide.guide import Guide
    from nnlab.gui.views.live import LiveView

SIZE = QSize(1280, 800)
FORM_WIDTH = 328


class MainWindow(QMainWindow):
    """Holds the views and the menus.

    Attributes
    ----------
    may_close : callable
        Asked before the window closes; whoever owns the experiment answers.
    """

    example_chosen = Signal(str)
    recent_file_chosen = Signal(str)
    recent_files_cleared = Signal()
    file_dropped = Signal(str)
    closed = Signal()
    guide_made = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.may_close: Callable[[], bool] = lambda: True
        self.actions_ = Actions(self)
        whole = QWidget(self)  # first: to move a whole form into it takes Qt some milliseconds
        self._splitter = QSplitter(Qt.Orientation.Horizontal, whole)
        self.form, centre = ExperimentForm(self._splitter), QWidget(self._splitter)
        self.messages, self.export_bar = MessageBar(centre), ExportBar(centre)
        self._beside = QSplitter(Qt.Orientation.Horizontal, centre)
        self.tabs = Tabs(self._beside)
        self._guide: Guide | None = None
        self.transport = Transport(self.actions_.transport(), whole)
        self.tabs.setAccessibleName(self.tr("Views"))
        self.tabs.add(Tab("live", self.tr("Live"), factories.live))
        self.tabs.add(Tab("activations", self.tr("Activations"), factories.activations))
        self.tabs.add(Tab("gradients", self.tr("Gradients && weights"), factories.gradients))
        self.tabs.add(Tab("data", self.tr("Data"), factories.data))
        self.tabs.add(Tab("decision", self.tr("Decision"), factories.decision))
        self.tabs.add(Tab("network", self.tr("Network"), factories.network))
        self.tabs.add(Tab("initialisation", self.tr("Init"), factories.initialisation))
        self.tabs.add(Tab("search", self.tr("Search"), factories.search))
        self.tabs.add(Tab("compare", self.tr("Compare"), factories.compare))
        self.setWindowIcon(icon("nnlab"))
        self._lay_out(whole, centre)
        self._fill_menus()
        self.setAcceptDrops(True)
        self.resize(SIZE)
        self.transport.focus_start()  # so that Space starts, and does not write into the form

    @property
    def live(self) -> LiveView:
        """The Live view, which is made if nobody needed it before."""
        return cast("LiveView", self.tabs.view("live"))

    @property
    def data(self) -> DataView:
        """The Data view, which is made if nobody needed it before."""
        return cast("DataView", self.tabs.view("data"))

    @property
    def guide(self) -> Guide:
        """The guide, which is made if nobody needed it before."""
        if self._guide is None:
            self._guide = factories.guide()
            self._guide.hide()
            self._beside.addWidget(self._guide)
            self._beside.setStretchFactor(0, 1)
            self.guide_made.emit(self._guide)
        return self._guide

    def show_guide(self, *, shown: bool) -> None:
        """Open the guide beside the views, or close it."""
        if shown or self._guide is not None:
            self.guide.setVisible(shown)
        self.guide_button.setVisible(not shown)
        self.actions_.guide.setChecked(shown)

    def _lay_out(self, whole: QWidget, centre: QWidget) -> None:
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.messages)
        column.addWidget(self.export_bar)
        column.addWidget(self._beside, 1)
        self._beside.setChildrenCollapsible(False)
        self.guide_button = guide_button(self.actions_.guide)
        self.tabs.setCornerWidget(self.guide_button, Qt.Corner.TopRightCorner)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setSizes([FORM_WIDTH, SIZE.width() - FORM_WIDTH])
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._splitter, 1)
        rows.addWidget(self.transport)
        self.setCentralWidget(whole)

    def _fill_menus(self) -> None:
        actions = self.actions_
        file = self._menu(self.tr("&File"), [actions.new, actions.open])
        self._recent = file.addMenu(self.tr("Open &Recent"))
        self._examples = file.addMenu(self.tr("&Examples"))
        file.addActions([actions.save, actions.save_as])
        file.addSeparator()
        file.addActions([actions.import_data, actions.import_folder])
        file.addSeparator()
        file.addActions([actions.export_view, actions.export_run])
        file.addSeparator()
        file.addAction(actions.quit)
        edit = self._menu(self.tr("&Edit"), [actions.undo, actions.redo])
        edit.addSeparator()
        edit.addActions([actions.copy_text, actions.paste_text])
        edit.addSeparator()
        edit.addAction(actions.change_one)
        run = self._menu(self.tr("&Run"), [actions.start, actions.step_batch, actions.step_epoch, actions.stop])
        run.addSeparator()
        run.addActions([actions.restart, actions.new_seed])
        run.addSeparator()
        run.addActions([actions.epoch_back, actions.epoch_forward, actions.now, actions.start_here])
        run.addSeparator()
        run.addActions([actions.check, actions.predict])
        tabs = self._tab_actions()
        view = self._menu(self.tr("&View"), tabs)
        view.addSeparator()
        view.addActions([actions.guide, actions.lessons])
        view.addMenu(self._theme_menu())
        view.addAction(actions.full_screen)
        self._menu(self.tr("&Help"), [actions.what, actions.keys, actions.about])
        actions.full_screen.toggled.connect(self._on_full_screen_toggled)
        self.set_recent_files([])
        self.addActions(actions.all() + tabs)  # so that the keys work wherever the menus are

    def _menu(self, title: str, actions: Sequence[QAction]) -> QMenu:
        menu = self.menuBar().addMenu(title)
        menu.addActions(list(actions))
        return menu

    def _theme_menu(self) -> QMenu:
        menu = QMenu(self.tr("&Colours"), self)
        menu.addActions(list(self.actions_.theme_choices.values()))
        return menu

    def _tab_actions(self) -> list[QAction]:
        """Return one action a tab, on the keys 1 to 9."""
        actions = []
        for index, key in enumerate(self.tabs.keys):
            action = QAction(self.tabs.tabText(index), self)
            action.setShortcut(str(index + 1))
            action.setStatusTip(self.tr("Show the view {name}").format(name=self.tabs.tabText(index)))
            action.triggered.connect(lambda _=False, key=key: self.tabs.show_view(key))
            actions.append(action)
        return actions

    def show_data(self) -> None:
        """Bring the Data view to the front."""
        self.tabs.show_view("data")

    def show_import(self) -> None:
        """Show the page on which a file is looked at before it is loaded."""
        self.show_data()
        self.data.show_import()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome a file that is dragged into the window."""
        if _local_file(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell of a file that was dropped."""
        if path := _local_file(event.mimeData()):
            event.acceptProposedAction()
            self.file_dropped.emit(path)

    def set_title(self, name: str, *, modified: bool) -> None:
        """Show the experiment's name, with an asterisk while changes are unsaved."""
        self.setWindowTitle(f"{name}[*] — nnlab")
        self.setWindowModified(modified)

    def set_examples(self, examples: Mapping[str, tuple[str, str]]) -> None:
        """Fill the menu of shipped examples: by name what each is called, and what it shows."""
        self._examples.clear()
        for name, (title, about) in examples.items():
            action = self._examples.addAction(title.replace("&", "&&"))
            action.setData(name)
            action.setToolTip(f"<qt>{escape(about)}</qt>")  # which breaks lines
            action.triggered.connect(lambda _=False, name=name: self.example_chosen.emit(name))
        self._examples.setToolTipsVisible(True)

    def set_recent_files(self, paths: Sequence[str]) -> None:
        """Fill the menu of recent files, the latest first."""
        self._recent.clear()
        for path in paths:
            action = self._recent.addAction(Path(path).name.replace("&", "&&"))
            action.setData(path)
            action.setToolTip(path)
            action.setStatusTip(path)
            action.triggered.connect(lambda _=False, path=path: self.recent_file_chosen.emit(path))
        self._recent.addSeparator()
        clear = self._recent.addAction(self.tr("Forget These"))
        clear.triggered.connect(self.recent_files_cleared)
        self._recent.setToolTipsVisible(True)
        self._recent.setEnabled(bool(paths))

    def layout_state(self) -> tuple[QByteArray, QByteArray]:
        """Return size and place of the window, and where the splitter stands."""
        return self.saveGeometry(), self._splitter.saveState()

    def restore_layout(self, geometry: QByteArray, splitter: QByteArray) -> None:
        """Go back to what ``layout_state`` returned."""
        self.restoreGeometry(geometry)
        self._splitter.restoreState(splitter)

    def _on_full_screen_toggled(self, checked: bool) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        if checked != self.isFullScreen():
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def changeEvent(self, event: QEvent) -> None:
        """Redraw the icons when the colours have changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.actions_.refresh_icons()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close only when nothing would be lost."""
        if not self.may_close():
            event.ignore()
            return
        event.accept()
        self.closed.emit()


def _local_file(data: QMimeData) -> str:
    """Return the path of the one local file that is dragged; empty where it is something else."""
    urls = data.urls()
    return urls[0].toLocalFile() if len(urls) == 1 else ""
