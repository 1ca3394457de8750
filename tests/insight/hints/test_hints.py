"""For each hint a run that provokes it, and the same run with its remedy, which does not."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from nnlab.insight.hints import hints_of
from nnlab.insight.hints.hint import Evidence, Hint
from nnlab.insight.hints.inputs import not_scaled, uneven_classes
from nnlab.spec.experiment import ExperimentSpec
from nnlab.store.experiment_file import examples, find
from nnlab.training.history import HistoryRecord
from nnlab.training.outline import outline
from tests.insight.hints.runs import evidence_of, layers, std, until
from tests.training.runs import spec_with

POINTS = [[0.1 * i, 0.3, 0] for i in range(60)] + [[0.5, 1.0 + 0.1 * i, 1] for i in range(5)]
MANY_WRONG = {"data__limit": 400, "data__label_noise": 0.3, "training__epochs": 25, "training__batch_size": 32}

SICK: dict[str, dict[str, Any]] = {
    "rate too high": {"training__learning_rate": 1.0, "training__epochs": 8},
    "rate too low": {"training__learning_rate": 1e-5, "training__epochs": 5},
    "vanishing gradient": {"network__layers": layers(10, 50, "sigmoid", "xavier"), "training__epochs": 4},
    "exploding gradient": {"network__layers": layers(10, 100, "tanh", std(1.0)), "training__epochs": 3},
    "fading signal": {"network__layers": layers(6, 50, "tanh", std(0.01)), "training__epochs": 4},
    "saturation": {"network__layers": layers(2, 100, "tanh", std(1.0)), "training__epochs": 3},
    "dying ReLUs": {"training__optimizer": "adam", "training__learning_rate": 0.03, "training__epochs": 5},
    "silent at the start": {"network__layers": layers(2, 100, "relu", "he", bias=-4.0), "training__epochs": 2},
    "symmetric units": {
        "network__layers": layers(2, 30, "sigmoid", "zeros"),
        "network__output__init": "zeros",
        "training__epochs": 4,
    },
    "inputs not centred": {"preprocessing": [], "training__epochs": 2},
    "inputs not scaled": {
        "data__source": "wine",
        "preprocessing": [],
        "training__learning_rate": 1e-5,
        "training__batch_size": 16,
        "training__epochs": 3,
    },
    "overfitting": {"training__optimizer": "adam", "training__learning_rate": 0.003, **MANY_WRONG},
    "underfitting": {
        "data__source": "spirals",
        "network__layers": layers(2, 30, "linear", "xavier"),
        "training__learning_rate": 0.03,
        "training__epochs": 40,
    },
    "plateau": {
        "data__source": {"kind": "moons", "noise": 0.3},
        "network__layers": layers(1, 20, "relu", "he"),
        "training__optimizer": "sgd",
        "training__learning_rate": 0.3,
        "training__batch_size": 16,
        "training__epochs": 60,
    },
    "batch too small": {
        "data__limit": 300,
        "network__layers": layers(1, 50, "relu", "he", batch_norm=True),
        "training__batch_size": 2,
        "training__epochs": 1,
    },
    "wrong first loss": {"network__output__init": std(1.0), "training__epochs": 1},
    "components beyond need": {
        "data__source": "breast_cancer",
        "preprocessing": [{"kind": "pca", "components": 30}, {"kind": "whiten"}],
        "training__epochs": 1,
    },
    "uneven classes": {
        "data__source": {"kind": "points", "points": POINTS},
        "training__batch_size": 8,
        "training__epochs": 1,
    },
}
SHOWN_SICK = "bias"
"""The example that shows what weights that are too small do."""


def hint(spec: ExperimentSpec, key: str) -> Hint:
    """Return the hint with a key, of a run of ``spec`` at its end."""
    return next(each for each in hints_of(evidence_of(spec)) if each.key == key)


def keys(spec: ExperimentSpec) -> list[str]:
    return [each.key for each in hints_of(evidence_of(spec))]


@pytest.mark.parametrize("key", SICK)
def test_what_is_wrong_is_pointed_at_with_its_numbers(key: str) -> None:
    found = hint(spec_with(**SICK[key]), key)
    assert any(character.isdigit() for character in str(found.reading))
    assert str(found.why).count(". ") == 1
    assert str(found.why).endswith(".")


@pytest.mark.parametrize("key", [key for key in SICK if key != "uneven classes"])
def test_with_its_remedy_it_is_gone(key: str) -> None:
    remedy = hint(spec_with(**SICK[key]), key).remedies[0]
    assert key not in keys(remedy.spec)


@pytest.mark.parametrize("key", SICK)
def test_every_remedy_is_an_experiment_that_can_be_run(key: str) -> None:
    spec = spec_with(**SICK[key])
    for remedy in hint(spec, key).remedies:
        assert remedy.spec != spec
        assert outline(remedy.spec).parameters > 0


def test_nothing_but_more_examples_helps_a_small_class() -> None:
    assert hint(spec_with(**SICK["uneven classes"]), "uneven classes").remedies == ()


@pytest.mark.parametrize("name", sorted(set(examples()) - {SHOWN_SICK}))
def test_the_shipped_examples_are_sound_from_beginning_to_end(name: str) -> None:
    evidence = evidence_of(find(name).spec)
    for picture in evidence.history.pictures:
        found = hints_of(until(evidence, picture.step))
        assert not found, (picture.step, found[0].key, str(found[0].reading))


def test_the_example_of_small_weights_shows_what_they_do() -> None:
    assert keys(find(SHOWN_SICK).spec) == ["vanishing gradient"]


SOUND = {
    "ten ReLU layers": {"network__layers": layers(10, 100, "relu", "he"), "training__epochs": 4},
    "two tanh layers": {"network__layers": layers(2, 100, "tanh", "xavier"), "training__epochs": 8},
    "batch norm": {
        "network__layers": layers(5, 100, "relu", std(0.01), batch_norm=True),
        "training__learning_rate": 0.05,
        "training__epochs": 6,
    },
    "adam": {"training__optimizer": "adam", "training__learning_rate": 0.001, "training__epochs": 8},
    "cosine": {"training__schedule": "cosine", "training__epochs": 12},
}


@pytest.mark.parametrize("name", SOUND)
def test_sound_networks_are_left_alone(name: str) -> None:
    evidence = evidence_of(spec_with(**SOUND[name]))
    for picture in evidence.history.pictures:
        assert not hints_of(until(evidence, picture.step)), picture.step


def test_before_the_first_picture_nothing_is_said_of_the_run() -> None:
    evidence = replace(evidence_of(spec_with(**SICK["rate too high"])), history=HistoryRecord(EMPTY, (), ()))
    assert hints_of(evidence) == ()
    assert hints_of(replace(evidence, data=None)) == ()


EMPTY = evidence_of(spec_with(**SICK["wrong first loss"])).history.losses[:0]


@pytest.mark.parametrize("step", [0, 1, 2, 5, 21, 40])
@pytest.mark.parametrize("key", SICK)
def test_every_moment_of_a_run_can_be_looked_at(key: str, step: int) -> None:
    evidence = until(evidence_of(spec_with(**SICK[key])), step)
    assert len({each.key for each in hints_of(evidence)}) == len(hints_of(evidence))
    hints_of(replace(evidence, data=None))


def test_a_run_that_diverged_can_be_looked_at() -> None:
    evidence = evidence_of(spec_with(training__learning_rate=1e6))
    assert "rate too high" not in [each.key for each in hints_of(evidence)] or evidence.history.pictures


def test_a_network_that_names_numbers_is_told_of_its_loss_alone() -> None:
    flat = spec_with(
        data__source="hills",
        network__layers=layers(1, 20, "linear", "xavier"),
        training__loss="mse",
        training__epochs=40,
    )
    assert "accuracy" not in str(hint(flat, "underfitting").reading)


def facts_with(**values: Any) -> Evidence:
    evidence = evidence_of(spec_with(training__epochs=2))
    assert evidence.data is not None
    return replace(evidence, data=replace(evidence.data, **values))


def test_a_constant_feature_is_not_a_narrow_one() -> None:
    stds = np.full(64, 1.0)
    stds[0] = 1e-15
    flat = replace(facts_with(feature_stds=stds, feature_means=np.zeros(64)), input_shape=(64,))
    assert not_scaled(flat) is None
    stds[0] = 1e-3
    narrow = replace(flat, data=replace(flat.data, feature_stds=stds))
    assert not_scaled(narrow) is not None


def test_a_handful_of_examples_is_not_uneven() -> None:
    assert uneven_classes(facts_with(class_counts=(2, 1, 0))) is None
    assert uneven_classes(facts_with(class_counts=(20, 10, 0))) is not None
