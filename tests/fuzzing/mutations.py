"""Good experiment files, spoilt in every way: shared by the suite's short test and by ``dev.py fuzz``."""

import random
from collections.abc import Callable
from dataclasses import replace

from tests.fuzzing import spoilt_arrays, spoilt_bytes, spoilt_json, spoilt_zips
from tests.fuzzing.raw_zip import entries_of, zipped
from tests.fuzzing.spoilt_zips import MANIFEST, sealed

Spoil = Callable[[random.Random, bytes], bytes]
"""Makes another file, or another member, of a good one."""


def of_member(spoil: Spoil, suffix: str) -> Spoil:
    """Spoil a member or two of that kind and make all checksums right again."""

    def spoilt(rng: random.Random, content: bytes) -> bytes:
        entries = entries_of(content)
        places = [at for at, entry in enumerate(entries) if entry.name.endswith(suffix.encode())]
        if not places:
            return spoilt_bytes.flip(rng, content)
        for at in rng.sample(places, min(len(places), rng.choice([1, 1, 1, 2]))):
            entries[at] = replace(entries[at], content=spoil(rng, entries[at].content))
        return zipped(sealed(entries) if entries[1].name == MANIFEST else entries)

    return spoilt


KINDS: dict[str, Spoil] = {
    "bytes flipped": spoilt_bytes.flip,
    "bytes cut out": spoilt_bytes.cut,
    "bytes inserted": spoilt_bytes.insert,
    "numbers of the zip": spoilt_bytes.set_number,
    **spoilt_zips.SPOILT,
    "arrays: headers that lie": of_member(spoilt_arrays.header_that_lies, ".npy"),
    "arrays: another shape": of_member(spoilt_arrays.another_shape, ".npy"),
    "arrays: impossible values": of_member(spoilt_arrays.values_that_cannot_be, ".npy"),
    "arrays: bytes": of_member(spoilt_bytes.any_of_these, ".npy"),
    **{f"JSON: {name}": of_member(spoil, ".json") for name, spoil in spoilt_json.SPOILT.items()},
    "JSON: bytes": of_member(spoilt_bytes.any_of_these, ".json"),
}
OFTEN = {"JSON: a wrong type": 4, "arrays: impossible values": 3, "arrays: another shape": 2, "JSON: many entries": 2}
"""How many turns a kind has in which the others have one."""
TURNS = [name for name in KINDS for _ in range(OFTEN.get(name, 1))]


def spoilt(seed: int, number: int, contents: dict[str, bytes]) -> tuple[str, str, bytes]:
    """Return the kind of a mutation, which of the good files it is made of, and the spoilt file."""
    rng = random.Random(f"{seed}-{number}")
    kind, name = TURNS[number % len(TURNS)], rng.choice(list(contents))
    return kind, name, KINDS[kind](rng, contents[name])
