"""Reading by blocks, so that it can be watched and cancelled, and trusts no size that a file declares."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from nnlab.data.files import cannot_read, check_folder, check_regular, refusal
from nnlab.errors import UnreadableFileError
from nnlab.text import QT_TRANSLATE_NOOP

READ_BYTES = 1 << 20


class Stream(Protocol):
    """What bytes are read from: a file, or what unpacks one."""

    def read(self, size: int, /) -> bytes:
        """Return at most ``size`` bytes; none at the end."""


CUT_SHORT = QT_TRANSLATE_NOOP("nnlab", "{path} is cut short or damaged: it does not hold as much as it announces.")
GARBLED = QT_TRANSLATE_NOOP("nnlab", "{path} is cut short or damaged: it cannot be unpacked.")
NO_MEMORY = QT_TRANSLATE_NOOP("nnlab", "{path} does not fit into the memory that is free.")


@contextmanager
def refusals_of(path: Path) -> Iterator[None]:
    """Turn what goes wrong while ``path`` is read into a sentence about it.

    Raises
    ------
    UnreadableFileError
    """
    try:
        yield
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise refusal(GARBLED, path=path) from error
    except MemoryError as error:
        raise refusal(NO_MEMORY, path=path) from error
    except OSError as error:
        raise cannot_read(path, error) from error


def is_folder(path: Path) -> bool:
    """Return whether ``path`` is a folder, and not an ordinary file.

    Raises
    ------
    UnreadableFileError
        When it is neither.
    """
    try:
        check_folder(path)
    except UnreadableFileError:
        check_regular(path)
        return False
    return True


def gathering(path: Path, stream: Stream, size: int) -> Generator[float, None, io.BytesIO]:
    """Read ``size`` bytes, and make sure that nothing follows them.

    Memory grows with what is there: a size that was made up takes none.

    Raises
    ------
    UnreadableFileError
        When there are more or fewer.
    """
    content = io.BytesIO()
    while block := stream.read(min(READ_BYTES, size + 1 - content.tell())):
        content.write(block)
        yield min(1.0, content.tell() / max(size, 1))
    if content.tell() != size:
        raise refusal(CUT_SHORT, path=path)
    content.seek(0)
    return content
