"""What the numbers of an example are called."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

from nnlab.data.dataset import Dataset, Shape
from nnlab.text import QT_TRANSLATE_NOOP, Text

FEATURE = QT_TRANSLATE_NOOP("nnlab", "feature {number}")
COMPONENT = QT_TRANSLATE_NOOP("nnlab", "component {number}")
PIXEL = QT_TRANSLATE_NOOP("nnlab", "pixel ({row}, {column})")
PIXEL_OF_CHANNEL = QT_TRANSLATE_NOOP("nnlab", "pixel ({row}, {column}) {channel}")
CHANNEL = QT_TRANSLATE_NOOP("nnlab", "channel {number}")
COLOURS = (QT_TRANSLATE_NOOP("nnlab", "red"), QT_TRANSLATE_NOOP("nnlab", "green"), QT_TRANSLATE_NOOP("nnlab", "blue"))


@dataclass(frozen=True)
class FeatureNames:
    """Names all features of an example, made one at a time since there may be very many; counted from 1.

    Attributes
    ----------
    example_shape : tuple of int
    given : tuple of str
        Names that the data bring along; empty where features are only numbered.
    """

    example_shape: Shape
    given: tuple[str, ...] = ()

    def __len__(self) -> int:
        return prod(self.example_shape)

    def __getitem__(self, index: int) -> Text:
        if not 0 <= index < len(self):
            raise IndexError(index)
        if self.given:
            return Text("{name}", name=self.given[index])
        return self._pixel(index) if len(self.example_shape) == 3 else Text(FEATURE, number=f"{index + 1:,}")

    def _pixel(self, index: int) -> Text:
        _, width, channels = self.example_shape
        row, column = divmod(index // channels, width)
        if channels == 1:
            return Text(PIXEL, row=row + 1, column=column + 1)
        channel = channel_name(index % channels, channels)
        return Text(PIXEL_OF_CHANNEL, row=row + 1, column=column + 1, channel=channel)


def names_of(dataset: Dataset) -> FeatureNames:
    """Return the names of the features of ``dataset``."""
    return FeatureNames(dataset.x.shape[1:], dataset.feature_names)


def component_name(index: int) -> Text:
    """Return the name of a principal component."""
    return Text(COMPONENT, number=f"{index + 1:,}")


def channel_name(index: int, channels: int) -> Text:
    """Return the colour of a channel, or its number where it is none of three."""
    return Text(COLOURS[index]) if channels == 3 else Text(CHANNEL, number=index + 1)
