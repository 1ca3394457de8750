from itertools import product

import numpy as np
import pytest

from nnlab.data.dataset import Shape
from nnlab.data.preprocessing import fit, fitting_bytes, shape_after, transform
from nnlab.spec.preprocessing import CenterSpec, NormalizeSpec, PcaSpec, PreprocessingSpec, WhitenSpec

CENTER, NORMALIZE, WHITEN = CenterSpec(), NormalizeSpec(), WhitenSpec()
THREE, TWO, SHARE = PcaSpec(components=3), PcaSpec(components=2), PcaSpec(components=0.5)
Steps = list[PreprocessingSpec]


@pytest.mark.parametrize(
    ("steps", "shape", "is_exact"),
    [
        ([], (4, 4, 3), True),
        ([CENTER, NORMALIZE], (4, 4, 3), True),
        ([THREE], (3,), True),
        ([WHITEN], (48,), True),
        ([THREE, WHITEN], (3,), True),
        ([THREE, CENTER, WHITEN, TWO], (2,), True),
        ([WHITEN, THREE], (3,), True),
        ([SHARE], (20,), False),
        ([SHARE, WHITEN], (20,), False),
        ([WHITEN, SHARE], (20,), False),
        ([SHARE, THREE], (3,), False),
        ([THREE, SHARE], (3,), False),
        ([PcaSpec(components=1), SHARE], (1,), True),
        ([PcaSpec(components=100)], (20,), True),
    ],
)
def test_the_shape_is_known_before_fitting(steps: Steps, shape: Shape, is_exact: bool) -> None:
    assert shape_after(steps, (4, 4, 3), 20) == (shape, is_exact)


@pytest.mark.parametrize("steps", list(product([CENTER, THREE, SHARE, WHITEN], repeat=3)))
@pytest.mark.parametrize("examples", [3, 9, 30])
def test_what_is_fitted_keeps_to_it(steps: Steps, examples: int) -> None:
    x = np.random.default_rng(0).normal(size=(examples, 2, 2, 3))
    made = transform(fit(steps, x), x, None, "float64").shape[1:]
    shape, is_exact = shape_after(steps, (2, 2, 3), examples)
    assert made == shape or (not is_exact and len(made) == 1 and made[0] < shape[0])


def test_only_components_take_memory_that_counts() -> None:
    assert fitting_bytes([CENTER, NORMALIZE], (1000,), 10) == 0
    whiten = fitting_bytes([WHITEN], (224, 224, 3), 200)
    assert whiten > 8 * (224 * 224 * 3) ** 2
    assert fitting_bytes([THREE, WHITEN], (224, 224, 3), 200) < whiten / 100
