import json
from pathlib import Path

import pytest

from tests.cli.conftest import Nnlab


def test_every_check_is_told(nnlab: Nnlab) -> None:
    outcome = nnlab("check", "digits")
    assert outcome.code == 0
    assert outcome.out.count("✓ passed") == 9
    assert "9 passed, 0 failed; rates worth searching: 0.001 to 0.1" in outcome.out


def test_programs_get_one_object(nnlab: Nnlab, spec: Path) -> None:
    report = json.loads(nnlab("check", spec, "--json").out)
    assert len(report["checks"]) == 9
    assert set(report["checks"][0]) == {"name", "expected", "measured", "passed", "advice"}
    assert len(report["rates"]) == 19


def test_a_check_that_fails_is_a_result(nnlab: Nnlab, spec: Path) -> None:
    outcome = nnlab("check", spec, "--set", "training.learning_rate=100")
    assert outcome.code == 0
    assert "✗ failed: The learning rate is worth trying" in outcome.out
    assert "→         Set the learning rate to" in outcome.out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("nowhere",), "no file and no example called nowhere"),
        (("digits", "--set", "training.batch_size=5000"), "training.batch_size"),
        (("digits", "--set", 'data.source={"kind": "csv", "path": "gone.csv"}'), "gone.csv"),
    ],
)
def test_bad_input_gets_a_sentence(nnlab: Nnlab, arguments: tuple[str, ...], sentence: str) -> None:
    outcome = nnlab("check", *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert sentence in outcome.err
    assert outcome.err.count("\n") == 1
