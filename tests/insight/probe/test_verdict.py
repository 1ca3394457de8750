"""What the lecture says of each initialisation."""

import pytest

from nnlab.data.prepared import prepare
from nnlab.insight.probe.probe import probing
from nnlab.insight.probe.starts import Normalised, lecture_spec, starts
from nnlab.insight.probe.verdict import verdict
from nnlab.jobs import drained
from tests.insight.probe.test_probe import data_of, probe_of
from tests.training.runs import noise, spec_with

CASES = [
    ("tanh", "zeros", "same"),
    ("tanh", "small", "fades"),
    ("tanh", "large", "saturates"),
    ("tanh", "xavier", "survives"),
    ("relu", "small", "fades"),
    ("relu", "large", "grows"),
    ("relu", "xavier", "fades"),
    ("relu", "he", "survives"),
    ("sigmoid", "xavier", "gradient fades"),
]


@pytest.mark.parametrize(("activation", "init", "key"), CASES)
def test_a_start_does_as_the_lecture_says(activation: str, init: str, key: str) -> None:
    spec = lecture_spec(activation)
    start = next(each for each in starts(spec) if each.key == init)
    found = verdict(drained(probing(start.spec, data_of(activation, 0), examples=200)))
    assert found.key == key
    assert found.is_good == (key == "survives")


@pytest.mark.parametrize("init", ["small", "large"])
def test_batch_normalisation_forgives_it(init: str) -> None:
    normalised: Normalised = "with"
    start = next(each for each in starts(lecture_spec("relu"), normalised) if each.key == init)
    assert verdict(drained(probing(start.spec, data_of("relu", 0), examples=200))).key == "survives"


def test_the_shipped_example_survives() -> None:
    spec = spec_with()
    assert verdict(drained(probing(spec, prepare(spec)))).is_good


def test_numbers_that_are_none_come_first() -> None:
    layer = {"units": 30, "activation": {"kind": "relu"}, "init": {"kind": "normal", "std": 1000.0}}
    assert verdict(probe_of(spec_with(data__source=noise(60, 30), network__layers=[layer] * 12))).key == "overflows"
