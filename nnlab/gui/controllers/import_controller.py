"""Lets a person bring their own data: choose, look, correct, load. The data there are stay until all has gone well."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from PySide6.QtCore import QObject

from nnlab.data.dataset import Dataset
from nnlab.data.loading import loading
from nnlab.data.sniff import sniff
from nnlab.data.tables.preview import Preview, preview
from nnlab.errors import InvalidSpecError, NnlabError
from nnlab.gui import numbers
from nnlab.gui.controllers.data_reading import DataReading, said
from nnlab.gui.controllers.draft import Draft
from nnlab.gui.settings import Settings
from nnlab.gui.task import Task
from nnlab.gui.translation import translate
from nnlab.gui.views.dialogs import Dialogs
from nnlab.gui.views.main_window import MainWindow
from nnlab.jobs import ComputeThread
from nnlab.spec.document import Document, from_document
from nnlab.spec.experiment import FORMAT, DataSpec
from nnlab.spec.files import CsvSpec

FOLDERS = frozenset({"image_folder"})
THUMBNAILS = 24


class ImportController(QObject):
    """Owns the file that is about to be imported, until it is loaded or given up.

    Parameters
    ----------
    window : MainWindow
    draft : Draft
    reading : DataReading
    thread : ComputeThread
    dialogs : Dialogs
    settings : Settings
    """

    def __init__(
        self,
        window: MainWindow,
        draft: Draft,
        reading: DataReading,
        thread: ComputeThread,
        dialogs: Dialogs,
        settings: Settings,
    ) -> None:
        super().__init__(window)
        self._window, self._draft, self._reading = window, draft, reading
        self._dialogs, self._settings = dialogs, settings
        self._panel = window.data.importer
        self._document: Document = {}
        self._filled: Document = {}
        self._looker, self._loader = Task(thread, self), Task(thread, self)
        self._connect()

    def _connect(self) -> None:
        panel = self._panel
        panel.option_edited.connect(self._on_panel_option_edited)
        panel.browse_requested.connect(self._on_panel_browse_requested)
        panel.load_chosen.connect(self._on_panel_load_chosen)
        panel.cancel_chosen.connect(self._on_panel_cancel_chosen)
        self._looker.succeeded.connect(self._on_looker_succeeded)
        self._looker.failed.connect(lambda error: panel.set_problem(said(error)))
        self._loader.progressed.connect(panel.set_progress)
        self._loader.succeeded.connect(self._on_loader_succeeded)
        self._loader.failed.connect(self._on_loader_failed)

    @property
    def is_looking(self) -> bool:
        """Whether the file is being looked at."""
        return self._looker.is_busy

    def ask(self, *, is_folder: bool) -> None:
        """Let the person choose a file or a folder, and look at it."""
        path = self._dialogs.ask_data_path(self._settings.folder(), is_folder=is_folder)
        if path is not None:
            self.begin(path)

    def browse(self, path: str) -> None:
        """Let the person choose a file for the field ``path`` of the form."""
        kind = self._draft.document["data"]["source"].get("kind")
        if path == "data.source.path":
            self.ask(is_folder=kind in FOLDERS)
        else:  # the labels beside the images
            found = self._dialogs.ask_data_path(self._settings.folder(), is_folder=False)
            if found is not None:
                self._draft.edit(path, str(found))

    def begin(self, path: Path) -> None:
        """Show what ``path`` holds before it is loaded; say so where that is nothing known."""
        self._window.messages.clear()
        try:
            source = sniff(path)
        except NnlabError as error:
            self._window.data.end_import()  # or what was looked at before would seem to be this
            self._window.messages.show_problem(translate(error.text))
            return
        self._document = source.model_dump(mode="json")
        self._filled = self._document
        self._window.show_import()
        self._look()

    def _look(self) -> None:
        """Show options and preview as they stand."""
        self._loader.cancel()
        self._panel.set_progress(None)
        self._panel.set_problem("")
        try:
            spec = _asked_for(self._document)
        except InvalidSpecError as error:
            self._show_problem(error)
            return
        self._panel.show_source(self._document, type(spec.source)().model_dump(mode="json"))
        self._looker.start(_looking(spec))

    def _show_problem(self, error: InvalidSpecError) -> None:
        """Say at its option what is wrong with it."""
        problem = error.problems[0]
        self._panel.set_problem(translate(problem.text), problem.path.rpartition(".")[2])

    def _on_panel_option_edited(self, name: str, value: object) -> None:
        self._document = {**self._document, name: value}  # what was guessed is guessed anew
        self._filled = self._document
        self._look()

    def _on_panel_browse_requested(self, name: str) -> None:
        path = Path(self._document["path"])
        found = self._dialogs.ask_data_path(path.parent, is_folder=name == "path" and path.is_dir())
        if found is not None:
            self._on_panel_option_edited(name, str(found))

    def _on_looker_succeeded(self, seen: Preview | Dataset) -> None:
        if isinstance(seen, Dataset):
            self._show_dataset(seen)
            return
        self._filled = seen.spec.model_dump(mode="json")
        self._panel.show_source(self._filled, CsvSpec().model_dump(mode="json"))
        self._panel.set_preview(
            columns=[column.name for column in seen.columns],
            rows=seen.rows,
            label_column=seen.label,
            kinds=[column.kind for column in seen.columns],
            facts=self._table_facts(seen),
            notes=[translate(column.note) if column.note else "" for column in seen.columns],
        )

    def _show_dataset(self, dataset: Dataset) -> None:
        """Show what was read of images or arrays: it is at hand, and loading it takes no time."""
        if dataset.x.ndim == 4:
            names = dataset.class_names
            chosen = range(0, len(dataset.x), max(1, len(dataset.x) // THUMBNAILS))
            pictures = [(names[dataset.targets[i]] if names else "", dataset.x[i]) for i in chosen]
            self._panel.set_images(pictures[:THUMBNAILS])
        self._panel.set_facts(self._facts(dataset))

    def _table_facts(self, seen: Preview) -> str:
        columns = self.tr("{columns} columns").format(columns=numbers.count(len(seen.columns)))
        if seen.n_rows is None:
            return f"{columns} · {numbers.size(seen.size)}"
        return self.tr("{rows} rows").format(rows=numbers.count(seen.n_rows)) + f" · {columns}"

    def _facts(self, dataset: Dataset) -> str:
        lengths = [length for length in dataset.x.shape[1:] if length > 1] or [1]  # one channel is not worth a word
        shape = " × ".join(map(numbers.count, lengths))
        said = self.tr("{classes} classes") if dataset.has_classes else self.tr("numbers to meet")
        template = self.tr("{examples} examples of {shape}, {said}")
        counted = said.format(classes=len(dataset.class_names))
        return template.format(examples=numbers.count(len(dataset.x)), shape=shape, said=counted)

    def _on_panel_load_chosen(self) -> None:
        try:
            spec = _asked_for(self._filled)
        except InvalidSpecError as error:
            self._show_problem(error)
            return
        self._panel.set_problem("")
        self._panel.set_progress(0.0)
        self._loader.start(loading(spec))

    def _on_loader_succeeded(self, _: Dataset) -> None:
        self._panel.set_progress(None)
        self._reading.agree(*(str(self._filled[key]) for key in ("path", "labels") if self._filled.get(key)))
        self._draft.set_source(self._filled)
        self._window.data.end_import()
        self._window.transport.focus_start()  # so that Space trains on them

    def _on_loader_failed(self, error: Exception) -> None:
        self._panel.set_progress(None)
        self._panel.set_problem(said(error))

    def _on_panel_cancel_chosen(self) -> None:
        """Stop what is being loaded; where nothing is, give up the import."""
        if self._loader.is_busy:
            self._loader.cancel()
            self._panel.set_progress(None)
        else:
            self._looker.cancel()
            self._window.data.end_import()


def _asked_for(source: Document) -> DataSpec:
    """Return the data that a source asks for.

    Raises
    ------
    InvalidSpecError
    """
    return from_document({"nnlab": FORMAT, "data": {"source": source}}).data


def _looking(spec: DataSpec) -> Generator[float, None, Preview | Dataset]:
    """Look at the beginning of a table; read anything else, which is then at hand."""
    if isinstance(spec.source, CsvSpec):
        return preview(spec.source)
    return (yield from loading(spec))
