"""Examples and what is to be said of them, from the arrays of an ``.npz``."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from pathlib import Path

from nnlab.data.arrays.archive import NOT_AN_ARRAY, NpzArchive, open_npz
from nnlab.data.arrays.targets import check_targets, targets_of
from nnlab.data.dataset import Dataset, Raw
from nnlab.data.files import refusal
from nnlab.data.progress import within
from nnlab.data.raw import arranged, check_counts, check_shape, raw_examples
from nnlab.spec.files import NpzSpec
from nnlab.text import QT_TRANSLATE_NOOP

NO_ARRAY = QT_TRANSLATE_NOOP("nnlab", "{path} holds no array {name}; its arrays are {names}.")
NO_ARRAYS = QT_TRANSLATE_NOOP("nnlab", "{path} holds no arrays.")
UNCLEAR = QT_TRANSLATE_NOOP(
    "nnlab", "{path}: say which of its arrays holds the examples and which the labels. They are {names}."
)
EXAMPLES = (
    "x", "examples", "images", "data", "features", "inputs", "pixels",
    "x_train", "xtrain", "train_x", "train_examples", "train_images", "train_data", "train_features",
)  # fmt: skip
LABELS = (
    "y", "labels", "label", "targets", "target", "classes", "outputs",
    "y_train", "ytrain", "train_y", "train_labels", "train_label", "train_targets",
)  # fmt: skip
"""What arrays are called, the likeliest first; small and capital letters are alike."""
MOST_NAMED = 20


def read_npz(spec: NpzSpec) -> Generator[float, None, Dataset]:
    """Read examples and what is to be said of them, yielding the share that is done.

    Raises
    ------
    UnreadableFileError
    """
    path = Path(spec.path)
    with open_npz(path) as archive:
        name, name_of_labels = _both_names(path, archive, spec)
        header = archive.header(name_of_labels)
        check_targets(path, header.shape)
        _check_examples(path, archive, name)
        check_counts(path, archive.header(name).shape[0], header.shape[0])
        said = yield from within(archive.reading(name_of_labels), 0, 0.1)
        targets, class_names = targets_of(path, said, spec.task)
        x = yield from within(_reading_examples(path, archive, name), 0.1, 1)
    return Dataset(x, targets, class_names)


def read_npz_examples(spec: NpzSpec) -> Generator[float, None, Raw]:
    """Read examples alone, yielding the share that is done.

    Returns
    -------
    (n, features) or (n, height, width, channels)
        See ``nnlab.data.raw.arranged``.

    Raises
    ------
    UnreadableFileError
    """
    path = Path(spec.path)
    with open_npz(path) as archive:
        name, _ = _names(path, archive, spec)
        if name is None:
            raise _unclear(path, archive)
        _check_examples(path, archive, name)
        return (yield from _reading_examples(path, archive, name))


def _check_examples(path: Path, archive: NpzArchive, name: str) -> None:
    header = archive.header(name)
    if header.dtype.kind in "SU":
        raise refusal(NOT_AN_ARRAY, path=path, name=name)
    check_shape(path, header.shape)


def _reading_examples(path: Path, archive: NpzArchive, name: str) -> Generator[float, None, Raw]:
    values = yield from within(archive.reading(name), 0, 0.7)
    return (yield from within(raw_examples(path, arranged(values)), 0.7, 1))


def _both_names(path: Path, archive: NpzArchive, spec: NpzSpec) -> tuple[str, str]:
    examples, labels = _names(path, archive, spec)
    if examples is None or labels is None:
        raise _unclear(path, archive)
    return examples, labels


def _names(path: Path, archive: NpzArchive, spec: NpzSpec) -> tuple[str | None, str | None]:
    """Return the names of examples and labels: as the spec says, as arrays are called, or as they remain."""
    if not archive.names:
        raise refusal(NO_ARRAYS, path=path)
    for name in (spec.examples, spec.labels):
        if name is not None and name not in archive.names:
            raise refusal(NO_ARRAY, path=path, name=name, names=_listed(archive))
    left = [name for name in archive.names if name not in {spec.examples, spec.labels}]
    examples = spec.examples or _called(left, EXAMPLES)
    labels = spec.labels or _called(left, LABELS)
    left = [name for name in left if name not in {examples, labels}]
    if examples is None and labels is None and len(left) == 2:
        return _by_dimensions(archive, left)
    if len(left) == 1:
        return examples or left[0], labels or (left[0] if examples else None)
    return examples, labels


def _called(names: Sequence[str], usual: Sequence[str]) -> str | None:
    by_lower = {name.lower(): name for name in names}
    return next((by_lower[name] for name in usual if name in by_lower), None)


def _by_dimensions(archive: NpzArchive, names: Sequence[str]) -> tuple[str | None, str | None]:
    """Return the two ``names``, that of more dimensions first; nothing where both have as many."""
    few, many = sorted(names, key=lambda name: _dimensions(archive, name))
    if _dimensions(archive, few) == _dimensions(archive, many):
        return None, None
    return many, few


def _dimensions(archive: NpzArchive, name: str) -> int:
    shape = archive.header(name).shape
    return len(shape) - (shape[-1:] == (1,))  # one column is as good as none


def _unclear(path: Path, archive: NpzArchive) -> Exception:
    return refusal(UNCLEAR, path=path, names=_listed(archive))


def _listed(archive: NpzArchive) -> str:
    return ", ".join(archive.names[:MOST_NAMED]) + (", …" if len(archive.names) > MOST_NAMED else "")
