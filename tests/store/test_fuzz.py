"""Good files, spoilt in every way: each opens or is refused with a sentence.

Thousands of them, of every shape, with a clock and with what is done next, are ``python dev.py fuzz``.
"""

import os
from pathlib import Path

import pytest

from tests.fuzzing.mutations import KINDS, TURNS, spoilt
from tests.store.files import refusal

MUTATIONS = int(os.environ.get("NNLAB_FUZZ", "300"))
SEED = int(os.environ.get("NNLAB_FUZZ_SEED", "0"))


@pytest.mark.parametrize("tenth", range(10))
def test_a_spoilt_file_opens_or_is_refused_with_a_sentence(tenth: int, path: Path, content: bytes) -> None:
    opened = 0
    for number in range(tenth * MUTATIONS // 10, (tenth + 1) * MUTATIONS // 10):
        kind, _, mutation = spoilt(SEED, number, {"run": content})
        path.write_bytes(mutation)
        try:
            opened += refusal(path) is None
        except BaseException as error:
            error.add_note(f"mutation {number} of seed {SEED}: {kind}")
            raise
    assert opened < MUTATIONS // 10
    assert list(path.parent.iterdir()) == [path]


def test_every_kind_has_its_turn() -> None:
    assert set(TURNS) == set(KINDS)
    assert len(TURNS) <= MUTATIONS
