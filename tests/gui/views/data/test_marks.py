import numpy as np
import pytest

from nnlab.gui.views.data.marks import STEPS, ClassMarks, TargetMarks


def test_a_class_has_its_mark_and_its_name():
    marks = ClassMarks(np.array([2, 0, 1]), ("a", "b", "c"))
    assert marks.kinds.tolist() == [2, 0, 1]
    assert marks.words(0) == "class c"


def test_numbers_to_be_met_grow_in_steps(qapp):
    marks = TargetMarks(np.linspace(-3, 9, 100), "height")
    assert (marks.kinds[0], marks.kinds[-1]) == (0, STEPS - 1)
    assert np.all(np.diff(marks.kinds) >= 0)
    assert marks.words(99) == "height 9.00"
    assert marks.stamp(STEPS - 1, 1.0).width() > marks.stamp(0, 1.0).width()


@pytest.mark.parametrize("values", [[5.0, 5.0], [-1.7e308, 1.7e308], [1e-320, 0.0], [3.0]])
def test_numbers_of_any_size_have_a_mark(values):
    marks = TargetMarks(np.array(values), "target")
    assert marks.kinds.min() >= 0
    assert marks.kinds.max() < STEPS
    assert marks.words(0).startswith("target ")
