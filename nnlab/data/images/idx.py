"""Images in the format of MNIST, and the labels that lie beside them."""

from __future__ import annotations

import re
from collections.abc import Generator
from pathlib import Path

from nnlab.data.dataset import Dataset, Labels, Raw, numbered
from nnlab.data.files import refusal
from nnlab.data.images.idx_format import IdxHeader, read_header, read_numbers
from nnlab.data.progress import within
from nnlab.data.raw import arranged, check_counts, check_shape, class_labels, raw_examples
from nnlab.spec.files import IdxSpec
from nnlab.text import QT_TRANSLATE_NOOP

ARE_LABELS = QT_TRANSLATE_NOOP("nnlab", "{path} holds one number an example, as labels do; choose the file of images.")
NOT_LABELS = QT_TRANSLATE_NOOP("nnlab", "{path} holds numbers of shape {shape}, not one label an example.")
NO_LABELS = QT_TRANSLATE_NOOP(
    "nnlab", "The labels of {path} were not found beside it; looked for {names}. Say which file holds them."
)
NO_NAME_FOR_LABELS = QT_TRANSLATE_NOOP(
    "nnlab",
    "The labels of {path} cannot be found by its name, which does not contain “images”. Say which file holds them.",
)
WORDS = (("images", "labels"), ("Images", "Labels"), ("IMAGES", "LABELS"))


def read_idx(spec: IdxSpec) -> Generator[float, None, Dataset]:
    """Read images and their labels, yielding the share that is done.

    Raises
    ------
    UnreadableFileError
    """
    path = Path(spec.path)
    header = _image_header(path)
    labels_path = Path(spec.labels) if spec.labels else labels_beside(path)
    labels = yield from within(_labels(labels_path, header.shape[0]), 0, 0.05)
    x = yield from within(read_idx_images(spec), 0.05, 1)
    return Dataset(x, labels, numbered(int(labels.max()) + 1))


def read_idx_images(spec: IdxSpec) -> Generator[float, None, Raw]:
    """Read images alone, yielding the share that is done.

    Returns
    -------
    (n, height, width, channels), or (n, features) where the file has two dimensions
        Unsigned bytes as they are; numbers of any other type as float32 or float64.

    Raises
    ------
    UnreadableFileError
    """
    path = Path(spec.path)
    _image_header(path)
    numbers = yield from within(read_numbers(path), 0, 0.8)
    return (yield from within(raw_examples(path, arranged(numbers)), 0.8, 1))


def _image_header(path: Path) -> IdxHeader:
    header = read_header(path)
    if len(header.shape) == 1:
        raise refusal(ARE_LABELS, path=path)
    check_shape(path, header.shape)
    return header


def _labels(path: Path, examples: int) -> Generator[float, None, Labels]:
    shape = read_header(path).shape
    if len(shape) != 1:
        raise refusal(NOT_LABELS, path=path, shape=shape)
    check_counts(path, examples, shape[0])
    return class_labels(path, (yield from read_numbers(path)))


def labels_beside(path: Path) -> Path:
    """Return the file of labels that goes by its name with the images of ``path``.

    Raises
    ------
    UnreadableFileError
        When there is none, with the names that were looked for.
    """
    names = _names_of_labels(path.name)
    found = next((path.with_name(name) for name in names if path.with_name(name).is_file()), None)
    if found is None:
        raise refusal(NO_LABELS if names else NO_NAME_FOR_LABELS, path=path, names=", ".join(names))
    return found


def _names_of_labels(name: str) -> list[str]:
    """Return what the labels of images called ``name`` may be called, the likeliest first."""
    renamed = [name.replace(word, other) for word, other in WORDS if word in name]
    as_labels = [other for each in renamed for other in (re.sub(r"idx\d", "idx1", each), each)]
    packed_or_not = [other for each in as_labels for other in (each, _other_packing(each))]
    return list(dict.fromkeys(packed_or_not))


def _other_packing(name: str) -> str:
    return name.removesuffix(".gz") if name.endswith(".gz") else f"{name}.gz"
