import io
import warnings
from typing import Any

import numpy as np
import pytest

from nnlab.store.arrays import from_npy, to_npy
from tests.store.files import header

F4 = "{'descr': '<f4', 'fortran_order': False, 'shape': %s, }"

ARRAYS: dict[str, np.ndarray] = {
    "flat": np.arange(7, dtype=np.float32),
    "not finite": np.array([np.nan, np.inf, -np.inf, -0.0, 5e-324]),
    "a scalar": np.array(2.5),
    "empty": np.empty((0, 3, 60), np.uint32),
    "an image": np.arange(192, dtype=np.float64).reshape(8, 8, 3),
    "not contiguous": np.arange(20, dtype=np.int64).reshape(4, 5).T,
    "big-endian": np.arange(5, dtype=">f8"),
}


def npy(array: np.ndarray) -> bytes:
    return b"".join(to_npy(array))


@pytest.mark.parametrize("array", ARRAYS.values(), ids=list(ARRAYS))
def test_an_array_comes_back_as_it_was(array: np.ndarray) -> None:
    back = from_npy(npy(array), array.dtype.newbyteorder("="))
    assert back.shape == array.shape
    assert back.tobytes() == np.ascontiguousarray(array, back.dtype).tobytes()
    assert back.flags.writeable
    assert back.dtype.isnative


@pytest.mark.parametrize("array", ARRAYS.values(), ids=list(ARRAYS))
def test_numpy_itself_reads_what_is_written(array: np.ndarray) -> None:
    loaded = np.load(io.BytesIO(npy(array)), allow_pickle=False)
    assert loaded.shape == array.shape
    np.testing.assert_array_equal(loaded, array)


def test_an_array_is_not_copied_to_be_written() -> None:
    array = np.arange(3.0)
    _, numbers = to_npy(array)
    assert np.shares_memory(np.frombuffer(numbers), array)


def test_another_type_than_the_one_asked_for_is_refused() -> None:
    with pytest.raises(ValueError, match="float64 instead of float32"):
        from_npy(npy(np.zeros(3)), np.float32)


def saved(array: Any, version: tuple[int, int] | None = (1, 0)) -> bytes:
    buffer = io.BytesIO()
    with warnings.catch_warnings(action="ignore"):
        np.lib.format.write_array(buffer, array, version)
    return buffer.getvalue()


BAD: dict[str, bytes] = {
    "nothing": b"",
    "the beginning alone": b"\x93NUMPY\x01\x00",
    "text": b"1.0 2.0 3.0",
    "an unfinished header": header(F4 % "(1,)")[:40],
    "more elements than any memory has": header(F4 % f"({2**40},)") + bytes(4),
    "a size beyond any integer": header(F4 % f"({2**70},)") + bytes(4),
    "a product that wraps round to the right size": header(F4 % f"({2**32}, {2**32}, 1)") + bytes(4),
    "nothing times a size beyond any integer": header(F4 % f"(0, {2**70})"),
    "a negative size": header(F4 % "(-1,)") + bytes(4),
    "two negative sizes": header(F4 % "(-1, -1)") + bytes(4),
    "true for a size": header(F4 % "(True,)") + bytes(4),
    "a fraction of a size": header(F4 % "(1.0,)") + bytes(4),
    "a hundred dimensions": header(F4 % f"({', '.join('1' * 100)})") + bytes(4),
    "too few bytes": header(F4 % "(2,)") + bytes(7),
    "too many bytes": header(F4 % "(2,)") + bytes(9),
    "columns first": saved(np.asfortranarray(np.ones((2, 3), np.float32))),
    "version 2": saved(np.zeros(2, np.float32), (2, 0)),
    "version 3": saved(np.zeros(2, np.float32), (3, 0)),
    "objects": saved(np.array([None, {}], object)),
    "text in an array": saved(np.array(["a"])),
    "complex numbers": saved(np.zeros(2, np.complex64)),
    "truth values": saved(np.zeros(4, bool)),
    "half precision": saved(np.zeros(4, np.float16)),
    "fields": saved(np.zeros(1, [("a", "<f4")])),
    "dates": saved(np.zeros(1, "datetime64[s]")),
    "no width": header("{'descr': '<f0', 'fortran_order': False, 'shape': (0,), }"),
    "old numbers": header("{'descr': '<f4', 'fortran_order': False, 'shape': (1L,), }") + bytes(4),
    "a list for a key": header("{[]: 1}"),
    "keys of two types": header("{1: 2, 'a': 3}"),
    "a call": header("{'descr': print('run'), 'fortran_order': False, 'shape': (1,), }") + bytes(4),
    "a tuple for a type": header("{'descr': ('<f4',), 'fortran_order': False, 'shape': (1,), }") + bytes(4),
    "brackets": header("(" * 5000),
    "signs": header("-" * 5000 + "1"),
    "another key": header("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'x': 1, }") + bytes(4),
    "a header that goes on": header(F4 % "(1,)" + "\n'x'") + bytes(4),
}


@pytest.mark.parametrize("content", BAD.values(), ids=list(BAD))
def test_anything_else_is_refused_as_a_value(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"array of|header|shape|reshape|dimension"):
        from_npy(content, np.float32)


def test_a_cut_at_any_byte_is_refused() -> None:
    content = npy(np.arange(3, dtype=np.float32))
    for end in range(len(content)):
        with pytest.raises(ValueError, match=r"array of|does not fit"):
            from_npy(content[:end], np.float32)
