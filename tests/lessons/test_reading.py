"""Lessons are read, and every mistake in one is told with its place."""

import pytest

from nnlab.errors import UnreadableFileError
from nnlab.lessons.experiments import experiments
from nnlab.lessons.glossary import linked
from nnlab.lessons.reading import glossary, in_folder, read, shipped
from tests.lessons.writing import claim, lesson, written


def searching(field="training.learning_rate", path=None):
    """Return the document of a measure that searches a field."""
    return {"kind": "best_place", "of": "small", "space": {field: {"uniform": [0.1, 1]}}, "path": path or field}


def test_a_lesson_is_read_with_its_text(tmp_path):
    folder = read(written(tmp_path / "mine", text="# Hello\n"))
    assert (folder.name, folder.lesson.title, folder.text) == ("mine", "A test", "# Hello\n")


def test_a_text_in_the_language_comes_before_the_one_beside_the_document(tmp_path):
    path = written(tmp_path / "mine", text="# Hello\n")
    written(path / "ko", text="# 안녕\n")
    assert read(path, "ko").text == "# 안녕\n"
    assert read(path, "fr").text == "# Hello\n"


def test_lessons_of_a_folder_come_in_their_order(tmp_path):
    for name, place in (("b", 2), ("a", 3), ("c", 1)):
        written(tmp_path / name, lesson(place=place))
    assert [each.name for each in in_folder(tmp_path)] == ["c", "b", "a"]


def test_experiments_build_on_each_other_and_take_a_seed(tmp_path):
    found = experiments(read(written(tmp_path / "mine")).lesson, seed=3)
    assert [layer.activation.kind for layer in found["tanh"].network.layers] == ["tanh", "tanh"]
    assert found["tanh"].data == found["small"].data
    assert (found["small"].seed, found["small"].data.seed, found["small"].name) == (3, 3, "A small network")


def test_an_experiment_may_begin_with_an_example(tmp_path):
    document = lesson(experiments={"small": {"title": "Spirals", "like": "spirals"}})
    found = experiments(read(written(tmp_path / "mine", document)).lesson)
    assert found["small"].data.source.kind == "spirals"


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ("{", "is not JSON"),
        (lesson(colour="red"), "colour: is not a field"),
        (lesson(lesson=2), "lesson: must be at most 1."),
        (lesson(title=""), "title: must not be empty."),
        (lesson(claims=[]), "claims: must have at least 1 entry."),
        (lesson(prediction={"question": "?", "answers": ["Yes"]}), "prediction.answers: must have at least 2"),
        (
            lesson(look=[{"view": "live", "words": "There.", "of": "big"}]),
            "look.0.of: names no experiment",
        ),
        (lesson(look=[{"view": "kitchen", "words": "There."}]), "look.0.view: must be 'live'"),
        (
            lesson(experiments={"small": {"title": "A", "set": {"training.rate": 1}}}),
            "experiments.small.set.training.rate: there is no such field.",
        ),
        (
            lesson(experiments={"small": {"title": "A", "set": {"training.learning_rate": -1}}}),
            "experiments.small.set.training.learning_rate: must be greater than 0.",
        ),
        (
            lesson(experiments={"small": {"title": "A", "like": "smaller"}}),
            "experiments.small.like: is neither an experiment above this one nor an example: smaller.",
        ),
        (lesson(claims=[claim({"kind": "mood", "of": "small"})]), "claims.0.measure: has no kind 'mood'"),
        (lesson(claims=[claim({"kind": "accuracy"})]), "claims.0.measure.of: is missing."),
        (
            lesson(claims=[claim({"kind": "ratio", "of": {"kind": "start_loss", "of": "small"}, "over": {}})]),
            "claims.0.measure.over: must be a group of fields with a kind.",
        ),
        (lesson(claims=[claim(searching("training.rate"))]), "claims.0.measure.training.rate: there is no such field."),
        (lesson(claims=[claim(searching(path="training.l2"))]), "the space has no field of that path"),
        (
            lesson(claims=[claim({"kind": "largest", "among": [searching("data.seed")]})]),
            "claims.0.measure.data.seed: cannot be searched",
        ),
        (lesson(claims=[claim({"kind": "accuracy", "of": "big"})]), "claims.0.measure: names no experiment"),
        (
            lesson(claims=[claim({"kind": "start_output", "of": "small", "layer": 3})]),
            "claims.0.measure: looks at layer 3 of small, which has 2.",
        ),
        (
            lesson(claims=[claim({"kind": "accuracy", "of": "small"}, at_least=1.0, at_most=0.5)]),
            "claims.0.expected: must rise: 1 is not below 0.5.",
        ),
        (lesson(claims=[{**claim({"kind": "accuracy", "of": "small"}), "expected": {}}]), "at_least, at_most, or both"),
        (lesson(claims=[claim({"kind": "accuracy", "of": "small"})] * 2), "is the name of two claims: claim."),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path, document, sentence):
    path = written(tmp_path / "mine", document)
    with pytest.raises(UnreadableFileError) as caught:
        read(path)
    assert str(caught.value).startswith(f"{path / 'lesson.json'}: ")
    assert sentence in str(caught.value)


def test_a_lesson_without_text_is_told(tmp_path):
    path = written(tmp_path / "mine", text=None)
    with pytest.raises(UnreadableFileError, match=r"lesson\.md is missing"):
        read(path)


def test_a_text_that_is_none_is_told(tmp_path):
    path = written(tmp_path / "mine")
    (path / "lesson.md").write_bytes(b"\xff\xfe")
    with pytest.raises(UnreadableFileError, match="no text in UTF-8"):
        read(path)
    (path / "lesson.md").write_bytes(b"x" * 1_000_001)
    with pytest.raises(UnreadableFileError, match="larger than a lesson"):
        read(path)


def test_a_link_to_no_term_is_told(tmp_path):
    path = written(tmp_path / "mine", text="A [dead](glossary:dead-unit) and a [mad](glossary:mad-unit) one.\n")
    with pytest.raises(UnreadableFileError, match="links to a term that the glossary lacks: mad-unit"):
        read(path)


def test_every_term_of_the_glossary_is_explained_and_linked_to():
    used = {term for each in shipped() for term in linked(each.text)}
    assert set(glossary()) == used
    assert all(explanation.endswith(".") for explanation in glossary().values())


@pytest.mark.parametrize("each", shipped(), ids=lambda each: each.name)
def test_a_text_says_what_happens_and_why_and_what_to_try(each):
    headings = [line for line in each.text.splitlines() if line.startswith("#")]
    assert headings == [f"# {each.lesson.title}", "## What happens", "## Why", "## Try yourself"]


def test_thirteen_lessons_and_forty_claims_come_with_the_program():
    lessons = shipped()
    assert len(lessons) >= 13
    assert sum(len(each.lesson.claims) for each in lessons) >= 40
    assert [each.lesson.place for each in lessons] == list(range(1, len(lessons) + 1))
