"""Who reads which kind of file."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any

from nnlab.data.arrays.npz import read_npz
from nnlab.data.dataset import Dataset
from nnlab.data.images.cifar import read_cifar
from nnlab.data.images.idx import read_idx
from nnlab.data.images.image_folder import read_image_folder
from nnlab.data.tables.reader import read_csv
from nnlab.spec.base import Spec
from nnlab.spec.files import CifarSpec, CsvSpec, IdxSpec, ImageFolderSpec, NpzSpec

Reader = Callable[[Any], Generator[float, None, Dataset]]

READERS: dict[type[Spec], Reader] = {
    CsvSpec: read_csv,
    NpzSpec: read_npz,
    IdxSpec: read_idx,
    CifarSpec: read_cifar,
    ImageFolderSpec: read_image_folder,
}
