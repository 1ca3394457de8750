"""Arrays whose header lies, or whose values no run can have."""

import io
import random

import numpy as np

from tests.store.files import header

SHAPES = [
    "()", "(0,)", "(1,)", "(-1,)", "(-1, -1)", "(2, 3)", f"({2**40},)", f"({2**63},)", f"({2**32}, {2**32}, 1)",
    f"(0, {2**70})", "(1.5,)", "(True,)", "None", "(" * 500, f"({', '.join('1' * 100)})", "(9" + "9" * 5000 + ",)",
]  # fmt: skip
TYPES = ["<f4", "<f8", ">f8", "<i8", "<u4", "|O", "<f2", "|S0", "<U5", "|V8", "f", "<f99", "('<f4',)", "", "<M8[s]"]
NUMBERS = [0.0, -0.0, 1.0, -1.0, 0.5, 2.0, 1e-320, 1e30, 1e308, -1e308, 2.0**31, 2.0**53, 2.0**63]
MOST_BYTES = 20_000_000


def header_that_lies(rng: random.Random, part: bytes) -> bytes:
    """Give an array another header, honest in none, one or all of what it says."""
    start = 10 + int.from_bytes(part[8:10], "little")
    array = _read(part)
    shape = rng.choice([str(array.shape), *rng.sample(SHAPES, 3)])
    kind = rng.choice([array.dtype.str, *rng.sample(TYPES, 3)])
    text = f"{{'descr': '{kind}', 'fortran_order': {rng.choice(['False', 'False', 'True', '1'])}, 'shape': {shape}, }}"
    text = text[: 2**15]
    return header(text, rng.choice([b"\1\0", b"\1\0", b"\1\1", b"\2\0", b"\3\0"])) + part[start:]


def another_shape(rng: random.Random, part: bytes) -> bytes:
    """Drop, double, reorder or flatten what is there, with an honest header."""
    array = _read(part)
    rows = np.atleast_1d(array)
    times = rng.choice([2, 3, max(1, min(1000, MOST_BYTES // max(array.nbytes, 1)))])
    others = [
        rows[1:], rows[:-1], rows[:0], rows[::-1], rows[..., 1:], rows[..., :-1], rows[..., ::-1], rows.T, rows.ravel(),
        rows[np.newaxis], rows[..., np.newaxis], np.tile(rows, (times, *[1] * (rows.ndim - 1))), rows.reshape(-1)[:1],
        np.full((0,) * rng.randrange(1, 5), 0, array.dtype), np.tile(rows.ravel(), times), rows[rng.randrange(-1, 1) :],
    ]  # fmt: skip
    return _written(rng.choice(others))


def values_that_cannot_be(rng: random.Random, part: bytes) -> bytes:
    """Set one value, a row, a column or all to something telling."""
    array = _read(part).copy()
    if not array.size:
        return another_shape(rng, part)
    flat = array.reshape(-1)
    width = array.shape[-1] if array.ndim else 1
    places = [slice(rng.randrange(flat.size), None, flat.size), slice(rng.randrange(width), None, width), slice(None)]
    value = rng.choice([float("nan"), float("inf"), -float("inf"), *NUMBERS])
    where = rng.choice([places[0], *places])
    with np.errstate(all="ignore"):
        if array.dtype.kind in "iu":
            limits = np.iinfo(array.dtype)
            flat[where] = rng.choice([0, 1, 2, limits.min, limits.max, limits.max // 2, int(flat[0])])
        else:
            flat[where] = value
    return _written(array)


def _read(part: bytes) -> np.ndarray:
    array: np.ndarray = np.load(io.BytesIO(part), allow_pickle=False)
    return array


def _written(array: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, np.ascontiguousarray(array), (1, 0), allow_pickle=False)
    return buffer.getvalue()
