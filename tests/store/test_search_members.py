"""Trials that wait for others are saved as they are."""

from pathlib import Path

import numpy as np
import pytest

from nnlab.errors import UnreadableFileError
from nnlab.search.search import Search
from nnlab.store import search_members
from nnlab.store.archive import pack, unpack
from nnlab.store.experiment_file import Experiment, open_experiment, save
from tests.search.searching import SMALL, Here, search_of


@pytest.fixture(scope="module")
def search() -> Search:
    """Bring a search to where trials of one network and of another wait."""
    options = {"training.optimizer": {"choices": ["momentum", "adam"]}, "network.depth": {"integers": [1, 3]}}
    search = Search(SMALL, search_of(space=options, stages=[{"trials": 8, "epochs": 4}]), Here())
    while len(search.waiting) < 5:
        search.advance()
    return search


@pytest.fixture
def path(search: Search, tmp_path: Path) -> Path:
    path = tmp_path / "out.nnlab"
    save(path, Experiment(SMALL, search=search.record, waiting=search.waiting))
    return path


def test_states_come_back_to_the_bit(search: Search, path: Path) -> None:
    found = open_experiment(path).waiting
    assert found.keys() == search.waiting.keys()
    assert len({state.parameters.size for state in found.values()}) > 1
    for number, state in search.waiting.items():
        again = found[number]
        assert (again.step, again.seconds, again.changes) == (state.step, state.seconds, state.changes)
        assert (again.dropout, again.place.epoch) == (state.dropout, state.place.epoch)
        assert again.place.random_state == state.place.random_state
        assert np.array_equal(again.place.order, state.place.order)
        assert again.parameters.dtype == state.parameters.dtype
        assert np.array_equal(again.parameters, state.parameters)
        assert {name: memory.tobytes() for name, memory in again.optimizer.items()} == {
            name: memory.tobytes() for name, memory in state.optimizer.items()
        }


def test_what_has_no_room_is_left_out(search: Search, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = [state.size_bytes for _, state in sorted(search.waiting.items())]
    monkeypatch.setattr(search_members, "BUDGET_BYTES", sum(sizes[:2]))
    save(path, Experiment(SMALL, search=search.record, waiting=search.waiting))
    assert list(open_experiment(path).waiting) == sorted(search.waiting)[:2]


def test_a_state_that_is_not_whole_is_refused(search: Search, path: Path) -> None:
    members, _ = unpack(path)
    gone = next(name for name in members if name.endswith("parameters.npy"))
    with path.open("wb") as file:
        pack(file, {name: (content,) for name, content in members.items() if name != gone})
    with pytest.raises(UnreadableFileError, match="the trials that wait do not fit the saved search"):
        open_experiment(path)


def test_without_a_search_nothing_waits(path: Path) -> None:
    members, _ = unpack(path)
    del members["search.json"]
    with path.open("wb") as file:
        pack(file, {name: (content,) for name, content in members.items()})
    assert open_experiment(path).waiting == {}
