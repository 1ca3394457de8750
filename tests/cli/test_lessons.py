"""``nnlab lessons``."""

import json

import pytest

from nnlab.cli.main import run_command_line
from tests.lessons.writing import claim, lesson, written


def test_lessons_are_listed(capsys):
    assert run_command_line(["lessons"]) == 0
    assert "vanishing-gradients     The gradient dies on its way down (" in capsys.readouterr().out
    assert run_command_line(["lessons", "--json"]) == 0
    first = json.loads(capsys.readouterr().out)[0]
    assert set(first) == {"name", "title", "question", "experiments", "claims"}


def test_claims_are_measured(capsys):
    assert run_command_line(["lessons", "--run", "zero-centred", "--seed", "2", "--json"]) == 0
    claims = json.loads(capsys.readouterr().out)["claims"]
    assert {each["lesson"] for each in claims} == {"zero-centred"}
    assert {each["seed"] for each in claims} == {2}
    assert all(each["passed"] for each in claims)
    raw = next(each for each in claims if each["claim"] == "raw-one-sign")
    assert raw["expected"] == {"at_least": 0.99, "at_most": None}
    assert raw["measured"] >= 0.99
    assert run_command_line(["lessons", "--run", "zero-centred"]) == 0
    said = capsys.readouterr().out
    assert "zero-centred, seed 0\n  ✓ With raw pixels" in said
    assert said.endswith("8 of 8 claims hold\n")


def test_lessons_of_ones_own_are_checked(tmp_path, capsys):
    written(tmp_path / "mine")
    for folder in (tmp_path, tmp_path / "mine"):
        assert run_command_line(["lessons", "--check", str(folder)]) == 0
        assert capsys.readouterr().out == "mine: 1 claims, 2 experiments; nothing is wrong.\n"
    written(tmp_path / "mine", lesson(claims=[claim({"kind": "accuracy", "of": "none"})]))
    assert run_command_line(["lessons", "--check", str(tmp_path)]) == 2
    assert "claims.0.measure: names no experiment of this lesson: none." in capsys.readouterr().err


def test_lessons_of_ones_own_are_measured(tmp_path, capsys):
    written(tmp_path / "mine")
    assert run_command_line(["lessons", "--in", str(tmp_path), "--run", "all", "--seeds", "2"]) == 0
    assert capsys.readouterr().out.endswith("2 of 2 claims hold\n")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--run", "nope"], "There is no lesson nope; there are: vanishing-gradients"),
        (["--check", "nowhere"], "holds no lesson: a lesson is a folder with a lesson.json."),
        (["--seeds", "0"], "--seed has to be 0 or more, and --seeds 1 to 100."),
        (["--seed", "-1"], "--seed has to be 0 or more, and --seeds 1 to 100."),
    ],
)
def test_bad_input_is_answered_with_a_sentence(arguments, sentence, capsys):
    assert run_command_line(["lessons", *arguments]) == 2
    assert sentence in capsys.readouterr().err
