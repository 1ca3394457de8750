"""The shipped example passes every check; spoiled ones fail the right ones."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_digits

from nnlab.data.loading import load
from nnlab.data.prepared import Examples, prepare
from nnlab.insight.checks import checking
from nnlab.insight.checks.check import Check, CheckReport
from nnlab.insight.checks.sweep import RATES
from nnlab.jobs import drained
from nnlab.spec.experiment import ExperimentSpec
from nnlab.store.experiment_file import find
from nnlab.training.outline import outline
from tests.insight.hints.runs import layers, std
from tests.training.runs import noise, spec_with

NAMES = [
    "data",
    "architecture",
    "first loss",
    "penalty",
    "by heart",
    "small rate",
    "huge rate",
    "rate",
    "validation",
]


@cache
def report(spec: ExperimentSpec) -> CheckReport:
    return drained(checking(spec))


def outcomes(spec: ExperimentSpec, passed: bool | None) -> list[str]:
    return [check.name for check in report(spec).checks if check.passed is passed]


def check(spec: ExperimentSpec, name: str) -> Check:
    return next(each for each in report(spec).checks if each.name == name)


def test_the_shipped_example_passes_every_check() -> None:
    spec = find("digits").spec
    assert outcomes(spec, passed=True) == NAMES


SPOILED: dict[str, tuple[dict[str, Any], list[str]]] = {
    "all-zero weights": (
        {"network__layers": layers(2, 100, "relu", "zeros"), "network__output__init": "zeros"},
        ["penalty", "by heart", "rate", "validation"],
    ),
    "zeros in the hidden layers": (
        {"network__layers": layers(2, 100, "relu", "zeros")},
        ["by heart", "rate", "validation"],
    ),
    "a rate of 10": ({"training__learning_rate": 10.0}, ["rate"]),
    "weights of std 5": (
        {"network__layers": layers(2, 100, "relu", std(5.0)), "network__output__init": std(5.0)},
        ["first loss", "rate", "validation"],
    ),
    "shuffled labels": ({"data__label_noise": 1.0}, ["validation"]),
    "ten sigmoid layers": (
        {"network__layers": layers(10, 100, "sigmoid", "xavier")},
        ["by heart", "rate", "validation"],
    ),
}


@pytest.mark.parametrize("name", SPOILED)
def test_what_is_spoiled_fails_the_right_checks(name: str) -> None:
    changes, failing = SPOILED[name]
    assert outcomes(spec_with(**changes), passed=False) == failing


def test_inputs_of_0_to_255_fail_the_checks_of_scale(tmp_path: Path) -> None:
    x, y = load_digits(return_X_y=True)
    np.savez(tmp_path / "digits.npz", x=x * (255 / 16), y=y)
    spec = spec_with(data__source={"kind": "npz", "path": str(tmp_path / "digits.npz")}, preprocessing=[])
    load(spec.data)
    assert outcomes(spec, passed=False) == ["data", "first loss", "small rate", "rate"]
    worth = report(spec).range
    assert worth is not None
    assert 1e-6 <= worth[0] <= 1e-5  # the lecture's 1e-5 … 1e-3
    assert 3e-4 <= worth[1] <= 3e-3


@pytest.mark.parametrize("name", SPOILED)
def test_what_fails_says_what_to_do(name: str) -> None:
    spec = spec_with(**SPOILED[name][0])
    for each in report(spec).checks:
        assert str(each.advice).endswith((".", "?"))
        for remedy in each.remedies:
            assert remedy.spec != spec
            assert outline(remedy.spec).parameters > 0


def test_the_proposed_rate_passes() -> None:
    spoiled = spec_with(training__learning_rate=10.0)
    assert outcomes(check(spoiled, "rate").remedies[0].spec, passed=False) == []


def test_the_same_experiment_gives_the_same_report() -> None:
    spec = spec_with(seed=3)
    first, second = drained(checking(spec)), drained(checking(spec))
    assert repr(first) == repr(second)  # a loss that is not finite is not equal to itself


def test_the_report_grows() -> None:
    seen = [(len(each.checks), each.share) for each in checking(find("digits").spec)]
    assert seen == sorted(seen)
    assert seen[-1][0] == 8


def test_rates_are_swept_over_nine_decades() -> None:
    swept = report(find("digits").spec).sweep
    assert [each.learning_rate for each in swept] == list(RATES)
    assert RATES[-1] / RATES[0] == pytest.approx(1e9)
    by_rate = {each.learning_rate: each.loss_ratio for each in swept}
    assert by_rate[1e-6] == pytest.approx(1, abs=0.01)
    assert by_rate[1e-2] < 0.3
    assert not np.isfinite(by_rate[10.0]) or by_rate[10.0] > 3


def test_checks_can_be_given_up() -> None:
    work = checking(find("digits").spec)
    for _ in range(30):
        next(work)
    work.close()
    with pytest.raises(StopIteration):
        next(work)


def test_numbers_to_be_met_have_no_first_loss_to_expect() -> None:
    spec = find("hills").spec
    assert outcomes(spec, passed=None) == ["first loss"]
    assert outcomes(spec, passed=False) == []


def test_without_validation_examples_nothing_is_said_of_them() -> None:
    spec = spec_with(data__split={"train": 1.0, "validation": 0.0, "test": 0.0})
    assert outcomes(spec, passed=None) == ["validation"]


def test_two_classes_with_one_output_pass() -> None:
    assert outcomes(find("logistic").spec, passed=False) == []


def test_few_examples_are_enough() -> None:
    spec = spec_with(data__source=noise(15, 4, classes=3), training__batch_size=4)
    assert len(report(spec).checks) == 9
    assert "11 examples" in str(check(spec, "by heart").expected)


def test_examples_of_one_class_cannot_be_told_apart() -> None:
    spec = spec_with(data__source="iris", training__batch_size=8)
    data = prepare(spec)
    of_first = data.train.targets == 0
    train = Examples(data.train.x[of_first], data.train.targets[of_first])
    found = drained(checking(spec, replace(data, train=train)))
    assert [each.passed for each in found.checks if each.name == "by heart"] == [None]


@pytest.mark.parametrize(
    ("activation", "batch_norm"), [("maxout", False), ("prelu", False), ("relu", True), ("maxout", True)]
)
def test_parameters_are_counted_as_they_are_built(activation: str, batch_norm: bool) -> None:
    spec = spec_with(
        data__source=noise(60, 5, classes=3),
        network__layers=layers(2, 6, activation, "he", batch_norm=batch_norm),
        training__batch_size=10,
    )
    assert check(spec, "architecture").passed


def test_progress_never_goes_back() -> None:
    shares = [each.share for each in checking(spec_with(training__epochs=2))]
    assert shares == sorted(shares)


def test_a_class_that_is_nearly_all_of_them_leaves_nothing_to_be_beaten() -> None:
    points = [[0.01 * i, 0.3, 0] for i in range(300)] + [[0.5, 3.0, 1]]
    rare = spec_with(data__source={"kind": "points", "points": points}, training__batch_size=16)
    assert check(rare, "validation").passed is None


def test_a_first_loss_that_is_no_number_is_not_laid_to_zero_weights() -> None:
    huge = spec_with(network__layers=layers(10, 50, "relu", std(1000.0)), network__output__init=std(1000.0))
    assert check(huge, "penalty").passed is False
    assert "no finite number" in str(check(huge, "penalty").advice)
    assert "no finite number" in str(check(huge, "by heart").measured)
