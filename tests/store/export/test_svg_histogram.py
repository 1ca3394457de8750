import sys
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from nnlab.store.export.svg_histogram import Panel, to_svg
from nnlab.training.histogram import BINS, Histogram
from tests.store.export.reading import lines_of, words_of

COUNTS = np.zeros(BINS, np.int32)
COUNTS[[0, 30, BINS - 1]] = 1, 100, 50


def histogram(low: float, high: float, zeros: int = 0) -> Histogram:
    return Histogram(COUNTS, low, high, zeros, 0)


def picture_of(*histograms: Histogram | None) -> ET.Element:
    return ET.fromstring(to_svg("t", [Panel("h", each, ("n",)) for each in histograms]))


def test_every_bin_with_values_is_seen():
    (path,) = lines_of(picture_of(histogram(-1, 1)), "bars")
    assert path == "M0.0 82H0.0V81.0H3.9V82.0H118.0V22.0H121.9V82.0H232.1V52.0H236.0V82.0Z"


def test_histograms_alike_share_an_axis_and_others_have_their_own():
    assert words_of(picture_of(histogram(-1, 1), histogram(-2, 3)))[:2] == ["−2", "3"]
    assert words_of(picture_of(histogram(-1, 1), histogram(-20, 30)))[:2] == ["−1", "1"]


def test_exact_zeros_stand_beside_the_bins():
    bars = [element for element in picture_of(histogram(0, 4, zeros=50)).iter() if element.get("class") == "zeros"]
    assert [(bar.get("x"), bar.get("height")) for bar in bars] == [("0.0", "30.0")]


@pytest.mark.parametrize("ends", [(-sys.float_info.max, sys.float_info.max), (0, 1e-300), (-1e-300, 1e300)])
def test_extremes_are_drawn(ends):
    picture = picture_of(histogram(*ends, zeros=3), histogram(-1, 1), None)
    assert not {"nan", "inf"} & {word for path in lines_of(picture, "bars") for word in path.split()}
    assert len(lines_of(picture, "bars")) == 2
