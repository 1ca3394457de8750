"""The way from a spec to its examples: made, brought along, or read from a person's files."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from nnlab.data.dataset import Dataset, DataShape
from nnlab.data.files import NO_PATH
from nnlab.data.shelf import Shelf
from nnlab.data.sources import SOURCES
from nnlab.data.streams import DataStream, data_stream
from nnlab.errors import InvalidSpecError, Problem
from nnlab.jobs import drained
from nnlab.spec.base import Spec
from nnlab.spec.experiment import DataSpec
from nnlab.spec.files import CifarSpec, CsvSpec, FileSpec, IdxSpec, ImageFolderSpec, NpzSpec
from nnlab.text import QT_TRANSLATE_NOOP, Text

ABOUT: dict[type[Spec], str] = {
    CsvSpec: QT_TRANSLATE_NOOP("nnlab", "a table as text, an example a row"),
    NpzSpec: QT_TRANSLATE_NOOP("nnlab", "arrays of NumPy"),
    IdxSpec: QT_TRANSLATE_NOOP("nnlab", "images and labels in the format of MNIST"),
    CifarSpec: QT_TRANSLATE_NOOP("nnlab", "CIFAR-10 or CIFAR-100, binary or for Python"),
    ImageFolderSpec: QT_TRANSLATE_NOOP("nnlab", "a folder of images, a folder inside for each class"),
}
NOT_READ = QT_TRANSLATE_NOOP("nnlab", "has not been read yet.")

_shelf = Shelf()


def loaded(spec: DataSpec) -> Dataset | None:
    """Return the examples of ``spec`` where they are at hand, without reading or making them."""
    return _shelf.get(spec)


def loading(spec: DataSpec) -> Generator[float, None, Dataset]:
    """Read or make the examples of ``spec``, unless they are at hand; yield the share that is done.

    Made ones are decided by the options and ``spec.seed`` alone.

    Raises
    ------
    UnreadableFileError
        With a sentence that names file, row and reason.
    """
    dataset = _shelf.get(spec)
    if dataset is None:
        dataset = yield from _loading(spec)
        _shelf.put(spec, dataset)
    return dataset


def _loading(spec: DataSpec) -> Generator[float, None, Dataset]:
    if isinstance(spec.source, FileSpec):
        return (yield from _reading(spec.source))
    return SOURCES[type(spec.source)].load(spec.source, data_stream(spec.seed, DataStream.MADE_DATA))


def _reading(source: FileSpec) -> Generator[float, None, Dataset]:
    from nnlab.data.readers import READERS  # each with what it needs: a window that reads no file starts sooner

    return (yield from READERS[type(source)](source))


def stand_in(spec: DataSpec, dataset: Dataset) -> bool:
    """Have ``dataset`` stand for the file of ``spec`` as long as that is not there; return whether it does."""
    missing = isinstance(spec.source, FileSpec) and not Path(spec.source.path).exists()
    if missing:
        _shelf.put(spec, dataset)
    return missing


def load(spec: DataSpec) -> Dataset:
    """Read or make the examples of ``spec`` in one go; see ``loading``."""
    return drained(loading(spec))


def data_shape(spec: DataSpec) -> DataShape:
    """Return what ``spec`` gives, without reading or making it.

    Raises
    ------
    InvalidSpecError
        For a file that nobody has read yet, since only its content tells.
    """
    source = spec.source
    if not isinstance(source, FileSpec):
        return SOURCES[type(source)].shape(source)
    dataset = _shelf.get(spec)
    if dataset is None:
        raise InvalidSpecError([Problem("data.source.path", Text(NOT_READ if source.path else NO_PATH))])
    return dataset.shape
