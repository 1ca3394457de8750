"""Work in slices leaves the window time to go on, and can be given up."""

from nnlab.gui.exporting.slices import Slices


def test_short_work_is_done_at_once(qtbot):
    slices, results = Slices(), []
    slices.succeeded.connect(results.append)

    def work():
        yield 1
        return "done"

    slices.start(work())
    assert results == ["done"]


def test_long_work_goes_on_between_the_events_of_the_window(qtbot):
    slices, told = Slices(), []
    slices.progressed.connect(told.append)

    def work():
        yield from iter(told.__len__, 3)  # until three slices have been told of
        return "done"

    with qtbot.waitSignal(slices.succeeded) as blocker:
        slices.start(work())
    assert blocker.args == ["done"]
    assert told


def test_work_that_is_given_up_is_closed_and_not_heard_of(qtbot):
    slices, results, closed = Slices(), [], []
    slices.succeeded.connect(results.append)

    def work():
        try:
            while True:
                yield 1
        finally:
            closed.append(True)

    slices.start(work())
    slices.cancel()
    assert (results, closed) == ([], [True])
