"""Images in the format of MNIST: read rightly, or refused with a sentence."""

import gzip
import io
import random
import struct
from pathlib import Path

import numpy as np
import pytest

from nnlab.data.images.idx import read_idx, read_idx_images
from nnlab.spec.files import IdxSpec
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

FORMATS = {0x08: "B", 0x09: "b", 0x0B: "h", 0x0C: "i", 0x0D: "f", 0x0E: "d"}
IMAGES = np.random.default_rng(0).integers(0, 256, (12, 5, 4), dtype=np.uint8)
LABELS = np.arange(12, dtype=np.uint8) % 3
SMALL = 20_000_000


def idx(array: np.ndarray, kind: int = 0x08, shape: tuple[int, ...] | None = None) -> bytes:
    """Write IDX by the letter of its description, with other sizes in the header if so wished."""
    sizes = array.shape if shape is None else shape
    header = struct.pack(f">BBBB{len(sizes)}I", 0, 0, kind, len(sizes), *sizes)
    return header + struct.pack(f">{array.size}{FORMATS[kind]}", *array.ravel().tolist())


def gz(content: bytes) -> bytes:
    return gzip.compress(content, 1)


@pytest.fixture
def spec(tmp_path: Path) -> IdxSpec:
    """Two good files."""
    images, labels = tmp_path / "train-images-idx3-ubyte", tmp_path / "train-labels-idx1-ubyte"
    images.write_bytes(idx(IMAGES))
    labels.write_bytes(idx(LABELS))
    return IdxSpec(path=str(images))


def put(spec: IdxSpec, images: bytes | None = None, labels: bytes | None = None) -> IdxSpec:
    path = Path(spec.path)
    if images is not None:
        path.write_bytes(images)
    if labels is not None:
        path.with_name("train-labels-idx1-ubyte").write_bytes(labels)
    return spec


def test_images_become_grey_ones_of_unsigned_bytes(spec: IdxSpec) -> None:
    dataset = finished(read_idx(spec))
    assert dataset.x.dtype == np.uint8
    np.testing.assert_array_equal(dataset.x, IMAGES[..., np.newaxis])
    np.testing.assert_array_equal(dataset.targets, LABELS)
    assert dataset.class_names == ("0", "1", "2")


@pytest.mark.parametrize(("kind", "becomes"), [(0x09, "f8"), (0x0B, "f8"), (0x0C, "f8"), (0x0D, "f4"), (0x0E, "f8")])
def test_other_numbers_become_floats(kind: int, becomes: str, spec: IdxSpec) -> None:
    images = (np.arange(60) - 30).reshape(12, 5, 1)
    x = finished(read_idx(put(spec, idx(images, kind)))).x
    assert x.dtype == np.dtype(becomes)
    np.testing.assert_array_equal(x[..., 0], images)


@pytest.mark.parametrize(
    ("shape", "becomes"),
    [
        ((12, 6), (12, 6)),
        ((12, 2, 3, 1), (12, 2, 3, 1)),
        ((12, 4, 5, 3), (12, 4, 5, 3)),
        ((12, 3, 5, 4), (12, 5, 4, 3)),
    ],
)
def test_two_dimensions_are_rows_and_four_are_images_with_channels(
    shape: tuple[int, ...], becomes: tuple[int, ...], spec: IdxSpec
) -> None:
    images = np.random.default_rng(1).integers(0, 256, shape)
    x = finished(read_idx(put(spec, idx(images)))).x
    assert x.shape == becomes
    np.testing.assert_array_equal(x, images if shape == becomes else images.transpose(0, 2, 3, 1))


@pytest.mark.parametrize(
    ("images", "labels"),
    [
        ("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"),
        ("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte"),
        ("t10k-images.idx3-ubyte", "t10k-labels.idx1-ubyte"),
        ("t10k-images.idx3-ubyte", "t10k-labels.idx1-ubyte.gz"),
        ("my images", "my labels"),
        ("MyImages-idx3.idx3", "MyLabels-idx1.idx1"),
        ("images-idx4-ubyte", "labels-idx1-ubyte"),
    ],
)
def test_labels_are_found_beside_the_images(images: str, labels: str, tmp_path: Path) -> None:
    (tmp_path / images).write_bytes(idx(IMAGES))
    (tmp_path / labels).write_bytes(gz(idx(LABELS)))
    np.testing.assert_array_equal(finished(read_idx(IdxSpec(path=str(tmp_path / images)))).targets, LABELS)


def test_labels_may_lie_anywhere_when_the_spec_names_them(spec: IdxSpec, tmp_path: Path) -> None:
    other = tmp_path / "what they are"
    other.write_bytes(idx(2 - LABELS))
    dataset = finished(read_idx(spec.model_copy(update={"labels": str(other)})))
    np.testing.assert_array_equal(dataset.targets, 2 - LABELS)


def test_labels_that_are_not_found_are_named(spec: IdxSpec) -> None:
    Path(spec.path).with_name("train-labels-idx1-ubyte").unlink()
    sentence = sentence_of(read_idx(spec))
    assert "train-labels-idx1-ubyte, train-labels-idx1-ubyte.gz" in sentence


def test_labels_cannot_be_found_by_a_name_that_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "mnist"
    path.write_bytes(idx(IMAGES))
    assert "Say which file" in sentence_of(read_idx(IdxSpec(path=str(path))))


def test_images_alone_need_no_labels(tmp_path: Path) -> None:
    path = tmp_path / "mnist"
    path.write_bytes(gz(idx(IMAGES)))
    np.testing.assert_array_equal(finished(read_idx_images(IdxSpec(path=str(path)))), IMAGES[..., np.newaxis])


def test_what_is_packed_is_told_by_content(spec: IdxSpec) -> None:
    put(spec, gz(idx(IMAGES)))
    np.testing.assert_array_equal(finished(read_idx(spec)).x, IMAGES[..., np.newaxis])


def test_a_class_without_examples_keeps_its_number(spec: IdxSpec) -> None:
    dataset = finished(read_idx(put(spec, labels=idx(LABELS * 4))))
    assert dataset.class_names == tuple("012345678")


def test_whole_numbers_among_floats_are_labels(spec: IdxSpec) -> None:
    np.testing.assert_array_equal(finished(read_idx(put(spec, labels=idx(LABELS, 0x0E)))).targets, LABELS)


def with_value(at: int, value: float) -> np.ndarray:
    labels = LABELS.astype(float)
    labels[at] = value
    return labels


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        (idx(LABELS[:11]), "12 examples but 11 labels"),
        (idx(LABELS * 0), "one class"),
        (idx(with_value(4, 1000).astype(int), 0x0B), "label of example 5 is 1000"),
        (idx(with_value(0, -1).astype(int), 0x0B), "label of example 1 is -1"),
        (idx(with_value(11, 0.5), 0x0E), "label of example 12 is 0.5, which is not a whole number"),
        (idx(with_value(6, float("nan")), 0x0D), "label of example 7 is nan"),
        (idx(with_value(6, float("inf")), 0x0D), "label of example 7 is inf"),
        (idx(LABELS.reshape(12, 1)), "shape (12, 1)"),
        (idx(LABELS)[:-1], "cut short"),
        (b"", "not in the format"),
    ],
)
def test_labels_that_are_none_are_refused(labels: bytes, said: str, spec: IdxSpec) -> None:
    sentence = sentence_of(read_idx(put(spec, labels=labels)))
    assert said in sentence
    assert "train-labels-idx1-ubyte" in sentence


@pytest.mark.parametrize(
    ("images", "said"),
    [
        (idx(LABELS), "choose the file of images"),
        (idx(IMAGES)[:-1], "cut short"),
        (idx(IMAGES) + b"\0", "cut short"),
        (gz(idx(IMAGES)[:-1]), "cut short"),
        (gz(idx(IMAGES) + b"\0"), "cut short"),
        (gz(idx(IMAGES))[:-9], "cannot be unpacked"),
        (gz(idx(IMAGES))[:-8] + bytes(8), "cannot be unpacked"),
        (idx(IMAGES)[:3], "not in the format"),
        (idx(IMAGES)[:9], "cut short"),
        (idx(IMAGES[:0]), "no examples"),
        (idx(np.zeros((12, 2, 2, 2), int)), "shape (12, 2, 2, 2)"),
        (idx(np.arange(60) / np.where(np.arange(60) == 31, np.nan, 1), 0x0E, (12, 5)), "example 7 holds something"),
        (idx(np.arange(60) / np.where(np.arange(60) == 59, np.nan, 1), 0x0D, (12, 5)), "example 12 holds something"),
    ],
)
def test_images_that_are_none_are_refused(images: bytes, said: str, spec: IdxSpec) -> None:
    sentence = sentence_of(read_idx(put(spec, images)))
    assert said in sentence
    assert "train-images-idx3-ubyte" in sentence


def test_without_a_path_or_a_file_there_is_a_sentence(tmp_path: Path) -> None:
    assert "chosen" in sentence_of(read_idx(IdxSpec()))
    assert "is not there" in sentence_of(read_idx(IdxSpec(path=str(tmp_path / "images"))))
    assert "folder" in sentence_of(read_idx(IdxSpec(path=str(tmp_path))))
    assert "could not be read" in sentence_of(read_idx(IdxSpec(path="a\0b")))


@pytest.mark.parametrize("pack", [bytes, gz])
@pytest.mark.parametrize("shape", [(2**32 - 1, 28, 28), (2**20, 2**20), (12, 2**31, 2**30), (100_000, 100, 100)])
def test_a_header_that_lies_takes_no_memory(shape: tuple[int, ...], pack: type, spec: IdxSpec) -> None:
    put(spec, pack(idx(IMAGES, 0x08, shape)))
    with within_memory(SMALL):
        sentence_of(read_idx_images(spec))


def test_a_bomb_is_not_unpacked_beyond_what_its_header_announces(spec: IdxSpec) -> None:
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=1) as file:
        file.write(idx(IMAGES))
        for _ in range(64):
            file.write(bytes(1_000_000))
    put(spec, packed.getvalue())
    with within_memory(SMALL):
        assert "cut short" in sentence_of(read_idx(spec))


def test_images_larger_than_the_memory_are_refused(spec: IdxSpec, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nnlab.data.files.KEPT_FREE", 2**62)
    assert "does not fit" in sentence_of(read_idx_images(spec))


def test_a_large_file_reports_its_progress_and_can_be_given_up(spec: IdxSpec) -> None:
    put(spec, gz(idx(np.zeros((12, 1000, 500), int))))
    assert len(list(read_idx_images(spec))) > 10
    work = read_idx_images(spec)
    next(work)
    work.close()
    with pytest.raises(StopIteration):
        next(work)


def lie(rng: random.Random, content: bytes) -> bytes:
    """Put another size, type or number of dimensions into the header."""
    at, width = rng.choice([(2, 1), (3, 1), (4, 4), (8, 4), (12, 4)])
    return content[:at] + (rng.choice(SIZES) % 256**width).to_bytes(width, "big") + content[at + width :]


def test_a_spoilt_file_is_read_rightly_or_refused(spec: IdxSpec) -> None:
    good_images, good_labels = idx(IMAGES), idx(LABELS)

    def attempt(rng: random.Random) -> bool:
        how = rng.choice([spoil, spoil, lie])
        images, labels = good_images, good_labels
        if rng.random() < 0.7:
            images = how(rng, images)
        else:
            labels = how(rng, labels)
        put(spec, *(how(rng, gz(each)) if rng.random() < 0.2 else each for each in (images, labels)))
        return is_read_rightly_or_refused(read_idx(spec))

    assert 0 < survivors(attempt) < 0.75 * MUTATIONS
