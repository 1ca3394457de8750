import numpy as np
import pytest

from nnlab.data.dataset import Dataset
from nnlab.data.feature_names import FeatureNames, channel_name, component_name, names_of


def test_features_without_names_are_numbered_from_1():
    names = FeatureNames((2000,))
    assert [str(names[0]), str(names[1999])] == ["feature 1", "feature 2,000"]
    assert len(names) == 2000


def test_names_that_the_data_bring_along_are_taken_as_they_are():
    dataset = Dataset(np.zeros((3, 2)), np.zeros(3, np.intp), ("a",), ("mass {kg}", "50 %"))
    assert [str(name) for name in names_of(dataset)] == ["mass {kg}", "50 %"]


def test_pixels_have_row_and_column_and_colour():
    assert str(FeatureNames((8, 10, 1))[21]) == "pixel (3, 2)"
    assert str(FeatureNames((8, 10, 3))[3 * 21 + 1]) == "pixel (3, 2) green"
    assert str(FeatureNames((8, 10, 4))[3]) == "pixel (1, 1) channel 4"


def test_there_are_no_names_beyond_the_last():
    with pytest.raises(IndexError):
        FeatureNames((2,))[2]


def test_components_and_channels_are_numbered_from_1():
    assert str(component_name(0)) == "component 1"
    assert [str(channel_name(index, 3)) for index in range(3)] == ["red", "green", "blue"]
    assert str(channel_name(0, 1)) == "channel 1"
