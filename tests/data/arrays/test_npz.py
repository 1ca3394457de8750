"""Examples and labels from NumPy's arrays: read rightly, or refused with a sentence."""

import io
import random
import struct
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnlab.data.arrays.npz import read_npz, read_npz_examples
from nnlab.data.dataset import Dataset
from nnlab.spec.files import NpzSpec
from tests.data.images.spoiling import (
    MUTATIONS,
    SIZES,
    finished,
    is_read_rightly_or_refused,
    sentence_of,
    spoil,
    survivors,
    within_memory,
)

ROWS = np.random.default_rng(0).standard_normal((12, 4))
LABELS = np.arange(12) % 3
SIGNALLING = np.frombuffer(b"\x01\0\x80\x7f" * 12, "<f4")  # not-a-numbers that NumPy warns of when they are touched
SMALL = 20_000_000
TYPES = ["<f4", "<f8", ">f8", "<i8", "<u4", "|O", "<f2", "|S0", "<U5", "|V8", "<c16", "<f99", "<M8[s]", "<U9999999", ""]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "arrays.npz"


def spec_of(path: Path, **options: Any) -> NpzSpec:
    return NpzSpec(path=str(path), **options)


def read(path: Path, options: dict[str, Any] | None = None, /, **arrays: Any) -> Dataset:
    """Let NumPy write ``arrays``, and read them."""
    np.savez(path, **arrays)
    return finished(read_npz(spec_of(path, **(options or {}))))


def refused(path: Path, options: dict[str, Any] | None = None, /, **arrays: Any) -> str:
    np.savez(path, **arrays)
    return sentence_of(read_npz(spec_of(path, **(options or {}))))


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def npy(array: Any, header: str | None = None, version: bytes = b"\1\0") -> bytes:
    """Return an array as a member, with another header if so wished."""
    buffer = io.BytesIO()
    np.save(buffer, array)
    content = buffer.getvalue()
    if header is None:
        return content
    length = struct.pack("<H" if version == b"\1\0" else "<I", len(header))
    return b"\x93NUMPY" + version + length + header.encode() + content[10 + int.from_bytes(content[8:10], "little") :]


def test_rows_and_class_numbers(path: Path) -> None:
    dataset = read(path, x=ROWS, y=LABELS)
    np.testing.assert_array_equal(dataset.x, ROWS)
    np.testing.assert_array_equal(dataset.targets, LABELS)
    assert dataset.x.dtype == np.float64
    assert dataset.class_names == ("0", "1", "2")


@pytest.mark.parametrize(
    ("dtype", "becomes"),
    [
        ("u1", "u1"), ("?", "u1"), ("i1", "f8"), ("<i2", "f8"), (">u4", "f8"), ("<i8", "f8"), ("<u8", "f8"),
        ("<f2", "f4"), ("<f4", "f4"), (">f4", "f4"), ("<f8", "f8"), (">f8", "f8"),
    ],
)  # fmt: skip
def test_types_of_examples(dtype: str, becomes: str, path: Path) -> None:
    values = (np.arange(48) % 2).reshape(12, 4).astype(dtype)
    x = read(path, x=values, y=LABELS).x
    assert x.dtype == np.dtype(becomes)
    np.testing.assert_array_equal(x, values)


@pytest.mark.parametrize(
    ("shape", "becomes"),
    [
        ((12,), (12, 1)),
        ((12, 7), (12, 7)),
        ((12, 3, 2), (12, 3, 2, 1)),
        ((12, 3, 2, 1), (12, 3, 2, 1)),
        ((12, 4, 5, 3), (12, 4, 5, 3)),
        ((12, 3, 4, 5), (12, 4, 5, 3)),
    ],
)
@pytest.mark.parametrize("order", ["C", "F"])
def test_shapes_of_examples(shape: tuple[int, ...], becomes: tuple[int, ...], order: Any, path: Path) -> None:
    values = np.random.default_rng(0).integers(0, 256, shape, dtype=np.uint8)
    x = read(path, x=np.asarray(values, order=order), y=LABELS).x
    assert x.shape == becomes
    assert x.flags.c_contiguous
    expected = values.transpose(0, 2, 3, 1) if shape == (12, 3, 4, 5) else values.reshape(becomes)
    np.testing.assert_array_equal(x, expected)


@pytest.mark.parametrize(
    ("names", "options"),
    [
        (("X", "Y"), {}),
        (("x_train", "y_train"), {}),
        (("data", "target"), {}),
        (("Images", "labels"), {}),
        (("train_images", "train_labels"), {}),
        (("a", "b"), {}),  # two arrays: that of more dimensions holds the examples
        (("z", "y"), {}),
        (("x", "what it is"), {}),
        (("y", "x"), {"examples": "y", "labels": "x"}),
        (("y", "b"), {"examples": "y"}),
    ],
)
def test_arrays_go_by_their_names(names: tuple[str, str], options: dict[str, str], path: Path) -> None:
    dataset = read(path, options, **{names[1]: LABELS, names[0]: ROWS})
    np.testing.assert_array_equal(dataset.x, ROWS)
    np.testing.assert_array_equal(dataset.targets, LABELS)


def test_training_arrays_are_taken_where_there_are_others(path: Path) -> None:
    others = {"x_test": ROWS[:2], "y_test": LABELS[:2]}
    assert len(read(path, **others, x_train=ROWS, y_train=LABELS).x) == 12


def test_what_cannot_be_told_is_asked(path: Path) -> None:
    assert "They are a, b, c." in refused(path, a=ROWS, b=LABELS, c=LABELS)
    assert "They are a, b." in refused(path, a=ROWS, b=ROWS)
    assert "They are x." in refused(path, x=ROWS)
    assert "no array q; its arrays are x, y." in refused(path, {"examples": "q"}, x=ROWS, y=LABELS)
    assert "holds no arrays" in refused(path)


@pytest.mark.parametrize(
    ("labels", "expected", "names"),
    [
        (LABELS.astype(np.float32), LABELS, ("0", "1", "2")),
        (LABELS[:, np.newaxis], LABELS, ("0", "1", "2")),
        (LABELS == 1, LABELS == 1, ("0", "1")),
        (np.eye(3, dtype=int)[LABELS], LABELS, ("0", "1", "2")),
        (np.array(["dog", "cat", "고양이"])[LABELS], [1, 0, 2] * 4, ("cat", "dog", "고양이")),
        (np.array(["dog", "cat", "eel"], ">U3")[LABELS], [1, 0, 2] * 4, ("cat", "dog", "eel")),
        (np.array([b"dog", b"cat", b"eel"])[LABELS], [1, 0, 2] * 4, ("cat", "dog", "eel")),
    ],
)
def test_labels_that_name_classes(labels: np.ndarray, expected: Any, names: tuple[str, ...], path: Path) -> None:
    dataset = read(path, x=ROWS, y=labels)
    np.testing.assert_array_equal(dataset.targets, expected)
    assert dataset.class_names == names
    assert dataset.targets.dtype == np.intp


@pytest.mark.parametrize(
    ("labels", "task"),
    [(LABELS + 0.5, None), (LABELS * 1.5, None), (ROWS[:, :2], None), (LABELS - 7, "numbers"), (np.eye(12), "numbers")],
)
def test_labels_that_are_numbers(labels: np.ndarray, task: str | None, path: Path) -> None:
    dataset = read(path, {"task": task}, x=ROWS, y=labels)
    assert dataset.targets.dtype == np.float64
    np.testing.assert_array_equal(dataset.targets, labels.reshape(12, -1))
    assert not dataset.has_classes


def with_value(value: float) -> np.ndarray:
    values = ROWS.copy()
    values[6, 2] = value
    return values


@pytest.mark.parametrize(
    ("arrays", "task", "said"),
    [
        ({"x": ROWS[:5], "y": LABELS}, None, "5 examples but 12 labels"),
        ({"x": with_value(np.nan), "y": LABELS}, None, "example 7 holds something infinite"),
        ({"x": with_value(np.inf), "y": LABELS}, None, "example 7 holds something infinite"),
        ({"x": ROWS, "y": with_value(np.nan)}, None, "example 7 holds something infinite"),
        ({"x": ROWS.astype(complex), "y": LABELS}, None, "x is not an array of numbers"),
        ({"x": ROWS.astype(np.longdouble), "y": LABELS}, None, "x is not an array of numbers"),
        ({"x": ROWS.astype(object), "y": LABELS}, None, "x is not an array of numbers"),
        ({"x": ROWS.astype("U5"), "y": LABELS}, None, "x is not an array of numbers"),
        ({"x": ROWS, "y": LABELS.astype("M8[s]")}, None, "y is not an array of numbers"),
        ({"x": ROWS, "y": np.zeros(12, "f4, f4")}, None, "y is not an array of numbers"),
        ({"x": np.zeros((0, 4)), "y": LABELS[:0]}, None, "no examples"),
        ({"x": np.zeros((12, 0)), "y": LABELS}, None, "no examples"),
        ({"x": np.zeros((12, 2, 2, 2)), "y": LABELS}, None, "shape (12, 2, 2, 2)"),
        ({"x": np.zeros((12, 2, 2, 2, 1)), "y": LABELS}, None, "shape (12, 2, 2, 2, 1)"),
        ({"x": np.float64(3), "y": LABELS}, None, "shape ()"),
        ({"x": ROWS, "y": np.int64(3)}, None, "shape ()"),
        ({"x": ROWS, "y": np.zeros((12, 2, 2))}, None, "shape (12, 2, 2)"),
        ({"x": ROWS, "y": np.zeros((12, 0))}, None, "shape (12, 0)"),
        ({"x": ROWS, "y": LABELS - 1}, None, "label of example 1 is -1"),
        ({"x": ROWS, "y": np.full(12, 2**64 - 3, "u8")}, None, "label of example 1 is 18446744073709551613"),
        ({"x": ROWS, "y": LABELS * 600}, None, "label of example 3 is 1200"),
        ({"x": ROWS, "y": LABELS * 600}, "classes", "If it is a number to be predicted, choose so."),
        ({"x": ROWS, "y": np.array([1, 2, np.nan] * 4, "f4")}, None, "example 3 holds something infinite"),
        ({"x": ROWS, "y": SIGNALLING}, "numbers", "example 1 holds something infinite"),
        ({"x": ROWS, "y": SIGNALLING}, "classes", "label of example 1 is nan"),
        ({"x": SIGNALLING, "y": LABELS}, None, "example 1 holds something infinite"),
        ({"x": ROWS, "y": LABELS + 0.5}, "classes", "label of example 1 is 0.5"),
        ({"x": ROWS, "y": ROWS}, "classes", "4 columns"),
        ({"x": ROWS, "y": LABELS * 0}, None, "one class"),
        ({"x": ROWS, "y": np.array(["a"] * 12)}, None, "one class"),
        ({"x": ROWS, "y": np.array(["a", "b"] * 6)}, "numbers", "text"),
        ({"x": ROWS, "y": np.array([["a", "b"]] * 12)}, None, "2 columns"),
        ({"x": ROWS, "y": np.array(["a", "b" * 201] * 6)}, None, "more than 200 characters"),
        ({"x": np.ones((2000, 1)), "y": np.arange(2000).astype(str)}, None, "2,000 classes"),
        ({"x": ROWS, "y": np.array(["a", "\ud800"] * 6)}, None, "label of example 2 is not readable"),
        ({"x": ROWS, "y": np.array([97, 0x110000] * 6, "<u4").view("<U1")}, None, "label of example 2 is not readable"),
    ],
)
def test_arrays_that_are_not_what_they_should_be_are_refused(
    arrays: dict[str, Any], task: str | None, said: str, path: Path
) -> None:
    sentence = refused(path, {"task": task}, **arrays)
    assert said in sentence
    assert "arrays.npz" in sentence


@pytest.mark.parametrize(
    "arrays", [{"x_test": ROWS, "y_test": LABELS}, {"new": ROWS}, {"x": ROWS}, {"X": ROWS, "Y": ROWS}]
)
def test_new_examples_need_no_labels(arrays: dict[str, np.ndarray], path: Path) -> None:
    np.savez_compressed(path, **arrays)
    np.testing.assert_array_equal(finished(read_npz_examples(spec_of(path))), ROWS)


def test_new_examples_that_cannot_be_told_are_asked_for(path: Path) -> None:
    np.savez(path, a=ROWS, b=ROWS)
    assert "They are a, b." in sentence_of(read_npz_examples(spec_of(path)))


@pytest.mark.parametrize(
    "header",
    [
        "{'descr': '<f8', 'fortran_order': False, 'shape': (12,4), }",
        "{'shape': (12L, 4L), 'fortran_order': False, 'descr': '<f8'}\n",
        '{"descr":"<f8","fortran_order":False,"shape":(12,4,)}   ',
    ],
)
@pytest.mark.parametrize("version", [b"\1\0", b"\2\0", b"\3\0"])
def test_headers_of_other_writers(header: str, version: bytes, path: Path) -> None:
    path.write_bytes(zipped({"x.npy": npy(ROWS, header, version), "y.npy": npy(LABELS)}))
    np.testing.assert_array_equal(finished(read_npz(spec_of(path))).x, ROWS)


@pytest.mark.parametrize(
    "header",
    [
        "{'descr': '<f8', 'fortran_order': False, 'shape': (1099511627776,), }",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (999999999999999999, 999999999999999999), }",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (" + "9" * 5000 + ",), }",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (12, 5), }",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (-12, -4), }",
        "{'descr': '<f8', 'fortran_order': False, 'shape': " + "(" * 5000 + ", }",
        "{'descr': '<f8', 'fortran_order': __import__('os').abort(), 'shape': (12, 4), }",
        "{'descr': '<U99999', 'fortran_order': False, 'shape': (12, 4), }",
        "",
    ],
)
def test_a_header_that_lies_takes_no_memory(header: str, path: Path) -> None:
    path.write_bytes(zipped({"x.npy": npy(ROWS, header), "y.npy": npy(LABELS)}))
    with within_memory(SMALL):
        assert ": x is" in (sentence := sentence_of(read_npz(spec_of(path)))) or "damaged: x" in sentence


def test_sizes_that_agree_but_are_not_there_take_no_memory(path: Path) -> None:
    """The archive's list of contents and the header both speak of a gigabyte."""
    header = "{'descr': '|u1', 'fortran_order': False, 'shape': (12, 100000000), }"
    content = zipped({"x.npy": npy(np.zeros(1, np.uint8), header), "y.npy": npy(LABELS)}, zipfile.ZIP_DEFLATED)
    declared = struct.pack("<I", 10 + len(header) + 12 * 100_000_000)
    path.write_bytes(content.replace(struct.pack("<I", 10 + len(header) + 1), declared))
    with within_memory(SMALL):
        assert "cut short" in sentence_of(read_npz(spec_of(path)))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_packings_than_numpys_are_refused(method: int, path: Path) -> None:
    path.write_bytes(zipped({"x.npy": npy(ROWS), "y.npy": npy(LABELS)}, method))
    assert "packed in a way" in sentence_of(read_npz(spec_of(path)))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", npy(ROWS), bytes(100), zipped({"x.npy": npy(ROWS)})[:-1]])
def test_what_is_no_npz_is_refused(content: bytes, path: Path) -> None:
    path.write_bytes(content)
    assert "(NPZ)" in sentence_of(read_npz(spec_of(path)))


def test_arrays_larger_than_the_memory_are_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    np.savez(path, x=ROWS, y=LABELS)
    monkeypatch.setattr("nnlab.data.files.KEPT_FREE", 2**62)
    assert "does not fit" in sentence_of(read_npz(spec_of(path)))


def test_a_large_array_reports_its_progress(path: Path) -> None:
    np.savez(path, x=np.zeros((10, 500_000), np.float32))
    assert len(list(read_npz_examples(spec_of(path)))) > 20


def lie(rng: random.Random, member: bytes) -> bytes:
    """Give an array another header, of the same length if there is room."""
    sizes = ", ".join(str(rng.choice([*SIZES, 12, 12])) for _ in range(rng.randrange(1, 5)))
    header = (
        f"{{'descr': '{rng.choice(TYPES)}', 'fortran_order': {rng.choice(['False', 'True'])}, 'shape': ({sizes}), }}"
    )
    start = 10 + int.from_bytes(member[8:10], "little")
    header = header.ljust(start - 11) + "\n"
    return b"\x93NUMPY\1\0" + struct.pack("<H", len(header)) + header.encode() + member[start:]


def test_a_spoilt_file_is_read_rightly_or_refused(path: Path) -> None:
    members = {"x.npy": npy(ROWS), "y.npy": npy(LABELS)}
    words = {"x.npy": npy(ROWS.astype("f2")), "y.npy": npy(np.array(["a", "bc"] * 6))}

    def attempt(rng: random.Random) -> bool:
        inside = dict(rng.choice([members, members, words]))
        if rng.random() < 0.6:
            name = rng.choice(list(inside))
            inside[name] = rng.choice([spoil, lie])(rng, inside[name])
            path.write_bytes(zipped(inside, rng.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])))
        else:
            path.write_bytes(spoil(rng, zipped(inside, rng.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]))))
        return is_read_rightly_or_refused(read_npz(spec_of(path)))

    assert 0 < survivors(attempt) < 0.75 * MUTATIONS
