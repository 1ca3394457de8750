"""A choice of one feature, of which there may be thousands."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QListView

from nnlab.data.feature_names import FeatureNames
from nnlab.gui.translation import translate

NOWHERE = QModelIndex()
WIDTH = 13
"""In characters; longer names are elided, and whole in the list."""


class FeatureModel(QAbstractListModel):
    """Names features when they are asked for."""

    def __init__(self, names: FeatureNames) -> None:
        super().__init__()
        self._names = names

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = NOWHERE) -> int:
        """Return how many features there are."""
        return 0 if parent.isValid() else len(self._names)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the name of a feature."""
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole} and index.isValid():
            return translate(self._names[index.row()])
        return None


class FeatureBox(QComboBox):
    """A list of all features by name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._names: FeatureNames | None = None
        self._model: FeatureModel | None = None
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(WIDTH)
        view = QListView()
        view.setUniformItemSizes(True)
        self.setView(view)

    def set_features(self, names: FeatureNames, chosen: int) -> None:
        """Offer ``names`` and choose one."""
        if names != self._names:
            self._names = names
            self._model = FeatureModel(names)
            self.setModel(self._model)
        self.setCurrentIndex(chosen)
