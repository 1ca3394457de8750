"""Examples for a trained network, from a file of the kind and in the shape that it was trained on."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from nnlab.data.arrays.archive import NpzArchive, open_npz
from nnlab.data.arrays.npz import EXAMPLES, LABELS, read_npz_examples
from nnlab.data.arrays.targets import check_targets
from nnlab.data.dataset import Array, Labels, Raw
from nnlab.data.files import refusal
from nnlab.data.images.cifar import read_cifar
from nnlab.data.images.idx import labels_beside, read_idx_images
from nnlab.data.images.idx_format import read_header, read_numbers
from nnlab.data.images.image_folder import read_new_images
from nnlab.data.new.columns import columns_of
from nnlab.data.new.kinds import check_kind, kind_of, shaped
from nnlab.data.new.targets import known_labels, known_targets
from nnlab.data.prepared import DataRecord
from nnlab.data.progress import within
from nnlab.data.tables.new_rows import read_rows
from nnlab.errors import UnreadableFileError
from nnlab.spec.files import CifarSpec, CsvSpec, FileSpec, IdxSpec, ImageFolderSpec, NpzSpec, Task
from nnlab.spec.sources import SourceSpec
from nnlab.text import QT_TRANSLATE_NOOP

OTHER_CLASSES = QT_TRANSLATE_NOOP(
    "nnlab", "{path} tells {found:,} classes apart; this network was trained on {expected:,}."
)


@dataclass(frozen=True)
class NewData:
    """Examples that a network has not seen.

    Attributes
    ----------
    x : (n, *example_shape)
        Raw, in the shape of the examples that the network was trained on.
    targets : (n,) of intp, (n, n_targets) of float64, or None
        The truth, where it is known.
    names : tuple of str
        Of the files where each example has its own, or of the lines where some may have been dropped; else empty.
    """

    x: Raw
    targets: Labels | Array | None
    names: tuple[str, ...] = ()


Reading = Generator[float, None, NewData]


def reading_new(path: Path, source: SourceSpec, data: DataRecord) -> Reading:
    """Read examples for a network that was trained on ``source``, yielding the share that is done.

    Parameters
    ----------
    path : Path
        For a network trained on a person's own file, another of that kind; for one trained on built-in data, a table or
        arrays with as many numbers an example; for one trained on images of bytes, also image files. Labels may be
        missing.
    source : SourceSpec
    data : DataRecord
        What the run kept of its data.

    Raises
    ------
    UnreadableFileError
        Also for data of another kind or shape, and for a class that the network does not know.
    """
    found = kind_of(path, source)
    check_kind(path, found, source, data)
    new = yield from _reading(path, found, source, data)
    return NewData(shaped(path, new.x, data.shape.example_shape), new.targets, new.names)


def _reading(path: Path, found: FileSpec, source: SourceSpec, data: DataRecord) -> Reading:
    """Read examples from a file of the kind of ``found``, in whatever shape they have there."""
    match found:
        case NpzSpec():
            return _read_arrays(path, source if isinstance(source, NpzSpec) else found, data)
        case IdxSpec():
            return _read_idx(path, data)
        case CifarSpec():
            return _read_cifar(path, source if isinstance(source, CifarSpec) else found, data)
        case ImageFolderSpec():
            return _read_pictures(path, data)
        case _:
            return _read_table(path, source if isinstance(source, CsvSpec) else CsvSpec(), data)


def _read_table(path: Path, source: CsvSpec, data: DataRecord) -> Reading:
    task: Task = "classes" if data.class_names else "numbers"
    spec = CsvSpec(path=str(path), label=source.label, task=task, missing=source.missing)
    names, label = columns_of(spec, data)
    spec = spec.model_copy(update={"label": label})
    means = data.means if len(data.means) else None
    rows = yield from read_rows(spec, names, data.class_names, data.target_names, means)
    may_lack_rows = spec.missing != "refuse"
    return NewData(rows.x, rows.targets, tuple(f"line {line}" for line in rows.lines) if may_lack_rows else ())


def _read_arrays(path: Path, options: NpzSpec, data: DataRecord) -> Reading:
    targets = None
    with open_npz(path) as archive:
        spec = _names_in(archive, options).model_copy(update={"path": str(path)})
        x = yield from within(read_npz_examples(spec), 0, 0.9)
        if spec.labels is not None:
            check_targets(path, archive.header(spec.labels).shape)
            said = yield from within(archive.reading(spec.labels), 0.9, 1)
            targets = known_targets(path, said, len(x), data)
    return NewData(x, targets)


def _names_in(archive: NpzArchive, spec: NpzSpec) -> NpzSpec:
    """Return the names that the run's own arrays had where they are there too, and else what labels are called."""
    names = archive.names
    by_lower = {name.lower(): name for name in names}
    usual = [by_lower[word] for word in LABELS if word in by_lower and by_lower[word] != spec.examples]
    examples_are_named = spec.examples in names or any(word in by_lower for word in EXAMPLES)
    found = usual[0] if usual else None if examples_are_named else _smaller_of_two(archive)
    return NpzSpec().model_copy(
        update={
            "examples": spec.examples if spec.examples in names else None,
            "labels": spec.labels if spec.labels in names else found,
        }
    )


def _smaller_of_two(archive: NpzArchive) -> str | None:
    """Return the array of fewer dimensions where there are two that differ in them."""
    dimensions = {name: len(archive.header(name).shape) for name in archive.names}
    if len(set(dimensions.values())) != len(archive.names) or len(dimensions) != 2:
        return None
    return min(dimensions, key=lambda name: dimensions[name])


def _read_idx(path: Path, data: DataRecord) -> Reading:
    x = yield from within(read_idx_images(IdxSpec(path=str(path))), 0, 0.9)
    try:
        beside = labels_beside(path)
    except UnreadableFileError:
        return NewData(x, None)
    check_targets(beside, read_header(beside).shape)
    said = yield from within(read_numbers(beside), 0.9, 1)
    return NewData(x, known_targets(beside, said, len(x), data))


def _read_cifar(path: Path, options: CifarSpec, data: DataRecord) -> Reading:
    dataset = yield from read_cifar(CifarSpec(path=str(path), labels=options.labels))
    found, expected = len(dataset.class_names), data.shape.classes
    if found != expected:
        raise refusal(OTHER_CLASSES, path=path, found=found, expected=expected)
    return NewData(dataset.x, dataset.targets)


def _read_pictures(path: Path, data: DataRecord) -> Reading:
    height, width, channels = data.shape.example_shape
    size = {"width": width, "height": height, "colours": "rgb" if channels == 3 else "grey"}
    x, names = yield from read_new_images(ImageFolderSpec().model_copy(update={"path": str(path), **size}))
    folders = [name.partition("/")[0] for name in names if "/" in name]
    if len(folders) < len(names):  # not all of them lie in a folder of a class
        return NewData(x, None, names)
    return NewData(x, known_labels(path, np.array(folders), data.class_names), names)
