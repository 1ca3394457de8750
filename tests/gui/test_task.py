"""Work on the compute thread that the window waits for."""

from threading import Event

import pytest

from nnlab.gui.task import Task
from nnlab.jobs import ComputeThread


@pytest.fixture
def thread():
    thread = ComputeThread()
    yield thread
    thread.close()


@pytest.fixture
def task(qapp, thread):
    return Task(thread, qapp)


def counting(to):
    for number in range(to):
        yield number / to
    return "counted"


def failing():
    yield 0.5
    raise ValueError("broken")


def held(gate, reached):
    """Work that waits in the middle until it is let go; the compute thread is then in it."""
    yield 0.25
    reached.set()
    gate.wait(10)
    yield 0.75
    return "late"


def test_the_result_arrives_in_the_windows_thread(qtbot, task):
    with qtbot.waitSignal(task.succeeded) as arrived:
        task.start(counting(3))
    assert arrived.args == ["counted"]
    assert not task.is_busy


def test_an_error_arrives_as_it_was_raised(qtbot, task, caplog):
    with qtbot.waitSignal(task.failed) as arrived:
        task.start(failing())
    assert isinstance(arrived.args[0], ValueError)


def test_the_share_that_is_done_is_told_meanwhile(qtbot, task):
    gate, reached = Event(), Event()
    shares = []
    task.progressed.connect(shares.append)
    with qtbot.waitSignal(task.succeeded):
        task.start(held(gate, reached))
        assert reached.wait(10)
        qtbot.waitUntil(lambda: 0.25 in shares)
        gate.set()


def test_of_work_that_was_given_up_nobody_hears(qtbot, task):
    gate, reached = Event(), Event()
    heard = []
    task.succeeded.connect(heard.append)
    task.start(held(gate, reached))
    assert reached.wait(10)
    task.cancel()
    gate.set()
    with qtbot.waitSignal(task.succeeded):
        task.start(counting(2))
    assert heard == ["counted"]


def test_new_work_takes_the_place_of_the_old(qtbot, task):
    gate, reached = Event(), Event()
    heard = []
    task.succeeded.connect(heard.append)
    task.start(held(gate, reached))
    assert reached.wait(10)
    with qtbot.waitSignal(task.succeeded):
        task.start(counting(2))
        gate.set()
    assert heard == ["counted"]
