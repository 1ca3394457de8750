import copy
import pickle

import pytest

from nnlab.errors import InvalidSpecError, NnlabError, Problem, UnreadableFileError, UnwritableFileError
from nnlab.text import Text

UNITS = Problem("network.layers.0.units", Text("must be at least {ge:,}.", ge=1))
WHOLE = Problem("", Text("is not JSON."))


def test_an_error_reads_as_its_sentence() -> None:
    error = NnlabError(Text("{name} is gone.", name="a.csv"))
    assert str(error) == "a.csv is gone."
    assert error.text == Text("{name} is gone.", name="a.csv")


def test_an_invalid_spec_names_the_field_before_the_sentence() -> None:
    assert str(InvalidSpecError([UNITS])) == "network.layers.0.units: must be at least 1."


def test_a_problem_of_the_whole_document_is_the_sentence_alone() -> None:
    assert str(InvalidSpecError([WHOLE])) == "is not JSON."


def test_an_invalid_spec_holds_all_its_problems_and_reads_as_the_first() -> None:
    error = InvalidSpecError([UNITS, WHOLE])
    assert error.problems == (UNITS, WHOLE)
    assert str(error).startswith("network.layers.0.units")


def test_the_sentence_of_a_problem_is_translated_on_its_own() -> None:
    text = InvalidSpecError([UNITS]).text
    assert text.template == "{path}: {problem}"
    assert text.values["problem"] is UNITS.text


@pytest.mark.parametrize("kind", [InvalidSpecError, UnreadableFileError, UnwritableFileError])
def test_every_kind_is_something_a_person_can_act_on(kind: type[NnlabError]) -> None:
    assert issubclass(kind, NnlabError)


@pytest.mark.parametrize(
    "error", [NnlabError(Text("{n}", n=1)), UnreadableFileError(Text("x")), InvalidSpecError([UNITS])]
)
def test_an_error_survives_the_way_to_another_process(error: NnlabError) -> None:
    for there in (pickle.loads(pickle.dumps(error)), copy.copy(error)):  # noqa: S301 - our own bytes
        assert type(there) is type(error)
        assert str(there) == str(error)
        assert there.text == error.text
