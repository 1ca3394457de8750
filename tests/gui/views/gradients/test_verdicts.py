"""What is said in a sentence."""

from math import nan

import pytest

from nnlab.gui.views.gradients.slope import Slope
from nnlab.gui.views.gradients.verdicts import (
    BAD,
    GOOD,
    QUIET,
    VerdictLabel,
    gradient_verdict,
    pace_words,
    update_verdict,
)
from tests.gui.views.gradients.made_up import layer, numbers_of, picture


def whole(layers=3):
    return picture(5, [layer() for _ in range(layers)])


@pytest.mark.parametrize(
    ("slope", "sign", "words"),
    [
        (Slope(0.25, 9), BAD, "Falls by a factor of 4.00 a layer towards the input: the gradient vanishes."),
        (Slope(3.1, 9), BAD, "Grows by a factor of 3.10 a layer towards the input: the gradient explodes."),
        (Slope(0.95, 9), GOOD, "About even: a factor of 0.950 a layer towards the input."),
        (None, QUIET, "With fewer than three layers there is no slope to speak of."),
    ],
)
def test_the_slope_has_a_name(slope, sign, words):
    assert gradient_verdict(whole(), slope) == (sign, words)


def test_a_gradient_that_is_exactly_zero_comes_before_the_slope():
    shown = picture(5, [layer(0.0), layer(0.0), layer(), layer()])
    sign, words = gradient_verdict(shown, Slope(0.1, 9))
    assert sign == BAD
    assert words == "In 2 of 4 layers the gradient is exactly zero: their weights do not learn."


def test_broken_gradients_come_first():
    shown = picture(5, [layer(numbers_of(1.0, broken=3)), layer(0.0), layer()])
    assert gradient_verdict(shown, None)[1] == "The gradients of 1 of 3 layers have values that are not finite."


@pytest.mark.parametrize(
    ("ratio", "words"),
    [(5e-5, "▼ low"), (1e-3, "✓"), (0.02, "▲ high"), (0.0, "▼ low"), (None, ""), (nan, "")],
)
def test_a_ratio_is_judged_by_the_band_around_a_thousandth(ratio, words):
    assert pace_words(ratio) == words


def test_layers_outside_the_band_are_counted():
    words = "The layers move by 0.0001 to 0.01 of their weights a step."
    assert update_verdict([1e-3, 2e-3]) == (GOOD, words)
    assert update_verdict([0.1, 1e-7, 1e-3])[1] == (
        "Layers that move far at every step: 1 of 3. Layers that hardly move: 1 of 3."
    )
    assert update_verdict([nan, nan])[0] == QUIET


def test_a_reason_to_worry_has_sign_and_colour(qtbot):
    label = VerdictLabel()
    qtbot.addWidget(label)
    label.set_verdict((BAD, "It breaks."))
    assert (label.text(), label.property("role")) == ("⚠ It breaks.", "problem")
    label.set_verdict((GOOD, "It works."))
    assert (label.text(), label.property("role")) == ("✓ It works.", "")
