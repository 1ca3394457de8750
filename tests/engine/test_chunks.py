import numpy as np
import pytest

from nnlab.engine.chunks import CHUNK, chunks


@pytest.mark.parametrize("n", [1, CHUNK - 1, CHUNK, CHUNK + 1, 5 * CHUNK + 3])
def test_the_pieces_cover_every_element_once(n: int) -> None:
    first, second = np.zeros(n), np.arange(n, dtype=np.float64)
    for a, b in chunks(first, second):
        assert a.size == b.size <= CHUNK
        np.add(b, 1, out=a)
    assert np.array_equal(first, second + 1)


def test_a_short_vector_is_one_piece() -> None:
    vector = np.zeros(CHUNK)
    ((piece,),) = chunks(vector)
    assert piece is vector
