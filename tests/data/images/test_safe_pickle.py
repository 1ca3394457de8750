"""Pickles made to do harm: nothing happens, and they are refused at little cost."""

import builtins
import collections
import io
import os
import pickle
import struct
import time
from pathlib import Path
from typing import Any

import pytest

from nnlab.data.images.cifar import read_cifar
from nnlab.data.images.safe_pickle import MOST_OPERATIONS, ForbiddenNameError, Name, Recorded, unpickling
from nnlab.spec.files import CifarSpec
from tests.data.images.spoiling import LONGEST_S, finished, sentence_of, within_memory

MUCH = 200_000_000
START = b"\x80\x04"
MANY = MOST_OPERATIONS + 1


def unpickled(content: bytes, find_class: Any = Name) -> Any:
    return finished(unpickling(io.BytesIO(content), len(content), find_class))


class Harm:
    """Pickles as a call of ``function``."""

    def __init__(self, function: Any, *arguments: Any) -> None:
        self.call = function, arguments

    def __reduce__(self) -> Any:
        return self.call


@pytest.mark.parametrize(
    "value",
    [
        None, True, 0, 255, 65535, -1, 2**31, -(2**31), 2**40, 1.5, "", "고양이", "x" * 300, b"", b"x" * 300,
        bytearray(b"abc"), (), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), [], [1], list(range(3000)), {}, {"a": 1},
        {str(number): [number, (number,)] for number in range(3000)},
    ],
)  # fmt: skip
@pytest.mark.parametrize("protocol", [3, 4, 5])
def test_plain_objects_are_what_they_were(value: Any, protocol: int) -> None:
    if isinstance(value, bytearray) and protocol < 5:
        value = bytes(value)
    assert unpickled(pickle.dumps(value, protocol)) == value


def test_an_object_that_comes_twice_is_one() -> None:
    inner: list[Any] = []
    first, second = unpickled(pickle.dumps([inner, inner]))
    assert first is second


def test_a_call_and_a_state_are_recorded() -> None:
    made = unpickled(pickle.dumps(collections.Counter("a"), 4))
    assert isinstance(made, Recorded)
    assert (made.name, made.arguments, made.state) == ("collections.Counter", ({"a": 1},), None)
    made = unpickled(b"\x80\x02cmodule\nkind\n)R}b.")
    assert (made.name, made.arguments, made.state) == ("module.kind", (), {})


def harm_to(path: Path) -> dict[str, bytes]:
    return {
        name: pickle.dumps(Harm(*call), protocol)
        for protocol in (2, 3, 4, 5)
        for name, call in {
            f"os.system {protocol}": (os.system, f"touch {path}"),
            f"open {protocol}": (builtins.open, str(path), "w"),
            f"eval {protocol}": (builtins.eval, f"open({str(path)!r}, 'w')"),
            f"exec {protocol}": (builtins.exec, f"open({str(path)!r}, 'w')"),
            f"getattr {protocol}": (builtins.getattr, Harm(__import__, "os"), "system"),
        }.items()
    } | {
        "inst": b"\x80\x02(S'touch " + str(path).encode() + b"'\nios\nsystem\n.",
        "obj": b"\x80\x02(cos\nsystem\nS'touch " + str(path).encode() + b"'\no.",
        "newobj": b"\x80\x02cos\nsystem\nU\x01a\x85\x81.",
        "extension": b"\x80\x02\x82\x01.",
        "persistent": b"\x80\x02U\x01aQ.",
        "dotted": START + b"\x8c\x05numpy\x8c\x09os.system\x93.",
        "numpy's own": b"\x80\x02cnumpy.f2py\ncompile\n.",
        "state of a name": b"\x80\x02cnumpy\nndarray\n}U\x01aK\x01sb.",
        "call of a call": b"\x80\x02cnumpy\nndarray\n)R)R.",
    }


@pytest.mark.parametrize("name", list(harm_to(Path())))
def test_nothing_is_executed(name: str, tmp_path: Path) -> None:
    planted, path = tmp_path / "planted", tmp_path / "batch"
    path.write_bytes(harm_to(planted)[name])
    sentence = sentence_of(read_cifar(CifarSpec(path=str(path))))
    assert not planted.exists()
    assert "batch" in sentence


def test_the_sentence_names_what_was_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "batch"
    path.write_bytes(pickle.dumps(Harm(os.system, "true")))
    assert f"asks for {os.system.__module__}.system" in sentence_of(read_cifar(CifarSpec(path=str(path))))


def test_find_class_may_forbid_a_name() -> None:
    def forbid(name: str) -> Name:
        raise ForbiddenNameError(name)

    with pytest.raises(ForbiddenNameError, match=r"posix\.system|nt\.system"):
        unpickled(pickle.dumps(os.system), forbid)


def nested(opening: bytes, depth: int) -> bytes:
    return START + b")" + opening * depth


COSTLY = {
    "memo index": START + b"Nr\xff\xff\xff\x7f.",
    "memo never set": START + b"h\x05.",
    "giant long": START + b"\x8b\xff\xff\xff\x7f" + b"\xff" * 100,
    "negative long": START + b"\x8b\xff\xff\xff\xff.",
    "long in digits": START + b"L" + b"9" * 1_000_000 + b"L\n.",
    "giant bytes": START + b"\x8e" + struct.pack("<Q", 2**62) + b"x.",
    "giant text": START + b"\x8d" + struct.pack("<Q", 2**40) + b"x.",
    "giant bytearray": START + b"\x96" + struct.pack("<Q", 2**40) + b"x.",
    "giant frame": START + b"\x95" + struct.pack("<Q", 2**62) + b"N.",
    "negative string": START + b"T\xff\xff\xff\xffa.",
    "underflow": START + b"0R.",
    "pop of nothing": START + b"\x86.",
    "no mark": START + b"Ne.",
    "mark left": START + b"(N.",
    "nothing left": START + b".",
    "two left": START + b"NN.",
    "no end": START + b"N",
    "many marks": START + b"(" * MANY,
    "many dicts": START + b"}" * MANY,
    "many dicts kept": START + b"}\x94" * MANY,
    "many sets": START + b"\x8f" * MANY,
    "doubling": START + b"]\x94" + b"2" * MANY,
    "lists in themselves": START + b"]\x94" + b"h\0a" * 100_000,
    "doubling tuples": START + b"Nq\0" + b"h\0h\0\x86q\0" * 150_000 + b".",
    "text again and again": START + b"X" + struct.pack("<I", 10**6) + b"a" * 10**6 + b"q\0" + b"h\0" * 300_000,
    "deep tuples": nested(b"\x85", 100_000) + b".",
    "deep tuples as a key": START + b"})" + b"\x85" * 100_000 + b"Ns.",
    "doubling tuples as a key": START + b"})q\0" + b"h\0h\0\x86q\0" * 60 + b"Ns.",
    "deep lists": START + b"]" * 100_000 + b"a" * 99_999 + b".",
    "deep calls": START + b"cnumpy\ndtype\nq\0" + b"h\0" * 100_000 + b")" + b"R\x85" * 100_000 + b".",
    "odd escapes": START + b"S'\\q\\400'\n.",
    "odd items": START + b"}(U\x01au.",
    "items of none": START + b"NU\x01aNs.",
    "appended to a tuple": START + b")Na.",
    "odd names": START + b"K\x01K\x02\x93.",
    "bytes again and again": b"\x80\x02c_codecs\nencode\nq\0X" + struct.pack("<I", 10**6) + b"a" * 10**6
    + b"X\x06\0\0\0latin1\x86q\x01" + b"h\0h\x01R" * 10_000,
}  # fmt: skip


@pytest.mark.parametrize("name", COSTLY)
def test_a_costly_pickle_is_refused_at_little_cost(name: str, tmp_path: Path) -> None:
    path = tmp_path / "batch"
    path.write_bytes(COSTLY[name])
    start = time.process_time()
    assert "batch" in sentence_of(read_cifar(CifarSpec(path=str(path))))
    assert time.process_time() - start < LONGEST_S


@pytest.mark.parametrize(
    "name", ["memo index", "giant bytearray", "giant bytes", "giant long", "bytes again and again"]
)
def test_a_costly_pickle_takes_little_memory(name: str, tmp_path: Path) -> None:
    path = tmp_path / "batch"
    path.write_bytes(COSTLY[name])
    with within_memory(MUCH):
        sentence_of(read_cifar(CifarSpec(path=str(path))))


def test_operations_are_counted() -> None:
    with pytest.raises(ValueError, match="too many"):
        unpickled(START + b"N" * MANY)
