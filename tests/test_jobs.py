import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np  # noqa: F401 - loads the BLAS that the last tests look at
import pytest
from threadpoolctl import threadpool_info

from nnlab.jobs import ComputeThread, Job, JobState, Mailbox

SOON = 10.0
"""Seconds that nothing here should ever take."""
Work = Generator[None, None, None]


@pytest.fixture
def thread() -> Iterator[ComputeThread]:
    thread = ComputeThread()
    yield thread
    thread.close()


def log_turns(log: list[str], name: str = "turn", turns: int = 1_000_000) -> Work:
    """Write ``name`` into the log once a turn."""
    for _ in range(turns):
        log.append(name)
        yield


class Door:
    """Holds whoever passes, until it is opened; says when somebody stands before it."""

    def __init__(self) -> None:
        self._reached, self._open = threading.Event(), threading.Event()

    def __call__(self) -> None:
        self._reached.set()
        assert self._open.wait(SOON)

    def wait_for_somebody(self) -> None:
        assert self._reached.wait(SOON)

    def open(self) -> None:
        self._open.set()


@contextmanager
def held(thread: ComputeThread) -> Iterator[None]:
    """Hold the thread between two turns, so that several requests are seen at once."""
    door = Door()
    thread.call(door)
    door.wait_for_somebody()
    try:
        yield
    finally:
        door.open()


def settled(thread: ComputeThread, condition: Callable[[], bool]) -> bool:
    """Let the thread go on until ``condition`` holds, asked between turns; False if that takes for ever."""
    return any(thread.call(condition).result(SOON) for _ in range(100_000))


def submit_with_rest(thread: ComputeThread, work: Work) -> tuple[Job, threading.Event]:
    """Submit a job; the event is set each time it comes to rest."""
    rested = threading.Event()
    return thread.submit(work, on_rest=rested.set), rested


class TestMailbox:
    def test_it_is_empty_at_first(self) -> None:
        assert Mailbox(max).take() is None

    def test_what_was_put_can_be_taken_once(self) -> None:
        box: Mailbox[str] = Mailbox(str.__add__)
        box.put("a")
        assert box.take() == "a"
        assert box.take() is None

    def test_what_was_not_fetched_is_merged_the_older_first(self) -> None:
        box: Mailbox[str] = Mailbox(str.__add__)
        for item in "abc":
            box.put(item)
        assert box.take() == "abc"

    def test_what_was_fetched_is_not_merged_again(self) -> None:
        box: Mailbox[str] = Mailbox(str.__add__)
        box.put("a")
        box.take()
        box.put("b")
        assert box.take() == "b"

    def test_nothing_is_lost_between_two_threads(self) -> None:
        box: Mailbox[list[int]] = Mailbox(list.__add__)
        sender = threading.Thread(target=lambda: [box.put([n]) for n in range(5000)])
        sender.start()
        fetched: list[int] = []
        while sender.is_alive():
            fetched += box.take() or []
        sender.join()
        assert fetched + (box.take() or []) == list(range(5000))


def test_a_job_waits_until_it_is_resumed(thread: ComputeThread) -> None:
    log: list[str] = []
    job = thread.submit(log_turns(log, turns=2))
    thread.call(lambda: None).result(SOON)
    assert job.state is JobState.PAUSED
    assert log == []
    job.resume()
    assert job.wait(SOON)
    assert job.state is JobState.DONE
    assert len(log) == 2


def test_jobs_take_their_turns_one_after_the_other(thread: ComputeThread) -> None:
    log: list[str] = []
    with held(thread):
        jobs = [thread.submit(log_turns(log, name, turns=3)) for name in "abc"]
        for job in jobs:
            job.resume()
    assert all(job.wait(SOON) for job in jobs)
    assert "".join(log) == "abcabcabc"


def test_a_job_that_ends_leaves_its_turns_to_the_others(thread: ComputeThread) -> None:
    log: list[str] = []
    with held(thread):
        jobs = [thread.submit(log_turns(log, name, turns)) for name, turns in (("a", 1), ("b", 3), ("c", 2))]
        for job in jobs:
            job.resume()
    assert all(job.wait(SOON) for job in jobs)
    assert "".join(log) == "abcbcb"


def test_a_resting_job_is_passed_over(thread: ComputeThread) -> None:
    log: list[str] = []
    with held(thread):
        jobs = [thread.submit(log_turns(log, name, turns=2)) for name in "abc"]
        jobs[0].resume()
        jobs[2].resume()
    assert jobs[0].wait(SOON)
    assert jobs[2].wait(SOON)
    assert "".join(log) == "acac"
    assert jobs[1].state is JobState.PAUSED


def test_all_turns_are_taken_on_the_one_thread(thread: ComputeThread) -> None:
    seen: set[int] = set()

    def work() -> Work:
        seen.add(threading.get_ident())
        yield

    jobs = [thread.submit(work()) for _ in range(3)]
    for job in jobs:
        job.resume()
    assert all(job.wait(SOON) for job in jobs)
    assert seen == {thread.call(threading.get_ident).result(SOON)}
    assert threading.get_ident() not in seen


def test_a_pause_takes_effect_at_the_end_of_the_turn(thread: ComputeThread) -> None:
    log: list[str] = []
    door = Door()

    def work() -> Work:
        door()
        log.append("end of the turn")
        yield
        log.append("next turn")
        yield

    job, rested = submit_with_rest(thread, work())
    job.resume()
    door.wait_for_somebody()
    job.pause()
    assert job.state is JobState.RUNNING
    door.open()
    assert rested.wait(SOON)
    assert settled(thread, lambda: job.state is JobState.PAUSED)
    assert log == ["end of the turn"]
    job.resume()
    assert job.wait(SOON)
    assert log == ["end of the turn", "next turn"]


def test_a_pause_that_is_taken_back_in_the_same_turn_never_was(thread: ComputeThread) -> None:
    job, rested = submit_with_rest(thread, log_turns([], turns=3))
    with held(thread):
        job.resume()
        job.pause()
        job.resume()
    assert job.wait(SOON)
    assert not rested.is_set()


def test_a_paused_job_stays_paused(thread: ComputeThread) -> None:
    job = thread.submit(log_turns([]))
    job.pause()
    thread.call(lambda: None).result(SOON)
    assert job.state is JobState.PAUSED


@pytest.mark.parametrize("turns", [1, 4])
def test_a_job_goes_as_far_as_it_was_told(thread: ComputeThread, turns: int) -> None:
    log: list[str] = []
    job, rested = submit_with_rest(thread, log_turns(log))
    for total in (turns, turns + 1):
        rested.clear()
        job.resume(until=lambda total=total: len(log) == total)
        assert rested.wait(SOON)
        assert settled(thread, lambda: job.state is JobState.PAUSED)
        assert len(log) == total


def test_until_is_asked_and_rest_is_told_on_the_compute_thread(thread: ComputeThread) -> None:
    seen: list[int] = []
    job = thread.submit(log_turns([]), on_rest=lambda: seen.append(threading.get_ident()))
    job.resume(until=lambda: seen.append(threading.get_ident()) or True)
    assert settled(thread, lambda: job.state is JobState.PAUSED)
    assert seen == [thread.call(threading.get_ident).result(SOON)] * 2


def test_an_aim_is_forgotten_when_the_job_is_resumed_without_one(thread: ComputeThread) -> None:
    job, rested = submit_with_rest(thread, log_turns([], turns=5))
    with held(thread):
        job.resume(until=lambda: True)
        job.resume()
    assert job.wait(SOON)
    assert not rested.is_set()


def test_a_job_that_ends_does_not_come_to_rest(thread: ComputeThread) -> None:
    job, rested = submit_with_rest(thread, log_turns([], turns=1))
    job.resume()
    assert job.wait(SOON)
    assert not rested.is_set()


@pytest.mark.parametrize("resumed", [True, False])
def test_cancelling_closes_the_generator(thread: ComputeThread, resumed: bool) -> None:
    closed = threading.Event()
    started = threading.Event()

    def work() -> Work:
        try:
            while True:
                started.set()
                yield
        finally:
            closed.set()

    job = thread.submit(work())
    job.resume(until=None if resumed else lambda: True)
    assert started.wait(SOON)
    assert resumed or settled(thread, lambda: job.state is JobState.PAUSED)
    job.cancel()
    assert job.wait(SOON)
    assert job.state is JobState.CANCELLED
    assert closed.is_set()


def test_a_job_that_never_started_can_be_cancelled(thread: ComputeThread) -> None:
    log: list[str] = []
    job = thread.submit(log_turns(log))
    job.cancel()
    assert job.wait(SOON)
    assert job.state is JobState.CANCELLED
    assert log == []


def test_cancelling_lets_the_present_turn_end(thread: ComputeThread) -> None:
    log: list[str] = []
    door = Door()

    def work() -> Work:
        door()
        log.append("end of the turn")
        yield
        log.append("next turn")

    job = thread.submit(work())
    job.resume()
    door.wait_for_somebody()
    job.cancel()
    door.open()
    assert job.wait(SOON)
    assert job.state is JobState.CANCELLED
    assert log == ["end of the turn"]


def test_a_job_that_has_ended_stays_as_it_ended(thread: ComputeThread) -> None:
    log: list[str] = []
    job = thread.submit(log_turns(log, turns=1))
    job.resume()
    assert job.wait(SOON)
    for request in (job.cancel, job.pause, job.resume):
        request()
    thread.call(lambda: None).result(SOON)
    assert job.state is JobState.DONE
    assert len(log) == 1


def test_a_paced_job_waits_for_its_time(thread: ComputeThread) -> None:
    log: list[str] = []
    job = thread.submit(log_turns(log, turns=3))
    job.set_pace(1e-6)
    job.resume()
    assert settled(thread, lambda: len(log) == 1)
    for _ in range(20):
        thread.call(lambda: None).result(SOON)
    assert len(log) == 1
    assert job.state is JobState.RUNNING
    job.set_pace(None)
    assert job.wait(SOON)
    assert len(log) == 3


def test_setting_a_slow_pace_again_gives_no_turn_away(thread: ComputeThread) -> None:
    log: list[str] = []
    job = thread.submit(log_turns(log))
    job.set_pace(1e-6)
    job.resume()
    assert settled(thread, lambda: len(log) == 1)
    for turns_per_second in (2e-6, 1e-6, 3e-6):
        job.set_pace(turns_per_second)
        for _ in range(5):
            thread.call(lambda: None).result(SOON)
    assert len(log) == 1


def test_a_quick_pace_lets_all_turns_happen(thread: ComputeThread) -> None:
    log: list[str] = []
    job = thread.submit(log_turns(log, turns=5))
    job.set_pace(1000.0)
    job.resume()
    assert job.wait(SOON)
    assert len(log) == 5


def test_a_paced_job_holds_up_no_other(thread: ComputeThread) -> None:
    slow_log: list[str] = []
    slow, quick = thread.submit(log_turns(slow_log)), thread.submit(log_turns([], turns=100))
    slow.set_pace(1e-6)
    slow.resume()
    assert settled(thread, lambda: len(slow_log) == 1)
    quick.resume()
    assert quick.wait(SOON)
    assert len(slow_log) == 1


@pytest.mark.parametrize("request_name", ["pause", "cancel"])
def test_a_paced_job_hears_requests_at_once(thread: ComputeThread, request_name: str) -> None:
    log: list[str] = []
    job = thread.submit(log_turns(log))
    job.set_pace(1e-6)
    job.resume()
    assert settled(thread, lambda: len(log) == 1)
    getattr(job, request_name)()
    assert settled(thread, lambda: job.state in (JobState.PAUSED, JobState.CANCELLED))
    assert len(log) == 1


def test_a_call_is_answered_on_the_compute_thread(thread: ComputeThread) -> None:
    assert thread.call(threading.get_ident).result(SOON) != threading.get_ident()
    assert thread.call(lambda: threading.current_thread().name).result(SOON) == "nnlab-compute"


def test_a_call_is_answered_while_all_jobs_rest(thread: ComputeThread) -> None:
    job = thread.submit(log_turns([]))
    assert thread.call(lambda: job.state).result(SOON) is JobState.PAUSED


def test_a_call_is_answered_between_two_turns(thread: ComputeThread) -> None:
    inside = threading.Event()

    def work() -> Work:
        while True:
            inside.set()
            inside.clear()
            yield

    job = thread.submit(work())
    job.resume()
    assert not any(thread.call(inside.is_set).result(SOON) for _ in range(50))
    assert job.state is JobState.RUNNING


def test_calls_are_answered_in_their_order(thread: ComputeThread) -> None:
    log: list[int] = []
    with held(thread):
        futures = [thread.call(lambda n=n: log.append(n)) for n in range(5)]
    for future in futures:
        future.result(SOON)
    assert log == list(range(5))


def test_a_call_that_fails_tells_its_caller_and_nobody_else(thread: ComputeThread) -> None:
    with pytest.raises(ZeroDivisionError):
        thread.call(lambda: 1 / 0).result(SOON)
    assert thread.call(lambda: 1).result(SOON) == 1


def test_a_call_that_is_taken_back_is_not_made(thread: ComputeThread) -> None:
    made: list[int] = []
    with held(thread):
        future = thread.call(lambda: made.append(1))
        assert future.cancel()
    assert thread.call(lambda: 2).result(2.0) == 2
    assert made == []


def failing(error: Exception) -> Work:
    yield
    raise error


def test_a_job_that_fails_keeps_its_error_and_the_thread_lives_on(
    thread: ComputeThread, caplog: pytest.LogCaptureFixture
) -> None:
    error = ValueError("broken")
    job = thread.submit(failing(error))
    job.resume()
    assert job.wait(SOON)
    assert job.state is JobState.FAILED
    assert job.error is error
    assert "ValueError: broken" in caplog.text
    after = thread.submit(log_turns([], turns=2))
    after.resume()
    assert after.wait(SOON)
    assert after.state is JobState.DONE


def test_a_job_fails_with_its_aim(thread: ComputeThread) -> None:
    job = thread.submit(log_turns([]))
    job.resume(until=lambda: 1 / 0 == 1)
    assert job.wait(SOON)
    assert isinstance(job.error, ZeroDivisionError)


def fail_at_rest(thread: ComputeThread) -> Job:
    job = thread.submit(log_turns([]), on_rest=lambda: 1 / 0)
    job.resume(until=lambda: True)
    return job


def fail_at_the_end_of_a_cancelled_job(thread: ComputeThread) -> Job:
    def work() -> Work:
        try:
            while True:
                yield
        finally:
            raise ValueError("cannot clean up")

    job = thread.submit(work())
    job.resume(until=lambda: True)
    assert settled(thread, lambda: job.state is JobState.PAUSED)
    job.cancel()
    return job


@pytest.mark.parametrize("fail", [fail_at_rest, fail_at_the_end_of_a_cancelled_job])
def test_whatever_fails_in_a_job_the_thread_lives_on(thread: ComputeThread, fail: Callable[[Any], Job]) -> None:
    job = fail(thread)
    assert job.wait(2.0)
    assert job.state is JobState.FAILED
    assert thread.call(lambda: 1).result(SOON) == 1


def test_waiting_gives_up_after_its_time(thread: ComputeThread) -> None:
    assert not thread.submit(log_turns([])).wait(0.0)


def resting(thread: ComputeThread, log: list[str]) -> tuple[Job, Door]:
    """Return a job that took one turn and stands in its ``on_rest``, and the door that holds it there."""
    door = Door()
    job = thread.submit(log_turns(log), on_rest=door)
    job.resume(until=lambda: True)
    door.wait_for_somebody()
    return job, door


def test_a_job_resumed_while_it_comes_to_rest_goes_on(thread: ComputeThread) -> None:
    log: list[str] = []
    job, door = resting(thread, log)
    job.resume(until=lambda: len(log) >= 5)
    door.open()
    assert settled(thread, lambda: job.state is JobState.PAUSED and len(log) == 5)


def test_a_job_cancelled_while_it_comes_to_rest_is_cancelled(thread: ComputeThread) -> None:
    job, door = resting(thread, [])
    job.cancel()
    door.open()
    assert job.wait(2.0)
    assert job.state is JobState.CANCELLED


def test_a_job_cancelled_in_the_turn_before_its_rest_is_cancelled(thread: ComputeThread) -> None:
    door = Door()

    def work() -> Work:
        door()
        yield
        yield

    job = thread.submit(work())
    job.resume(until=lambda: True)
    door.wait_for_somebody()
    job.cancel()
    door.open()
    assert job.wait(2.0)
    assert job.state is JobState.CANCELLED


def test_closing_cancels_running_and_resting_jobs_and_joins() -> None:
    thread = ComputeThread("closing")
    running, resting_job = thread.submit(log_turns([])), thread.submit(log_turns([]))
    running.resume()
    thread.close()
    assert running.state is resting_job.state is JobState.CANCELLED
    assert "closing" not in {alive.name for alive in threading.enumerate()}


def test_closing_lets_the_present_turn_end() -> None:
    thread, door = ComputeThread(), Door()

    def work() -> Work:
        door()
        yield
        raise AssertionError("a turn after closing")

    job = thread.submit(work())
    job.resume()
    door.wait_for_somebody()
    closing = threading.Thread(target=thread.close)
    closing.start()
    door.open()
    closing.join(SOON)
    assert not closing.is_alive()
    assert job.state is JobState.CANCELLED


def test_closing_while_a_job_comes_to_rest_does_not_hang() -> None:
    thread = ComputeThread()
    job, door = resting(thread, [])
    closing = threading.Thread(target=thread.close)
    closing.start()
    try:
        while not closing_has_begun(thread):
            pass
        door.open()
        closing.join(2.0)
        assert not closing.is_alive()
    finally:
        job.cancel()
        closing.join(SOON)


def closing_has_begun(thread: ComputeThread) -> bool:
    return thread.call(lambda: None).cancelled()


def test_closing_twice_is_closing_once() -> None:
    thread = ComputeThread()
    job = thread.submit(log_turns([]))
    thread.close()
    thread.close()
    assert job.state is JobState.CANCELLED


def test_a_closed_thread_takes_no_job_and_answers_no_call() -> None:
    thread = ComputeThread()
    thread.close()
    assert thread.call(lambda: 1).cancelled()
    work = log_turns([])
    with pytest.raises(RuntimeError, match="closed"):
        thread.submit(work)


def test_a_call_made_before_closing_is_answered() -> None:
    thread = ComputeThread()
    with held(thread):
        future = thread.call(lambda: 1)
    thread.close()
    assert future.result(SOON) == 1


def blas_threads() -> list[int]:
    return [library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"]


needs_blas = pytest.mark.skipif(not blas_threads(), reason="threadpoolctl knows no BLAS here")


@needs_blas
@pytest.mark.parametrize("threads", [1, 2])
def test_blas_has_the_threads_of_the_job_in_its_turns(thread: ComputeThread, threads: int) -> None:
    seen: list[list[int]] = []

    def work() -> Work:
        seen.append(blas_threads())
        yield
        seen.append(blas_threads())

    job = thread.submit(work(), blas_threads=threads)
    job.resume()
    assert job.wait(SOON)
    assert seen == [[threads] * len(blas_threads())] * 2


@needs_blas
def test_jobs_in_turn_have_each_its_own_number_of_blas_threads(thread: ComputeThread) -> None:
    seen: list[tuple[int, int]] = []

    def work(threads: int) -> Work:
        for _ in range(3):
            seen.append((threads, blas_threads()[0]))
            yield

    with held(thread):
        jobs = [thread.submit(work(threads), blas_threads=threads) for threads in (1, 2)]
        for job in jobs:
            job.resume()
    assert all(job.wait(SOON) for job in jobs)
    assert seen == [(1, 1), (2, 2)] * 3


@needs_blas
@pytest.mark.parametrize("threads", [1, 2])
def test_blas_has_its_threads_back_when_no_job_is_at_work(threads: int) -> None:
    before = blas_threads()
    thread = ComputeThread()
    job = thread.submit(log_turns([]), blas_threads=threads)
    job.resume(until=lambda: True)
    assert settled(thread, lambda: job.state is JobState.PAUSED)
    ended = thread.submit(log_turns([], turns=1), blas_threads=threads)
    ended.resume()
    assert ended.wait(SOON)
    thread.close()
    assert blas_threads() == before


@needs_blas
def test_a_job_fails_where_another_thread_decides_the_number_of_blas_threads() -> None:
    first, second, door = ComputeThread("first"), ComputeThread("second"), Door()

    def hold() -> Work:
        door()
        yield

    holding = first.submit(hold(), blas_threads=1)
    holding.resume()
    door.wait_for_somebody()
    refused = second.submit(log_turns([]), blas_threads=2)
    refused.resume()
    assert refused.wait(SOON)
    assert isinstance(refused.error, RuntimeError)
    door.open()
    assert holding.wait(SOON)
    allowed = second.submit(log_turns([], turns=1), blas_threads=2)
    first.close()
    allowed.resume()
    assert allowed.wait(SOON)
    assert allowed.state is JobState.DONE
    second.close()
