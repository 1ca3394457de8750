"""The form on the screen, with the default experiment in it."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from nnlab.gui import theme
from nnlab.gui.views.form import ExperimentForm
from nnlab.spec.document import new_spec, set_at, to_document


class Shown:
    """A form, what it shows, and what it reported.

    Attributes
    ----------
    form : ExperimentForm
    reported : list
        The name of each signal with its arguments.
    """

    def __init__(self) -> None:
        self.form = ExperimentForm()
        self.defaults = to_document(new_spec())
        self.document = copy.deepcopy(self.defaults)
        self.reported: list[tuple[Any, ...]] = []
        for name in SIGNALS:
            getattr(self.form, name).connect(lambda *args, name=name: self.reported.append((name, *args)))
        self.show()

    def show(self, **changes: Any) -> None:
        """Show the document, changed at paths that have ``__`` for dots."""
        for path, value in changes.items():
            self.document = set_at(self.document, path.replace("__", "."), value)
        self.form.set_document(self.document, self.defaults)

    def set_layers(self, *units: int) -> None:
        """Show one layer for each number of units."""
        layer = self.defaults["network"]["layers"][0]
        self.document["network"]["layers"] = [{**layer, "units": count} for count in units]
        self.show()

    def find(self, name: str, kind: type[QWidget] = QWidget) -> Any:
        """Return the one widget that a screen reader calls ``name``."""
        found = [widget for widget in self.form.findChildren(kind) if widget.accessibleName() == name]
        assert len(found) == 1, (name, [widget.accessibleName() for widget in self.form.findChildren(kind)])
        return found[0]

    def line(self, name: str) -> QLineEdit:
        """Return a field of text or numbers."""
        return self.find(name, QLineEdit)

    def choice(self, name: str) -> QComboBox:
        """Return a field of choices."""
        return self.find(name, QComboBox)


SIGNALS = (
    "value_edited",
    "typing_finished",
    "browse_requested",
    "layer_added",
    "layer_duplicated",
    "layer_removed",
    "layer_moved",
    "step_added",
    "step_removed",
    "step_moved",
)


@pytest.fixture
def shown(qtbot, qapp) -> Shown:
    theme.apply(qapp, "light")
    shown = Shown()
    qtbot.addWidget(shown.form)
    shown.form.resize(328, 900)
    for heading in ("Training", "Data: more", "Training: more"):
        shown.find(heading).setChecked(True)
    shown.form.show()
    shown.form.activateWindow()
    qtbot.waitUntil(shown.form.isActiveWindow)
    return shown
