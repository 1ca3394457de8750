"""One round: start the program, kill it at some moment, and look at what it left."""

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from nnlab.store.experiment_file import Experiment, open_experiment
from nnlab.store.recovery.journal import cut_off

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Told:
    """What a process told, and when; times are of the clock that all processes share."""

    steps: list[tuple[float, int]] = field(default_factory=list)
    saved: int = -1
    began: threading.Event = field(default_factory=threading.Event)

    def take(self, line: str) -> None:
        word, number = line.split()
        if word == "step":
            self.steps.append((time.monotonic(), int(number)))
        else:
            self.saved = int(number)
        self.began.set()

    def seconds_lost(self, step: int, killed_at: float) -> float:
        """Return how long before its death the process was at ``step``."""
        there = [moment for moment, told in self.steps if told <= step]
        return killed_at - (there[-1] if there else self.steps[0][0])


@dataclass(frozen=True)
class Outcome:
    """What a round came to.

    Attributes
    ----------
    problem : str
        What should not be; empty where all is well.
    lost : float
        Seconds of training that are gone.
    """

    problem: str
    lost: float = 0.0


def kill_after(seconds: float, kind: str, folder: Path) -> Outcome:
    """Start a process of that kind, kill it so long after its first word, and judge what it left in ``folder``."""
    path = folder / "run.nnlab"
    environ = {**os.environ, "XDG_STATE_HOME": str(folder / "state"), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.killing.victim", kind, str(path)]
    told = Told()
    with subprocess.Popen(
        command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        reader = threading.Thread(target=_read, args=(process, told))
        reader.start()
        if not told.began.wait(60):
            process.kill()
            reader.join()
            return Outcome("it never began")
        threading.Event().wait(seconds)
        killed_at = time.monotonic()
        process.send_signal(signal.SIGKILL)
        process.wait()
        reader.join()
    return judged(told, killed_at, path, folder / "state" / "nnlab" / "recovery")


def _read(process: "subprocess.Popen[str]", told: Told) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        if line.endswith("\n"):
            told.take(line)


def judged(told: Told, killed_at: float, path: Path, place: Path) -> Outcome:
    """Open all that is there: the file is the last that was saved or the next, and most of the training is kept."""
    saved = open_experiment(path) if path.exists() else None
    if saved is None and told.saved >= 0:
        return Outcome("the saved file is gone")
    entries = cut_off(place)
    try:
        kept = [entry.read() for entry in entries]
    finally:
        for entry in entries:
            entry.release()
    if not told.steps:
        number = int(saved.spec.name) if saved else -1
        return Outcome("" if number in {told.saved, told.saved + 1} else f"holds {number}, not {told.saved}")
    if saved is not None and _step(saved) < told.saved:
        return Outcome(f"the file is at step {_step(saved)}, and {told.saved} was saved")
    furthest = max(map(_step, [*kept, *([saved] if saved else [])]), default=0)
    return Outcome("", told.seconds_lost(furthest, killed_at))


def _step(experiment: Experiment) -> int:
    return experiment.record.checkpoint.step if experiment.record else 0
