"""The estimate of the time left."""

from nnlab.gui.controllers.time_left import TimeLeft
from nnlab.training.snapshot import Progress


def progress(step: int) -> Progress:
    return Progress(step=step, steps=1000, time=step / 10, epochs=100, seconds=0.0, steps_per_second=0.0)


def test_nothing_is_said_before_there_is_something_to_go_by():
    assert TimeLeft(iter([0.0, 0.1]).__next__).estimate(progress(5)) is None


def test_the_estimate_goes_by_the_clock():
    left = TimeLeft(iter([10.0, 12.0]).__next__)
    left.estimate(progress(100))
    assert left.estimate(progress(300)) == 7.0  # 100 steps a second, 700 steps to go


def test_a_pause_does_not_count():
    left = TimeLeft(iter([0.0, 100.0, 101.0]).__next__)
    left.estimate(progress(0))
    left.restart()
    left.estimate(progress(500))
    assert left.estimate(progress(600)) == 4.0
