from nnlab.search.border import at_border, widened
from nnlab.search.narrowing import best_of, narrowed
from nnlab.spec.search import search_spec
from tests.search.searching import search_of, trial
from tests.training.runs import spec_with

SPACE = search_of().space


def at(number, loss, rate, units=4, kind="relu", **options):
    values = {"training.learning_rate": rate, "network.layers.0.units": units, "network.activation": kind}
    return trial(number, (loss,), values=values, **options)


def test_the_next_stage_lies_around_the_best_quarter():
    trials = [at(i, 1.0 + i, 1e-4) for i in range(6)] + [at(6, 0.1, 0.01, 5, "tanh"), at(7, 0.2, 0.03, 6, "tanh")]
    found = narrowed(SPACE, trials)
    low, high = found["training.learning_rate"].log_uniform
    assert 1e-3 < low < 0.01 < 0.03 < high < 0.1
    assert found["network.layers.0.units"].integers == (4, 7)
    assert found["network.activation"].choices == ("tanh",)


def test_it_never_leaves_the_range_it_came_from():
    found = narrowed(SPACE, [at(0, 0.1, 1.0, 8), at(1, 0.2, 0.9, 2)])
    low, high = found["training.learning_rate"].log_uniform
    assert (low < 0.6, high) == (True, 1.0)
    assert found["network.layers.0.units"].integers == (2, 8)


def test_nothing_is_narrowed_where_nothing_was_learned():
    broke = [at(i, 1.0, 0.1, outcome="diverged") for i in range(4)]
    assert narrowed(SPACE, broke) == SPACE
    assert best_of(broke) == []


def test_a_best_value_in_the_outermost_tenth_is_flagged():
    values = {"training.learning_rate": 0.5, "network.layers.0.units": 2, "network.activation": "relu"}
    assert at_border(SPACE, values) == {"training.learning_rate": 1, "network.layers.0.units": -1}
    assert at_border(SPACE, {**values, "training.learning_rate": 0.3}) == {"network.layers.0.units": -1}


def test_a_range_is_widened_on_its_scale_as_far_as_the_field_allows():
    spec = spec_with()
    search = search_spec(
        '{"training.learning_rate": {"log_uniform": [1e-4, 1]}, "network.layers.0.dropout": {"uniform": [0.1, 0.9]}, '
        '"network.depth": {"integers": [1, 5]}}'
    )
    rate = widened(search, spec, "training.learning_rate", 1).space["training.learning_rate"]
    assert rate.log_uniform == (1e-4, 100.0)
    dropout = widened(search, spec, "network.layers.0.dropout", 1).space["network.layers.0.dropout"]
    assert 0.9 < dropout.uniform[1] < 1
    assert widened(search, spec, "network.depth", -1) == search
