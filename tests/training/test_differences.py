"""Which fields of several specs differ."""

import pytest

from nnlab.training.differences import ABSENT, Difference, differences
from tests.training.runs import spec_with


def layer(units=100, activation="relu", **options):
    return {"units": units, "activation": {"kind": activation}, **options}


def found(*specs, among=None):
    return {difference.path: difference.values for difference in differences(specs, among)}


def test_the_same_specs_differ_in_nothing():
    assert differences([spec_with(), spec_with()]) == []
    assert differences([spec_with()]) == differences([]) == []


def test_a_number_that_differs_is_told_with_the_value_of_each():
    assert found(spec_with(), spec_with(training__learning_rate=0.1), spec_with()) == {
        "training.learning_rate": (0.01, 0.1, 0.01)
    }


def test_names_and_notes_are_no_difference():
    assert differences([spec_with(name="a", notes="b"), spec_with()]) == []


def test_a_kind_is_told_without_the_defaults_of_its_options():
    assert found(spec_with(), spec_with(training__optimizer="adam")) == {"training.optimizer": ("momentum", "adam")}


def test_an_option_that_is_not_at_its_default_is_told_beside_its_kind():
    other = spec_with(training__optimizer={"kind": "adam", "betas": [0.5, 0.999]})
    assert found(spec_with(), other) == {
        "training.optimizer": ("momentum", "adam"),
        "training.optimizer.betas.0": (ABSENT, 0.5),
    }


def test_options_of_one_kind_are_compared():
    one, other = (spec_with(training__optimizer={"kind": "momentum", "momentum": m}) for m in (0.9, 0.5))
    assert found(one, other) == {"training.optimizer.momentum": (0.9, 0.5)}


def test_layers_are_compared_by_index_and_those_that_a_run_lacks_are_absent():
    few = spec_with(network__layers=[layer(50), layer(20)])
    many = spec_with(network__layers=[layer(50), layer(30, "tanh"), layer(7)])
    differing = found(few, many)
    assert differing.pop("network.layers.2") == (ABSENT, many.network.layers[2])
    assert differing == {
        "network.layers.1.units": (20, 30),
        "network.layers.1.activation": ("relu", "tanh"),
    }


def test_what_differs_alike_in_several_layers_is_told_once():
    relu, tanh = (spec_with(network__layers=[layer(50, kind) for _ in range(3)]) for kind in ("relu", "tanh"))
    rest = ("network.layers.1.activation", "network.layers.2.activation")
    assert differences([relu, tanh]) == [Difference("network.layers.0.activation", ("relu", "tanh"), rest)]


def test_layers_that_differ_in_other_ways_are_told_one_by_one():
    one = spec_with(network__layers=[layer(50), layer(50)])
    other = spec_with(network__layers=[layer(60), layer(70)])
    assert found(one, other) == {"network.layers.0.units": (50, 60), "network.layers.1.units": (50, 70)}


def test_batch_norm_with_options_is_on():
    options = spec_with(network__layers=[layer(batch_norm={"epsilon": 1e-3})])
    off, switched = (spec_with(network__layers=[layer(batch_norm=on)]) for on in (False, True))
    assert found(switched, off) == {"network.layers.0.batch_norm": (True, False)}
    assert found(switched, options) == {"network.layers.0.batch_norm.epsilon": (ABSENT, 1e-3)}


def test_early_stopping_is_told_by_its_patience():
    assert found(spec_with(), spec_with(training__early_stopping={"patience": 3})) == {
        "training.early_stopping": (None, 3)
    }


def test_steps_of_one_kind_are_compared_by_their_options():
    other = spec_with(preprocessing=[{"kind": "center", "mean": "all"}, {"kind": "normalize"}])
    assert found(spec_with(), other) == {"preprocessing.0.mean": ("feature", "all")}


def test_other_steps_are_told_whole():
    bare = spec_with(preprocessing=[])
    assert found(spec_with(), bare) == {"preprocessing": (spec_with().preprocessing, ())}


def test_data_are_compared_by_the_last_parts_of_their_paths():
    files = [spec_with(data__source={"kind": "csv", "path": path}) for path in ("/a/b/x.csv", "/a/c/x.csv")]
    assert found(*files) == {"data.source.path": ("b/x.csv", "c/x.csv")}
    others = [*files[:1], spec_with(data__source={"kind": "csv", "path": "/q/y.csv"}), spec_with()]
    assert found(*others)["data.source.path"] == ("x.csv", "y.csv", ABSENT)


def test_only_those_that_are_asked_for_have_to_differ():
    specs = [spec_with(), spec_with(training__l2=0.5), spec_with(training__epochs=3)]
    assert found(*specs, among=[0, 1]) == {"training.l2": (1e-4, 0.5, 1e-4)}
    assert found(*specs, among=[0]) == {}


@pytest.mark.parametrize("turned", [False, True])
def test_fields_come_in_the_order_of_the_spec(turned):
    specs = [
        spec_with(training__optimizer={"kind": "adam", "eps": 1e-3}, seed=1),
        spec_with(network__layers=[layer(3)], training__learning_rate=1.0),
    ]
    paths = [difference.path for difference in differences(specs[::-1] if turned else specs)]
    assert paths == [
        "network.layers.0.units",
        "network.layers.1",
        "training.optimizer",
        "training.optimizer.eps",
        "training.learning_rate",
        "seed",
    ]
