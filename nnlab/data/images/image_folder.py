"""A folder of images with a folder inside for each class."""

from __future__ import annotations

import os
from collections.abc import Generator, Sequence
from math import prod
from pathlib import Path

import numpy as np

from nnlab.data.dataset import Dataset, Raw
from nnlab.data.files import cannot_read, check_folder, check_room, refusal
from nnlab.data.progress import within
from nnlab.data.raw import MOST_CLASSES
from nnlab.data.reading import is_folder
from nnlab.spec.files import ImageFolderSpec
from nnlab.text import QT_TRANSLATE_NOOP

FEW_FOLDERS = QT_TRANSLATE_NOOP(
    "nnlab", "{path} must hold a folder of images for each class, two or more; it holds {found:,}."
)
MANY_FOLDERS = QT_TRANSLATE_NOOP("nnlab", "{path} holds {found:,} folders; at most {most:,} classes are read.")
NO_IMAGES = QT_TRANSLATE_NOOP(
    "nnlab", "{path} holds no images: files ending in .png, .jpg, .jpeg or .bmp. Symbolic links are not followed."
)
SUFFIXES = (".png", ".jpg", ".jpeg", ".bmp")
LEFT_OUT = "__MACOSX"  # what macOS adds to archives; other such things begin with a dot


def read_image_folder(spec: ImageFolderSpec) -> Generator[float, None, Dataset]:
    """Read all images below the folders of a folder, which are the classes, yielding the share that is done.

    Raises
    ------
    UnreadableFileError
        Also for a single image that cannot be read, or a class without any.
    """
    path = Path(spec.path)
    names = _class_names(path)
    files: list[Path] = []
    labels: list[int] = []
    for label, name in enumerate(names):
        found = yield from within(_finding_images(path / name), 0, 0)
        files += found
        labels += [label] * len(found)
    x = yield from _reading(path, files, spec)
    return Dataset(x, np.array(labels, np.intp), tuple(_written(name) for name in names))


def read_new_images(spec: ImageFolderSpec) -> Generator[float, None, tuple[Raw, tuple[str, ...]]]:
    """Read all images in a folder and below it, or a single one, yielding the share that is done.

    Returns
    -------
    x : (n, height, width, channels) of uint8
    names : tuple of str
        Where each image lies in the folder.

    Raises
    ------
    UnreadableFileError
    """
    path = Path(spec.path)
    folder = path if is_folder(path) else path.parent
    files = (yield from within(_finding_images(path), 0, 0)) if folder == path else [path]
    x = yield from _reading(path, files, spec)
    return x, tuple(_written(file.relative_to(folder).as_posix()) for file in files)


def _class_names(path: Path) -> list[str]:
    check_folder(path)
    names = sorted(entry.name for entry in _entries(path) if entry.is_dir(follow_symlinks=False))
    if len(names) < 2:
        raise refusal(FEW_FOLDERS, path=path, found=len(names))
    if len(names) > MOST_CLASSES:
        raise refusal(MANY_FOLDERS, path=path, found=len(names), most=MOST_CLASSES)
    return names


def _finding_images(folder: Path) -> Generator[float, None, list[Path]]:
    """List the images in ``folder`` and below, by name; symbolic links may lead anywhere and are left out."""
    found: list[Path] = []
    folders = [folder]
    while folders:
        for entry in _entries(folders.pop()):
            if entry.is_dir(follow_symlinks=False):
                folders.append(Path(entry))
            elif entry.is_file(follow_symlinks=False) and entry.name.lower().endswith(SUFFIXES):
                found.append(Path(entry))
        yield 0.0
    if not found:
        raise refusal(NO_IMAGES, path=folder)
    return sorted(found, key=Path.as_posix)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """List what lies in ``folder`` and is not hidden."""
    try:
        with os.scandir(folder) as entries:
            return [entry for entry in entries if not entry.name.startswith(".") and entry.name != LEFT_OUT]
    except OSError as error:
        raise cannot_read(folder, error) from error


def _reading(path: Path, files: Sequence[Path], spec: ImageFolderSpec) -> Generator[float, None, Raw]:
    from nnlab.data.images.picture import read_picture  # with Pillow, which takes a while

    shape = (len(files), spec.height, spec.width, 3 if spec.colours == "rgb" else 1)
    check_room(path, prod(shape))
    x = np.empty(shape, np.uint8)
    for number, file in enumerate(files):
        x[number] = read_picture(file, spec)
        yield (number + 1) / len(files)
    return x


def _written(name: str) -> str:
    """Return a name of the file system as text that can be written down."""
    return name.encode("utf-8", "replace").decode()
