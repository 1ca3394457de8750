import json
from typing import Any

import pytest
from pydantic import Field, ValidationError

from nnlab.store.strict import Entries, Strict, read_strictly


class Inner(Strict):
    x: float


class Outer(Strict):
    name: str = ""
    entries: Entries[Inner] = Field(default=[], max_length=3)


def read(document: Any) -> Outer:
    return read_strictly(Outer, json.dumps(document).encode())


def test_what_is_written_is_read() -> None:
    assert read({"name": "n", "entries": [{"x": 1}, {"x": 0.1}]}) == Outer(name="n", entries=[Inner(x=1), Inner(x=0.1)])


@pytest.mark.parametrize("count", [1, 3, 4, 100_000])
def test_a_list_is_refused_at_its_first_wrong_entry(count: int) -> None:
    with pytest.raises(ValidationError) as caught:
        read({"entries": [[]] * count})
    assert caught.value.error_count() == 1


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"[1]",
        b"\xff",
        b'{"name": "a", "name": "b"}',
        b'{"entries": [{"x": 1, "x": 2}]}',
        b'{"entries": [{"x": NaN}]}',
        b'{"entries": [{"x": 1e400}]}',
        b'{"entries": [{"x": "1"}]}',
        b'{"entries": {}}',
        b'{"name": "\\ud800"}',
        b'{"name": 1}',
        b'{"other": 1}',
        b'{"name":' * 100_000,
        b"{%s}" % b",".join(b'"k%d": 1' % number for number in range(100_000)),
    ],
)
def test_anything_else_is_refused_as_a_value(text: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_strictly(Outer, text)
