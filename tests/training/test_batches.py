from itertools import chain

import numpy as np
import pytest

from nnlab.training.batches import Batches, steps_left


def batches(n: int, batch_size: int, seed: int = 0) -> Batches:
    """Deal examples that are their own numbers, labelled with the remainder by ten."""
    numbers = np.arange(n)
    return Batches(numbers.astype(np.float32)[:, None], numbers % 10, batch_size, np.random.default_rng(seed))


def deal(source: Batches, count: int) -> list[list[int]]:
    return [source.next()[0][:, 0].astype(int).tolist() for _ in range(count)]


def deal_epochs(source: Batches, epochs: int) -> list[list[int]]:
    """Deal until so many epochs are done in all."""
    dealt = []
    while source.epoch < epochs:
        dealt += deal(source, 1)
    return dealt


@pytest.mark.parametrize(
    ("n", "batch_size", "sizes"), [(10, 4, [4, 4, 2]), (8, 4, [4, 4]), (3, 3, [3]), (5, 1, [1] * 5), (1, 1, [1])]
)
def test_the_last_batch_of_an_epoch_holds_what_is_left(n: int, batch_size: int, sizes: list[int]) -> None:
    source = batches(n, batch_size)
    for _ in range(3):
        assert [len(batch) for batch in deal(source, len(sizes))] == sizes


def test_every_epoch_visits_every_example_once() -> None:
    source = batches(23, 5)
    for _ in range(4):
        assert sorted(chain.from_iterable(deal(source, 5))) == list(range(23))


def test_every_epoch_has_an_order_of_its_own() -> None:
    source = batches(50, 50)
    orders = {tuple(deal(source, 1)[0]) for _ in range(5)}
    assert len(orders) == 5
    assert tuple(range(50)) not in orders


def test_labels_stay_with_their_examples() -> None:
    source = batches(23, 5)
    for _ in range(12):
        x, labels = source.next()
        assert (x[:, 0].astype(int) % 10).tolist() == labels.tolist()


def test_the_generator_alone_decides_the_order() -> None:
    assert deal(batches(23, 5, seed=1), 10) == deal(batches(23, 5, seed=1), 10)
    assert deal(batches(23, 5, seed=1), 10) != deal(batches(23, 5, seed=2), 10)


@pytest.mark.parametrize("batch_size", [1, 3, 7, 23])
def test_the_order_does_not_hang_on_the_batch_size(batch_size: int) -> None:
    fives, others = deal_epochs(batches(23, 5), 3), deal_epochs(batches(23, batch_size), 3)
    assert list(chain.from_iterable(fives)) == list(chain.from_iterable(others))


@pytest.mark.parametrize(("before", "after"), [(5, 2), (5, 11), (5, 23), (5, 1), (1, 23), (23, 4)])
@pytest.mark.parametrize("dealt", [0, 1, 2, 4, 5, 6, 9])
def test_another_batch_size_in_mid_epoch_skips_and_repeats_no_example(before: int, after: int, dealt: int) -> None:
    source = batches(23, before)
    first = list(chain.from_iterable(deal(source, dealt)))
    epochs = -(-len(first) // 23) + 2
    source.set_batch_size(after)
    rest = deal_epochs(source, epochs)
    assert first + list(chain.from_iterable(rest)) == list(chain.from_iterable(deal_epochs(batches(23, 5), epochs)))
    in_this_epoch = -len(first) % 23
    assert len(rest[0]) == min(after, in_this_epoch or 23)


def test_epochs_and_places_are_counted_in_examples() -> None:
    source, seen = batches(10, 4), []
    for _ in range(7):
        seen.append((source.epoch, source.seen, source.time, source.is_at_epoch_end))
        assert source.place().time == source.time
        source.next()
    assert seen == [
        (0, 0, 0.0, True),
        (0, 4, 0.4, False),
        (0, 8, 0.8, False),
        (1, 10, 1.0, True),
        (1, 14, 1.4, False),
        (1, 18, 1.8, False),
        (2, 20, 2.0, True),
    ]


@pytest.mark.parametrize("dealt", [0, 1, 2, 4, 5, 6, 14, 15, 16])
@pytest.mark.parametrize("batch_size", [1, 4, 5, 23])
@pytest.mark.parametrize("epochs", [1, 2, 3])
def test_the_steps_that_are_left_are_those_that_come(dealt: int, batch_size: int, epochs: int) -> None:
    source = batches(23, 5)
    deal(source, dealt)
    source.set_batch_size(batch_size)
    told = {steps_left(where, 23, batch_size, epochs) for where in (source, source.place())}
    assert told == {len(deal_epochs(source, epochs))}


@pytest.mark.parametrize("before", [0, 1, 4, 5, 7])
def test_a_place_leads_to_the_same_batches_again(before: int) -> None:
    source = batches(23, 5)
    deal(source, before)
    place = source.place()
    expected = deal(source, 12)
    elsewhere = batches(23, 5, seed=99)
    deal(elsewhere, 3)
    for again in (source, elsewhere):
        again.restore(place)
        assert (again.epoch, again.position) == (place.epoch, place.position)
        assert deal(again, 12) == expected


def test_a_place_is_a_copy() -> None:
    source = batches(23, 5)
    deal(source, 2)
    place = source.place()
    order, state = place.order.copy(), str(place.random_state)
    deal(source, 10)
    assert np.array_equal(place.order, order)
    assert str(place.random_state) == state


def test_a_restored_place_is_not_drawn_into() -> None:
    place = batches(23, 5).place()
    other = batches(23, 5)
    other.restore(place)
    before, state = place.order.copy(), str(place.random_state)
    deal(other, 10)
    assert np.array_equal(place.order, before)
    assert str(place.random_state) == state


def test_images_keep_their_shape() -> None:
    images = np.arange(5 * 12, dtype=np.float32).reshape(5, 2, 2, 3)
    x, labels = Batches(images, np.arange(5), 5, np.random.default_rng(0)).next()
    assert np.array_equal(x, images[labels])


def test_targets_may_be_rows_of_numbers() -> None:
    rows = np.arange(12.0).reshape(6, 2)
    x, targets = Batches(rows[:, :1], rows, 4, np.random.default_rng(0)).next()
    assert targets.shape == (4, 2)
    assert np.array_equal(targets[:, :1], x)
