"""CIFAR's own pickles, byte for byte as Python 2 and NumPy 1 wrote them with protocol 2."""

import itertools
import struct
from typing import Any

import numpy as np


def dumps(value: Any) -> bytes:
    memo = itertools.count(1)
    return b"\x80\x02" + _written(value, memo) + b"."


def _put(memo: "itertools.count[int]") -> bytes:
    number = next(memo)
    return b"q" + bytes([number]) if number < 256 else b"r" + struct.pack("<I", number)


def _written(value: Any, memo: "itertools.count[int]") -> bytes:
    match value:
        case dict():
            start = b"}" + _put(memo)
            return start + b"(" + b"".join(_written(each, memo) for item in value.items() for each in item) + b"u"
        case list():
            start = b"]" + _put(memo)
            stretches = [value[at : at + 1000] for at in range(0, len(value), 1000)]
            return start + b"".join(b"(" + b"".join(_written(v, memo) for v in each) + b"e" for each in stretches)
        case str():
            return _string(value.encode()) + _put(memo)
        case int():
            return _integer(value)
    return _array(value, memo)


def _string(value: bytes) -> bytes:
    short = len(value) < 256
    return (b"U" + bytes([len(value)]) if short else b"T" + struct.pack("<i", len(value))) + value


def _integer(value: int) -> bytes:
    if 0 <= value < 256:
        return b"K" + bytes([value])
    return b"M" + struct.pack("<H", value) if 0 <= value < 65536 else b"J" + struct.pack("<i", value)


def _array(array: np.ndarray, memo: "itertools.count[int]") -> bytes:
    def put() -> bytes:
        return _put(memo)

    made = b"cnumpy.core.multiarray\n_reconstruct\n" + put() + b"cnumpy\nndarray\n" + put()
    made += b"K\0\x85" + put() + b"U\x01b" + put() + b"\x87" + put() + b"R" + put()
    sizes = b"".join(_integer(size) for size in array.shape) + b"\x86" + put()
    dtype = b"cnumpy\ndtype\n" + put() + b"U\x02u1" + put() + b"K\0K\x01\x87" + put() + b"R" + put()
    dtype += b"(K\x03U\x01|" + put() + b"NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\0t" + put() + b"b"
    return made + b"(K\x01" + sizes + dtype + b"\x89" + _string(array.tobytes()) + put() + b"t" + put() + b"b"
