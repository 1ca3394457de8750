import numpy as np

from nnlab.insight.probe.draws import Draws
from nnlab.training.streams import Stream, stream


def test_the_draws_are_those_of_a_run() -> None:
    expected = stream(3, Stream.INITIALISATION, 1).standard_normal((4, 5))
    draws = Draws(3)
    for _ in range(2):
        np.testing.assert_array_equal(draws.rng(1).standard_normal((4, 5)), expected)


def test_layers_of_other_shapes_are_drawn_anew() -> None:
    draws = Draws(3)
    draws.rng(0).standard_normal((4, 5))
    expected = stream(3, Stream.INITIALISATION, 0).standard_normal((2, 3))
    np.testing.assert_array_equal(draws.rng(0).standard_normal((2, 3)), expected)
