import numpy as np
import pytest

from nnlab.store.export.svg_axis import time_axis, value_axis


def axis_of(*values: float, **options):
    return value_axis([np.array(values)], 200.0, 0.0, **options)


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ((0.3, 2.3), ["0", "0.5", "1.0", "1.5", "2.0", "2.5"]),
        ((12.0, 99.5), ["0", "20", "40", "60", "80", "100"]),
        ((-3.0, 7.0), ["−4", "−2", "0", "2", "4", "6", "8"]),
        ((0.0,), ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        ((), ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        ((3e-7,), ["0", "5·10⁻⁸", "10⁻⁷", "1.5·10⁻⁷", "2·10⁻⁷", "2.5·10⁻⁷", "3·10⁻⁷"]),
    ],
)
def test_ticks_are_round_and_begin_at_zero(values, labels):
    assert axis_of(*values).labels() == labels


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ((0.03, 2.3), ["0.02", "0.05", "0.1", "0.2", "0.5", "1", "2", "5"]),
        ((0.00015, 2.3), ["10⁻⁴", "0.001", "0.01", "0.1", "1"]),
        ((2.3, 3e14), ["10", "10⁴", "10⁷", "10¹⁰", "10¹³"]),
    ],
)
def test_values_of_many_sizes_stand_on_a_logarithmic_axis(values, labels):
    axis = axis_of(*values, may_be_log=True)
    assert axis.labels() == labels
    assert axis.low <= min(values) < max(values) <= axis.high


@pytest.mark.parametrize("values", [(0.0, 1e9), (1.0, 20.0)])
def test_a_zero_or_values_alike_stand_on_an_even_one(values):
    assert not axis_of(*values, may_be_log=True).is_log


@pytest.mark.parametrize("values", [(1e-300, 9.9e299), (5e-324, 1.0), (0.0, 9.9e299), (0.0, 5e-324)])
def test_extremes_have_an_axis(values):
    axis = axis_of(*values, may_be_log=True)
    places = axis.places(np.array(values))
    assert np.isfinite(places).all()
    assert ((places >= 0) & (places <= 200)).all()
    assert len(axis.labels()) >= 2


@pytest.mark.parametrize(
    ("last", "whole", "labels"),
    [
        (3, True, ["0", "1", "2", "3"]),
        (400, True, ["0", "50", "100", "150", "200", "250", "300", "350", "400"]),
        (1_000_000, True, ["0", "200,000", "400,000", "600,000", "800,000", "1,000,000"]),
        (0.15, False, ["0", "0.02", "0.04", "0.06", "0.08", "0.10", "0.12", "0.14"]),
    ],
)
def test_time_is_counted_in_round_numbers(last, whole, labels):
    assert time_axis(last, 0.0, 700.0, whole=whole).labels() == labels
