"""The copies of scikit-learn are the oracle."""

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer as sklearn_breast_cancer
from sklearn.datasets import load_digits as sklearn_digits
from sklearn.datasets import load_iris as sklearn_iris
from sklearn.datasets import load_wine as sklearn_wine

from nnlab.data.real import load_digits, load_table
from nnlab.resources import resource

TABLES = [("iris", sklearn_iris), ("wine", sklearn_wine), ("breast_cancer", sklearn_breast_cancer)]


def test_digits_are_those_of_scikit_learn() -> None:
    digits, copy = load_digits(), sklearn_digits()
    assert (digits.x.dtype, digits.x.shape) == (np.uint8, (1797, 8, 8, 1))
    np.testing.assert_array_equal(digits.x[..., 0], copy.images)
    np.testing.assert_array_equal(digits.targets, copy.target)
    assert digits.class_names == tuple(map(str, copy.target_names))


@pytest.mark.parametrize(("name", "load_copy"), TABLES)
def test_a_table_is_that_of_scikit_learn(name, load_copy) -> None:
    table, copy = load_table(name), load_copy()
    np.testing.assert_array_equal(table.x, copy.data)
    np.testing.assert_array_equal(table.targets, copy.target)
    assert table.class_names == tuple(copy.target_names)
    assert table.feature_names == tuple(copy.feature_names)


@pytest.mark.parametrize("name", ["digits", "iris", "wine", "breast_cancer"])
def test_source_licence_and_changes_lie_beside_the_data(name: str) -> None:
    text = resource("datasets", f"{name}.md").read_text(encoding="utf-8")
    for part in ("**Source**", "doi:10.24432/", "**Licence**", "CC BY 4.0", "BSD 3-clause", "**Changes**"):
        assert part in text
