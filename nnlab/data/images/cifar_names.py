"""What the classes of CIFAR are called: as a file beside the images says, or as is well known."""

from __future__ import annotations

import io
from collections.abc import Generator
from pathlib import Path
from typing import Any

from nnlab.data.files import check_regular, open_regular, refusal
from nnlab.data.images.cifar_python import read_dict
from nnlab.data.images.safe_pickle import text_of
from nnlab.data.reading import gathering, refusals_of
from nnlab.text import QT_TRANSLATE_NOOP

NOT_NAMES = QT_TRANSLATE_NOOP("nnlab", "{path} does not hold the names of {classes} classes.")
FILES = {
    10: (("batches.meta.txt", None), ("batches.meta", "label_names")),
    100: (("fine_label_names.txt", None), ("meta", "fine_label_names")),
    20: (("coarse_label_names.txt", None), ("meta", "coarse_label_names")),
}
"""By the number of classes: files of names, a line each, or under a key of a pickled dict."""
KNOWN = {10: ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck")}
MOST_BYTES = 100_000
LONGEST_NAME = 200


def reading_names(folder: Path, classes: int) -> Generator[float, None, tuple[str, ...]]:
    """Read the names of the classes from a file in ``folder``, where there is one.

    Raises
    ------
    UnreadableFileError
        When the file is not what its name says.
    """
    for name, key in FILES[classes]:
        path = folder / name
        if path.is_file():
            return (yield from _read(path, key, classes))
    return KNOWN.get(classes, tuple(str(label) for label in range(classes)))


def _read(path: Path, key: str | None, classes: int) -> Generator[float, None, tuple[str, ...]]:
    size = check_regular(path)
    if size > MOST_BYTES:
        raise refusal(NOT_NAMES, path=path, classes=classes)
    with open_regular(path) as file, refusals_of(path):
        content = yield from gathering(path, file, size)
    try:
        names = _lines(content) if key is None else _listed((yield from read_dict(path, content)).get(key))
    except ValueError as error:
        raise refusal(NOT_NAMES, path=path, classes=classes) from error
    if len(names) != classes or max(map(len, names)) > LONGEST_NAME:
        raise refusal(NOT_NAMES, path=path, classes=classes)
    return names


def _lines(content: io.BytesIO) -> tuple[str, ...]:
    lines = content.getvalue().decode("utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip())


def _listed(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError("not a list")
    return tuple(text_of(name) for name in value)
