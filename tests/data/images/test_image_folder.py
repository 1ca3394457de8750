"""Folders of images: read rightly, or refused with a sentence that names the image."""

import io
import random
import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from nnlab.data.images.image_folder import read_image_folder, read_new_images
from nnlab.spec.files import ImageFolderSpec
from tests.data.images.spoiling import (
    MUTATIONS,
    SIZES,
    finished,
    is_read_rightly_or_refused,
    sentence_of,
    spoil,
    survivors,
)

PIXELS = np.random.default_rng(0).integers(0, 256, (6, 4, 3), dtype=np.uint8)
RED, WHITE, GREY = (255, 0, 0), (255, 255, 255), 128
COLOURS = {2: 3, 6: 4, 0: 1, 4: 2, 3: 1}
"""Values a pixel, by PNG's type of colour."""


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(pixels: np.ndarray, colour: int = 2, size: tuple[int, int] | None = None, extra: bytes = b"") -> bytes:
    """Write a PNG by the letter of its description, with another size in its header if so wished."""
    height, width = pixels.shape[:2]
    depth = 8 * pixels.dtype.itemsize
    header = struct.pack(">IIBBBBB", *(size or (width, height)), depth, colour, 0, 0, 0)
    rows = b"".join(b"\0" + row.astype(row.dtype.newbyteorder(">")).tobytes() for row in pixels)
    body = chunk(b"IDAT", zlib.compress(rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + body + chunk(b"IEND", b"")


def bmp(pixels: np.ndarray, size: tuple[int, int] | None = None) -> bytes:
    """Write a BMP of 24 bits, from the bottom row to the top."""
    height, width = pixels.shape[:2]
    rows = b"".join((row[:, ::-1].tobytes() + bytes(3))[: (3 * width + 3) // 4 * 4] for row in pixels[::-1])
    header = struct.pack("<IiiHHIIiiII", 40, *(size or (width, height)), 1, 24, 0, len(rows), 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54 + len(rows), 0, 0, 54) + header + rows


def jpeg(pixels: np.ndarray, **options: Any) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", quality=95, **options)
    return buffer.getvalue()


def even(colour: Any, height: int = 8, width: int = 8) -> np.ndarray:
    return np.full((height, width, np.size(colour)), colour, np.uint8)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two classes; the images are of the size that they will have."""
    root = tmp_path / "pets"
    for name in ("dog", "cat"):
        (root / name).mkdir(parents=True)
    (root / "cat" / "1.png").write_bytes(png(PIXELS))
    (root / "dog" / "1.bmp").write_bytes(bmp(255 - PIXELS))
    return root


def spec_of(folder: Path, **options: Any) -> ImageFolderSpec:
    return ImageFolderSpec(path=str(folder), **{"width": 4, "height": 6, **options})


def one(folder: Path, name: str, content: bytes, **options: Any) -> np.ndarray:
    """Read one image, as new data are."""
    path = folder / name
    path.write_bytes(content)
    x, names = finished(read_new_images(spec_of(path, **options)))
    assert names == (name,)
    return x[0]


def test_each_folder_is_a_class(folder: Path) -> None:
    dataset = finished(read_image_folder(spec_of(folder)))
    np.testing.assert_array_equal(dataset.x, [PIXELS, 255 - PIXELS])
    np.testing.assert_array_equal(dataset.targets, [0, 1])
    assert dataset.class_names == ("cat", "dog")


def test_images_lie_in_the_order_of_their_names_however_deep(folder: Path) -> None:
    (folder / "cat" / "0 deep" / "deeper").mkdir(parents=True)
    (folder / "cat" / "0 deep" / "deeper" / "z.PNG").write_bytes(png(PIXELS[::-1]))
    (folder / "cat" / "2.Jpeg").write_bytes(png(PIXELS[:, ::-1]))
    dataset = finished(read_image_folder(spec_of(folder)))
    np.testing.assert_array_equal(dataset.x, [PIXELS[::-1], PIXELS, PIXELS[:, ::-1], 255 - PIXELS])
    np.testing.assert_array_equal(dataset.targets, [0, 0, 0, 1])


def test_what_is_hidden_linked_or_no_image_is_left_out(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "secret.png").write_bytes(png(PIXELS))
    for name in (".git", "__MACOSX"):
        (folder / name).mkdir()
    (folder / "readme.png").write_bytes(b"not in a class")
    (folder / "cat" / "._1.png").write_bytes(b"what macOS adds")
    (folder / "cat" / "notes.txt").write_bytes(b"")
    (folder / "cat" / "secret.png").symlink_to(tmp_path / "elsewhere" / "secret.png")
    (folder / "cat" / "more").symlink_to(tmp_path / "elsewhere")
    (folder / "link").symlink_to(tmp_path / "elsewhere")
    (folder / "cat" / "itself").symlink_to(folder)
    dataset = finished(read_image_folder(spec_of(folder)))
    assert dataset.class_names == ("cat", "dog")
    assert len(dataset.x) == 2


def test_new_images_need_no_classes(folder: Path) -> None:
    (folder / "0.jpg").write_bytes(jpeg(PIXELS))
    x, names = finished(read_new_images(spec_of(folder)))
    assert names == ("0.jpg", "cat/1.png", "dog/1.bmp")
    np.testing.assert_array_equal(x[1:], [PIXELS, 255 - PIXELS])
    x, names = finished(read_new_images(spec_of(folder / "cat")))
    assert names == ("1.png",)


@pytest.mark.parametrize(
    ("content", "seen"),
    [
        (png(even(RED)), RED),
        (bmp(even(RED)), RED),
        (png(even(GREY), 0), (128, 128, 128)),
        (png(even((GREY, 0)), 4), WHITE),
        (png(even((255, 0, 0, 255)), 6), RED),
        (png(even((255, 0, 0, 0)), 6), WHITE),
        (png(even((0, 0, 0, 51)), 6), (204, 204, 204)),
        (png(even(1), 3, extra=chunk(b"PLTE", bytes([0, 0, 0, *RED]))), RED),
        (png(even(1), 3, extra=chunk(b"PLTE", bytes([0, 0, 0, *RED])) + chunk(b"tRNS", b"\xff\0")), WHITE),
        (png(even(RED), extra=chunk(b"tRNS", struct.pack(">HHH", *RED))), WHITE),
        (png(even(0)[..., 0].astype(np.uint16) + 128 * 257, 0), (128, 128, 128)),
        (png(even(0)[..., 0].astype(np.uint16) + 300, 0), (1, 1, 1)),
    ],
)
def test_colours_of_every_kind_of_image(content: bytes, seen: tuple[int, ...], folder: Path) -> None:
    np.testing.assert_array_equal(one(folder, "a.png", content), even(seen, 6, 4))


def test_a_jpeg_has_nearly_its_colours(folder: Path) -> None:
    for mode in ("RGB", "L", "CMYK"):
        buffer = io.BytesIO()
        Image.new("RGB", (40, 40), (200, 200, 200)).convert(mode).save(buffer, "JPEG", quality=95)
        assert np.abs(one(folder, "a.jpg", buffer.getvalue()).astype(int) - 200).max() < 4


def test_grey_has_one_channel(folder: Path) -> None:
    x = one(folder, "a.png", png(even(RED)), colours="grey")
    np.testing.assert_array_equal(x, even(76, 6, 4))  # ITU-R 601: 0.299 red


def striped(height: int, width: int, columns: bool) -> np.ndarray:
    """Return grey in the middle square and black beyond it."""
    side = min(height, width)
    start = (max(height, width) - side) // 2
    pixels = even((0, 0, 0), height, width)
    pixels[(slice(None), slice(start, start + side)) if columns else slice(start, start + side)] = GREY
    return pixels


@pytest.mark.parametrize(("height", "width"), [(32, 96), (96, 32), (40, 44), (32, 32)])
@pytest.mark.parametrize("side", [8, 64])
def test_the_middle_is_cut_out_and_scaled(height: int, width: int, side: int, folder: Path) -> None:
    x = one(folder, "a.png", png(striped(height, width, width > height)), width=side, height=side)
    assert x.shape == (side, side, 3)
    assert (x[side // 4 : -side // 4, side // 4 : -side // 4] == GREY).all()
    assert x.min() > 100


def test_an_extreme_shape_is_read(folder: Path) -> None:
    assert (one(folder, "a.png", png(even(RED, 1, 5000)), width=3, height=900) == even(RED, 900, 3)).all()


@pytest.mark.parametrize("format_name", ["JPEG", "PNG"])
def test_a_camera_held_sideways_is_honoured(format_name: str, folder: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned clockwise by a quarter
    upright = np.zeros((40, 40, 3), np.uint8)
    upright[:20] = 255
    buffer = io.BytesIO()
    Image.fromarray(np.rot90(upright)).save(buffer, format_name, exif=exif)
    x = one(folder, "a.png", buffer.getvalue(), width=8, height=8).astype(int)
    assert x[:3].min() > 200
    assert x[-3:].max() < 50


def test_a_large_photograph_is_decoded_at_a_fraction_of_its_size(folder: Path) -> None:
    Image.new("L", (11_000, 3900), GREY).save(folder / "cat" / "2.jpg", "JPEG")
    assert (finished(read_image_folder(spec_of(folder))).x[1] == GREY).all()
    assert "2.jpg has more pixels" in sentence_of(read_image_folder(spec_of(folder, width=1024, height=1024)))


def test_run_lengths_are_unpacked_of_small_images_only(folder: Path) -> None:
    """Pillow does so pixel by pixel."""
    header = struct.pack("<IiiHHIIiiII", 40, 4, 6, 1, 8, 1, 24, 0, 0, 2, 0) + bytes([0, 0, 0, 0, 0, 0, 255, 0])
    runs = b"\x04\x01\0\0" * 6
    content = b"BM" + struct.pack("<IHHI", 62 + len(runs), 0, 0, 62) + header + runs
    assert (one(folder, "a.bmp", content) == RED).all()
    large = content.replace(struct.pack("<ii", 4, 6), struct.pack("<ii", 3000, 2000))
    (folder / "cat" / "2.bmp").write_bytes(large)
    assert "2.bmp has more pixels" in sentence_of(read_image_folder(spec_of(folder)))


@pytest.mark.parametrize(
    "content",
    [
        png(PIXELS, size=(2**31 - 1, 2**31 - 1)),
        png(PIXELS, size=(15_000, 15_000)),
        png(PIXELS, size=(10_000, 9_000)),
        png(PIXELS, size=(7_000, 6_000)),
        png(PIXELS, size=(1, 66_000)),
        png(even((0, 0, 0, 0)), 6, size=(5_000, 5_000)),
        bmp(PIXELS, size=(10_000, 10_000)),
        bmp(PIXELS, size=(2**31 - 1, -(2**31) + 1)),
    ],
)
def test_an_image_of_too_many_pixels_is_refused(content: bytes, folder: Path) -> None:
    path = folder / "cat" / "2.png"
    path.write_bytes(content)
    assert "2.png has more pixels" in sentence_of(read_image_folder(spec_of(folder)))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not an image",
        png(PIXELS)[:-40],
        png(PIXELS)[:40],
        png(PIXELS, size=(400, 600)),
        bmp(PIXELS)[:-5],
        bmp(PIXELS, size=(400, 600)),
        jpeg(np.tile(PIXELS, (20, 20, 1)))[:-900],
        b"GIF89a" + bytes(100),
    ],
)
def test_an_image_that_is_none_is_refused_by_its_name(content: bytes, folder: Path) -> None:
    (folder / "cat" / "2.jpg").write_bytes(content)
    assert "2.jpg is not a whole image" in sentence_of(read_image_folder(spec_of(folder)))


def test_other_formats_are_refused_whatever_their_name(folder: Path) -> None:
    Image.fromarray(PIXELS).save(folder / "cat" / "2.png", "TIFF")
    assert "2.png is not a whole image" in sentence_of(read_image_folder(spec_of(folder)))


def test_folders_that_are_none_of_classes_are_refused(folder: Path, tmp_path: Path) -> None:
    assert "chosen" in sentence_of(read_image_folder(ImageFolderSpec()))
    assert "is not there" in sentence_of(read_image_folder(spec_of(tmp_path / "nowhere")))
    assert "not a folder" in sentence_of(read_image_folder(spec_of(folder / "cat" / "1.png")))
    assert "two or more; it holds 0" in sentence_of(read_image_folder(spec_of(folder / "cat")))
    assert "two or more; it holds 1" in sentence_of(read_image_folder(spec_of(tmp_path)))
    (folder / "empty").mkdir()
    assert "empty holds no images" in sentence_of(read_image_folder(spec_of(folder)))
    assert "empty holds no images" in sentence_of(read_new_images(spec_of(folder / "empty")))


def test_more_images_than_the_memory_holds_are_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nnlab.data.files.KEPT_FREE", 2**62)
    assert "does not fit" in sentence_of(read_image_folder(spec_of(folder)))


def test_every_image_is_progress(folder: Path) -> None:
    for number in range(20):
        (folder / "dog" / f"{number}.png").write_bytes(png(PIXELS))
    shares = list(read_image_folder(spec_of(folder)))
    assert len(set(shares)) > 20
    assert shares[-1] == 1


def lie(rng: random.Random, content: bytes) -> bytes:
    """Put another size where PNG or BMP has it."""
    at, order = (rng.choice([16, 20]), "big") if content.startswith(b"\x89PNG") else (rng.choice([18, 22]), "little")
    spoilt = content[:at] + (rng.choice(SIZES) % 2**32).to_bytes(4, order) + content[at + 4 :]  # type: ignore[arg-type]
    if spoilt.startswith(b"\x89PNG"):
        return spoilt[:29] + struct.pack(">I", zlib.crc32(spoilt[12:29])) + spoilt[33:]
    return spoilt


def test_a_spoilt_image_is_read_rightly_or_refused(folder: Path) -> None:
    large = np.tile(PIXELS, (5, 5, 1))
    exif = Image.Exif()
    exif[0x0112] = 8
    good = [
        png(PIXELS), png(even((1, 2, 3, 4)), 6), png(even(1), 3, extra=chunk(b"PLTE", bytes(range(30)))), bmp(large),
        jpeg(large), jpeg(large, progressive=True, exif=exif),
    ]  # fmt: skip

    def attempt(rng: random.Random) -> bool:
        content = rng.choice(good)
        (folder / "cat" / "2.png").write_bytes(rng.choice([spoil, spoil, lie])(rng, content))
        return is_read_rightly_or_refused(read_image_folder(spec_of(folder)))

    assert 0 < survivors(attempt) < 0.8 * MUTATIONS
