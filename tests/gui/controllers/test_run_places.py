"""Which colour each run has."""

from nnlab.gui.controllers.run_places import RunPlaces


def test_a_run_keeps_its_place_and_leaves_it_to_the_next():
    places = RunPlaces()
    places.update([1, 2, 3])
    places.update([1, 3])
    assert [places.of(1), places.of(3)] == [0, 2]
    places.update([1, 3, 7])
    assert places.of(7) == 1


def test_a_run_that_ended_keeps_its_place_under_its_new_id():
    places = RunPlaces()
    places.update([1, -1, -2])
    places.hand_on(-2, 5)
    places.update([1, 5])
    assert places.of(5) == 2


def test_a_run_that_is_there_already_keeps_its_own_place():
    places = RunPlaces()
    places.update([1, -1])
    places.hand_on(-1, 1)
    places.update([1])
    assert places.of(1) == 0
