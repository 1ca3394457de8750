from collections.abc import Callable

import numpy as np
import pytest

from nnlab.engine.chunks import CHUNK
from nnlab.engine.optimizers import Momentum, Optimizer, Sgd
from nnlab.engine.parameters import Parameters, ParameterShape

GRADS = [1.0, 0.5, -2.0, 0.0]
# By hand. Plain: w falls by rate·g. Momentum, as torch.optim.SGD defines it: v = 0.9·v + g, w falls by rate·v;
# v runs 1, 1.4, −0.74, −0.666.
PLAIN = [0.9, 0.85, 1.05, 1.05]
WITH_MOMENTUM = [0.9, 0.76, 0.834, 0.9006]


def parameters(n: int, dtype: type = np.float64) -> Parameters:
    return Parameters([[ParameterShape("w", (n,), penalised=True)]], dtype)


def walk(make: Callable[[Parameters], Optimizer]) -> list[float]:
    """Return where a parameter that starts at 1 goes, at a rate of 0.1, on the gradients above."""
    flat = parameters(1)
    flat.values[:] = 1
    optimizer, path = make(flat), []
    for grad in GRADS:
        flat.grads[:] = grad
        optimizer.step(0.1)
        path.append(float(flat.values[0]))
    return path


def test_sgd_falls_by_rate_times_gradient() -> None:
    assert walk(Sgd) == pytest.approx(PLAIN, rel=1e-14)


def test_momentum_follows_the_formula_of_torch() -> None:
    assert walk(lambda flat: Momentum(flat, 0.9)) == pytest.approx(WITH_MOMENTUM, rel=1e-14)


def test_momentum_of_zero_is_plain_descent() -> None:
    assert walk(lambda flat: Momentum(flat, 0.0)) == walk(Sgd)


def test_the_velocity_does_not_hold_the_rate() -> None:
    flat = parameters(1)
    optimizer = Momentum(flat, 0.5)
    for rate in (1.0, 0.1):
        flat.grads[:] = 1
        optimizer.step(rate)
    assert optimizer.state["velocity"].tolist() == [1.5]
    assert flat.values.tolist() == pytest.approx([-1 - 0.15])


@pytest.mark.parametrize("n", [1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 17])
@pytest.mark.parametrize("momentum", [None, 0.9])
def test_long_vectors_are_walked_to_the_same_bits_as_short_ones(momentum: float | None, n: int) -> None:
    rng = np.random.default_rng(0)
    flat = parameters(n, np.float32)
    flat.values[:] = rng.standard_normal(n)
    optimizer = Sgd(flat) if momentum is None else Momentum(flat, momentum)
    w, velocity = flat.values.copy(), np.zeros(n, np.float32)
    for _ in range(3):
        grad = rng.standard_normal(n).astype(np.float32)
        flat.grads[:] = grad
        optimizer.step(0.01)
        velocity = grad if momentum is None else velocity * np.float32(momentum) + grad
        w = w - velocity * np.float32(0.01)
        assert np.array_equal(flat.values, w)


def test_gradients_are_left_as_they_were() -> None:
    flat = parameters(5)
    flat.grads[:] = 3
    Momentum(flat, 0.9).step(0.1)
    assert flat.grads.tolist() == [3] * 5


def test_what_is_written_into_the_state_is_what_the_next_step_uses() -> None:
    first, second = parameters(3), parameters(3)
    trained, restored = Momentum(first, 0.9), Momentum(second, 0.9)
    first.grads[:] = [1, 2, 3]
    trained.step(0.1)
    second.values[:] = first.values
    for name, array in restored.state.items():
        array[...] = trained.state[name]
    for flat, optimizer in ((first, trained), (second, restored)):
        flat.grads[:] = [0.5, 0, -1]
        optimizer.step(0.1)
    assert second.values.tolist() == first.values.tolist()


def test_plain_descent_remembers_nothing() -> None:
    assert dict(Sgd(parameters(3)).state) == {}
