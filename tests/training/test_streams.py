import numpy as np

from nnlab.training.streams import Stream, stream


def test_equal_seeds_give_equal_streams() -> None:
    for purpose in Stream:
        assert stream(5, purpose, 2).random(8).tolist() == stream(5, purpose, 2).random(8).tolist()


def test_streams_of_different_purposes_numbers_and_seeds_differ() -> None:
    streams = [stream(seed, purpose, index) for seed in (0, 1, 2**53) for purpose in Stream for index in range(3)]
    assert len({tuple(rng.random(4)) for rng in streams}) == len(streams)


def test_a_stream_is_that_of_numpys_seed_sequence() -> None:
    # The spawn keys are part of what makes old runs repeatable.
    expected = np.random.default_rng(np.random.SeedSequence(3, spawn_key=(1, 0, 2))).random(4)
    assert stream(3, Stream.INITIALISATION, 2).random(4).tolist() == expected.tolist()
