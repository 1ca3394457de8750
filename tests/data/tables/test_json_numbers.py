"""Numbers are read exactly, and nothing else is taken for one."""

import json
import random
import struct
from types import SimpleNamespace

import numpy as np
import pytest

from nnlab.data.tables import json_numbers
from nnlab.data.tables.json_numbers import numbers_in


class FakeParser:
    """What simdjson promises: doubles, a TypeError for null, a RuntimeError for a whole number beyond 64 bits."""

    def parse(self, text):
        values = json.loads(text)
        if any(isinstance(value, int) and abs(value) > 2**64 for value in values):
            raise RuntimeError("BIGINT_ERROR")
        self.values = values
        return self

    def as_buffer(self, *, of_type):
        if not all(type(value) in {int, float} for value in self.values):
            raise TypeError("INCORRECT_TYPE")
        return struct.pack(f"{len(self.values)}{of_type}", *self.values)


FAKE = SimpleNamespace(Parser=FakeParser)
PARSERS = {"pydantic": None, "a fake of simdjson": FAKE, "what is installed": json_numbers.simdjson}


@pytest.fixture(params=PARSERS, autouse=True)
def parser(request, monkeypatch):
    monkeypatch.setattr(json_numbers, "simdjson", PARSERS[request.param])


def random_number(rng):
    digits = "".join(rng.choices("0123456789", k=rng.randrange(1, 25)))
    whole = str(rng.randrange(10 ** rng.randrange(1, 20)))
    return rng.choice(
        [
            repr(rng.gauss(0, 1)),
            f"{whole}.{digits}",
            f"-{whole}",
            f"{whole}e{rng.randrange(-300, 280)}",
            f"0.{digits}E-{rng.randrange(20)}",
        ]
    )


def test_numbers_are_those_that_float_reads():
    rng = random.Random(0)
    texts = [random_number(rng) for _ in range(5000)]
    np.testing.assert_array_equal(numbers_in(",".join(texts).encode()), [float(text) for text in texts])


def test_null_is_not_a_number():
    np.testing.assert_array_equal(numbers_in(b"1,null,2.5"), [1.0, np.nan, 2.5])


def test_a_whole_number_of_many_digits_is_read():
    np.testing.assert_array_equal(numbers_in(b"1" * 30 + b",2"), [float("1" * 30), 2.0])


@pytest.mark.parametrize(
    "text",
    ["1,,2", "", "1,true", "false", '"1"', "[1],2", "1_0", "+1", "1e999", "9" * 400, "1 2", "0x1", "1],[2", "{}"],
)
def test_anything_else_is_refused(text):
    found = numbers_in(text.encode())
    assert found is None or (not text and len(found) == 0)
