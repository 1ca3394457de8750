"""Bytes spoilt without a look at what they mean."""

import random

SIGNATURES = (b"PK\x01\x02", b"PK\x03\x04", b"PK\x05")


def flip(rng: random.Random, content: bytes) -> bytes:
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
    at = rng.choice(_places(content)) + 4 + rng.randrange(46)
    value = rng.choice([0, 1, 2 ** (8 * size) - 1, 2 ** (8 * size - 1), rng.randrange(2 ** (8 * size))])
    return content[:at] + value.to_bytes(size, "little") + content[at + size :]


def _places(content: bytes) -> list[int]:
    """Return where a header, an entry of the directory or its end begins."""
    places = []
    for signature in SIGNATURES:
        at = content.find(signature)
        while at >= 0:
            places.append(at)
            at = content.find(signature, at + 1)
    return sorted(places)


def any_of_these(rng: random.Random, part: bytes) -> bytes:
    """Spoil a member of a file."""
    return rng.choice([flip, cut, insert])(rng, part) if part else b"\0"
