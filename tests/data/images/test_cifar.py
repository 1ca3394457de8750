"""CIFAR-10 and CIFAR-100: read rightly in both layouts, or refused with a sentence."""

import gzip
import pickle
import random
import re
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnlab.data.images.cifar import read_cifar
from nnlab.spec.files import CifarSpec
from tests.data.images import python2
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

N = 8
IMAGES = np.random.default_rng(0).integers(0, 256, (N, 32, 32, 3), dtype=np.uint8)
PLANES = np.ascontiguousarray(IMAGES.transpose(0, 3, 1, 2)).reshape(N, 3072)
TEN = [3, 1, 4, 1, 5, 9, 2, 6]
FINE = [31, 41, 59, 26, 53, 58, 97, 99]
COARSE = [3, 1, 4, 1, 5, 9, 2, 19]
KNOWN = ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck")
SMALL = 20_000_000


def binary(*labels: list[int]) -> bytes:
    return b"".join(bytes(row[:-1]) + row[-1].tobytes() for row in zip(*labels, PLANES, strict=True))


def ten(data: Any = PLANES, labels: Any = TEN) -> dict[str, Any]:
    names = [f"img_{number}.png" for number in range(N)]
    return {"batch_label": "training batch 1 of 5", "labels": labels, "data": data, "filenames": names}


def hundred() -> dict[str, Any]:
    return {"filenames": ["a"] * N, "fine_labels": FINE, "coarse_labels": COARSE, "data": PLANES}


def in_bytes(value: Any) -> Any:
    """Return what Python 3 makes of Python 2's text when told ``encoding="bytes"``."""
    match value:
        case dict():
            return {in_bytes(key): in_bytes(each) for key, each in value.items()}
        case list():
            return [in_bytes(each) for each in value]
        case str():
            return value.encode()
    return value


WRITERS: dict[str, Callable[[Any], bytes]] = {
    "python 2": python2.dumps,
    **{f"protocol {p}": lambda value, p=p: pickle.dumps(value, p) for p in (2, 3, 4, 5)},
    **{f"protocol {p}, bytes": lambda value, p=p: pickle.dumps(in_bytes(value), p) for p in (2, 3, 4, 5)},
}
each_writer = pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)


def put(path: Path, content: bytes) -> CifarSpec:
    path.write_bytes(content)
    return CifarSpec(path=str(path))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "batch"


def test_binary_cifar_10(path: Path) -> None:
    dataset = finished(read_cifar(put(path, binary(TEN))))
    np.testing.assert_array_equal(dataset.x, IMAGES)
    assert dataset.x.dtype == np.uint8
    assert dataset.x.flags.c_contiguous
    np.testing.assert_array_equal(dataset.targets, TEN)
    assert dataset.class_names == KNOWN


@pytest.mark.parametrize(("choice", "labels", "classes"), [("fine", FINE, 100), ("coarse", COARSE, 20)])
def test_binary_cifar_100(choice: Any, labels: list[int], classes: int, path: Path) -> None:
    spec = put(path, binary(COARSE, FINE)).model_copy(update={"labels": choice})
    dataset = finished(read_cifar(spec))
    np.testing.assert_array_equal(dataset.x, IMAGES)
    np.testing.assert_array_equal(dataset.targets, labels)
    assert dataset.class_names == tuple(map(str, range(classes)))


@each_writer
def test_python_cifar_10(write: Callable[[Any], bytes], path: Path) -> None:
    dataset = finished(read_cifar(put(path, write(ten()))))
    np.testing.assert_array_equal(dataset.x, IMAGES)
    np.testing.assert_array_equal(dataset.targets, TEN)
    assert dataset.class_names == KNOWN


@each_writer
@pytest.mark.parametrize(("choice", "labels", "classes"), [("fine", FINE, 100), ("coarse", COARSE, 20)])
def test_python_cifar_100(
    choice: Any, labels: list[int], classes: int, write: Callable[[Any], bytes], path: Path
) -> None:
    spec = put(path, write(hundred())).model_copy(update={"labels": choice})
    dataset = finished(read_cifar(spec))
    np.testing.assert_array_equal(dataset.x, IMAGES)
    np.testing.assert_array_equal(dataset.targets, labels)
    assert len(dataset.class_names) == classes


@pytest.mark.parametrize("protocol", [2, 5])
@pytest.mark.parametrize("data", [np.asfortranarray(PLANES), PLANES.reshape(N, 3, 32, 32)], ids=["F", "4-D"])
def test_arrays_of_another_order_or_shape(data: np.ndarray, protocol: int, path: Path) -> None:
    dataset = finished(read_cifar(put(path, pickle.dumps(ten(data), protocol))))
    np.testing.assert_array_equal(dataset.x, IMAGES)


def test_a_writable_array_of_protocol_5_is_read(path: Path) -> None:
    content = pickle.dumps(ten(PLANES.copy()), 5)
    assert b"\x96" in content  # BYTEARRAY8
    np.testing.assert_array_equal(finished(read_cifar(put(path, content))).x, IMAGES)


@pytest.mark.parametrize(("suffix", "write"), [(".bin", lambda batch: binary(batch["labels"])), ("", python2.dumps)])
def test_a_folder_is_read_in_one_order(suffix: str, write: Callable[[Any], bytes], tmp_path: Path) -> None:
    order = ["data_batch_1", "data_batch_2", "data_batch_10", "test_batch"]
    for number, name in enumerate(sorted(order)):
        (tmp_path / f"{name}{suffix}").write_bytes(write(ten(labels=[number, *TEN[1:]])))
    (tmp_path / "readme.html").write_bytes(b"<html>")
    (tmp_path / "train").mkdir()
    dataset = finished(read_cifar(CifarSpec(path=str(tmp_path))))
    assert len(dataset.x) == 4 * N
    np.testing.assert_array_equal(dataset.x[2 * N : 3 * N], IMAGES)
    assert [sorted(order)[label] for label in dataset.targets[::N]] == order


def test_training_and_test_part_of_cifar_100(tmp_path: Path) -> None:
    put(tmp_path / "test.bin", binary(COARSE, FINE))
    put(tmp_path / "train.bin", binary(COARSE, FINE[::-1]))
    dataset = finished(read_cifar(CifarSpec(path=str(tmp_path))))
    np.testing.assert_array_equal(dataset.targets, FINE[::-1] + FINE)


NAMES_10 = [f"what {number}" for number in range(10)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("batches.meta.txt", "\n".join([*NAMES_10, "", ""]).encode()),
        ("batches.meta", python2.dumps({"num_cases_per_batch": 10000, "label_names": NAMES_10, "num_vis": 3072})),
        ("batches.meta", pickle.dumps({b"label_names": in_bytes(NAMES_10)}, 2)),
        ("batches.meta", pickle.dumps({"label_names": NAMES_10}, 5)),
    ],
)
def test_class_names_lie_beside_the_images(name: str, content: bytes, path: Path) -> None:
    path.with_name(name).write_bytes(content)
    assert finished(read_cifar(put(path, binary(TEN)))).class_names == tuple(NAMES_10)


@pytest.mark.parametrize(("choice", "classes"), [("fine", 100), ("coarse", 20)])
@pytest.mark.parametrize("layout", ["binary", "python"])
def test_class_names_of_cifar_100(choice: Any, classes: int, layout: str, path: Path) -> None:
    names = {"fine": [f"f{n}" for n in range(100)], "coarse": [f"c{n}" for n in range(20)]}
    for kind, each in names.items():
        if layout == "binary":
            path.with_name(f"{kind}_label_names.txt").write_text("\n".join(each))
    if layout == "python":
        path.with_name("meta").write_bytes(python2.dumps({f"{kind}_label_names": each for kind, each in names.items()}))
    spec = put(path, binary(COARSE, FINE)).model_copy(update={"labels": choice})
    assert finished(read_cifar(spec)).class_names == tuple(names[choice])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("batches.meta.txt", b"cat\ndog\n"),
        ("batches.meta.txt", b"\xff\xfe" * 10),
        ("batches.meta.txt", b"\n".join([b"a" * 201] * 10)),
        ("batches.meta.txt", bytes(200_000)),
        ("batches.meta", python2.dumps({"label_names": NAMES_10[:9]})),
        ("batches.meta", python2.dumps({"label_names": list(range(10))})),
        ("batches.meta", python2.dumps({"names": NAMES_10})),
        ("batches.meta", python2.dumps(NAMES_10)),
        ("batches.meta", b"cos\nsystem\n."),
    ],
)
def test_names_that_are_none_are_refused(name: str, content: bytes, path: Path) -> None:
    path.with_name(name).write_bytes(content)
    assert name in sentence_of(read_cifar(put(path, binary(TEN))))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "its 0 bytes"),
        (binary(TEN)[:-1], "no multiple of 3,073"),
        (binary([10, *TEN[1:]]), "label of example 1 is 10; the 10 classes"),
        (binary(COARSE, [*FINE[:-1], 100]), "label of example 8 is 100; the 100 classes"),
        (binary([7] * N), "one class"),
        (python2.dumps(ten(labels=[10, *TEN[1:]])), "label of example 1 is 10"),
        (python2.dumps(ten(labels=[-1, *TEN[1:]])), "label of example 1 is -1"),
        (python2.dumps(ten(labels=["cat", *TEN[1:]])), "label of example 1 is str"),
        (pickle.dumps(ten(labels=[[[]], *TEN[1:]])), "label of example 1 is list"),
        (python2.dumps(ten(labels=TEN[1:])), "8 examples but 7 labels"),
        (python2.dumps(ten(labels=[2] * N)), "one class"),
        (python2.dumps(ten(data=PLANES[:, :-1])), "no images and labels"),
        (python2.dumps(ten(data=PLANES[:0], labels=[])), "no images and labels"),
        (pickle.dumps(ten(data=PLANES.astype(float)), 2), "not a file of CIFAR"),
        (pickle.dumps(ten(data=PLANES.astype(np.int8)), 5), "not a file of CIFAR"),
        (pickle.dumps(ten(data=[1, 2])), "not a file of CIFAR"),
        (pickle.dumps({"labels": TEN}), "not a file of CIFAR"),
        (pickle.dumps({"data": PLANES}), "no images and labels"),
        (pickle.dumps([PLANES]), "not a file of CIFAR"),
        (pickle.dumps(ten(), 0), "not a file of CIFAR"),
        (gzip.compress(b"tar", mtime=0), "unpack it first"),
    ],
)
def test_a_file_that_is_none_is_refused(content: bytes, said: str, path: Path) -> None:
    sentence = sentence_of(read_cifar(put(path, content)))
    assert said in sentence
    assert str(path) in sentence


def test_files_larger_than_the_memory_are_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nnlab.data.files.KEPT_FREE", 2**62)
    assert "does not fit" in sentence_of(read_cifar(put(path, binary(TEN))))


def test_a_folder_without_batches_or_of_both_sets_is_refused(tmp_path: Path) -> None:
    assert "data_batch_1" in sentence_of(read_cifar(CifarSpec(path=str(tmp_path))))
    put(tmp_path / "train.bin", binary(COARSE, FINE))
    put(tmp_path / "data_batch_1.bin", binary(TEN))
    assert "keep them apart" in sentence_of(read_cifar(CifarSpec(path=str(tmp_path))))


def lie(rng: random.Random, content: bytes) -> bytes:
    """Put another number where the pickle has a shape or a length."""
    at = rng.choice([match.end() for match in re.finditer(rb"[MTJBK\x8e]", content)][:300])
    width = rng.choice([2, 4, 8])
    return content[:at] + struct.pack("<Q", rng.choice(SIZES) % 2**64)[:width] + content[at + width :]


@pytest.mark.parametrize("kind", ["binary", "python"])
def test_a_spoilt_file_is_read_rightly_or_refused(kind: str, path: Path) -> None:
    good = [binary(TEN), binary(COARSE, FINE)] if kind == "binary" else [write(ten()) for write in WRITERS.values()]

    def attempt(rng: random.Random) -> bool:
        how = rng.choice([spoil, spoil, lie])
        return is_read_rightly_or_refused(read_cifar(put(path, how(rng, rng.choice(good)))))

    assert 0 < survivors(attempt) < 0.8 * MUTATIONS


def test_a_shape_that_lies_takes_no_memory(path: Path) -> None:
    lies = python2.dumps(ten()).replace(b"K\x08M\x00\x0c\x86", b"J\xff\xff\xff\x7fJ\xff\xff\xff\x7f\x86")
    assert lies != python2.dumps(ten())
    with within_memory(SMALL):
        assert "damaged" in sentence_of(read_cifar(put(path, lies)))
