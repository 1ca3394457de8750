"""Containers that lie: members dropped, doubled, renamed, packed, laid over each other, or larger than they say."""

import hashlib
import json
import random
from collections.abc import Callable
from dataclasses import replace

from tests.fuzzing.raw_zip import (
    DEFLATED,
    IN_ZIP64,
    Entry,
    deflated,
    entries_of,
    packed_zeros,
    zip64_end,
    zip64_extra,
    zipped,
)

NAMES = [
    b"a", b"/", b"", b".", b"..", b"../x", b"../../../../tmp/x", b"/etc/passwd", b"C:\\x", b"C:/x", b"a\\..\\b",
    b"\\\\host\\share\\x", b"x\0.npy", b"\0", b"x" * 70, b"x" * 60_000, "\u202e".encode(), b"\xff\xfe", b"a\nb",
    b"\x1b[2J", b"CON", b"mimetype/", b"MANIFEST.JSON", b"spec.json/", b"./spec.json", b"{path}",
]  # fmt: skip
BOMB_BYTES = 300_000_000
SYMLINK, DEVICE, FOLDER = 0o120777 << 16, 0o020666 << 16, 0o040755 << 16 | 0x10
MANIFEST = b"manifest.json"
FIRST = 2
"""Members that describe the others: mimetype and manifest."""


def drop(rng: random.Random, content: bytes) -> bytes:
    entries = entries_of(content)
    for _ in range(rng.choice([1, 1, 2, 10])):
        entries.pop(rng.randrange(len(entries)))
        if not entries:
            break
    return _written(rng, entries)


def double(rng: random.Random, content: bytes) -> bytes:
    entries = entries_of(content)
    at = rng.randrange(len(entries))
    other = rng.choice([entries[at], replace(entries[at], content=b"{}"), replace(entries[at], content=b"")])
    entries.insert(rng.randrange(len(entries) + 1), other)
    return _written(rng, entries)


def rename(rng: random.Random, content: bytes) -> bytes:
    """Give a member another name, or add one of such a name; the list of parts knows it, or does not."""
    entries = entries_of(content)
    at, name = rng.randrange(len(entries)), rng.choice(NAMES)
    if rng.random() < 0.6:
        entries[at] = replace(entries[at], name=rng.choice([name, entries[at].name.upper()]))
    else:
        entries.append(Entry(name, b"planted", flags=rng.choice([0, 0x800])))
    return _written(rng, entries)


def rearrange(rng: random.Random, content: bytes) -> bytes:
    """Shuffle members, or let two exchange what they hold."""
    entries = entries_of(content)
    if rng.random() < 0.3:
        rng.shuffle(entries)
        return _written(rng, entries)
    one, other = rng.sample(range(len(entries)), 2)
    swapped = entries[:]
    swapped[one] = replace(entries[one], content=entries[other].content)
    swapped[other] = replace(entries[other], content=entries[one].content)
    return _written(rng, swapped)


def compress(rng: random.Random, content: bytes) -> bytes:
    """Compress members, really or by name alone."""
    entries = entries_of(content)
    some = rng.choice([range(len(entries)), [rng.randrange(len(entries))], range(FIRST, len(entries))])
    method = rng.choice([DEFLATED, DEFLATED, 12, 14, 93, 99])
    for at in some:
        part = entries[at].content
        packed = deflated(part) if method == DEFLATED else part
        entries[at] = replace(entries[at], content=packed, method=method, size=len(part))
    return zipped(entries)


def nest(rng: random.Random, content: bytes) -> bytes:
    """Put the file, or a zip of it, into a zip."""
    inner = content
    for _ in range(rng.choice([1, 2, 30])):
        inner = zipped([Entry(rng.choice([b"run.nnlab", b"mimetype", b"spec.json"]), inner)])
    if rng.random() < 0.4:
        return inner
    entries = entries_of(content)
    at = rng.randrange(len(entries))
    entries[at] = replace(entries[at], content=inner)
    return _written(rng, entries)


def bomb(rng: random.Random, content: bytes) -> bytes:
    """Hide hundreds of megabytes of zeros in some kilobytes, and say so or not."""
    entries = entries_of(content)
    packed = packed_zeros(BOMB_BYTES)
    at = rng.randrange(len(entries))
    said = rng.choice([None, len(packed), BOMB_BYTES, len(entries[at].content)])
    method = rng.choice([DEFLATED, DEFLATED, 0])
    entries[at] = replace(entries[at], content=packed, method=method, size=said, checksum=rng.choice([None, 0]))
    return zipped(entries)


def overlap(rng: random.Random, content: bytes) -> bytes:
    """Let many names stand for the same bytes, or one begin in the middle of another."""
    entries = entries_of(content)
    largest = max(entries, key=lambda entry: len(entry.content))
    if rng.random() < 0.5:
        aliases = [replace(largest, name=b"alias%d" % n, at=0) for n in range(rng.choice([2, 50, 900, 2000]))]
        return zipped([largest, *entries, *aliases])
    at = rng.randrange(len(entries))
    where = rng.choice([0, 1, 30, 100, len(content) // 2, len(content) - 4, len(content) + 100, 2**31])
    entries[at] = replace(entries[at], at=where)
    return zipped(entries)


def link(rng: random.Random, content: bytes) -> bytes:
    """Make members symbolic links, devices or folders, as a zip tool would."""
    entries = entries_of(content)
    for at in rng.sample(range(len(entries)), rng.choice([1, 3, len(entries)])):
        entries[at] = replace(entries[at], attributes=rng.choice([SYMLINK, DEVICE, FOLDER]))
    if rng.random() < 0.7:
        target = rng.choice([b"/etc/passwd", b"../../x", b"spec.json", b"/dev/zero"])
        link = Entry(rng.choice([b"link", b"spec.json", b"parameters.npy"]), target, attributes=SYMLINK)
        entries = [*(entry for entry in entries if entry.name != link.name), link]
    return _written(rng, entries)


def lie_about_sizes(rng: random.Random, content: bytes) -> bytes:
    """Say that a member is larger or smaller than it is, in both of its headers."""
    entries = entries_of(content)
    for at in rng.sample(range(len(entries)), rng.choice([1, 1, 3])):
        length = len(entries[at].content)
        sizes = [0, length - 1, length + 1, 2 * length, len(content), 2_000_000, 2**31 - 1, 2**31, 2**32 - 2]
        size = max(0, rng.choice(sizes))
        entries[at] = replace(
            entries[at], size=size, stored=rng.choice([None, size, size, rng.choice(sizes) & IN_ZIP64])
        )
    return zipped(entries)


def lie_in_zip64(rng: random.Random, content: bytes) -> bytes:
    """Say it in 64 bits, of a member or of the directory."""
    entries = entries_of(content)
    large = [0, 1, len(content), 2**32, 2**40, 2**63 - 1, 2**63, 2**64 - 1]
    if rng.random() < 0.6:
        at = rng.randrange(len(entries))
        extra = zip64_extra(*(rng.choice([len(entries[at].content), *large]) for _ in range(rng.randrange(4))))
        said = {"size": IN_ZIP64, "stored": IN_ZIP64} if rng.random() < 0.7 else {}
        entries[at] = replace(entries[at], extra=rng.choice([extra, extra[:-1], extra + extra]), **said)
        return zipped(entries)
    body = zipped(entries, b"")
    start = body.index(b"PK\1\2")
    honest = [len(entries), len(body) - start, start, len(body)]
    honest[rng.randrange(4)] = rng.choice(large)
    return body + zip64_end(*honest)


def lie_in_flags(rng: random.Random, content: bytes) -> bytes:
    """Call members encrypted, patched, of no known end; or give the file a comment."""
    entries = entries_of(content)
    if rng.random() < 0.2:
        return zipped(entries, comment=rng.choice([b"x" * 65_535, zipped(entries)[:65_000], b"PK\5\6" + bytes(18)]))
    flag = rng.choice([1, 8, 0x20, 0x40, 0x2000, 0xFFFF])
    for at in rng.sample(range(len(entries)), rng.choice([1, len(entries)])):
        entries[at] = replace(entries[at], flags=flag)
    return zipped(entries)


def forge_list(rng: random.Random, content: bytes) -> bytes:
    """Let the list of parts lie, its checksums right."""
    entries = entries_of(content)
    document = json.loads(entries[1].content)
    sums = document["sha256"]
    name = rng.choice(list(sums))
    lies: list[Callable[[], object]] = [
        lambda: sums.update({"mimetype": hashlib.sha256(entries[0].content).hexdigest()}),
        lambda: sums.update({"manifest.json": "0" * 64}),
        lambda: sums.update({rng.choice(NAMES).decode(errors="replace"): "0" * 64}),
        lambda: sums.update({f"part{number}": "0" * 64 for number in range(rng.choice([10, 20_000]))}),
        lambda: sums.update({name: sums[name].upper()}),
        lambda: sums.update({name: "x" * 1_000_000}),
        lambda: sums.pop(name),
        sums.clear,
        lambda: document.update(versions={"x" * 1_000_000: "y", "\x1b[2J": "\n" * 1000, "": ""}),
        lambda: document.update(versions={f"v{number}": "1" for number in range(50_000)}),
        lambda: document.update(format=rng.choice([0, -1, 2, 10**30, 1.0, True, "1", None, [1]])),
        lambda: document.update(more=document["sha256"]),
    ]
    rng.choice(lies)()
    entries[1] = replace(entries[1], content=json.dumps(document).encode())
    return zipped(entries)


SPOILT: dict[str, Callable[[random.Random, bytes], bytes]] = {
    "members dropped": drop,
    "members doubled": double,
    "members renamed": rename,
    "members exchanged": rearrange,
    "members compressed": compress,
    "a file in a file": nest,
    "bombs": bomb,
    "members that overlap": overlap,
    "links, devices, folders": link,
    "sizes that lie": lie_about_sizes,
    "zip64 that lies": lie_in_zip64,
    "flags that lie": lie_in_flags,
    "a list of parts that lies": forge_list,
}


def sealed(entries: list[Entry]) -> list[Entry]:
    """Return ``entries`` with a list of parts that is right."""
    parts = {entry.name.decode(errors="replace"): entry.content for entry in entries}
    if MANIFEST.decode() not in parts or "mimetype" not in parts:
        return entries
    sums = {name: hashlib.sha256(part).hexdigest() for name, part in parts.items()}
    del sums["manifest.json"], sums["mimetype"]
    try:
        document = json.loads(parts["manifest.json"]) | {"sha256": sums}
    except (ValueError, TypeError, RecursionError):
        return entries
    text = json.dumps(document).encode()
    return [replace(entry, content=text) if entry.name == MANIFEST else entry for entry in entries]


def _written(rng: random.Random, entries: list[Entry]) -> bytes:
    """Write the list of parts as it was, or as it has to be."""
    return zipped(sealed(entries) if rng.random() < 0.6 else entries)
