"""The files that are read, made from a seed."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np

ROWS, COLUMNS = 100_000, 20
IMAGES, SIDE, CLASSES = 10_000, 28, 10


def write_table(path: Path, digits: str) -> None:
    """Write a table of Gaussian numbers with a header, each in the format ``digits``."""
    values = np.random.default_rng(0).standard_normal((ROWS, COLUMNS))
    lines = [",".join(f"x{number}" for number in range(COLUMNS))]
    lines += [",".join([format(value, digits) for value in row]) for row in values.tolist()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_images(path: Path, *, packed: bool) -> None:
    """Write images and, beside them, their labels, in the format of MNIST."""
    rng = np.random.default_rng(0)
    ink = rng.integers(0, 256, (IMAGES, SIDE, SIDE), np.uint8) * (rng.random((IMAGES, SIDE, SIDE)) < 0.2)
    _write_idx(path, ink.astype(np.uint8), packed=packed)
    labels = path.with_name(path.name.replace("images-idx3", "labels-idx1"))
    _write_idx(labels, np.arange(IMAGES, dtype=np.uint8) % CLASSES, packed=packed)


def _write_idx(path: Path, values: np.ndarray, *, packed: bool) -> None:
    sizes = b"".join(size.to_bytes(4, "big") for size in values.shape)
    content = bytes([0, 0, 8, values.ndim]) + sizes + values.tobytes()
    path.write_bytes(gzip.compress(content) if packed else content)
