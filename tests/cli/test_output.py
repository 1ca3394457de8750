import json
import math
import sys

import pytest

from nnlab.cli.output import counted, finish_words, number, plain, print_json, print_lines, shape_words, share


@pytest.mark.parametrize("code", [*range(32), *range(127, 160), 0x2028, 0x2029, *range(0x202A, 0x202F), 0xD800, 0xDFFF])
def test_what_could_command_a_terminal_is_escaped(code: int) -> None:
    assert plain(f"a{chr(code)}b") == f"a\\u{code:04x}b"


@pytest.mark.parametrize("text", ["", "a b", "ü", "한글", "שלום", "👩‍🔬", "…–“×", "\u00a0", "\\u001b"])
def test_what_can_be_read_stays(text: str) -> None:
    assert plain(text) == text


def test_json_stays_json_whatever_it_holds(capsys: pytest.CaptureFixture[str]) -> None:
    every = "".join(chr(code) for code in range(0x3000)) + '"\\'
    print_json({every: [every]})
    out = capsys.readouterr().out
    assert json.loads(out) == {every: [every]}
    assert plain(out, keep="\n") == out


def test_json_has_null_for_what_is_not_finite(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"a": [math.nan, (math.inf, -math.inf)], "b": {"c": 1e308, "d": None, "e": True, "f": 3}})
    found = json.loads(capsys.readouterr().out, parse_constant=sys.exit)
    assert found == {"a": [None, [None, None]], "b": {"c": 1e308, "d": None, "e": True, "f": 3}}


def test_lines_stand_in_two_columns(capsys: pytest.CaptureFixture[str]) -> None:
    print_lines([("a", "one"), ("long", "two\nthree\tx"), ("", "")])
    assert capsys.readouterr().out.splitlines() == ["a     one", "long  two", "      three   x", "      "]


@pytest.mark.parametrize(
    ("value", "words"),
    [(0.123456, "0.123"), (0.0, "0"), (1e-9, "1e-09"), (math.inf, "infinite"), (math.nan, "not a number")],
)
def test_numbers_have_three_digits(value: float, words: str) -> None:
    assert number(value) == words


def test_what_is_none_is_said() -> None:
    assert number(None) == "not a number"
    assert share(None) == "–"
    assert share(0.9876) == "98.8 %"


@pytest.mark.parametrize(
    ("shape", "words"),
    [((2,), "2 features"), ((8, 8, 1), "8 × 8"), ((32, 32, 3), "32 × 32 × 3"), ((1000,), "1,000 features")],
)
def test_shapes_are_put_in_words(shape: tuple[int, ...], words: str) -> None:
    assert shape_words(shape) == words


def test_one_is_counted_in_the_singular() -> None:
    assert [counted(count, "step") for count in (0, 1, 2, 10_000)] == ["0 steps", "1 step", "2 steps", "10,000 steps"]


@pytest.mark.parametrize(
    ("finish", "words"),
    [
        ("completed", "completed after 1 epoch, 7 steps"),
        ("early_stopped", "stopped early after 1 epoch, 7 steps"),
        (None, "not finished after 1 epoch, 7 steps"),
    ],
)
def test_how_a_run_ended_is_put_in_words(finish: str | None, words: str) -> None:
    assert finish_words(finish, 1, 7) == words
