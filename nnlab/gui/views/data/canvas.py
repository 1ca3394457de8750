"""The canvas for points that are drawn by hand: the plane, and above it with what to draw."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QSlider, QVBoxLayout, QWidget

from nnlab.gui import numbers, theme
from nnlab.gui.views.data.class_button import ClassButton, class_name
from nnlab.gui.views.data.drawing import MOST_POINTS
from nnlab.gui.views.data.plane_picture import place_words
from nnlab.gui.views.data.point_plane import PointPlane
from nnlab.gui.views.data.strokes import Place, Point
from nnlab.gui.views.data.symbols import MOST_CLASSES
from nnlab.gui.views.elided import ElidedLabel
from nnlab.gui.views.flow import FlowLayout

NOTCHES: Final = 25
NOTCH: Final = 0.01
"""What the slider adds to the spread from one notch to the next."""
SLIDER_WIDTH: Final = 104


class PointCanvas(QWidget):
    """Lets a person draw the examples of each class.

    Signals
    -------
    points_edited : tuple of (float, float, int)
        All points there are after a stroke, which is one step of undo.

    Attributes
    ----------
    plane : PointPlane
    """

    points_edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Canvas"))
        self.plane = PointPlane()
        self._buttons = [ClassButton(label) for label in range(MOST_CLASSES)]
        self._group = QButtonGroup(self)
        self._spread, self._spread_words = self._slider(), QLabel()
        self._clear = QPushButton()
        self._counts, self._place = ElidedLabel("muted"), QLabel()
        self._lay_out()
        self._connect()
        self._on_spread_value_changed(0)
        self.set_points((), 2)

    def set_points(self, points: Sequence[Point], classes: int) -> None:
        """Show the points of the document.

        Parameters
        ----------
        points : sequence of (x, y, class)
        classes : int
            How many there are to choose from.
        """
        self.plane.set_points(points)
        for label, button in enumerate(self._buttons):
            button.setVisible(label < classes)
        self._choose(min(self.plane.drawing.label, classes - 1))
        self._count()

    def buttons(self) -> list[ClassButton]:
        """Return the buttons of the classes that there are."""
        return [button for button in self._buttons if not button.isHidden()]

    def _connect_class(self, label: int, button: ClassButton) -> None:
        self._group.addButton(button, label)
        button.toggled.connect(lambda checked: self._on_class_toggled(label, checked=checked))

    def _choose(self, label: int) -> None:
        self._buttons[label].setChecked(True)

    def _count(self) -> None:
        """Say how many points there are."""
        labels = [label for _, _, label in self.plane.drawing.points]
        template = self.tr("class {name}: {count}")
        words = [
            self.tr("Points: {count}").format(count=numbers.count(len(labels))),
            *(
                template.format(name=class_name(label), count=numbers.count(labels.count(label)))
                for label in sorted(set(labels))
            ),
        ]
        if len(labels) >= MOST_POINTS:
            words.append(self.tr("more cannot be drawn"))
        self._counts.setText(" · ".join(words))
        self._clear.setEnabled(self.plane.drawing.label in labels)

    def _slider(self) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, NOTCHES)
        slider.setFixedWidth(SLIDER_WIDTH)
        slider.setAccessibleName(self.tr("Spread"))
        slider.setToolTip(self.tr("How far the points of a drag scatter around its way"))
        return slider

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(theme.GRID)
        caption = QLabel(self.tr("Spread"))
        caption.setBuddy(self._spread)
        above.addWidget(QLabel(self.tr("Class")))
        bar = FlowLayout(spacing=theme.GRID // 2)
        for button in self._buttons:
            bar.addWidget(button)
        above.addLayout(bar, 1)
        for widget in (caption, self._spread, self._spread_words, self._clear):
            above.addWidget(widget)
        keys = ElidedLabel("muted")
        keys.setText(
            self.tr(
                "Keys: Left, Right: class · Shift with arrows, Return: draw · Backspace: erase · Delete: clear class"
            )
        )
        keys.setToolTip(keys.text())
        below = QHBoxLayout()
        below.addWidget(self._counts, 1)
        below.addWidget(self._place)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addLayout(above)
        layout.addWidget(self.plane, 1)
        layout.addLayout(below)
        layout.addWidget(keys)

    def _connect(self) -> None:
        self._spread_words.setFont(theme.tabular(self.font()))
        self._place.setFont(theme.tabular(theme.small(self.font())))
        for label, button in enumerate(self._buttons):
            self._connect_class(label, button)
        self._spread.valueChanged.connect(self._on_spread_value_changed)
        self._clear.clicked.connect(lambda _: self.plane.clear_class())
        self.plane.points_edited.connect(self._on_plane_points_edited)
        self.plane.class_stepped.connect(self._on_plane_class_stepped)
        self.plane.pointed.connect(self._on_plane_pointed)
        self.setFocusProxy(self.plane)

    def _on_class_toggled(self, label: int, *, checked: bool) -> None:
        if checked:
            self.plane.drawing.label = label
            name = class_name(label)
            self._clear.setText(self.tr("Clear class {name}").format(name=name))
            self._clear.setToolTip(self.tr("Erase all points of class {name} (Delete)").format(name=name))
            self._count()

    def _on_spread_value_changed(self, notches: int) -> None:
        self.plane.drawing.spread = notches * NOTCH
        self._spread_words.setText(f"{notches * NOTCH:.2f}")
        self._spread.setAccessibleDescription(self._spread_words.text())

    def _on_plane_points_edited(self, points: tuple[Point, ...]) -> None:
        self._count()
        self.points_edited.emit(points)

    def _on_plane_class_stepped(self, by: int) -> None:
        self._choose(min(max(self.plane.drawing.label + by, 0), len(self.buttons()) - 1))

    def _on_plane_pointed(self, place: Place | None) -> None:
        self._place.setText(place_words(place) if place is not None else "")
