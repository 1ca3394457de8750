import numpy as np
import pytest

from nnlab.data.dataset import BLOCK_BYTES, Raw
from nnlab.data.preprocessing import Affine, FittedStep, Projection, apply, transform, transforming
from tests.data.preprocessing.peak import peak_bytes

RNG = np.random.default_rng(0)
X = RNG.integers(0, 256, (9000, 4, 4, 3), np.uint8)
AFFINE = Affine(RNG.normal(size=(4, 4, 3)), RNG.uniform(1, 2, (4, 4, 3)))
PROJECTION = Projection(RNG.normal(size=48), RNG.normal(size=(48, 5)))
STEPS: list[tuple[FittedStep, ...]] = [(), (AFFINE,), (PROJECTION,), (AFFINE, PROJECTION)]


@pytest.mark.parametrize("fitted", STEPS)
@pytest.mark.parametrize("x", [X, X.astype(np.float32), X.astype(np.float64)], ids=lambda x: x.dtype.name)
@pytest.mark.parametrize("index", [None, RNG.permutation(9000)[:7000]], ids=["all", "some"])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_blocks_go_the_way_of_the_whole(
    fitted: tuple[FittedStep, ...], x: Raw, index: np.ndarray | None, dtype: str
) -> None:
    y = transform(fitted, x, index, dtype)
    whole = apply(fitted, x if index is None else x[index])
    assert y.dtype == dtype
    np.testing.assert_allclose(y, whole, rtol=1e-12 if dtype == "float64" else 1e-6, atol=1e-9)


@pytest.mark.parametrize("fitted", STEPS)
def test_the_result_is_new_and_contiguous(fitted: tuple[FittedStep, ...]) -> None:
    x = X.astype(np.float32)
    y = transform(fitted, x, None, "float32")
    assert y.flags.c_contiguous
    assert not np.shares_memory(x, y)


def test_no_examples_have_a_shape_too() -> None:
    assert transform((AFFINE, PROJECTION), X, np.empty(0, np.intp), "float32").shape == (0, 5)


def test_it_can_be_left_between_blocks() -> None:
    shares = list(transforming((AFFINE,), X, None, "float32"))
    assert len(shares) >= 3
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_what_is_made_on_the_way_does_not_grow_with_the_examples() -> None:
    x = np.tile(X, (6, 1, 1, 1))
    peak, y = peak_bytes(lambda: transform((AFFINE, PROJECTION), x, np.arange(len(x)), "float32"))
    assert x.size * 8 > 15 * BLOCK_BYTES
    assert peak - y.nbytes < 4 * BLOCK_BYTES


def test_what_is_too_large_for_its_type_becomes_infinite() -> None:
    assert transform((), np.array([[1e300, 1.0]]), None, "float32").tolist() == [[np.inf, 1.0]]
