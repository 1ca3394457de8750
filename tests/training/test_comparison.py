"""Runs side by side."""

import math
from dataclasses import replace

import pytest

from nnlab.spec.live import Change
from nnlab.training.checkpoint import Finish
from nnlab.training.compared_run import compared
from nnlab.training.comparison import MEASURES, compare, plain
from nnlab.training.divergence import FirstNonFinite
from nnlab.training.evaluation import Result
from tests.training.runs import small_spec, spec_with
from tests.training.trained import trained


@pytest.fixture(scope="module")
def run():
    return compared("first", trained(small_spec()))


def with_result(run, name, accuracy, loss=0.5, **changes):
    results = dict.fromkeys(("train", "validation", "test"), Result(loss, accuracy))
    return replace(run, name=name, results=results, **changes)


def test_the_best_run_of_a_measure_is_known(run):
    runs = [with_result(run, "a", 0.8, 0.3), with_result(run, "b", 0.9, 0.4)]
    best = compare(runs).best
    assert best["validation_accuracy"] == {1}
    assert best["test_loss"] == {0}
    assert "steps" not in best


def test_runs_that_tie_are_both_the_best(run):
    runs = [with_result(run, name, value) for name, value in (("a", 0.9), ("b", 0.9), ("c", 0.8))]
    assert compare(runs).best["train_accuracy"] == {0, 1}


def test_there_is_no_best_where_all_are_alike_or_alone(run):
    assert compare([with_result(run, "a", 0.9)]).best == {}
    assert compare([with_result(run, "a", 0.9), with_result(run, "b", 0.9)]).best == {}


def test_a_run_that_broke_or_goes_on_is_not_the_best(run):
    broke = with_result(run, "broke", 0.99, broke=FirstNonFinite(3, "1", "forward"))
    live = replace(run, results={}, finish=None)
    runs = [broke, with_result(run, "a", 0.8), with_result(run, "b", 0.7), live]
    assert compare(runs).best["validation_accuracy"] == {1}
    assert compare([with_result(run, "a", 0.8, math.nan), with_result(run, "b", 0.7)]).best["test_accuracy"] == {0}


def test_losses_of_different_kinds_are_no_contest(run):
    other = replace(run, spec=small_spec(training__loss="hinge"))
    best = compare([with_result(run, "a", 0.8, 0.3), with_result(other, "b", 0.9, 0.4)]).best
    assert best["test_accuracy"] == {1}
    assert "test_loss" not in best


def test_runs_on_different_data_are_no_contest(run):
    other = replace(run, spec=small_spec(data__seed=1))
    assert compare([with_result(run, "a", 0.8), with_result(other, "b", 0.9)]).best == {}


def at_path(run, path):
    spec = small_spec(data__source={"kind": "csv", "path": path})
    return replace(run, spec=spec)


def test_the_same_data_elsewhere_are_the_same_data(run):
    runs = [with_result(at_path(run, path), path, value) for path, value in (("/a/x.csv", 0.8), ("/b/x.csv", 0.9))]
    assert compare(runs).best["test_accuracy"] == {1}


def test_a_file_that_has_changed_in_its_place_is_other_data(run):
    here, there = (with_result(at_path(run, "/a/x.csv"), name, value) for name, value in (("a", 0.8), ("b", 0.9)))
    assert compare([here, replace(there, fingerprint="0" * 64)]).best == {}


def test_of_data_that_are_not_known_the_path_decides(run):
    runs = [replace(with_result(at_path(run, "/a/x.csv"), "a", value), fingerprint="") for value in (0.7, 0.8)]
    ended = [with_result(at_path(run, "/a/x.csv"), "b", 0.9)]
    assert compare([*runs, *ended]).best["test_accuracy"] == {2}
    elsewhere = [with_result(at_path(run, "/b/x.csv"), "b", 0.9)]
    assert compare([*runs, *elsewhere]).best == {}


def test_only_the_runs_that_are_asked_for_compete(run):
    runs = [with_result(run, name, value) for name, value in (("a", 0.9), ("b", 0.8), ("c", 0.7))]
    assert compare(runs, [1, 2]).best["test_accuracy"] == {1}


def test_rows_are_plain_values(run):
    changed = replace(
        with_result(run, "second", 0.75),
        spec=small_spec(training__learning_rate=0.1),
        changes=(Change(5, "training.l2", 0.5),),
    )
    comparison = compare([run, changed])
    columns, rows = comparison.columns(), comparison.rows()
    assert columns[:2] == ("run", "training.learning_rate")
    assert columns[2:-2] == tuple(measure.name for measure in MEASURES)
    second = dict(zip(columns, rows[1], strict=True))
    assert second["training.learning_rate"] == 0.1
    assert second["test_accuracy"] == 0.75
    assert (second["finish"], second["changes"]) == ("completed", "training.l2 = 0.5 after step 5")
    assert dict(zip(columns, rows[0], strict=True))["steps"] == 42


def test_values_are_written_for_other_programs():
    spec = spec_with()
    assert plain(spec.network.layers[0]) == "relu 100"
    assert plain(spec.preprocessing) == "center normalize"
    assert plain(((0.0, 0.0, 1),) * 30) == "30 entries"
    assert plain(None) is None


def test_a_run_that_has_not_ended_is_told_by_its_last_evaluations(run):
    live = replace(run, results={}, finish=None)
    values = {measure.name: measure.of(live) for measure in MEASURES}
    last = [e for e in run.history.evaluations if e.part == "validation"][-1]
    assert values["validation_loss"] == last.loss
    assert values["test_loss"] is None


def test_the_first_loss_is_that_before_the_first_step(run):
    assert run.initial_loss == run.history.evaluations[0].loss
    assert run.history.evaluations[0].step == 0
    bare = replace(run, history=replace(run.history, evaluations=()))
    assert bare.initial_loss == run.history.losses[0]


def test_a_record_is_compared_as_it_ended(run):
    record = trained(small_spec(training__learning_rate=1e30))
    broke = compared("broke", record)
    assert (broke.finish, broke.broke) == (Finish.DIVERGED, record.checkpoint.first_nonfinite)
    assert run.epochs == 6
    assert run.n_outputs == 3
