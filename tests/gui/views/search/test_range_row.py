"""What is written in a row, and what it stands for."""

import pytest

from nnlab.gui.views.search.range_row import RangeRow


@pytest.mark.parametrize(
    ("written", "values"),
    [
        ("1e-5, 1", [1e-5, 1]),
        ("relu,tanh , elu", ["relu", "tanh", "elu"]),
        ('{"kind": "leaky_relu", "slope": 0.1}, relu', [{"kind": "leaky_relu", "slope": 0.1}, "relu"]),
        ("true, nullify, 1x", [True, "nullify", "1x"]),
        ("1,,2,", [1, 2]),
        ('{"kind": "relu"', ['{"kind": "relu"']),
        ("[" * 100_000, ["[" * 32_767]),  # as long as a line gets
        (" , ", []),
    ],
)
def test_values_stand_between_commas(written, values, shown):
    row = shown(RangeRow("network.activation", {"choices": ["relu"]}))
    row.values.setText(written)
    assert row.document() == {"choices": values}


@pytest.mark.parametrize(
    "dimension",
    [
        {"log_uniform": [1e-5, 1.0], "points": 4},
        {"choices": [{"kind": "prelu", "slope": 0.5}, "relu", True, None, 3]},
        {"integers": [10, 200]},
    ],
)
def test_a_range_comes_back_as_it_was(dimension, shown):
    assert shown(RangeRow("network.units", dimension)).document() == dimension
