import numpy as np

from nnlab.data.streams import DataStream, data_stream


def test_equal_seeds_give_equal_streams() -> None:
    for purpose in DataStream:
        assert data_stream(5, purpose).random(8).tolist() == data_stream(5, purpose).random(8).tolist()


def test_streams_of_different_purposes_and_seeds_differ() -> None:
    streams = [data_stream(seed, purpose) for seed in (0, 1, 2**53) for purpose in DataStream]
    assert len({tuple(rng.random(4)) for rng in streams}) == len(streams)


def test_a_stream_is_that_of_numpys_seed_sequence() -> None:
    # The spawn keys are part of what makes old runs repeatable.
    expected = np.random.default_rng(np.random.SeedSequence(3, spawn_key=(0, 1))).random(4)
    assert data_stream(3, DataStream.SPLIT).random(4).tolist() == expected.tolist()
