import sys

import pytest

from nnlab.store.export.report_words import counted, duration, listed, number, share, whole_percent


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.0, "0"),
        (0.12345, "0.123"),
        (-0.5, "−0.5"),
        (999.6, "1,000"),
        (10_436.2, "10,436"),
        (2.5e6, "2.5·10⁶"),
        (-1.5e-5, "−1.5·10⁻⁵"),
        (sys.float_info.max, "1.8·10³⁰⁸"),
        (5e-324, "4.94·10⁻³²⁴"),
        (float("inf"), "infinite"),
        (float("nan"), "not a number"),
        (None, "not a number"),
    ],
)
def test_numbers_have_three_digits(value, words):
    assert number(value) == words


def test_shares_never_claim_more_than_there_is():
    assert [whole_percent(value) for value in (0, 0.001, 0.5, 0.999, 1)] == ["0 %", "<1 %", "50 %", ">99 %", "100 %"]
    assert (share(None), share(0.9593)) == ("–", "95.9 %")


def test_times_counts_and_lists():
    assert [duration(s) for s in (0.0731, 12, 200, 3900)] == ["0.073 s", "12 s", "3 min 20 s", "1 h 5 min"]
    assert (counted(1, "epoch"), counted(2.25, "epoch"), counted(1000, "step")) == (
        "1 epoch",
        "2.2 epochs",
        "1,000 steps",
    )
    assert listed(tuple(map(str, range(23)))).endswith("18, 19 and 3 more")
