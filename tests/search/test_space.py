import pytest

from nnlab.errors import InvalidSpecError
from nnlab.search.checking import check_search
from nnlab.search.space import applied, present_value
from nnlab.spec.search import search_spec
from tests.training.runs import spec_with

SPEC = spec_with(network__layers=[{"units": 7}, {"units": 9}])


def space(text):
    return search_spec(text)


def test_a_single_field_is_set():
    found = applied(SPEC, {"training.learning_rate": 0.5, "network.layers.1.units": 3})
    assert found.training.learning_rate == 0.5
    assert [layer.units for layer in found.network.layers] == [7, 3]


def test_what_all_layers_share_is_set_in_all_of_them():
    found = applied(SPEC, {"network.activation": "tanh", "network.init": {"kind": "normal", "std": 0.5}})
    assert {layer.activation.kind for layer in found.network.layers} == {"tanh"}
    assert {layer.init.std for layer in found.network.layers} == {0.5}


def test_the_number_of_layers_comes_first_and_single_fields_last():
    found = applied(SPEC, {"network.layers.3.units": 1, "network.units": 5, "network.depth": 4})
    assert [layer.units for layer in found.network.layers] == [5, 5, 5, 1]
    assert [layer.units for layer in applied(SPEC, {"network.depth": 1}).network.layers] == [7]
    assert [layer.units for layer in applied(SPEC, {"network.depth": 3}).network.layers] == [7, 9, 9]


def test_a_kind_comes_before_its_options():
    found = applied(SPEC, {"training.optimizer.momentum": 0.5, "training.optimizer": "nesterov"})
    assert (found.training.optimizer.kind, found.training.optimizer.momentum) == ("nesterov", 0.5)


def test_what_an_experiment_has_now_is_known():
    assert present_value(SPEC, "network.depth") == 2
    assert present_value(SPEC, "network.units") == 7
    assert present_value(SPEC, "training.learning_rate") == SPEC.training.learning_rate


BAD = {
    '{"training.rate": {"uniform": [0, 1]}}': "training.rate: there is no such field.",
    '{"network.layers.5.units": {"integers": [1, 2]}}': "network.layers.5.units: there is no such field.",
    '{"network.width": {"integers": [1, 2]}}': "network.width: there is no such field.",
    '{"training.learning_rate": {"uniform": [0, 1]}}': "training.learning_rate: 0: must be greater than 0.",
    '{"training.batch_size": {"uniform": [8, 64]}}': "training.batch_size: 8: must be a whole number.",
    '{"network.activation": {"choices": ["relu", "rely"]}}': "network.activation: rely: has no kind 'rely'",
    '{"network.depth": {"integers": [0, 3]}}': "network.depth: 0: must be at least 1.",
    '{"training.epochs": {"integers": [1, 3]}}': "training.epochs: cannot be searched",
    '{"name": {"choices": ["a", "b"]}}': "name: cannot be searched: it changes no run.",
    '{"data.seed": {"integers": [1, 3]}}': "data.seed: cannot be searched",
    '{"training.batch_size": {"integers": [1, 1000000]}}': "training.batch_size: must be at most",
    '{"network.units": {"integers": [1, 100000]}, "network.depth": {"integers": [1, 200]}}': "of memory",
    '{"training.l2": {"uniform": [1, 1]}}': "space.training.l2.uniform: must rise: 1 is not below 1.",
    '{"training.l2": {"log_uniform": [0, 1]}}': "must lie above zero",
    '{"training.l2": {"log_uniform": [1e-6, 1], "points": 10001}}': "must be at most 10,000",
    '{"training.l2": {"lognormal": [1e-6, 1]}}': "space.training.l2: must be a range",
    '{"training.l2": {"choices": []}}': "must have at least 1 entry",
    "{}": "space: must have at least 1 entry.",
    "[]": "must be a group of fields.",
    "{": "is not JSON",
    '{"space": {"training.l2": {"uniform": [0, 1]}}, "stages": [{"trials": 20000}]}': "must be at most 10,000",
    '{"space": {"training.l2": {"uniform": [0, 1]}}, "stages": [{"trials": 9000, "epochs": 500}]}': "epochs",
    '{"space": {"training.l2": {"uniform": [0, 1]}}, "method": "grit"}': "method: must be",
}


@pytest.mark.parametrize("text", BAD)
def test_what_cannot_be_searched_is_said_before_anything_runs(text):
    with pytest.raises(InvalidSpecError) as found:
        check_search(SPEC, space(text))
    assert BAD[text] in str(found.value)


def test_a_grid_of_ten_million_points_is_refused():
    wide = '{"log_uniform": [1e-6, 1], "points": 10000}'
    text = f'{{"space": {{"training.l2": {wide}, "training.l1": {wide}}}, "method": "grid"}}'
    with pytest.raises(InvalidSpecError, match="the grid has 100,000,000 points; at most 10,000 can be run"):
        check_search(SPEC, space(text))


def test_a_search_needs_validation_examples():
    blind = spec_with(data__split={"train": 1.0, "validation": 0.0, "test": 0.0})
    with pytest.raises(InvalidSpecError, match=r"data\.split\.validation: must be above 0"):
        check_search(blind, space('{"training.l2": {"uniform": [0, 1]}}'))


def test_an_option_of_a_kind_that_is_searched_too_is_there():
    check_search(
        SPEC,
        space(
            '{"training.optimizer": {"choices": ["momentum", "nesterov"]}, '
            '"training.optimizer.momentum": {"uniform": [0.5, 0.99]}, '
            '"network.depth": {"integers": [1, 4]}, "network.layers.0.units": {"integers": [2, 9]}}'
        ),
    )
