import numpy as np
import pytest

from nnlab.engine.parameters import Parameters, ParameterShape, Role

SHAPES = [
    [
        ParameterShape("w", (2, 3), Role.WEIGHT),
        ParameterShape("running_mean", (3,), Role.RUNNING),
        ParameterShape("b", (3,)),
    ],
    [],
    [ParameterShape("w", (3, 1), Role.WEIGHT), ParameterShape("b", (1,)), ParameterShape("seen", (2,), Role.RUNNING)],
]


@pytest.fixture
def parameters() -> Parameters:
    return Parameters(SHAPES, np.float32)


def test_one_flat_vector_holds_all_values_and_one_all_gradients(parameters: Parameters) -> None:
    assert len(parameters) == 6 + 3 + 3 + 1
    assert parameters.values.shape == parameters.grads.shape == (13,)
    assert parameters.values.dtype == parameters.grads.dtype == np.float32


def test_each_layer_has_its_views_in_the_order_it_asked(parameters: Parameters) -> None:
    assert [[(view.name, view.value.shape) for view in layer] for layer in parameters.layers] == [
        [("w", (2, 3)), ("running_mean", (3,)), ("b", (3,))],
        [],
        [("w", (3, 1)), ("b", (1,)), ("seen", (2,))],
    ]


def test_the_views_cover_every_number_once(parameters: Parameters) -> None:
    for layer in parameters.layers:
        for view in layer:
            np.add(view.value, 1, out=view.value)
            np.add(view.grad, 2, out=view.grad)
    assert parameters.values.tolist() == [1] * 13
    assert parameters.grads.tolist() == [2] * 13
    assert parameters.running.tolist() == [1] * 5


def test_weights_stand_first(parameters: Parameters) -> None:
    for layer in parameters.layers:
        for view in layer:
            view.value[...] = 1 if view.name == "w" else 5
    assert parameters.n_weights == 9
    assert parameters.values.tolist() == [1] * 9 + [5] * 4


def test_what_is_measured_is_neither_learned_nor_has_a_gradient(parameters: Parameters) -> None:
    measured = [view for layer in parameters.layers for view in layer if view.role is Role.RUNNING]
    assert [view.value.shape for view in measured] == [(3,), (2,)]
    assert [view.grad.size for view in measured] == [0, 0]
    for view in measured:
        view.value[...] = 7
    assert parameters.running.tolist() == [7] * 5
    assert not parameters.values.any()


def test_a_network_that_learns_nothing_has_empty_vectors() -> None:
    parameters = Parameters([[], []], np.float64)
    assert (len(parameters), parameters.n_weights, parameters.running.size) == (0, 0, 0)


def test_values_and_gradients_are_apart(parameters: Parameters) -> None:
    parameters.values[:] = 1
    assert not parameters.grads.any()
