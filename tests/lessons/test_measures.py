"""Each measure gives the number that it says it gives."""

import json
from math import inf, isnan, log, nan, sqrt

import numpy as np
import pytest
from pydantic import TypeAdapter

from nnlab.lessons.bench import Bench
from nnlab.lessons.checking import Outcome, expected_words, words
from nnlab.lessons.experiments import experiments
from nnlab.lessons.lesson import Claim, Expected, Lesson
from nnlab.lessons.measures import AnyMeasure
from nnlab.search.space import applied
from nnlab.spec.document import new_spec
from tests.lessons.writing import LESSON

MEASURE = TypeAdapter(AnyMeasure)
SETS = {
    "relu": {},
    "tanh": {"network.activation": "tanh"},
    "zeros": {"network.init": "zeros", "network.output.init": "zeros"},
    "prelu": {"network.activation": "prelu"},
    "broken": {"training.learning_rate": 1e9},
    "norm": {"network.batch_norm": True, "network.dropout": 0.2},
}


@pytest.fixture(scope="module")
def bench():
    """Give small networks a bench, where each is run once for all tests."""
    small = experiments(Lesson.model_validate_json(json.dumps(LESSON)))["small"]
    return Bench({name: applied(small, values) for name, values in SETS.items()}, seed=1)


def value(bench, kind, **fields):
    return MEASURE.validate_python({"kind": kind, **fields}).value(bench)


def test_accuracy_and_loss_are_those_of_the_whole_part(bench):
    result = bench.run("relu").results["validation"]
    assert value(bench, "accuracy", of="relu") == result.accuracy
    assert value(bench, "end_loss", of="relu", part="validation") == result.loss


def test_a_run_that_broke_names_no_class(bench):
    assert value(bench, "accuracy", of="broken") == 0.0
    assert value(bench, "loss_over_start", of="broken") == inf
    assert value(bench, "diverged_at", of="broken") == bench.run("broken").checkpoint.first_nonfinite.step
    assert value(bench, "diverged_at", of="relu") == inf


def test_losses_of_steps(bench):
    losses = bench.run("relu").checkpoint.history.losses
    assert value(bench, "loss_over_start", of="relu") == pytest.approx(losses[-10:].mean() / losses[0])
    assert value(bench, "steps_to_loss", of="relu", loss=100.0) == 10
    assert value(bench, "steps_to_loss", of="relu", loss=-1.0) == inf


def test_a_softmax_of_zeros_knows_nothing(bench):
    assert value(bench, "start_loss", of="zeros") == pytest.approx(log(3))
    assert value(bench, "start_loss", of="zeros", with_penalty=True) == pytest.approx(log(3))


def test_the_penalty_is_half_l2_times_the_squares_of_the_weights(bench):
    spec = applied(bench.spec("relu"), {"training.l2": 0.3, "training.l1": 0.1})
    single = Bench({"a": spec})
    weights = [block.affine.w.astype(float) for block in single.initial("a").blocks]
    penalty = sum(0.5 * 0.3 * (w**2).sum() + 0.1 * np.abs(w).sum() for w in weights)
    difference = value(single, "start_loss", of="a", with_penalty=True) - value(single, "start_loss", of="a")
    assert difference == pytest.approx(penalty)


def test_weights_that_are_zero_do_not_move_and_are_one_unit(bench):
    assert value(bench, "moved_weights", of="zeros", layer=1) == 0.0
    assert value(bench, "start_distinct_units", of="zeros", layer=1) == 1
    assert value(bench, "end_distinct_units", of="zeros", layer=1) == 1
    assert value(bench, "end_distinct_units", of="relu", layer=1) == 6


def test_moved_weights_are_told_relative_to_their_start(bench):
    start, end = bench.initial("relu").blocks[0].affine.w, bench.final("relu").blocks[0].affine.w
    assert value(bench, "moved_weights", of="relu", layer=1) == pytest.approx(
        sqrt(((end - start) ** 2).sum() / (start**2).sum())
    )
    assert value(bench, "moved_weights", of="relu", layer=1) > 0


def test_gradients_of_one_sign_are_those_of_inputs_of_one_sign(bench):
    """The gradient of a weight is its input times what comes down: an example with inputs of one sign gives one."""
    x = bench.data("relu").train.x[:50]
    share = (np.all(x >= 0, axis=1) | np.all(x <= 0, axis=1)).mean()
    assert 0 < share < 1
    assert value(bench, "one_sign", of="tanh", layer=1) == pytest.approx(share)
    assert value(bench, "one_sign", of="relu", layer=2) == 1.0


def test_units_without_a_gradient_are_those_that_are_silent(bench):
    network = bench.final("relu", 1000)
    network.forward(bench.data("relu").train.x, training=False)
    silent = np.all(network.blocks[1].output == 0, axis=0).mean()
    assert value(bench, "end_units", of="relu", layer=2, which="always_negative") == pytest.approx(silent)
    assert value(bench, "end_units", of="relu", layer=2, which="without_gradient") == pytest.approx(silent)
    assert value(bench, "dead_units", of="relu", layer=2) == pytest.approx(silent)


def test_gradients_shrink_by_what_lies_between(bench):
    ratio = value(bench, "gradient_ratio", of="tanh", layer=1, over=2)
    assert value(bench, "gradient_ratio", of="tanh", layer=2, over=1) == pytest.approx(1 / ratio)
    assert value(bench, "gradient_ratio", of="tanh", layer=-2, over=-1) == ratio


def test_parameters_are_counted(bench):
    assert value(bench, "parameters", of="relu") == 2 * 6 + 6 + 6 * 6 + 6 + 6 * 3 + 3


def test_slopes_are_those_of_prelu_alone(bench):
    assert 0 < value(bench, "end_slope", of="prelu", layer=1) < 1
    assert isnan(value(bench, "end_slope", of="relu", layer=1))


def test_networks_with_batch_norm_and_dropout_are_measured_too(bench):
    assert 0 <= value(bench, "accuracy", of="norm") <= 1
    assert value(bench, "end_units", of="norm", layer=1, which="without_gradient") <= 1
    assert value(bench, "start_output", of="norm", layer=1, before_activation=True) == pytest.approx(1, abs=0.05)


def test_two_weights_take_a_longer_way_with_positive_inputs(bench):
    detour, direct = (value(bench, "path_length", centred=centred) for centred in (False, True))
    assert 1 <= direct < detour


def test_an_activation_takes_time(bench):
    assert 0 < value(bench, "activation_seconds", activation="relu") < 10
    assert 0 < value(bench, "seconds_per_step", of="relu") < 10


def test_a_grid_tries_fewer_values(bench):
    space = {"training.learning_rate": {"log_uniform": (0.01, 1.0)}, "training.l2": {"log_uniform": (1e-6, 1e-3)}}
    search = {"of": "relu", "space": space, "trials": 4, "path": "training.learning_rate"}
    assert value(bench, "distinct_values", method="grid", **search) == 2
    assert value(bench, "distinct_values", method="random", **search) == 4
    assert 0 <= value(bench, "best_place", **search) <= 1


def test_measures_are_put_together(bench):
    zeros, relu = ({"kind": "start_distinct_units", "of": name, "layer": 1} for name in ("zeros", "relu"))
    assert value(bench, "difference", of=relu, less=zeros) == 5
    assert value(bench, "ratio", of=relu, over=zeros) == 6
    assert value(bench, "largest", among=(relu, zeros)) == 6
    assert value(bench, "smallest", among=(relu, zeros)) == 1
    assert isnan(value(bench, "smallest", among=(relu, {"kind": "end_slope", "of": "relu", "layer": 1})))


def test_what_measures_need_is_known_before():
    measure = MEASURE.validate_python(
        {
            "kind": "difference",
            "of": {"kind": "accuracy", "of": "a"},
            "less": {"kind": "start_output", "of": "b", "layer": 2},
        }
    )
    assert (list(measure.runs()), list(measure.probes()), list(measure.layers())) == (["a"], ["b"], [("b", 2)])


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (0.915, "share", "91.5 %"),
        (1.0, "share", "100 %"),
        (0.001, "share", "0.1 %"),
        (nan, "share", "NaN"),
        (1234.0, "count", "1,234"),
        (inf, "count", "∞"),
        (2.5, "times", "× 2.50"),
        (0.012, "number", "0.0120"),
    ],
)
def test_numbers_have_their_units(value, unit, said):
    assert words(value, unit) == said


def test_a_range_has_both_ends_and_nothing_holds_for_no_number():
    both, least = Expected(at_least=0.5, at_most=1.0), Expected(at_least=0.5)
    assert [both.holds(value) for value in (0.4, 0.5, 1.0, 1.1)] == [False, True, True, False]
    assert (least.holds(inf), least.holds(nan)) == (True, False)
    assert [expected_words(each, "share") for each in (both, least)] == ["50 % … 100 %", "≥ 50 %"]
    assert expected_words(Expected(at_most=0.0), "number") == "≤ 0"


def test_an_outcome_says_what_was_measured():
    measure = MEASURE.validate_python({"kind": "accuracy", "of": "a"})
    claim = Claim(name="c", sentence="So.", measure=measure, expected=Expected(at_least=0.9))
    outcome = Outcome(claim, 0.85)
    assert (outcome.passed, outcome.measured, outcome.expected) == (False, "85 %", "≥ 90 %")


def test_a_new_experiment_is_what_lessons_begin_with():
    assert new_spec().data.source.kind == "digits"
