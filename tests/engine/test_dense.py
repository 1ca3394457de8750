import numpy as np
import pytest

from nnlab.engine.dense import Dense
from nnlab.engine.initializers import Normal, Zeros
from nnlab.engine.parameters import Parameters, Role


def dense(input_shape: tuple[int, ...], units: int, *, max_batch: int = 4, bias: float | None = 0.0) -> Dense:
    layer = Dense(input_shape, units, initializer=Normal(1.0), bias=bias, max_batch=max_batch, dtype=np.float64)
    layer.bind(Parameters([layer.parameter_shapes()], np.float64).layers[0])
    return layer


@pytest.fixture
def small() -> Dense:
    layer = dense((2,), 3)
    layer.w[...] = [[1, 2, 3], [4, 5, 6]]
    layer.b[...] = [0.5, 0, -0.5]
    return layer


def test_forward_is_an_affine_map(small: Dense) -> None:
    y = small.forward(np.array([[1.0, -1.0], [2.0, 0.0]]), training=True)
    assert y.tolist() == [[-2.5, -3, -3.5], [2.5, 4, 5.5]]


def test_backward_fills_the_gradients_and_returns_that_of_the_input(small: Dense) -> None:
    small.forward(np.array([[1.0, -1.0], [2.0, 0.0]]), training=True)
    grad_in = small.backward(np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 2.0]]))
    assert small.grad_w.tolist() == [[1, 0, 4], [-1, 0, 0]]
    assert small.grad_b.tolist() == [1, 0, 2]
    assert grad_in.tolist() == [[1, 4], [6, 12]]


def test_gradients_of_one_step_replace_those_of_the_step_before(small: Dense) -> None:
    x, grad = np.array([[1.0, -1.0]]), np.ones((1, 3))
    small.forward(x, training=True)
    small.backward(grad)
    once = small.grad_w.copy()
    small.backward(grad)
    assert small.grad_w.tolist() == once.tolist()


def test_the_first_layer_spends_nothing_on_the_gradient_of_the_examples(small: Dense) -> None:
    small.needs_input_grad = False
    small.forward(np.array([[1.0, -1.0]]), training=True)
    assert small.backward(np.ones((1, 3))).shape == (0, 2)
    assert small.grad_b.tolist() == [1, 1, 1]


def test_an_image_is_read_as_one_row() -> None:
    layer = dense((2, 2, 3), 1)
    layer.w[:, 0] = np.arange(12)
    image = np.zeros((1, 2, 2, 3))
    image[0, 1, 0, 2] = 1  # row 1, column 0, channel 2 is number 1·6 + 0·3 + 2
    assert layer.forward(image, training=True).tolist() == [[8]]
    assert layer.backward(np.ones((1, 1))).shape == (1, 2, 2, 3)


def test_a_short_batch_uses_the_front_of_the_buffers(small: Dense) -> None:
    full = small.forward(np.ones((4, 2)), training=True)
    short = small.forward(np.ones((1, 2)), training=True)
    assert short.shape == (1, 3)
    assert np.shares_memory(full, short)


def test_what_views_need_stays_readable_between_steps(small: Dense) -> None:
    y = small.forward(np.ones((2, 2)), training=True)
    grad = np.ones((2, 3))
    small.backward(grad)
    assert small.output is y
    assert small.grad_output is grad


def test_the_penalties_count_weights_and_not_biases() -> None:
    shapes = dense((2, 2, 3), 5).parameter_shapes()
    assert [(shape.name, shape.shape, shape.role) for shape in shapes] == [
        ("w", (12, 5), Role.WEIGHT),
        ("b", (5,), Role.FREE),
    ]


def test_a_layer_without_bias_has_weights_alone() -> None:
    layer = dense((2,), 3, bias=None)
    assert [shape.name for shape in layer.parameter_shapes()] == ["w"]
    assert not layer.has_bias
    layer.initialize(np.random.default_rng(0))
    x = np.array([[1.0, -1.0], [2.0, 0.0]])
    np.testing.assert_allclose(layer.forward(x, training=True), x @ layer.w, rtol=1e-15)
    grad = np.ones((2, 3))
    np.testing.assert_allclose(layer.backward(grad), grad @ layer.w.T, rtol=1e-15)
    np.testing.assert_allclose(layer.grad_w, x.T @ grad, rtol=1e-15)


def test_initialisation_draws_weights_and_sets_biases() -> None:
    layer = dense((300,), 100, bias=0.25)
    layer.initialize(np.random.default_rng(0))
    assert layer.w.std() == pytest.approx(1.0, rel=0.03)
    assert layer.b.tolist() == [0.25] * 100


def test_initialisation_knows_the_fans_of_an_image() -> None:
    seen = {}

    class Spy(Zeros):
        def fill(self, w: object, *, fan_in: int, fan_out: int, rng: object) -> None:
            seen.update(fan_in=fan_in, fan_out=fan_out)

    layer = Dense((4, 4, 3), 7, initializer=Spy(), bias=0.0, max_batch=1, dtype=np.float64)
    layer.bind(Parameters([layer.parameter_shapes()], np.float64).layers[0])
    layer.initialize(np.random.default_rng(0))
    assert seen == {"fan_in": 48, "fan_out": 7}
