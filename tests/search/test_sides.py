"""A grid and random search beside each other."""

import pytest

from nnlab.errors import InvalidSpecError
from nnlab.search.search import Search
from nnlab.search.sides import of_grid, sides
from nnlab.spec.search import SearchRecord
from tests.search.searching import SMALL, Here, ended, search_of

RATE, UNITS = "training.learning_rate", "network.layers.0.units"
SPACE = {RATE: {"log_uniform": [1e-4, 1.0]}, UNITS: {"integers": [2, 8]}}
SPEC = SMALL


@pytest.fixture(scope="module")
def record() -> SearchRecord:
    search = search_of(space=SPACE, method="both", stages=[{"trials": 20, "epochs": 2}])
    return ended(Search(SPEC, search, Here()))


def test_both_have_the_same_budget(record: SearchRecord) -> None:
    grid, random = sides(record)
    assert (grid.method, random.method) == ("grid", "random")
    assert len(grid.trials) == len(random.trials) == 9
    assert of_grid(record.search) == 9


def test_a_grid_tries_fewer_values_of_each_field(record: SearchRecord) -> None:
    grid, random = sides(record)
    assert grid.distinct == {RATE: 3, UNITS: 3}
    assert random.distinct[RATE] == 9


def test_each_has_its_own_best(record: SearchRecord) -> None:
    for side in sides(record):
        assert side.best is not None
        assert side.best in side.trials
        assert side.best.loss == min(trial.loss for trial in side.trials if trial.loss is not None)


@pytest.mark.parametrize("method", ["grid", "random"])
def test_each_finds_what_it_would_find_alone(record: SearchRecord, method: str) -> None:
    alone = ended(Search(SPEC, search_of(space=SPACE, method=method, stages=[{"trials": 9, "epochs": 2}]), Here()))
    side = next(side for side in sides(record) if side.method == method)
    assert [trial.values for trial in side.trials] == [trial.values for trial in alone.trials]
    assert [trial.loss for trial in side.trials] == [trial.loss for trial in alone.trials]
    assert [found.method for found in sides(alone)] == [method]


def test_it_goes_on_from_a_file_to_the_same_end(record: SearchRecord) -> None:
    half = record.model_copy(update={"trials": record.trials[:11]})
    again = ended(Search(SPEC, record.search, Here(), half))
    assert [trial.loss for trial in again.trials] == [trial.loss for trial in record.trials]


def test_it_has_one_stage() -> None:
    with pytest.raises(InvalidSpecError, match="in one stage, not in 2"):
        search_of(method="both")
