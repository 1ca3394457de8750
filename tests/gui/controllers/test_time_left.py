"""The estimate of the time left."""

from nnlab.gui.controllers.time_left import TimeLeft


def test_nothing_is_said_before_there_is_something_to_go_by():
    assert TimeLeft(iter([0.0, 0.1]).__next__).estimate(5, 1000) is None


def test_the_estimate_goes_by_the_clock():
    left = TimeLeft(iter([10.0, 12.0]).__next__)
    left.estimate(100, 1000)
    assert left.estimate(300, 1000) == 7.0  # 100 steps a second, 700 steps to go


def test_a_pause_does_not_count():
    left = TimeLeft(iter([0.0, 100.0, 101.0]).__next__)
    left.estimate(0, 1000)
    left.restart()
    left.estimate(500, 1000)
    assert left.estimate(600, 1000) == 4.0
