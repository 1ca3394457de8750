import gzip
import io
import pickle
import struct
from pathlib import Path

import numpy as np
import pytest

from nnlab.data.sniff import sniff
from nnlab.errors import UnreadableFileError


def idx(*sizes: int) -> bytes:
    return struct.pack(f">BBBB{len(sizes)}I", 0, 0, 8, len(sizes), *sizes) + bytes(100)


def npz() -> bytes:
    file = io.BytesIO()
    np.savez(file, x=np.zeros(3))
    return file.getvalue()


FILES = {
    "csv": [
        b"a,b\n1,2\n",
        b"\xef\xbb\xbfa;b\n1,5;2\n",
        "a\tb\n1\t2\n".encode("utf-16"),
        "größe,y\n1,2\n".encode("cp1252"),
    ],
    "npz": [npz()],
    "idx": [idx(2, 5, 5), idx(100), gzip.compress(idx(2, 5, 5), mtime=0)],
    "cifar": [bytes(3073 * 2), b"\1\2" + bytes(3072), pickle.dumps({b"data": 1}, 2), pickle.dumps({b"data": 1}, 4)],
}


@pytest.mark.parametrize(("kind", "content"), [(kind, content) for kind, many in FILES.items() for content in many])
def test_the_content_tells_the_kind_whatever_the_name(tmp_path: Path, kind: str, content: bytes) -> None:
    path = tmp_path / "download.dat"
    path.write_bytes(content)
    source = sniff(path)
    assert (source.model_dump()["kind"], source.path) == (kind, str(path))


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (["cats/1.png"], "image_folder"),
        (["data_batch_1", "batches.meta"], "cifar"),
        (["train.bin"], "cifar"),
        (["test_3.png"], "image_folder"),
    ],
)
def test_a_folder_is_of_images_unless_it_is_cifar(tmp_path: Path, names: list[str], kind: str) -> None:
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert sniff(tmp_path).model_dump()["kind"] == kind


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\0\0", bytes(50), b"%PDF-1.7\0\1"])
def test_anything_else_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError, match="is of no kind that is read here"):
        sniff(path)


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="is not there"):
        sniff(tmp_path / "nothing")


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (b"", "is empty"),
        (b"  \n", "is empty"),
        (gzip.compress(b"a,b\n1,2\n", mtime=0), "unpack it first"),
        (b"\x93NUMPY\1\0", "save examples and labels together as NPZ"),
        (b"PK\3\4" + bytes(26) + b"[Content_Types].xml", "save the table in it as CSV"),
    ],
)
def test_what_people_often_have_instead_is_told_with_what_to_do(tmp_path: Path, content: bytes, advice: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError, match=advice):
        sniff(path)
