"""The only modal windows: choosing a file, and the question before something is lost."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget


class Answer(Enum):
    """What to do with unsaved changes."""

    SAVE = "save"
    DISCARD = "discard"
    CANCEL = "cancel"


class Dialogs(QObject):
    """Asks a person; tests put another in its place.

    Parameters
    ----------
    parent : QWidget
        The window the questions belong to.
    suffix : str
        How the names of experiment files end.
    """

    def __init__(self, parent: QWidget, suffix: str) -> None:
        super().__init__(parent)
        self._parent, self._suffix = parent, suffix

    def ask_open_path(self, folder: Path) -> Path | None:
        """Return the file to open; None where the person thought better of it."""
        title, kinds = self.tr("Open an Experiment"), self.tr("Experiments") + f" (*{self._suffix} *.json)"
        name, _ = QFileDialog.getOpenFileName(self._parent, title, str(folder), kinds)
        return Path(name) if name else None

    def ask_save_path(self, suggestion: Path) -> Path | None:
        """Return where to save, with the ending of experiment files; None where the person thought better of it."""
        kinds = self.tr("Experiments") + f" (*{self._suffix})"
        return self._ask_new_path(self.tr("Save the Experiment"), kinds, self._suffix, suggestion)

    def ask_data_path(self, start: Path, *, is_folder: bool = False) -> Path | None:
        """Return the data file, or the folder, to read; None where the person thought better of it."""
        if is_folder:
            name = QFileDialog.getExistingDirectory(self._parent, self.tr("Choose a Folder of Data"), str(start))
        else:
            kinds = ";;".join(
                [
                    self.tr("All files") + " (*)",
                    self.tr("Tables") + " (*.csv *.tsv *.txt)",
                    self.tr("NumPy arrays") + " (*.npz)",
                    self.tr("Images and labels as in MNIST") + " (*ubyte *ubyte.gz *.idx *.gz)",
                ]
            )
            name, _ = QFileDialog.getOpenFileName(self._parent, self.tr("Choose Data"), str(start), kinds)
        return Path(name) if name else None

    def ask_table_path(self, suggestion: Path) -> Path | None:
        """Return where to write a table; None where the person thought better of it."""
        return self._ask_new_path(self.tr("Save the Table"), self.tr("Tables") + " (*.csv)", ".csv", suggestion)

    def ask_picture_path(self, suggestion: Path) -> Path | None:
        """Return where to save a picture, with the ending of the suggestion; None to save none."""
        kinds = self.tr("Pictures") + f" (*{suggestion.suffix})"
        return self._ask_new_path(self.tr("Save the Picture"), kinds, suggestion.suffix, suggestion)

    def ask_export_path(self, folder: Path, choices: Sequence[tuple[str, str]]) -> tuple[Path, int] | None:
        """Return where to write and which of the choices; None where the person thought better of it.

        Parameters
        ----------
        folder : Path
        choices : sequence of (str, str)
            The title of a format, and the name of a file that is suggested for it.
        """
        dialog = QFileDialog(self._parent, self.tr("Export the Run"), str(folder))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        kinds = [f"{title} (*{Path(name).suffix})" for title, name in choices]
        dialog.setNameFilters(kinds)

        def suggest(kind: str) -> None:
            name = choices[kinds.index(kind)][1]
            dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))
            written = Path(next(iter(dialog.selectedFiles()), "")).name
            is_own = written not in {"", folder.name, *(other for _, other in choices)}
            dialog.selectFile(Path(written).with_suffix(Path(name).suffix).name if is_own else name)

        dialog.filterSelected.connect(suggest)
        suggest(kinds[0])
        if not dialog.exec():
            return None
        return Path(dialog.selectedFiles()[0]), kinds.index(dialog.selectedNameFilter())

    def ask_about_unsaved(self, name: str) -> Answer:
        """Ask what to do with unsaved changes of the experiment ``name``."""
        box = QMessageBox(self._parent)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle("nnlab")
        box.setText(self.tr("Save the changes to {name}?").format(name=name))
        box.setInformativeText(self.tr("Changes and runs that are not saved are lost."))
        save = box.addButton(self.tr("Save"), QMessageBox.ButtonRole.AcceptRole)
        discard = box.addButton(self.tr("Don't Save"), QMessageBox.ButtonRole.DestructiveRole)
        box.setEscapeButton(box.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole))
        box.setDefaultButton(save)
        box.exec()
        clicked = box.clickedButton()
        if clicked is save:
            return Answer.SAVE
        return Answer.DISCARD if clicked is discard else Answer.CANCEL

    def _ask_new_path(self, title: str, kinds: str, suffix: str, suggestion: Path) -> Path | None:
        dialog = QFileDialog(self._parent, title, str(suggestion.parent), kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix.removeprefix("."))  # added before the dialog asks about overwriting
        dialog.selectFile(suggestion.name)
        return Path(dialog.selectedFiles()[0]) if dialog.exec() else None
