import json

import numpy as np

from nnlab.search.sampling import axis, distinct, drawn, grid, settings
from nnlab.spec.search import ChoicesSpec, IntegersSpec, LogUniformSpec, UniformSpec, search_spec
from tests.search.searching import search_of

SPACE = search_of().space


def test_the_same_seed_draws_the_same_and_more_trials_begin_with_them():
    assert drawn(SPACE, 5, 0, 0) == drawn(SPACE, 9, 0, 0)[:5]
    assert drawn(SPACE, 5, 0, 0) != drawn(SPACE, 5, 1, 0)
    assert drawn(SPACE, 5, 0, 0) != drawn(SPACE, 5, 0, 1)


def test_each_power_of_ten_is_as_likely():
    values = [each["training.learning_rate"] for each in drawn(SPACE, 4000, 0, 0)]
    counts, _ = np.histogram(np.log10(values), bins=4, range=(-4, 0))
    assert np.all(np.abs(counts - 1000) < 4 * np.sqrt(1000 * 0.75))


def test_a_grid_goes_from_end_to_end():
    assert axis(LogUniformSpec(log_uniform=(1e-4, 1.0)), 3) == [1e-4, 1e-2, 1.0]
    assert axis(UniformSpec(uniform=(0.0, 1.0)), 3) == [0.0, 0.5, 1.0]
    assert axis(IntegersSpec(integers=(1, 3)), 9) == [1, 2, 3]
    assert axis(ChoicesSpec(choices=("a", "b")), 7) == ["a", "b"]
    assert axis(UniformSpec(uniform=(0.0, 1.0)), 1) == [0.5]


def test_a_grid_stays_within_its_trials():
    two = search_spec('{"training.l2": {"log_uniform": [1e-6, 1]}, "training.l1": {"log_uniform": [1e-6, 1]}}').space
    points = grid(two, 40)
    assert len(points) == 36
    assert distinct(points, "training.l2") == 6
    assert distinct(drawn(two, 36, 0, 0), "training.l2") == 36


def test_an_axis_may_say_its_points():
    text = {"space": {"training.l2": {"uniform": [0, 1], "points": 2}, "training.l1": {"uniform": [0, 1]}}}
    search = search_spec(json.dumps({**text, "method": "grid", "stages": [{"trials": 10, "epochs": 1}]}))
    points = settings(search, 0, search.space)
    assert (distinct(points, "training.l2"), distinct(points, "training.l1")) == (2, 5)
