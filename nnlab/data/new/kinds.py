"""Whether a file is of a kind, and its examples of a shape, that a trained network can be applied to."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from nnlab.data.dataset import Raw, Shape
from nnlab.data.files import refusal
from nnlab.data.images.image_folder import SUFFIXES
from nnlab.data.loading import ABOUT
from nnlab.data.prepared import DataRecord
from nnlab.data.raw import CHANNELS
from nnlab.data.reading import is_folder
from nnlab.data.sniff import sniff
from nnlab.spec.files import CifarSpec, CsvSpec, FileSpec, IdxSpec, ImageFolderSpec, NpzSpec
from nnlab.spec.sources import ShapesSpec, SourceSpec
from nnlab.text import QT_TRANSLATE_NOOP, Text

OTHER_KIND = QT_TRANSLATE_NOOP("nnlab", "{path} is {found}, but this network was trained on {expected}.")
NOT_FOR_BUILT_IN = QT_TRANSLATE_NOOP(
    "nnlab", "{path} is {found}; this network takes new data from a table as text or from arrays of NumPy."
)
NO_PICTURES = QT_TRANSLATE_NOOP(
    "nnlab",
    "{path}: the pixels of image files are 0 to 255, so they fit only a network trained on images of that scale, "
    "which this one was not.",
)
OTHER_SHAPE = QT_TRANSLATE_NOOP("nnlab", "{path}: an example is {found} there; this network takes {expected}.")
PICTURES = QT_TRANSLATE_NOOP("nnlab", "an image, or a folder of images")
ROW = QT_TRANSLATE_NOOP("nnlab", "a row of {count:,} numbers")
GREY_IMAGE = QT_TRANSLATE_NOOP("nnlab", "a grey image of {height:,} × {width:,} pixels")
COLOUR_IMAGE = QT_TRANSLATE_NOOP("nnlab", "a colour image of {height:,} × {width:,} pixels")

OF_PICTURES = (IdxSpec, CifarSpec, ImageFolderSpec, ShapesSpec)
"""Sources of images that image files are like."""


def kind_of(path: Path, source: SourceSpec) -> FileSpec:
    """Return what ``path`` holds; a folder holds images unless the network was trained on CIFAR."""
    holds_pictures = path.suffix.lower() in SUFFIXES
    if is_folder(path):
        holds_pictures = not isinstance(source, CifarSpec)
    return ImageFolderSpec(path=str(path)) if holds_pictures else sniff(path)


def check_kind(path: Path, found: FileSpec, source: SourceSpec, data: DataRecord) -> None:
    """Refuse what the network cannot be applied to."""
    are_pictures = isinstance(found, ImageFolderSpec)
    about = Text(PICTURES if are_pictures else ABOUT[type(found)])
    if are_pictures and not isinstance(source, CsvSpec | NpzSpec):
        if not _takes_pictures(source, data):
            raise refusal(NO_PICTURES, path=path)
    elif isinstance(source, FileSpec):
        if type(found) is not type(source):
            raise refusal(OTHER_KIND, path=path, found=about, expected=Text(ABOUT[type(source)]))
    elif not isinstance(found, CsvSpec | NpzSpec):
        raise refusal(NOT_FOR_BUILT_IN, path=path, found=about)


def _takes_pictures(source: SourceSpec, data: DataRecord) -> bool:
    """Return whether the network was trained on images of bytes."""
    shape = data.shape.example_shape
    is_image = len(shape) == 3 and shape[2] in CHANNELS
    return isinstance(source, OF_PICTURES) and is_image and data.shape.bytes_per_value == 1


def shaped(path: Path, x: Raw, expected: Shape) -> Raw:
    """Return (n, ...) examples in the shape that the network takes; rows and images of as many numbers are the same."""
    found = x.shape[1:]
    are_like = found == expected or 1 in {len(found), len(expected)}
    if not are_like or np.prod(found, dtype=object) != np.prod(expected, dtype=object):
        raise refusal(OTHER_SHAPE, path=path, found=_shape_words(found), expected=_shape_words(expected))
    return x.reshape(len(x), *expected)


def _shape_words(shape: Shape) -> Text:
    if len(shape) != 3:
        return Text(ROW, count=int(np.prod(shape, dtype=object)))
    template = COLOUR_IMAGE if shape[2] == 3 else GREY_IMAGE
    return Text(template, height=shape[0], width=shape[1])
