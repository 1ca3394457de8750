"""Everything a person can do by menu, button or key, with the words and keys for it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from nnlab.gui.icons import icon
from nnlab.gui.views.transport import TransportActions

Keys = QKeySequence | QKeySequence.StandardKey | str


class Actions(QObject):
    """The actions of one window.

    Parameters
    ----------
    parent : QObject
        What owns them.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._icons: dict[QAction, str] = {}
        self._create_file_actions()
        self._create_edit_actions()
        self._create_run_actions()
        self._create_view_actions()
        self._create_help_actions()

    def all(self) -> list[QAction]:
        """Return every action, in the order of the menus."""
        return self.findChildren(QAction)

    def refresh_icons(self) -> None:
        """Draw the icons in the colours of the present theme."""
        for action, name in self._icons.items():
            action.setIcon(icon(name))

    def _create_file_actions(self) -> None:
        standard = QKeySequence.StandardKey
        self.new = self._action(
            self.tr("&New"), self.tr("A new experiment, every setting at its default"), "new", standard.New
        )
        self.open = self._action(self.tr("&Open…"), self.tr("Open an experiment file"), "open", standard.Open)
        self.save = self._action(self.tr("&Save"), self.tr("Save experiment and run"), "save", standard.Save)
        self.save_as = self._action(self.tr("Save &As…"), self.tr("Save under another name"), "", "Ctrl+Shift+S")
        self.import_data = self._action(
            self.tr("&Import Data…"), self.tr("Look at a file of data, and load it into this experiment"), "", "Ctrl+I"
        )
        self.import_folder = self._action(
            self.tr("Import a &Folder of Data…"),
            self.tr("Look at a folder of images or of CIFAR, and load it into this experiment"),
            "",
            "Ctrl+Shift+I",
        )
        self.export_view = self._action(
            self.tr("&Export View…"),
            self.tr("Save or copy the view in front: a picture, or its numbers"),
            "",
            "Ctrl+E",
        )
        self.export_run = self._action(
            self.tr("Export &Run…"),
            self.tr("Write the run for other programs: its network, a script that trains it, its history, a report"),
            "",
            "Ctrl+Shift+E",
        )
        self.quit = self._action(self.tr("&Quit"), self.tr("Close the window"), "", "Ctrl+Q")

    def _create_edit_actions(self) -> None:
        self.undo = self._action(self.tr("&Undo"), self.tr("Take back the last change"), "undo", "Ctrl+Z")
        self.redo = self._action(self.tr("&Redo"), self.tr("Make the change again"), "redo", "Ctrl+Shift+Z", "Ctrl+Y")
        self.copy_text = self._action(
            self.tr("&Copy Experiment as Text"),
            self.tr("Copy what the form says, for another window or a message"),
            "",
            "Ctrl+Shift+C",
        )
        self.paste_text = self._action(
            self.tr("&Paste Experiment"),
            self.tr("Put an experiment that was copied as text into the form"),
            "",
            "Ctrl+Shift+V",
        )
        self.change_one = self._action(
            self.tr("Duplicate and Change &One Thing…"),
            self.tr("Train the same experiment with one thing changed, beside the other"),
            "",
            "Ctrl+Shift+D",
        )

    def _create_run_actions(self) -> None:
        self.start = self._action(self.tr("Start"), self.tr("Start training"), "start", "Space")
        self.step_batch = self._action(self.tr("One batch"), self.tr("Take one step"), "step-batch", ".")
        self.step_epoch = self._action(
            self.tr("One epoch"), self.tr("Go to the end of the epoch"), "step-epoch", "Shift+."
        )
        self.stop = self._action(self.tr("Stop"), self.tr("End the run and measure its results"), "stop", "Escape")
        self.restart = self._action(
            self.tr("Same weights"), self.tr("Start again from the same initial weights"), "restart", "R"
        )
        self.new_seed = self._action(
            self.tr("New seed"), self.tr("Start again from other weights, in another order"), "new-seed", "Shift+R"
        )
        self.epoch_back = self._action(
            self.tr("An Epoch &Back"), self.tr("Show the run as it was an epoch before; training goes on"), "", ","
        )
        self.epoch_forward = self._action(
            self.tr("An Epoch For&ward"), self.tr("Show the run as it was an epoch later"), "", "Shift+,"
        )
        self.now = self._action(self.tr("To the &Present"), self.tr("Show the run as it goes on"), "", "N")
        self.start_here = self._action(
            self.tr("Start Again from &Here"),
            self.tr("Go on from the step that the timeline shows, as a new run"),
            "",
            "Ctrl+Shift+R",
        )
        self.check = self._action(
            self.tr("&Check Experiment"),
            self.tr("Nine checks before a long run: data, first loss, twenty examples by heart, learning rates"),
            "",
            "Ctrl+K",
        )
        self.predict = self._action(
            self.tr("&Predict on New Data…"), self.tr("Apply the trained network to new data"), "", "Ctrl+P"
        )

    def _create_view_actions(self) -> None:
        self.guide = self._action(
            self.tr("&Guide"), self.tr("What stands out in the run, and what to check before it"), "", "Ctrl+G"
        )
        self.guide.setCheckable(True)
        self.lessons = self._action(
            self.tr("&Lessons"), self.tr("Predict, run the experiments, and see what they show"), "", "Ctrl+L"
        )
        self.full_screen = self._action(self.tr("&Full Screen"), self.tr("Fill the screen"), "", "F11")
        self.full_screen.setCheckable(True)
        self.themes = QActionGroup(self)
        self.theme_choices = {
            "system": self._action(self.tr("As the &System"), self.tr("Colours follow the system"), "", "Ctrl+Alt+0"),
            "light": self._action(self.tr("&Light"), self.tr("Dark text on light ground"), "", "Ctrl+Alt+1"),
            "dark": self._action(self.tr("&Dark"), self.tr("Light text on dark ground"), "", "Ctrl+Alt+2"),
        }
        for choice, action in self.theme_choices.items():
            action.setCheckable(True)
            action.setData(choice)
            self.themes.addAction(action)

    def _create_help_actions(self) -> None:
        self.what = self._action(
            self.tr("&What Is This?"),
            self.tr("Explain what is under the pointer: its formula, why one uses it, what it costs, its value now"),
            "",
            "F1",
        )
        self.keys = self._action(self.tr("&Keys"), self.tr("All keys of the program"), "", "Ctrl+/")
        self.about = self._action(self.tr("&About nnlab"), self.tr("Versions, licence and log file"), "", "Ctrl+F1")

    def transport(self) -> TransportActions:
        """Return those of the bar at the bottom."""
        return TransportActions(
            start=self.start,
            step_batch=self.step_batch,
            step_epoch=self.step_epoch,
            stop=self.stop,
            restart=self.restart,
            new_seed=self.new_seed,
        )

    def _action(self, text: str, about: str, icon_name: str, *keys: Keys) -> QAction:
        action = QAction(text, self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        describe(action, about)
        if icon_name:
            action.setIcon(icon(icon_name))
            self._icons[action] = icon_name
        return action

    def set_start(self, text: str, about: str, icon_name: str) -> None:
        """Let the first button say what it does now: start, pause or go on."""
        self.start.setText(text)
        describe(self.start, about)
        self._icons[self.start] = icon_name
        self.start.setIcon(icon(icon_name))


def describe(action: QAction, about: str) -> None:
    """Say what ``action`` does and which key does it, in its tooltip and in the list of keys."""
    action.setStatusTip(about)
    key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    action.setToolTip(f"{about}  ({key})" if key else about)
