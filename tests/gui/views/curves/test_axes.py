"""Plain numbers at the ticks."""

import numpy as np
import pytest

from nnlab.gui.views.curves.axes import PlainAxis, WholeAxis


@pytest.fixture
def axis(qapp):
    made = PlainAxis("left")
    made.set_logarithmic(True)
    return made


def test_a_logarithmic_axis_names_round_numbers(axis):
    assert axis.tickStrings([-2.0, 0.0, np.log10(5), 3.0], 1, 1) == ["0.01", "1", "5", "1000"]
    major, minor = axis.tickValues(-2.0, 0.0, 200)
    np.testing.assert_allclose(major[1], [-2, -1, 0])
    np.testing.assert_allclose(10.0 ** np.array(sorted(minor[1])), [0.02, 0.05, 0.2, 0.5])


def test_a_narrow_logarithmic_axis_has_ticks_too(axis):
    ticks = [tick for _, places in axis.tickValues(np.log10(2.1), np.log10(2.35), 200) for tick in places]
    assert len(ticks) >= 2


def test_a_logarithmic_axis_of_steps_counts_them(qapp):
    steps = WholeAxis("bottom")
    steps.set_logarithmic(True)
    assert steps.tickStrings([0.0, np.log10(5), 6.0, 400.0], 1, 1) == ["1", "5", "1,000,000", ""]
