from itertools import chain

import numpy as np
import pytest

from nnlab.data.prepared import Examples
from nnlab.training.batches import Batches


def batches(n: int, batch_size: int, seed: int = 0) -> Batches:
    """Deal examples that are their own numbers, labelled with the remainder by ten."""
    numbers = np.arange(n)
    return Batches(Examples(numbers.astype(np.float32)[:, None], numbers % 10), batch_size, np.random.default_rng(seed))


def deal(source: Batches, count: int) -> list[list[int]]:
    return [source.next()[0][:, 0].astype(int).tolist() for _ in range(count)]


@pytest.mark.parametrize(
    ("n", "batch_size", "sizes"), [(10, 4, [4, 4, 2]), (8, 4, [4, 4]), (3, 3, [3]), (5, 1, [1] * 5)]
)
def test_the_last_batch_of_an_epoch_holds_what_is_left(n: int, batch_size: int, sizes: list[int]) -> None:
    source = batches(n, batch_size)
    assert source.per_epoch == len(sizes)
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
        assert deal(again, 12) == expected


def test_a_place_is_a_copy() -> None:
    source = batches(23, 5)
    deal(source, 2)
    place = source.place()
    order, state = place.order.copy(), str(place.random_state)
    deal(source, 10)
    assert np.array_equal(place.order, order)
    assert str(place.random_state) == state


def test_images_keep_their_shape() -> None:
    images = np.arange(5 * 12, dtype=np.float32).reshape(5, 2, 2, 3)
    x, labels = Batches(Examples(images, np.arange(5)), 5, np.random.default_rng(0)).next()
    assert np.array_equal(x, images[labels])
