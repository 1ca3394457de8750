import pytest

from nnlab.text import QT_TRANSLATE_NOOP, Text, brief


def test_a_text_is_its_template_with_the_values() -> None:
    assert str(Text("{n:,} of {name}", n=12345, name="digits")) == "12,345 of digits"


def test_a_text_in_a_text_is_written_out_in_its_place() -> None:
    inner = Text("at most {n:,}", n=1000)
    assert str(Text("{field}: must be {limit}.", field="seed", limit=inner)) == "seed: must be at most 1,000."


def test_braces_in_a_value_are_no_fields() -> None:
    assert str(Text("called {name}", name="{0} {x}")) == "called {0} {x}"


def test_doubled_braces_of_a_template_are_braces() -> None:
    assert str(Text('{{"kind": {kind}}}', kind="relu")) == '{"kind": relu}'


def test_the_repr_shows_the_sentence() -> None:
    assert repr(Text("{n} layers", n=2)) == "Text('2 layers')"


def test_texts_are_equal_where_template_and_values_are() -> None:
    assert Text("{n}", n=1) == Text("{n}", n=1)
    assert Text("{t}", t=Text("a")) == Text("{t}", t=Text("a"))
    assert Text("{n}", n=1) != Text("{n}", n=2)
    assert Text("{n}", n=1) != Text("{m}", m=1)
    assert Text("1") != Text("{n}", n=1)  # they read the same and are translated differently
    assert Text("a") != "a"


def test_equal_texts_have_equal_hashes() -> None:
    assert len({Text("{n}", n=1), Text("{n}", n=1), Text("{n}", n=2)}) == 2


def test_texts_with_values_that_have_no_hash_can_be_hashed() -> None:
    assert hash(Text("{sizes}", sizes=[1, 2])) == hash(Text("{sizes}", sizes=[1, 2]))


def test_a_missing_value_is_a_programming_mistake() -> None:
    with pytest.raises(KeyError):
        str(Text("{n} layers"))


def test_marking_for_translation_changes_nothing() -> None:
    assert QT_TRANSLATE_NOOP("nnlab", "{n} layers") == "{n} layers"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Ångström 숫자", "Ångström 숫자"),
        (5, "5"),
        ("a\nb\x1b[2J\u202e\ud800", "a\\u000ab\\u001b[2J\\u202e\\ud800"),
        ("x" * 60, "x" * 60),
        ("x" * 1_000_000, "x" * 60 + "…"),
    ],
)
def test_words_of_a_stranger_are_cut_to_a_part_of_a_sentence(words: object, expected: str) -> None:
    assert brief(words) == expected
