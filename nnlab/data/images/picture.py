"""One picture from a file: upright, cropped and scaled, without transparency."""

from __future__ import annotations

import struct
import warnings
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps
from PIL.JpegImagePlugin import JpegImageFile

from nnlab.data.files import open_regular, refusal
from nnlab.spec.files import ImageFolderSpec
from nnlab.text import QT_TRANSLATE_NOOP

BROKEN = QT_TRANSLATE_NOOP("nnlab", "{path} is not a whole image of PNG, JPEG or BMP.")
TOO_LARGE = QT_TRANSLATE_NOOP("nnlab", "{path} has more pixels than are read from one image; make it smaller first.")

FORMATS = ("PNG", "JPEG", "BMP")
MODES = {"rgb": "RGB", "grey": "L"}
MOST_BYTES = 190_000_000
"""What one image may take while it is read: 38 million pixels, 21 million with transparency, more of most JPEGs."""
OPAQUE = {"1", "L", "RGB"}
OPAQUE_BYTES = 5
"""Of a pixel as Pillow holds it, and in grey."""
OTHER_BYTES = 9
"""Of a pixel as read, with a colour or transparency of its own, and multiplied by it."""
LONGEST_SIDE = 65_535
"""What a JPEG can have; of a column of pixels, Pillow's pointers to rows take more than the pixels."""
RUN_LENGTHS = {1, 2}
RUN_LENGTH_BYTES = 50
"""No memory but time: Pillow unpacks BMP's run lengths in Python."""
DAMAGE = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, MemoryError, OSError, RuntimeError,
    SyntaxError, TypeError, ValueError, struct.error, zlib.error,
)  # fmt: skip
"""What Pillow lets through for images that are damaged; it states no such list."""


def read_picture(path: Path, spec: ImageFolderSpec) -> NDArray[np.uint8]:
    """Read the image of ``path``: turned as its camera says, the middle in the shape asked for, on white.

    Returns
    -------
    (height, width, channels)

    Raises
    ------
    UnreadableFileError
    """
    with open_regular(path) as file:
        try:  # Pillow warns of odd metadata and of size, which is checked here
            with warnings.catch_warnings(action="ignore"), Image.open(file, formats=FORMATS) as image:
                _check_size(path, image, spec)
                pixels = np.array(_fitted(image, spec))
        except Image.DecompressionBombError as error:
            raise refusal(TOO_LARGE, path=path) from error
        except DAMAGE as error:
            raise refusal(BROKEN, path=path) from error
    return pixels.reshape(spec.height, spec.width, -1)


def _check_size(path: Path, image: Image.Image, spec: ImageFolderSpec) -> None:
    """Refuse an image that would take too much memory; a JPEG is from here on decoded at a fraction of its size."""
    coefficients = _coefficient_bytes(image)
    image.draft(None, (2 * max(spec.width, spec.height),) * 2)
    needed = coefficients + _pixel_bytes(image) * image.width * image.height
    if needed > MOST_BYTES or max(image.size) > LONGEST_SIDE:
        raise refusal(TOO_LARGE, path=path)


def _coefficient_bytes(image: Image.Image) -> float:
    """Return what libjpeg holds of a JPEG in several scans, as any may turn out to be: 2 bytes a coefficient."""
    if not isinstance(image, JpegImageFile):
        return 0
    across, down = (max(layer[axis] for layer in image.layer) for axis in (1, 2))
    samples = sum(layer[1] * layer[2] for layer in image.layer) / (across * down)
    return 2 * samples * image.width * image.height


def _pixel_bytes(image: Image.Image) -> int:
    if image.format == "BMP" and image.info.get("compression") in RUN_LENGTHS:
        return RUN_LENGTH_BYTES
    is_opaque = image.mode in OPAQUE and not image.has_transparency_data
    return OPAQUE_BYTES if is_opaque else OTHER_BYTES


def _fitted(image: Image.Image, spec: ImageFolderSpec) -> Image.Image:
    ImageOps.exif_transpose(image, in_place=True)
    size, mode = (spec.width, spec.height), MODES[spec.colours]
    if image.mode.startswith("I"):  # 16 bits, which Pillow would cut off at 255
        return ImageOps.fit(image.point(lambda value: value / 257).convert("L"), size).convert(mode)
    if image.has_transparency_data:
        fitted = ImageOps.fit(_in_mode(image, "RGBA"), size)
        return Image.alpha_composite(Image.new("RGBA", size, "white"), fitted).convert(mode)
    return ImageOps.fit(_in_mode(image, mode), size)


def _in_mode(image: Image.Image, mode: str) -> Image.Image:
    return image if image.mode == mode else image.convert(mode)
