"""Makes files of the view in front: pictures, and tables of its numbers."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from nnlab.errors import NnlabError
from nnlab.gui import numbers
from nnlab.gui.exporting.rendering import in_light, png_bytes, svg_bytes, to_image
from nnlab.gui.exporting.slices import Slices
from nnlab.gui.exporting.tables import encoding_files, encoding_text
from nnlab.gui.number_table import NumberTable
from nnlab.gui.pending import Pending
from nnlab.gui.settings import Settings
from nnlab.gui.translation import translate
from nnlab.gui.views.export_bar import ALL, ExportBar
from nnlab.gui.views.message_bar import Choice, MessageBar
from nnlab.gui.views.tabs import Tabs
from nnlab.logs import log_path
from nnlab.store.number_files import write_parts

Content = Sequence[bytes] | QImage
"""Of a file: its parts, or the picture that has yet to be packed, which may take a while."""
File = tuple[Path, Content]
Drawn = TypeVar("Drawn")
logger = logging.getLogger(__name__)


class ExportDialogs(Protocol):
    """Asks for the names of files."""

    def ask_picture_path(self, suggestion: Path) -> Path | None:
        """Return where to save a picture, with the ending of the suggestion; None to save none."""

    def ask_table_path(self, suggestion: Path) -> Path | None:
        """Return where to save a table; None to save none."""


class ExportController(QObject):
    """Connects the bar of exports to the views.

    Parameters
    ----------
    tabs : Tabs
        One that offers ``tables()`` has numbers; one that offers ``picture_widget()`` says what of it is drawn.
    bar : ExportBar
    messages : MessageBar
    dialogs : ExportDialogs
    settings : Settings
    pending : Pending
    name : callable
        Returns what the experiment is called.
    """

    def __init__(
        self,
        tabs: Tabs,
        bar: ExportBar,
        messages: MessageBar,
        dialogs: ExportDialogs,
        settings: Settings,
        pending: Pending,
        name: Callable[[], str],
    ) -> None:
        super().__init__(tabs)
        self._tabs, self._bar, self._messages = tabs, bar, messages
        self._dialogs, self._settings, self._pending, self._name = dialogs, settings, pending, name
        self._folder: Path | None = None
        self._slices = Slices(self)
        self._then: Callable[[Any], None] = lambda _: None
        self._disk = ThreadPoolExecutor(1, thread_name_prefix="nnlab-export")
        bar.save_chosen.connect(self._on_bar_save_chosen)
        bar.copy_chosen.connect(self._on_bar_copy_chosen)
        bar.closed.connect(self._on_bar_closed)
        bar.kinds.currentIndexChanged.connect(self._refresh)
        tabs.view_shown.connect(self._refresh)
        tabs.installEventFilter(self)
        self._slices.progressed.connect(self._on_slices_progressed)
        self._slices.succeeded.connect(self._on_slices_succeeded)

    def open(self) -> None:
        """Offer to export the view in front."""
        self._bar.show()
        self._refresh()
        self._bar.open()

    def close(self) -> None:
        """Wait for what is being written; give up what is not yet."""
        self._slices.cancel()
        self._disk.shutdown(wait=True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell the bar when the view has another size."""
        if event.type() == QEvent.Type.Resize:
            self._refresh()
        return super().eventFilter(watched, event)

    @property
    def _view(self) -> QWidget:
        return self._tabs.view(self._tabs.key)

    def _title(self) -> str:
        return self._tabs.tabText(self._tabs.currentIndex()).replace("&", "")

    def _picture(self) -> QWidget:
        offered = getattr(self._view, "picture_widget", None)
        return offered() if offered is not None else self._view

    def _tables(self) -> list[NumberTable]:
        offered = getattr(self._view, "tables", None)
        return list(offered()) if offered is not None else []

    def _chosen_tables(self) -> list[NumberTable]:
        return [table for table in self._tables() if self._bar.table in {ALL, table.name}]

    def _refresh(self) -> None:
        if not self._bar.isHidden():
            tables = self._tables() if self._bar.kind == "csv" else []
            self._bar.set_view(self._title(), self._picture().size(), [table.name for table in tables])

    def _on_bar_closed(self) -> None:
        self._view.setFocus()

    def _on_bar_save_chosen(self) -> None:
        if self._bar.kind == "csv":
            self._save_numbers()
        elif (path := self._chosen_path(self._dialogs.ask_picture_path, "")) is not None:
            self._guarded(lambda: self._write([(path, self._content())]))

    def _save_numbers(self) -> None:
        tables, all_tables = self._chosen_tables(), self._tables()
        if not tables:
            self._refresh()  # the view has others by now
            return
        path = self._chosen_path(self._dialogs.ask_table_path, tables[0].name if len(tables) < len(all_tables) else "")
        if path is None:
            return
        if len(tables) == 1:
            self._save_tables([(path, tables[0])])
        else:
            self._save_all(path, tables)

    def _chosen_path(self, ask: Callable[[Path], Path | None], table: str) -> Path | None:
        """Return the file that a dialog asked for, and remember its folder."""
        path = ask(self._suggestion(table))
        if path is not None:
            self._folder = path.parent
        return path

    def _save_all(self, path: Path, tables: Sequence[NumberTable]) -> None:
        """Save a file a table, after the dialog asked about one name only."""
        files = [(path.with_name(f"{path.stem}-{table.name}{path.suffix}"), table) for table in tables]
        there = [target.name for target, _ in files if target.exists()]
        if not there:
            self._save_tables(files)
            return
        question = self.tr("Replace what is there already: {names}?").format(names=", ".join(there))
        self._messages.ask(question, Choice(self.tr("Replace"), lambda: self._save_tables(files)))

    def _save_tables(self, files: Sequence[tuple[Path, NumberTable]]) -> None:
        self._then = self._write
        self._slices.start(encoding_files(files))

    def _on_bar_copy_chosen(self) -> None:
        if self._bar.kind == "csv" and not self._chosen_tables():
            self._refresh()  # the view has others by now
        elif self._bar.kind == "csv":
            self._then = self._copy_text
            self._slices.start(encoding_text(self._chosen_tables()))
        else:
            self._guarded(self._copy_picture)

    def _copy_text(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._messages.show_news(self.tr("Copied the numbers of {view}.").format(view=self._title()))

    def _copy_picture(self) -> None:
        data, image = QMimeData(), self._image(self._bar.scale if self._bar.kind == "png" else 1.0)
        if self._bar.kind == "svg":
            data.setData("image/svg+xml", self._svg())
        data.setImageData(image)
        QGuiApplication.clipboard().setMimeData(data)
        self._messages.show_news(self.tr("Copied a picture of {view}.").format(view=self._title()))

    def _content(self) -> Content:
        return self._image(self._bar.scale) if self._bar.kind == "png" else [self._svg()]

    def _image(self, scale: float) -> QImage:
        return self._drawn(lambda widget: to_image(widget, scale, self._heading()))

    def _svg(self) -> bytes:
        return self._drawn(lambda widget: svg_bytes(widget, self._heading()))

    def _drawn(self, draw: Callable[[QWidget], Drawn]) -> Drawn:
        """Return the view as ``draw`` draws it, in the colours that are wanted."""
        if not self._bar.is_light:
            return draw(self._picture())
        with in_light(self._view, self._settings.colours()):
            return draw(self._picture())

    def _heading(self) -> str:
        return " — ".join(part for part in (self._name(), self._title()) if part)

    def _suggestion(self, table: str) -> Path:
        """Return a file name made of those of experiment, view and table, where the last export went."""
        words = " ".join(part for part in (self._name(), self._title(), table) if part)
        name = re.sub(r"[^\w\- ]+", "", words).strip() or "nnlab"
        return (self._folder or self._settings.folder()) / f"{name}.{self._bar.kind}"

    def _write(self, files: Sequence[File]) -> None:
        """Have files written on a thread of their own."""
        written = self._disk.submit(_write_files, files)
        self._pending.when_done(written, lambda future: self._on_written([path for path, _ in files], future))

    def _on_written(self, paths: Sequence[Path], future: Future[None]) -> None:
        error = future.exception()
        if error is not None:
            self._report(error)
            return
        template = self.tr("Saved {names} in {folder}.")
        names = ", ".join(path.name for path in paths)
        self._messages.show_news(template.format(names=names, folder=paths[0].parent))

    def _guarded(self, act: Callable[[], None]) -> None:
        """Do ``act``; where it cannot be done, say why."""
        try:
            act()
        except NnlabError as error:
            self._report(error)

    def _report(self, error: BaseException) -> None:
        if isinstance(error, NnlabError):
            self._messages.show_problem(translate(error.text))
            return
        logger.error("a view could not be exported", exc_info=error)
        template = self.tr("The view could not be exported; the details are in {path}.")
        self._messages.show_problem(template.format(path=log_path()))

    def _on_slices_progressed(self, rows: int) -> None:
        words = self.tr("Exporting numbers: {count} rows").format(count=numbers.count(rows))
        self._messages.show_progress(words, Choice(self.tr("Cancel"), self._slices.cancel))

    def _on_slices_succeeded(self, result: Any) -> None:
        self._messages.end_progress()
        self._then(result)


def _write_files(files: Sequence[File]) -> None:
    for path, content in files:
        write_parts(path, [png_bytes(content)] if isinstance(content, QImage) else content)
