"""What the lessons claim holds, measured here and now; all of them with five seeds: ``python3 dev.py bench claims``."""

import pytest

from nnlab.jobs import drained
from nnlab.lessons.bench import Bench
from nnlab.lessons.checking import checking
from nnlab.lessons.experiments import experiments
from nnlab.lessons.reading import named, read, shipped
from nnlab.lessons.running import measured
from tests.lessons.writing import claim, lesson, written


@pytest.mark.parametrize("name", ["zero-centred", "symmetry", "relu-deaths", "babysitting", "leakage"])
def test_the_claims_of_a_lesson_hold(name):
    chosen = named(name, shipped()).lesson
    outcomes = drained(checking(chosen, Bench(experiments(chosen, 0))))
    assert [outcome.claim.name for outcome in outcomes if not outcome.passed] == []


def test_how_far_it_is_is_told(tmp_path):
    claims = [claim({"kind": "accuracy", "of": name}) | {"name": name} for name in ("small", "tanh")]
    chosen = read(written(tmp_path / "mine", lesson(claims=claims))).lesson
    told = []
    shares = list(checking(chosen, Bench(experiments(chosen)), told.append))
    assert [outcome.claim.name for outcome in told] == ["small", "tanh"]
    assert shares == sorted(shares)
    assert 0 < shares[0] < shares[-1] == 1.0


def test_lessons_are_measured_in_processes_with_several_seeds(tmp_path):
    claims = [claim({"kind": "accuracy", "of": "small"}), claim({"kind": "accuracy", "of": "tanh"}) | {"name": "other"}]
    folder = read(written(tmp_path / "mine", lesson(claims=claims)))
    told = []
    found = measured([folder], range(2), 2, lambda done, of: told.append((done, of)))
    assert [(each.lesson, each.seed) for each in found] == [("mine", 0), ("mine", 1)]
    assert told == [(1, 2), (2, 2)]
    alone = drained(checking(folder.lesson, Bench(experiments(folder.lesson, 1), 1)))
    assert found[1].outcomes == alone


def test_a_run_that_is_there_already_is_not_run_again(tmp_path):
    chosen = read(written(tmp_path / "mine", lesson(claims=[claim({"kind": "accuracy", "of": "small"})]))).lesson
    specs = experiments(chosen)
    first = Bench(specs)
    drained(checking(chosen, first))
    assert list(checking(chosen, Bench(specs, runs={"small": first.run("small")}))) == [0.1 / 1.1]
