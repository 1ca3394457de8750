"""Good files, spoilt at random: each opens or is refused with a sentence."""

import io
import json
import os
import random
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.store.files import header, members_of, refusal, rewrite

MUTATIONS = int(os.environ.get("NNLAB_FUZZ", "300"))
SEED = int(os.environ.get("NNLAB_FUZZ_SEED", "0"))
NASTY: list[Any] = [
    None, True, -1, 0, 1, 2, 2**31, 2**53 + 1, 2**64, -(2**63), 10**40, 0.5, -0.0, 1e308, float("nan"), float("inf"),
    "", "x", "0", "../..", "\0", "\x1b[2J", "\ud800", "x" * 3000, [], [[]], {}, {"kind": "dense"}, {"": None},
    [1] * 300,
]  # fmt: skip
SHAPES = ["()", "(0,)", "(1,)", "(-1,)", "(2, 3)", f"({2**40},)", f"({2**63},)", "(1.5,)", "None", "(" * 500]
TYPES = ["<f4", "<f8", ">f8", "<i8", "<u4", "|O", "<f2", "|S0", "<U5", "|V8", "f", "<f99", "('<f4',)", ""]


def flip_bytes(rng: random.Random, content: bytes) -> bytes:
    spoilt = bytearray(content)
    for _ in range(rng.choice([1, 1, 3, 30])):
        spoilt[rng.randrange(len(spoilt))] = rng.randrange(256)
    return bytes(spoilt)


def cut(rng: random.Random, content: bytes) -> bytes:
    start, end = sorted(rng.randrange(len(content) + 1) for _ in range(2))
    return rng.choice([content[:start], content[start:], content[:start] + content[end:]])


def insert(rng: random.Random, content: bytes) -> bytes:
    at = rng.randrange(len(content) + 1)
    return content[:at] + rng.choice([b"\0", rng.randbytes(50), content[at : at + 500]]) + content[at:]


def set_number(rng: random.Random, content: bytes) -> bytes:
    """Put a telling number where a field of the zip may be."""
    size = rng.choice([2, 4, 8])
    places = [at + 4 for at in range(len(content)) if content.startswith((b"PK\x01\x02", b"PK\x03\x04", b"PK\x05"), at)]
    at = rng.choice(places) + rng.randrange(46)
    value = rng.choice([0, 1, 2 ** (8 * size) - 1, 2 ** (8 * size - 1), rng.randrange(2 ** (8 * size))])
    return content[:at] + value.to_bytes(size, "little") + content[at + size :]


def rearrange(rng: random.Random, content: bytes) -> bytes:
    """Drop, double, rename, swap or compress members, with the manifest as it was."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = [(name, archive.read(name)) for name in archive.namelist()]
    at, other = rng.randrange(len(entries)), rng.randrange(len(entries))
    name, part = entries[at]
    rng.choice(
        [
            lambda: entries.pop(at),
            lambda: entries.insert(other, entries[at]),
            lambda: entries.__setitem__(at, (rng.choice(["a", "/", "../x", name.upper(), "x" * 70, "\u202e"]), part)),
            lambda: entries.__setitem__(at, (name, entries[other][1])),
            lambda: rng.shuffle(entries),
        ]
    )()
    buffer = io.BytesIO()
    method = rng.choice([zipfile.ZIP_STORED] * 3 + [zipfile.ZIP_DEFLATED])
    with zipfile.ZipFile(buffer, "w", method) as archive, warnings.catch_warnings(action="ignore"):
        for name, part in entries:
            archive.writestr(name, part)
    return buffer.getvalue()


def spoil_member(rng: random.Random, part: bytes) -> bytes:
    return rng.choice([flip_bytes, cut, insert])(rng, part) if part else b"\0"


def spoil_json(rng: random.Random, part: bytes) -> bytes:
    """Replace, drop or add a value somewhere in the document."""
    document = json.loads(part)
    nodes = [document]
    for node in nodes:
        children = node.values() if isinstance(node, dict) else node
        nodes.extend(child for child in children if isinstance(child, (dict, list)) and child)
    node = rng.choice(nodes)
    key = rng.choice(list(node) if isinstance(node, dict) else range(len(node)))
    action = rng.randrange(4)
    if action == 0:
        del node[key]
    elif action == 1 and isinstance(node, dict):
        node[rng.choice(["x", "kind", "", "\0"])] = node[key]
    else:
        node[key] = rng.choice(NASTY)
    return json.dumps(document).encode()


def spoil_npy(rng: random.Random, part: bytes) -> bytes:
    """Give an array another header, or telling values."""
    start = 10 + int.from_bytes(part[8:10], "little")
    if rng.random() < 0.5:
        text = f"{{'descr': '{rng.choice(TYPES)}', 'fortran_order': {rng.choice(['False', 'True', '1'])}, "
        return header(f"{text}'shape': {rng.choice(SHAPES)}, }}", rng.choice([b"\1\0", b"\2\0"])) + part[start:]
    at = start + 4 * rng.randrange(max(1, (len(part) - start) // 4))
    value = rng.choice(
        [bytes(8), b"\xff" * 8, b"\0\0\0\0\0\0\xf0\x7f", b"\0\0\x80\xff", b"\0\0\0\x80", rng.randbytes(8)]
    )
    return (part[:at] + value + part[at + 8 :])[: len(part)]


def forge_member(rng: random.Random, path: Path) -> None:
    """Spoil one member or two and make the checksums right again."""
    members = members_of(path)
    for name in rng.sample(list(members), rng.choice([1, 1, 2])):
        special = spoil_json if name.endswith(".json") else spoil_npy
        members[name] = rng.choice([special, special, spoil_member])(rng, members[name])
    rewrite(path, members)


OF_BYTES: list[Callable[[random.Random, bytes], bytes]] = [flip_bytes, cut, insert, set_number, rearrange]


@pytest.mark.parametrize("tenth", range(10))
def test_a_spoilt_file_opens_or_is_refused_with_a_sentence(tenth: int, path: Path, content: bytes) -> None:
    opened = 0
    for number in range(tenth * MUTATIONS // 10, (tenth + 1) * MUTATIONS // 10):
        rng = random.Random(f"{SEED}-{number}")
        path.write_bytes(content)
        if rng.random() < 0.5:
            forge_member(rng, path)
        else:
            path.write_bytes(rng.choice(OF_BYTES)(rng, content))
        try:
            opened += refusal(path) is None
        except BaseException as error:
            error.add_note(f"mutation {number} of seed {SEED}")
            raise
    assert opened < MUTATIONS // 10
    assert list(path.parent.iterdir()) == [path]
