"""One thing changed in an experiment."""

import pytest

from nnlab.errors import InvalidSpecError
from nnlab.gui.controllers.one_change import with_change
from nnlab.training.differences import differences
from tests.training.runs import spec_with


@pytest.mark.parametrize(
    ("path", "value", "changed"),
    [
        ("training.learning_rate", 0.5, {"training.learning_rate": 0.5}),
        ("training.optimizer", "adam", {"training.optimizer": "adam"}),
        ("network.layers.1.activation", "tanh", {"network.layers.1.activation": "tanh"}),
        ("network.layers.*.units", 7, {"network.layers.0.units": 7}),
        ("network.layers.*.init", "xavier", {"network.layers.0.init": "xavier"}),
        ("network.layers.0.batch_norm", True, {"network.layers.0.batch_norm": True}),
        ("training.early_stopping", 4, {"training.early_stopping": 4}),
        ("data.limit", 500, {"data.limit": 500}),
    ],
)
def test_a_field_gets_another_value(path, value, changed):
    spec = spec_with()
    found = {one.path: one.values[1] for one in differences([spec, with_change(spec, path, value)])}
    assert found == changed


def test_early_stopping_is_switched_off():
    spec = spec_with(training__early_stopping={"patience": 3})
    assert with_change(spec, "training.early_stopping", None).training.early_stopping is None


@pytest.mark.parametrize(("count", "units"), [(1, [50]), (2, [50, 20]), (4, [50, 20, 20, 20])])
def test_layers_come_and_go_at_the_top(count, units):
    spec = spec_with(network__layers=[{"units": 50}, {"units": 20}])
    changed = with_change(spec, "network.layers", count)
    assert [layer.units for layer in changed.network.layers] == units


@pytest.mark.parametrize("value", [0, -1, 201, True, "three", 2.5])
def test_a_wrong_number_of_layers_is_refused_with_a_sentence(value):
    with pytest.raises(InvalidSpecError, match="whole number from 1 to 200"):
        with_change(spec_with(), "network.layers", value)


def test_the_kind_that_is_there_keeps_its_options():
    layer = {"activation": {"kind": "leaky_relu", "slope": 0.3}, "batch_norm": {"epsilon": 0.1}}
    spec = spec_with(network__layers=[layer, {}])
    changed = with_change(spec, "network.layers.*.activation", "leaky_relu")
    assert [entry.activation.slope for entry in changed.network.layers] == [0.3, 0.01]
    assert with_change(spec, "network.layers.0.batch_norm", True) == spec


@pytest.mark.parametrize(("path", "value"), [("training.learning_rate", -1), ("training.batch_size", 500_000)])
def test_a_value_that_is_not_allowed_or_does_not_fit_is_refused(path, value):
    with pytest.raises(InvalidSpecError) as caught:
        with_change(spec_with(), path, value)
    assert caught.value.problems[0].path == path
