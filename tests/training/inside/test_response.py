"""What one example makes of a network."""

import numpy as np
import pytest

from nnlab.training.inside.response import ExampleQuestion, question_about
from tests.training.inside.judged import CANCER, DIGITS, asked
from tests.training.inside.twins import answer


def test_a_drawn_example_goes_the_way_of_any_other():
    twin, data = asked(DIGITS)
    given = answer(ExampleQuestion("validation", 4), twin, data)
    drawn = answer(question_about(given.pixels), twin, data)
    assert drawn.outputs == pytest.approx(twin.forward(data.validation.x[4:5])[0])
    assert drawn.probabilities == pytest.approx(given.response.probabilities)
    assert given.truth == data.validation.targets[4]


def test_every_layer_tells_what_it_gave():
    twin, data = asked(DIGITS)
    response = answer(ExampleQuestion("train", 0), twin, data).response
    twin.forward(data.train.x[:1])
    for layer, block in zip(response.layers, twin.blocks, strict=True):
        assert layer.preactivation.tolist() == block.preactivation[0].tolist()
        assert layer.output.tolist() == block.output[0].tolist()
    assert response.layers[0].silent == np.count_nonzero(response.layers[0].preactivation <= 0)


def test_beyond_the_last_example_they_begin_again():
    twin, data = asked(DIGITS)
    last = answer(ExampleQuestion("test", -1), twin, data)
    assert last.number == last.total - 1
    assert answer(ExampleQuestion("test", last.total), twin, data).number == 0


def test_equal_pictures_are_equal_questions():
    pixels = np.arange(64.0).reshape(8, 8, 1)
    assert question_about(pixels) == question_about(pixels.astype(np.uint8))
    assert hash(question_about(pixels)) != hash(question_about(pixels + 1))


def test_no_class_is_named_where_an_output_is_not_finite():
    twin, data = asked(DIGITS, weights={(1, "b"): np.nan})
    response = answer(ExampleQuestion("train", 0), twin, data).response
    assert response.label is None
    assert not response.is_finite
    assert response.layers[-1].broken == 10


def test_one_output_has_two_probabilities():
    twin, data = asked(CANCER, "logistic")
    response = answer(question_about(np.zeros(30)), twin, data)
    assert response.probabilities.sum() == pytest.approx(1)
    assert response.label == int(response.probabilities.argmax())
