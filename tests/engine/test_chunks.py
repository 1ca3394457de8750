import numpy as np
import pytest

from nnlab.engine.chunks import CHUNK, pieces


@pytest.mark.parametrize("n", [1, CHUNK - 1, CHUNK, CHUNK + 1, 5 * CHUNK + 3])
def test_the_pieces_cover_every_element_once(n: int) -> None:
    first, second = np.zeros(n), np.arange(n, dtype=np.float64)
    for a, b in pieces(first, second):
        assert a.size == b.size <= CHUNK
        np.add(b, 1, out=a)
    assert np.array_equal(first, second + 1)


def test_a_short_vector_is_one_piece() -> None:
    vector = np.zeros(CHUNK)
    ((piece,),) = pieces(vector)
    assert np.shares_memory(piece, vector)
    assert piece.shape == vector.shape


def test_a_vector_that_stops_early_is_cut_at_the_same_places() -> None:
    long, short = np.arange(3.0 * CHUNK), np.arange(CHUNK + 5.0)
    for (a,), (b,) in zip(pieces(long), pieces(short), strict=False):
        assert a[0] == b[0]
    assert [piece.size for (piece,) in pieces(short)] == [CHUNK, 5]


def test_an_empty_vector_is_one_empty_piece() -> None:
    ((piece,),) = pieces(np.zeros(0))
    assert piece.size == 0
