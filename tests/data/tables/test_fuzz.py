"""Good tables, spoilt at random: each is read rightly or refused with a sentence, in little memory."""

import csv
import io
import os
import random
import time
import tracemalloc
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from nnlab.data.dataset import Dataset
from nnlab.data.tables.new_rows import read_rows
from nnlab.data.tables.preview import preview
from nnlab.data.tables.reader import read_csv
from nnlab.errors import UnreadableFileError
from nnlab.spec.files import CsvSpec
from tests.data.images.spoiling import LONGEST_S
from tests.data.tables.tables import drained, spec_of, write

MUTATIONS = int(os.environ.get("NNLAB_FUZZ", "240"))
BYTES = 200_000_000
NASTY = [
    b"\0", b'"', b'""', b"\n", b"\r", b"\r\n", b",", b";", b"\t", b" ", b"1e999", b"-inf", b"nan", b"NA", b"1_000",
    b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", "é".encode(), "１".encode(), b"=1+1", b"[1,2]", b"null", b"true",
    b'"x', b"1e308", b"7e307", b"x" * 140_000, b"9" * 5000, b"," * 5000, b"\n" * 5000, b'"' * 5000,
]  # fmt: skip


def numbers(rng: random.Random) -> bytes:
    rows = [",".join(f"{rng.gauss(0, 5):.4g}" for _ in range(6)) for _ in range(40)]
    return "\n".join(["a,b,c,d,e,target", *rows]).encode()


def classes(rng: random.Random) -> bytes:
    rows = [f"{rng.random()};{rng.choice(['rot', 'grün'])};{rng.randrange(9)};{rng.choice('xyz')}" for _ in range(40)]
    return "\r\n".join(["größe;farbe;zahl;klasse", *rows, ""]).replace(".", ",").encode("cp1252")


def quoted(rng: random.Random) -> bytes:
    rows = [f'"{rng.random()}","say ""{rng.choice("ab")}""\nor",{i % 2}' for i in range(40)]
    return "\n".join(['"x","what, then","label"', *rows]).encode("utf-16")


def gaps(rng: random.Random) -> bytes:
    rows = [f"{rng.choice(['', '?', '1.5', '2'])}\t{rng.random()}\t{rng.randrange(3)}" for _ in range(40)]
    return "\n".join(rows).encode("utf-8-sig")


def truncated(rng: random.Random, content: bytes) -> bytes:
    return content[: rng.randrange(1, len(content) + 1)]


def with_flipped_bits(rng: random.Random, content: bytes) -> bytes:
    spoilt = bytearray(content)
    for _ in range(rng.choice([1, 1, 3, 30])):
        spoilt[rng.randrange(len(spoilt))] ^= 1 << rng.randrange(8)
    return bytes(spoilt)


def with_something_inside(rng: random.Random, content: bytes) -> bytes:
    at = rng.randrange(len(content) + 1)
    return content[:at] + rng.choice([*NASTY, rng.randbytes(20)]) + content[at:]


def with_other_separators(rng: random.Random, content: bytes) -> bytes:
    old, new = rng.choice(b",;\t\n. "), rng.choice([*b",;\t|\n. 0", 0])
    return content.replace(bytes([old]), bytes([new]), rng.choice([1, -1]))


def with_another_line(rng: random.Random, content: bytes) -> bytes:
    lines = content.split(b"\n")
    at = rng.randrange(len(lines))
    cells = lines[at].split(b",")
    change = rng.randrange(5)
    if change == 0:
        cells.pop()
    elif change == 1:
        cells.insert(rng.randrange(len(cells) + 1), rng.choice(NASTY))
    elif change == 2:
        cells[rng.randrange(len(cells))] = rng.choice(NASTY)
    elif change == 3:
        lines.insert(at, lines[rng.randrange(len(lines))])
    lines[at] = b",".join(cells) if change < 3 else b"".join(rng.choices(lines, k=2))
    return b"\n".join(lines)


def in_another_encoding(rng: random.Random, content: bytes) -> bytes:
    text = content.decode("latin-1")
    return text.encode(rng.choice(["utf-16", "utf-16-le", "utf-32", "utf-8", "utf-7", "cp500"]))


SOURCES: list[Callable[[random.Random], bytes]] = [numbers, classes, quoted, gaps]
SPOILERS: list[Callable[[random.Random, bytes], bytes]] = [
    truncated, with_flipped_bits, with_something_inside, with_other_separators, with_another_line, in_another_encoding,
]  # fmt: skip


def options(rng: random.Random, path: Path) -> CsvSpec:
    missing = rng.choice(["refuse", "drop", "fill"])
    if rng.random() < 0.8:
        return spec_of(path, missing=missing)
    task = rng.choice([None, None, "classes", "numbers"])
    separator = rng.choice([None, None, None, ",", ";", " "])
    encoding = rng.choice([None, None, None, "utf-8", "utf-16", "cp1252", "latin-1"])
    header = rng.choice([None, None, True, False])
    return spec_of(path, missing=missing, task=task, separator=separator, encoding=encoding, header=header)


def check(spec: CsvSpec) -> bool:
    """Return whether the file was read; fail where that was not done rightly."""
    try:
        seen = preview(spec)
        dataset = drained(read_csv(spec))
    except UnreadableFileError:
        return False
    n, n_features = dataset.x.shape
    assert n > 0
    assert n_features == len(dataset.feature_names) == len(set(dataset.feature_names))
    assert len(dataset.targets) == n
    assert np.isfinite(dataset.x).all()
    assert np.isfinite(dataset.targets).all()
    if dataset.has_classes:
        assert set(dataset.targets.tolist()) == set(range(len(dataset.class_names)))
    if spec.missing == "refuse":  # no row was dropped
        check_values(seen.spec, dataset)
        again = drained(read_rows(seen.spec, dataset.feature_names, dataset.class_names, dataset.target_names))
        np.testing.assert_array_equal(again.x, dataset.x)
        np.testing.assert_array_equal(again.targets, dataset.targets)
    return True


def check_values(spec: CsvSpec, dataset: Dataset) -> None:
    """Compare the columns of numbers with what the csv module and float make of them."""
    encoding = "utf-8-sig" if spec.encoding == "utf-8" else spec.encoding
    text = Path(spec.path).read_bytes().decode(encoding)
    lines = io.StringIO(text, newline=None)
    rows = [row for row in csv.reader(lines, delimiter=spec.separator, skipinitialspace=True) if any(row)]
    names = [" ".join(name.split()) for name in rows[0]] if spec.header else [str(at + 1) for at in range(len(rows[0]))]
    for name, column in zip(dataset.feature_names, dataset.x.T, strict=True):
        if names.count(name) == 1 and spec.separator != " ":
            cells = [row[names.index(name)].replace(spec.decimal, ".") for row in rows[spec.header :]]
            assert column.tolist() == [float(cell) for cell in cells]


@pytest.mark.parametrize("source", SOURCES)
def test_the_tables_are_good_before_they_are_spoilt(path, source):
    assert check(spec_of(write(path, source(random.Random(0))), missing="drop"))


@pytest.mark.parametrize("eighth", range(8))
def test_a_spoilt_table_is_read_rightly_or_refused_with_a_sentence(path, eighth):
    read = 0
    for seed in range(eighth * MUTATIONS // 8, (eighth + 1) * MUTATIONS // 8):
        rng = random.Random(seed)
        content = rng.choice(SOURCES)(rng)
        for _ in range(rng.choice([1, 1, 2])):
            content = rng.choice(SPOILERS)(rng, content)
        write(path, content)
        started = time.process_time()
        try:
            read += check(options(rng, path))
        except BaseException as error:
            error.add_note(f"seed {seed}")
            raise
        assert time.process_time() - started < LONGEST_S
    assert 0 < read < MUTATIONS // 8


HOSTILE = {
    "one line of commas": b"," * 2_000_000,
    "nothing but lines": b"\n" * 300_000,
    "a quote that never ends": b"a,b\n1,2\n" + b'"' + b"x,y\n" * 500_000,
    "one row of many lines": b'"\n",' * 300_000,
    "quotes alone": b'"' * 1_000_000,
    "one endless number": b"a,b\n1," + b"1" * 3_000_000,
    "brackets": b"[" * 1_000_000 + b"\n1,2\n",
    "spaces": (b" " * 1000 + b"1 2\n") * 1000,
    "zero bytes": bytes(1_000_000),
    "a little too wide": b"1," * 100_000 + b"1\n" + b"2," * 100_000 + b"2\n",
    "as wide as can be": b"1," * 99_999 + b"1\n" + b"2," * 99_999 + b"2\n",
    "equal names alone": b"x," * 30_000 + b"x\n" + b"2," * 30_000 + b"2\n",
    "texts alone": b"a," * 30_000 + b"a\n" + b"b," * 30_000 + b"b\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_read_or_refused_with_its_name(path, name):
    spec, said = spec_of(write(path, HOSTILE[name])), str(path)
    started = time.process_time()
    try:
        x = drained(read_csv(spec)).x
    except UnreadableFileError as error:
        x, said = np.empty(0), str(error)
    assert np.isfinite(x).all()
    assert str(path) in said
    assert time.process_time() - started < LONGEST_S


@pytest.mark.parametrize("name", ["one line of commas", "one row of many lines", "one endless number", "brackets"])
def test_a_hostile_file_takes_little_memory(path, name):
    spec = spec_of(write(path, HOSTILE[name]))
    tracemalloc.start()
    with suppress(UnreadableFileError):
        drained(read_csv(spec))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < BYTES


def test_memory_is_that_of_the_data_and_of_a_block(path):
    rng = random.Random(0)
    lines = [",".join(str(rng.randrange(1000)) for _ in range(50)) for _ in range(200)]
    write(path, "\n".join(lines * 50))
    tracemalloc.start()
    dataset = drained(read_csv(spec_of(path, header=False, task="numbers", label="50")))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert dataset.x.shape == (10_000, 49)
    assert peak < 2.2 * dataset.x.nbytes + 12_000_000  # the sample's cells are a quarter of a megabyte of text
