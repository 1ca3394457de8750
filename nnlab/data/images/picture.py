"""One picture from a file: upright, cropped and scaled, without transparency."""

from __future__ import annotations

import struct
import warnings
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from nnlab.data.files import open_regular, refusal
from nnlab.spec.files import ImageFolderSpec
from nnlab.text import QT_TRANSLATE_NOOP

BROKEN = QT_TRANSLATE_NOOP("nnlab", "{path} is not a whole image of PNG, JPEG or BMP.")
TOO_LARGE = QT_TRANSLATE_NOOP("nnlab", "{path} has more pixels than are read from one image; make it smaller first.")

FORMATS = ("PNG", "JPEG", "BMP")
MODES = {"rgb": "RGB", "grey": "L"}
OPAQUE = {"1", "L", "RGB"}
MOST_BYTES = 180_000_000
"""What one image may take while it is scaled: 36 million pixels, or 20 million with transparency."""
DAMAGE = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error, MemoryError)
"""What Pillow raises for images that are damaged, or lie about their size."""


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
        try:
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
    whole = image.width * image.height
    image.draft(None, (2 * max(spec.width, spec.height),) * 2)
    is_decoded_whole = "progressive" in image.info
    pixels = whole if is_decoded_whole else image.width * image.height
    is_opaque = image.mode in OPAQUE and not image.has_transparency_data
    if pixels * (5 if is_opaque else 9) > MOST_BYTES:  # as decoded, 4 bytes; converted; with alpha multiplied in
        raise refusal(TOO_LARGE, path=path)


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
