import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Nnlab

NUMBERS = {"preactivation", "activation", "gradient", "weight", "weight_gradient"}


def probed(nnlab: Nnlab, *arguments: object) -> dict[str, Any]:
    outcome = nnlab("probe", *arguments, "--json")
    assert outcome.code == 0
    report: dict[str, Any] = json.loads(outcome.out)
    return report


def test_every_layer_is_told_in_numbers(nnlab: Nnlab, spec: Path) -> None:
    report = probed(nnlab, spec)
    assert [layer["name"] for layer in report["layers"]] == ["1", "2", "output"]
    assert [layer["units"] for layer in report["layers"]] == [12, 8, 3]
    for layer in report["layers"]:
        assert all(set(layer[name]) == {"mean", "std", "rms"} for name in NUMBERS)
    relu, tanh, output = report["layers"]
    assert relu["dead_unit_share"] is not None
    assert relu["saturated_share"] is None
    assert tanh["saturated_share"] is not None
    assert output["distinct_units"] == 3


def test_the_loss_is_that_of_guessing(nnlab: Nnlab) -> None:
    assert probed(nnlab, "digits")["loss"] == pytest.approx(2.302585, abs=0.05)


def test_a_field_can_be_changed(nnlab: Nnlab, spec: Path) -> None:
    report = probed(nnlab, spec, "--set", "network.layers.0.init=zeros")
    assert report["layers"][0]["distinct_units"] == 1
    assert report["verdict"] == "same"


def test_the_lecture_stands_ready(nnlab: Nnlab) -> None:
    report = probed(nnlab, "--lecture", "tanh")
    assert len(report["layers"]) == 11
    assert report["examples"] == 1000


def test_initialisations_stand_side_by_side(nnlab: Nnlab, spec: Path) -> None:
    report = probed(nnlab, spec, "--compare")
    assert list(report) == ["zeros", "small", "large", "xavier", "he", "own"]
    outcome = nnlab("probe", spec, "--compare")
    assert "✗ all units the same" in outcome.out
    assert "std output" in outcome.out


def test_a_table_is_for_people(nnlab: Nnlab, spec: Path) -> None:
    lines = nnlab("probe", spec).out.splitlines()
    assert lines[0] == "106 examples, loss 1.1; ✓ survives"
    assert lines[1].split() == [
        "layer", "units", "distinct", "mean", "std", "gradient", "saturated", "zero", "dead",
    ]  # fmt: skip
    assert len(lines) == 6


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "probe takes a SPEC, or --lecture"),
        (("digits", "--lecture", "relu"), "probe takes a SPEC, or --lecture"),
        (("nowhere",), "no file and no example called nowhere"),
        (("digits", "--set", "training.batch_size=0"), "training.batch_size"),
        (("digits", "--set", "network.layers.0.units=99999", "--set", "network.layers.1.units=99999"), "memory"),
        (("digits", "--set", 'data.source={"kind": "csv", "path": "gone.csv"}'), "gone.csv"),
    ],
)
def test_bad_input_gets_a_sentence(nnlab: Nnlab, arguments: tuple[str, ...], sentence: str) -> None:
    outcome = nnlab("probe", *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert sentence in outcome.err
    assert outcome.err.count("\n") == 1
