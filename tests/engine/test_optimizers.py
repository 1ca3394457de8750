import tracemalloc
from collections.abc import Callable, Mapping

import numpy as np
import pytest

from nnlab.engine.array import Array
from nnlab.engine.chunks import CHUNK
from nnlab.engine.optimizers import Adagrad, Adam, Adamw, Momentum, Nesterov, Optimizer, Rmsprop, Sgd
from nnlab.engine.parameters import Parameters, ParameterShape, Role
from nnlab.engine.penalty import Penalty

Make = Callable[[Parameters], Optimizer]

START = [1.0, -2.0, 0.5]
GRADS = [[1.0, -0.5, 0.0], [0.5, 2.0, 1e-3], [-2.0, 0.25, 0.0], [0.0, 1.0, -1e-3], [0.75, -3.0, 2e-3]]
RATES = [0.1, 0.1, 0.05, 0.05, 0.2]
# Where torch.optim 2.13 in float64 takes START on GRADS at RATES; the options are those of torch.
ENDS: Mapping[str, tuple[Make, list[float]]] = {
    "sgd": (Sgd, [0.7999999999999999, -1.6124999999999998, 0.49955]),
    "momentum": (Momentum, [0.80018, -2.1577650000000004, 0.49949869999999996]),
    "momentum 0.5": (lambda flat: Momentum(flat, momentum=0.5), [0.8375, -1.8156249999999998, 0.4995875]),
    "nesterov": (Nesterov, [0.620162, -1.7544885, 0.49909883]),
    "adagrad": (Adagrad, [0.8367051168280532, -1.8661301243597206, 0.2720560370404478]),
    "adagrad that decays": (
        lambda flat: Adagrad(flat, lr_decay=0.1, initial_accumulator_value=0.2, eps=1e-3),
        [0.8630827519208658, -1.9205300520609958, 0.4992455437973929],
    ),
    "rmsprop": (Rmsprop, [-0.6406932195233238, -0.6559068846532572, -1.7829553405044514]),
    "rmsprop with momentum": (
        lambda flat: Rmsprop(flat, alpha=0.9, eps=1e-3, momentum=0.8),
        [-0.016896126725297504, -1.714649678379427, 0.2103116671108456],
    ),
    "rmsprop centered": (
        lambda flat: Rmsprop(flat, alpha=0.9, centered=True),
        [0.42624610406020536, -1.5579851496752362, -0.2654037527715145],
    ),
    "rmsprop centered with momentum": (
        lambda flat: Rmsprop(flat, momentum=0.9, centered=True),
        [-2.8832449294339186, -0.9536072416521091, -2.838744575798585],
    ),
    "adam": (Adam, [0.8187292621386084, -1.990416070147152, 0.31924425266556755]),
    "adam with options": (
        lambda flat: Adam(flat, betas=(0.8, 0.9), eps=1e-2),
        [0.8273895439232529, -1.9794402372006423, 0.48472195908951926],
    ),
    "adamw": (Adamw, [0.814374735784881, -1.9805404504068929, 0.3170360053805045]),
    "adamw with options": (
        lambda flat: Adamw(flat, weight_decay=0.3, eps=1e-4),
        [0.6953250326788376, -1.709508606390647, 0.27543809855893797],
    ),
}
MAKES: Mapping[str, Make] = {name: make for name, (make, _) in ENDS.items()}


def parameters(n: int, dtype: type = np.float64, biases: int = 0) -> Parameters:
    return Parameters([[ParameterShape("w", (n - biases,), Role.WEIGHT), ParameterShape("b", (biases,))]], dtype)


def random_gradients(n: int, seed: int = 0) -> list[Array]:
    return list(np.random.default_rng(seed).standard_normal((4, n)))


def walk(make: Make, start: Array, grads: list[Array], dtype: type = np.float64) -> Array:
    """Return where an optimiser takes parameters that start at ``start``, at a rate of 0.01."""
    flat = parameters(len(start), dtype)
    flat.values[:] = start
    optimizer = make(flat)
    for grad in grads:
        flat.grads[:] = grad
        optimizer.step(0.01)
    return flat.values


@pytest.mark.parametrize("name", ENDS)
def test_steps_follow_the_formula_of_torch(name: str) -> None:
    make, end = ENDS[name]
    flat = parameters(3)
    flat.values[:] = START
    optimizer = make(flat)
    for grad, rate in zip(GRADS, RATES, strict=True):
        flat.grads[:] = grad
        optimizer.step(rate)
    assert flat.values.tolist() == pytest.approx(end, rel=1e-13)
    assert optimizer.steps == len(GRADS)


def test_momentum_by_hand() -> None:
    flat = parameters(1)
    flat.values[:] = 1
    optimizer, path = Momentum(flat, 0.9), []
    for grad in (1.0, 0.5, -2.0, 0.0):  # the velocity runs 1, 1.4, -0.74, -0.666
        flat.grads[:] = grad
        optimizer.step(0.1)
        path.append(float(flat.values[0]))
    assert path == pytest.approx([0.9, 0.76, 0.834, 0.9006], rel=1e-14)


@pytest.mark.parametrize("kind", [Adam, Adamw, Rmsprop, Adagrad])
def test_the_first_step_does_not_depend_on_the_size_of_the_gradient(kind: type[Optimizer]) -> None:
    small, large = (walk(kind, np.ones(1), [np.array([size])])[0] for size in (1e-3, 1e3))
    assert small == pytest.approx(large, rel=1e-4)


def test_momentum_of_zero_is_plain_descent() -> None:
    start, grads = np.ones(5), random_gradients(5)
    assert walk(lambda flat: Momentum(flat, 0.0), start, grads).tolist() == walk(Sgd, start, grads).tolist()


def test_the_velocity_does_not_hold_the_rate() -> None:
    flat = parameters(1)
    optimizer = Momentum(flat, 0.5)
    for rate in (1.0, 0.1):
        flat.grads[:] = 1
        optimizer.step(rate)
    assert optimizer.state["velocity"].tolist() == [1.5]
    assert flat.values.tolist() == pytest.approx([-1 - 0.15])


def test_adamw_decays_what_has_no_gradient() -> None:
    start = np.array([1.0, -2.0])
    end = walk(lambda flat: Adamw(flat, weight_decay=0.5), start, [np.zeros(2)] * 3)
    assert end.tolist() == pytest.approx((start * 0.995**3).tolist())


def test_a_centered_mean_square_stays_above_zero_where_the_gradient_is_constant() -> None:
    grads = [np.full(3, 0.1)] * 3000  # in float32, the difference of the two equal means is noise of either sign
    assert np.isfinite(walk(lambda flat: Rmsprop(flat, centered=True), np.zeros(3), grads, np.float32)).all()


@pytest.mark.parametrize("name", MAKES)
@pytest.mark.parametrize("n", [1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 17])
def test_long_vectors_are_walked_to_the_same_bits_as_short_ones(name: str, n: int) -> None:
    start, grads = np.ones(n), random_gradients(n)
    whole = walk(MAKES[name], start, grads, np.float32)
    assert whole.dtype == np.float32
    for at in {0, n // 2, n - 1}:
        alone = walk(MAKES[name], start[at : at + 1], [grad[at : at + 1] for grad in grads], np.float32)
        assert whole[at] == alone[0]


@pytest.mark.parametrize("name", MAKES)
def test_float32_stays_close_to_float64(name: str) -> None:
    start, grads = np.linspace(-1, 1, 50), random_gradients(50)
    single, double = (walk(MAKES[name], start, grads, dtype) for dtype in (np.float32, np.float64))
    np.testing.assert_allclose(single, double, atol=1e-5)


@pytest.mark.parametrize("name", MAKES)
def test_the_state_is_of_the_precision_of_the_parameters(name: str) -> None:
    flat = parameters(5, np.float32)
    optimizer = MAKES[name](flat)
    flat.grads[:] = 1
    optimizer.step(0.1)
    assert {(array.dtype, array.shape) for array in optimizer.state.values()} <= {(np.dtype(np.float32), (5,))}


@pytest.mark.parametrize(
    ("optimizer", "names"),
    [
        (Sgd, []),
        (Momentum, ["velocity"]),
        (Nesterov, ["velocity"]),
        (Adagrad, ["square_sum"]),
        (Rmsprop, ["square_sum"]),
        (lambda flat: Rmsprop(flat, momentum=0.9, centered=True), ["square_sum", "gradient_sum", "velocity"]),
        (Adam, ["gradient_sum", "square_sum"]),
        (Adamw, ["gradient_sum", "square_sum"]),
    ],
)
def test_it_remembers_no_more_than_it_needs(optimizer: Make, names: list[str]) -> None:
    assert list(optimizer(parameters(3)).state) == names


@pytest.mark.parametrize("name", MAKES)
def test_gradients_are_left_as_they_were(name: str) -> None:
    flat = parameters(5)
    flat.grads[:] = 3
    MAKES[name](flat).step(0.1)
    assert flat.grads.tolist() == [3] * 5


@pytest.mark.parametrize("name", MAKES)
def test_state_and_steps_are_all_that_is_needed_to_go_on(name: str) -> None:
    first, second = parameters(3), parameters(3)
    trained, restored = MAKES[name](first), MAKES[name](second)
    for grad in GRADS:
        first.grads[:] = grad
        trained.step(0.1)
    second.values[:] = first.values
    restored.steps = trained.steps
    for key, array in restored.state.items():
        array[...] = trained.state[key]
    for flat, optimizer in ((first, trained), (second, restored)):
        flat.grads[:] = [0.5, 0, -1]
        optimizer.step(0.1)
    assert second.values.tolist() == first.values.tolist()


@pytest.mark.parametrize("name", MAKES)
def test_a_penalty_on_the_way_gives_the_bits_of_one_before(name: str) -> None:
    n = 2 * CHUNK + 100
    ends = []
    for before in (True, False):
        flat = parameters(n, np.float32, biases=CHUNK)
        flat.values[:], flat.grads[:] = np.random.default_rng(0).standard_normal((2, n))
        optimizer, penalty = MAKES[name](flat), Penalty(flat, 0.1, 0.01)
        if before:
            penalty.add_all()
            optimizer.step(0.1)
        else:
            optimizer.step(0.1, penalty)
        ends.append(flat)
    assert np.array_equal(ends[0].values, ends[1].values)
    assert np.array_equal(ends[0].grads, ends[1].grads)


@pytest.mark.parametrize("name", MAKES)
def test_a_network_without_parameters_can_be_stepped(name: str) -> None:
    optimizer = MAKES[name](parameters(0))
    optimizer.step(0.1)
    assert optimizer.steps == 1
    assert all(vector.size == 0 for vector in optimizer.state.values())


@pytest.mark.parametrize("name", MAKES)
@pytest.mark.parametrize("n", [1000, 1_000_000])
def test_a_step_allocates_nothing_that_grows(name: str, n: int) -> None:
    flat = parameters(n, np.float32)
    flat.grads[:] = 0.5
    optimizer, penalty = MAKES[name](flat), Penalty(flat, 0.1, 0.1)
    optimizer.step(0.01, penalty)
    peaks = []
    for _ in range(3):  # the least is the step's own: other threads of the process allocate at times
        tracemalloc.start()
        optimizer.step(0.01, penalty)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert min(peaks) < 10_000
