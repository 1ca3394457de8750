"""The shipped examples say what is true of them."""

import pytest

from nnlab.spec.document import from_document, same_run, set_at, to_document
from nnlab.store.experiment_file import examples, find
from nnlab.training.loop import train
from nnlab.training.trainer import Trainer

LEAST_ACCURACY = {
    "digits": 0.93,
    "batch_norm": 0.93,
    "spirals": 0.97,
    "logistic": 0.97,
    "dropout": 0.78,
    "shapes": 0.72,
}


def outcome(spec):
    trainer = Trainer(spec, blas_threads=1)
    for _ in train(trainer):
        pass
    return trainer.recorder.results()["test"]


def edited(name, **changes):
    document = to_document(find(name).spec)
    for path, value in changes.items():
        document = set_at(document, path.replace("__", "."), value)
    return from_document(document)


def dead_share_of_the_last_hidden_layer(spec):
    return Trainer(spec, blas_threads=1).picture().layers[-2].shares.dead


@pytest.mark.parametrize(("name", "least"), LEAST_ACCURACY.items())
def test_an_example_learns_what_its_notes_say(name, least):
    assert outcome(find(name).spec).accuracy >= least


def test_raw_shapes_teach_next_to_nothing():
    assert outcome(edited("shapes", preprocessing=[], training__epochs=3)).accuracy < 0.2


def test_a_network_follows_the_hills_and_a_linear_one_cannot():
    linear = {"network__layers__0__activation": "linear", "network__layers__1__activation": "linear"}
    assert outcome(edited("hills")).loss < 0.02
    assert outcome(edited("hills", training__learning_rate=0.01, **linear)).loss > 0.12


def test_whitening_fitted_on_all_data_promises_too_much():
    assert outcome(edited("leakage")).accuracy > 0.45
    assert outcome(edited("leakage", preprocessing_fit="train")).accuracy < 0.3


def test_a_small_bias_keeps_all_units_of_the_last_layer_alive_at_the_start():
    spec = find("bias").spec
    without = to_document(spec)
    for index in range(len(spec.network.layers)):
        without = set_at(without, f"network.layers.{index}.bias", 0.0)
    assert dead_share_of_the_last_hidden_layer(spec) == 0
    assert dead_share_of_the_last_hidden_layer(from_document(without)) > 0.03


@pytest.mark.parametrize("name", examples())
def test_an_example_has_a_name_and_says_what_it_shows(name):
    spec = find(name).spec
    assert spec.name
    assert len(spec.notes) > 40
    assert same_run(spec, from_document(to_document(spec)))
