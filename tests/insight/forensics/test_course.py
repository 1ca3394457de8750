"""What is said of the way to the break are the recorded numbers."""

import numpy as np

from nnlab.insight.forensics.course import course, place
from nnlab.insight.forensics.diagnosis import Case
from nnlab.numerals import figure
from nnlab.training.divergence import FirstNonFinite
from nnlab.training.history import HistoryRecord
from tests.insight.forensics.diverging import case_of, diagnosed, spec_of, trained
from tests.training.runs import small_spec


def said(losses: list[float]) -> str:
    history = HistoryRecord(np.array(losses), (), ())
    (words,) = course(Case(small_spec(), history, FirstNonFinite(len(losses), "output", "forward"), None))
    return str(words)


def test_a_loss_that_climbed_is_told_with_how_far() -> None:
    assert (
        said([2.0, 5.0, 80.0, 7.0, np.nan])
        == "The loss began at 2.00 and rose to 80.0, 40.0 times its start, by step 3."
    )


def test_a_loss_that_did_not_climb_is_told_with_its_last() -> None:
    assert said([2.0, 1.0, np.inf]) == "The loss began at 2.00; the last finite one was 1.00, in step 2."


def test_a_loss_that_was_never_finite_is_told() -> None:
    assert said([np.nan]) == "No step had a finite loss."


def test_the_place_names_step_layer_and_pass() -> None:
    history = HistoryRecord(np.array([1.0]), (), ())
    forward = place(Case(small_spec(), history, FirstNonFinite(1234, "2", "forward"), None))
    backward = place(Case(small_spec(), history, FirstNonFinite(1, "output", "backward"), None))
    assert str(forward) == "Step 1,234, layer 2, forward pass: an output is not finite."
    assert str(backward).startswith("Step 1, the output layer, backward pass: a gradient, or a parameter")


def test_the_last_finite_picture_is_told_beside_the_first() -> None:
    case = case_of(trained(spec_of("a rate of ten")))
    first, last = case.history.pictures[0], case.history.pictures[-1]
    index = int(case.broke.layer) - 1
    _, sizes, update, gradient = (str(text) for text in diagnosed(case).before)
    for layer in (first.layers[index], last.layers[index]):
        assert figure(layer.preactivation.rms) in sizes
        assert figure(layer.weights.weight.rms) in sizes
    assert f"step {last.step}:" in sizes
    measured = last.layers[index].weights
    assert measured.gradient is not None
    assert figure(measured.update_ratio) in update
    assert figure(measured.gradient.rms) in gradient


def test_a_square_that_overflows_is_told_apart_from_an_output_that_does() -> None:
    case = case_of(trained(spec_of("tumours as they were measured")))
    diagnosis = diagnosed(case)
    assert case.history.pictures[-1].layers[-1].output.rms > 1.8e19  # the root of the largest float32
    assert "outputs are finite, their loss is not" in str(diagnosis.where)
    assert diagnosis.causes[-1].key == "loss overflows"
