import numpy as np
import pytest

from nnlab.search.scale import between, ends, place_of, value_at
from nnlab.spec.search import ChoicesSpec, IntegersSpec, LogUniformSpec, UniformSpec

RATE = LogUniformSpec(log_uniform=(1e-6, 1.0))
SHARE = UniformSpec(uniform=(0.2, 0.6))
UNITS = IntegersSpec(integers=(10, 13))
KINDS = ChoicesSpec(choices=("relu", "tanh", "sigmoid"))


def test_the_middle_is_that_of_the_scale():
    assert value_at(RATE, 0.5) == pytest.approx(1e-3)
    assert value_at(SHARE, 0.5) == pytest.approx(0.4)
    assert value_at(KINDS, 0.5) == "tanh"


@pytest.mark.parametrize("dimension", [RATE, SHARE, UNITS])
def test_ends_are_tried_as_they_were_written(dimension):
    assert (value_at(dimension, 0.0), value_at(dimension, 1.0)) == ends(dimension)
    assert [place_of(dimension, end) for end in ends(dimension)] == [0.0, 1.0]


@pytest.mark.parametrize("dimension", [RATE, SHARE])
def test_a_value_lies_where_it_came_from(dimension):
    for place in np.linspace(0, 1, 23):
        assert place_of(dimension, value_at(dimension, float(place))) == pytest.approx(place, abs=1e-3)


@pytest.mark.parametrize(("dimension", "kinds"), [(UNITS, 4), (KINDS, 3)])
def test_whole_numbers_and_choices_have_equal_shares(dimension, kinds):
    values = [value_at(dimension, place) for place in (np.arange(1200) + 0.5) / 1200]
    assert {values.count(value) for value in values} == {1200 / kinds}
    assert len(set(values)) == kinds


def test_a_part_of_a_range_lies_on_its_scale():
    assert between(RATE, 0.5, 1.0).log_uniform == (1e-3, 1.0)
    assert between(RATE, 0.0, 1.5).log_uniform == (1e-6, 1e3)
    assert between(SHARE, 0.25, 0.75).uniform == (0.3, 0.5)


def test_a_part_of_whole_numbers_is_rounded_outward_and_keeps_two():
    wide = IntegersSpec(integers=(10, 200))
    assert between(wide, 0.1, 0.2).integers == (29, 48)
    assert between(UNITS, 0.0, 0.0).integers == (10, 11)
    assert between(IntegersSpec(integers=(0, 4)), -1.0, 0.5).integers == (0, 2)


def test_choices_have_no_ends():
    with pytest.raises(TypeError):
        ends(KINDS)
