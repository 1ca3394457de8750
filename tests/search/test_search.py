from concurrent.futures.process import BrokenProcessPool

import pytest

from nnlab.errors import InvalidSpecError
from nnlab.search.search import DIED, Search, spec_of
from nnlab.search.workers import Processes
from nnlab.spec.search import SearchRecord, search_record
from nnlab.training.keyframe import Keyframe
from tests.search.searching import SMALL, Here, ended, search_of, without_seconds

SEARCH = search_of()


@pytest.fixture(scope="module")
def straight():
    """Search to the end, undisturbed."""
    return ended(Search(SMALL, SEARCH, Here()))


def test_all_trials_of_all_stages_come_to_their_end(straight):
    assert [trial.number for trial in straight.trials] == list(range(10))
    assert [trial.stage for trial in straight.trials] == [0] * 6 + [1] * 4
    assert all(trial.outcome in {"completed", "behind", "hopeless"} for trial in straight.trials)
    assert straight.best.loss == min(trial.loss for trial in straight.trials if trial.loss is not None)
    assert straight.spaces[0] == SEARCH.space
    assert straight.spaces[1] != SEARCH.space


def test_a_record_survives_its_file(straight):
    assert search_record(straight.model_dump_json()) == straight


def test_two_processes_come_to_the_same_as_one(straight):
    workers = Processes(2)
    try:
        found = ended(Search(SMALL, SEARCH, workers))
    finally:
        workers.close()
    assert without_seconds(found) == without_seconds(straight)


def test_a_search_goes_on_from_every_point_to_the_same_end(straight):
    search = Search(SMALL, SEARCH, Here())
    seen = []
    while not search.has_ended:
        search.advance()
        seen.append(search.record)
    assert len(seen) > 5
    for record in seen:
        again = Search(SMALL, SEARCH, Here(), search_record(record.model_dump_json()))
        assert without_seconds(ended(again)) == without_seconds(straight)


def test_trials_that_wait_go_on_where_they_were(straight):
    record, waiting = at_a_rung()
    workers = Here()
    found = ended(Search(SMALL, SEARCH, workers, record, waiting))
    assert without_seconds(found) == without_seconds(straight)
    assert all(leg.state is not None for leg in workers.legs if leg.number in waiting)


def test_a_state_that_is_not_of_its_trial_is_not_taken(straight):
    record, waiting = at_a_rung()
    one, other, *_ = sorted(waiting, key=lambda number: waiting[number].parameters.size)[:: len(waiting) - 1]
    swapped = {**waiting, one: waiting[other], other: waiting[one]}
    workers = Here()
    assert without_seconds(ended(Search(SMALL, SEARCH, workers, record, swapped))) == without_seconds(straight)
    assert [leg.state for leg in workers.legs if leg.number in {one, other}][:2] == [None, None]


def test_without_memory_for_those_that_wait_they_begin_again(straight, monkeypatch):
    monkeypatch.setattr("nnlab.search.search.KEPT_BYTES", 0)
    search = Search(SMALL, SEARCH, Here())
    assert without_seconds(ended(search)) == without_seconds(straight)
    assert not search.waiting


def at_a_rung() -> tuple[SearchRecord, dict[int, Keyframe]]:
    """Return a search where some trials of the first stage wait for others."""
    search = Search(SMALL, SEARCH, Here())
    while len(search.waiting) < 3:
        search.advance()
    return search.record, search.waiting


def test_what_is_done_is_not_done_again(straight):
    workers = Here()
    assert Search(SMALL, SEARCH, workers, straight).has_ended
    assert not workers.legs


def test_a_worker_that_dies_costs_a_retry(straight):
    workers = Here(2, {1: [BrokenProcessPool()]})
    found = ended(Search(SMALL, SEARCH, workers))
    assert without_seconds(found) == without_seconds(straight)
    assert workers.renewed == 1


def test_a_setting_that_kills_its_worker_again_fails_alone(straight):
    workers = Here(2, {1: [BrokenProcessPool(), BrokenProcessPool()]})
    found = ended(Search(SMALL, SEARCH, workers))
    assert (found.trials[1].outcome, found.trials[1].reason) == ("failed", DIED)
    assert all(trial.outcome != "failed" for trial in found.trials if trial.number != 1)


def test_what_befalls_one_trial_is_its_own(straight):
    found = ended(Search(SMALL, SEARCH, Here(2, {2: [RuntimeError("out of luck")]})))
    assert (found.trials[2].outcome, found.trials[2].reason) == ("failed", "out of luck")
    assert found.best is not None


def test_nothing_new_begins_while_it_is_paused():
    workers = Here()
    search = Search(SMALL, SEARCH, workers)
    search.is_paused = True
    for _ in range(3):
        search.advance()
    assert not workers.legs
    search.is_paused = False
    search.advance()
    assert workers.legs


def test_ranges_can_be_looked_at_and_changed_between_stages():
    search = Search(SMALL, SEARCH, Here())
    search.waits_between_stages = True
    while search.proposed is None:
        search.advance()
    search.advance()
    assert not search.has_ended
    wanted = {**search.proposed, "network.layers.0.units": SEARCH.space["network.layers.0.units"]}
    search.go_on(wanted)
    found = ended(search)
    assert found.spaces[1] == wanted


def test_progress_never_goes_back_and_ends_at_one():
    search = Search(SMALL, SEARCH, Here())
    shares = [search.share]
    while not search.has_ended:
        search.advance()
        shares.append(search.share)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_halving_lets_one_in_so_many_go_on():
    halving = search_of(halving=2, stages=[{"trials": 8, "epochs": 4}])
    found = ended(Search(SMALL, halving, Here()))
    lengths = sorted(len(trial.epochs) for trial in found.trials)
    assert lengths == [1, 1, 1, 1, 2, 2, 4, 4]
    assert sum(trial.outcome == "completed" for trial in found.trials) == 2


def test_a_grid_is_searched_too():
    grid = search_of(method="grid", stages=[{"trials": 8, "epochs": 2}])
    assert len(ended(Search(SMALL, grid, Here())).trials) == 8


def test_a_record_of_another_search_is_refused(straight):
    with pytest.raises(InvalidSpecError):
        Search(
            SMALL,
            search_of(seed=1),
            Here(),
            SearchRecord(experiment=SMALL, search=search_of(seed=1), trials=straight.trials),
        )


def test_a_trial_is_an_experiment_with_the_epochs_of_its_stage(straight):
    trial = straight.trials[-1]
    found = spec_of(SMALL, SEARCH, trial.values, trial.stage)
    assert found.training.epochs == 6
    assert found.training.learning_rate == trial.values["training.learning_rate"]


def test_closing_gives_up_what_is_under_way():
    workers = Here()
    search = Search(SMALL, SEARCH, workers)
    search.advance()
    search.close()
    assert workers.is_closed
    assert search.running == ()
