"""Files of new data, of every kind that a network is applied to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from nnlab.data.dataset import Dataset
from nnlab.data.loading import load
from nnlab.data.prepared import DataRecord, record_of
from nnlab.spec.experiment import DataSpec
from nnlab.spec.sources import SourceSpec


def data_of(source: SourceSpec) -> tuple[Dataset, DataRecord]:
    """Return the examples of a source, and what a run keeps of them."""
    dataset = load(DataSpec(source=source))
    return dataset, record_of(dataset, ())


def put_table(path: Path, rows: Sequence[Sequence[Any]], header: Sequence[str] = ()) -> Path:
    """Write a table, with a header where there is one."""
    lines = [",".join(map(str, row)) for row in ([header] if header else []) + list(rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def put_arrays(path: Path, **arrays: Any) -> Path:
    """Write an .npz."""
    np.savez(path, **arrays)
    return path


def put_idx(path: Path, values: np.ndarray) -> Path:
    """Write unsigned bytes in the format of MNIST."""
    sizes = b"".join(size.to_bytes(4, "big") for size in values.shape)
    path.write_bytes(bytes([0, 0, 8, values.ndim]) + sizes + values.astype(np.uint8).tobytes())
    return path


def put_cifar(path: Path, images: np.ndarray, labels: Sequence[int]) -> Path:
    """Write (n, 32, 32, 3) images in the binary format of CIFAR-10."""
    planes = images.astype(np.uint8).transpose(0, 3, 1, 2).reshape(len(images), -1)
    rows = zip(labels, planes, strict=True)
    path.write_bytes(b"".join(bytes([label]) + row.tobytes() for label, row in rows))
    return path


def put_picture(path: Path, pixels: np.ndarray) -> Path:
    """Write (height, width) or (height, width, 3) bytes as an image."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels.astype(np.uint8)).save(path)
    return path
