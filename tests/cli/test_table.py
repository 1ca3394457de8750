"""A table in a terminal of any width."""

from nnlab.cli.table import Field, table

FIELDS: list[Field] = [("run", ["one", "another"]), ("rate", ["0.1", "0.003"])]


def test_has_a_line_for_each_thing_where_there_is_room() -> None:
    assert list(table(FIELDS, 14)) == [
        "run      rate",
        "one      0.1",
        "another  0.003",
    ]


def test_is_turned_where_it_is_too_wide() -> None:
    fields: list[Field] = [*FIELDS, ("ended", ["well", "badly"]), ("steps", ["7", "14"])]
    assert list(table(fields, 20)) == [
        "run    one   another",
        "rate   0.1   0.003",
        "ended  well  badly",
        "steps  7     14",
    ]


def test_comes_in_parts_where_a_turned_one_is_too_wide_as_well() -> None:
    assert list(table(FIELDS, 13)) == ["run   one", "rate  0.1", "", "run   another", "rate  0.003"]


def test_breaks_what_is_too_long_for_a_line() -> None:
    fields: list[Field] = [("network.layers", ["a b", "c"]), ("changed", ["one word after another", "–"])]
    lines = list(table(fields, 16))
    assert max(map(len, lines)) <= 16
    assert lines[:2] == ["network.  a b", "layers"]
    assert lines[2:6] == ["changed   one", "          word", "          after", "          anothe"]


def test_is_no_endless_work_in_a_terminal_of_no_width() -> None:
    assert list(table([("ab", ["cd"])], 1)) == ["a  c", "b  d"]


def test_is_aligned_by_what_letters_take_in_a_terminal() -> None:
    fields: list[Field] = [("run", ["숫자", "e\u0301te\u0301", "four"]), ("steps", ["1", "2", "3"])]
    assert list(table(fields, 80)) == ["run   steps", "숫자  1", "e\u0301te\u0301   2", "four  3"]
