"""Ctrl+C, at points where the run is held until it has been noticed."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nnlab.cli.interrupt import Interrupt
from nnlab.store.experiment_file import open_experiment
from nnlab.training.checkpoint import Checkpoint
from nnlab.training.runner import Runner
from nnlab.training.trainer import Trainer
from tests.cli.conftest import Nnlab
from tests.training.runs import SOON, STEPS, assert_same_run, small_spec, straight_run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl+C to all processes of a console")
HELD_AT = 10
HELD_IN_A_PROCESS = """
import sys, threading
from nnlab.__main__ import main
from nnlab.training.runner import Runner
from nnlab.training.trainer import Trainer

step, stop, stopped = Trainer.step, Runner.stop, threading.Event()

def held_step(trainer, *, measured):
    if trainer.step_count == 10:
        print("held", file=sys.stderr, flush=True)
        stopped.wait(60)
    return step(trainer, measured=measured)

def noticed_stop(runner):
    stop(runner)
    stopped.set()

Trainer.step, Runner.stop = held_step, noticed_stop
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture(autouse=True)
def default_handler() -> Iterator[None]:
    """Start from Python's own handler, also where the tests run in the background of a shell."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def pressed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Press Ctrl+C thrice in a step, and go on when the run was told to stop."""
    step, stop, stopped = Trainer.step, Runner.stop, threading.Event()

    def held_step(trainer: Trainer, *, measured: bool) -> float:
        if trainer.step_count == HELD_AT:
            for _ in range(3):
                os.kill(os.getpid(), signal.SIGINT)
            assert stopped.wait(SOON)
        return step(trainer, measured=measured)

    def noticed_stop(runner: Runner) -> None:
        stop(runner)
        stopped.set()

    monkeypatch.setattr(Trainer, "step", held_step)
    monkeypatch.setattr(Runner, "stop", noticed_stop)


def checkpoint_in(path: Path) -> Checkpoint:
    record = open_experiment(path).record
    assert record is not None
    return record.checkpoint


@pytest.mark.usefixtures("pressed")
def test_it_ends_the_run_as_stopped_and_saves_it(nnlab: Nnlab, spec: Path, run: Path) -> None:
    outcome = nnlab("train", spec, "--json", "-o", run)
    found = json.loads(outcome.out)
    assert (outcome.code, found["finish"], found["steps"], found["epochs"]) == (0, "stopped", HELD_AT + 1, 1)
    assert found["test"]["accuracy"] is not None
    assert checkpoint_in(run).step == HELD_AT + 1


def test_what_was_stopped_goes_on_to_the_same_bits(
    nnlab: Nnlab, spec: Path, run: Path, pressed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    nnlab("train", spec, "-o", run)
    monkeypatch.undo()
    assert nnlab("train", spec, "--resume", "-o", run).code == 0
    assert_same_run(checkpoint_in(run), straight_run(small_spec()))


def test_before_the_first_step_there_is_nothing_to_save(
    nnlab: Nnlab, spec: Path, run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Runner, "start", Runner.stop)
    with pytest.raises(KeyboardInterrupt):
        nnlab("train", spec, "-o", run)
    assert not run.exists()


def test_it_does_not_break_the_saving(nnlab: Nnlab, spec: Path, run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fsync = os.fsync

    def interrupted(descriptor: int) -> None:
        signal.raise_signal(signal.SIGINT)
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", interrupted)
    outcome = nnlab("train", spec, "--json", "-o", run)
    assert json.loads(outcome.out)["finish"] == "completed"
    assert checkpoint_in(run).step == STEPS


def test_where_it_is_ignored_it_stays_so() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with Interrupt() as interrupt:
        signal.raise_signal(signal.SIGINT)
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    assert not interrupt.asked
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    signal.signal(signal.SIGINT, signal.default_int_handler)


def test_it_is_a_flag_only_for_the_length_of_the_block() -> None:
    with Interrupt() as interrupt:
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
    assert interrupt.asked
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_a_handler_that_python_does_not_know_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signal, "getsignal", lambda _: None)
    set_handlers: list[Any] = []
    monkeypatch.setattr(signal, "signal", lambda *handler: set_handlers.append(handler))
    with Interrupt():
        pass
    assert set_handlers == []
    monkeypatch.undo()


def test_a_real_process_saves_and_ends_well(nnlab: Nnlab, spec: Path, run: Path) -> None:
    command = [sys.executable, "-c", HELD_IN_A_PROCESS, "train", spec, "--json", "-o", run]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stderr is not None
        assert "held\n" in iter(process.stderr.readline, "")
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert "Traceback" not in err
    assert json.loads(out)["finish"] == "stopped"
    assert checkpoint_in(run).step == HELD_AT + 1
    assert nnlab("train", run, "--resume", "-o", run).code == 0
    assert_same_run(checkpoint_in(run), straight_run(small_spec()))
