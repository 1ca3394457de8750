"""Starts the processes that open spoilt files, one after the other where one dies."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator

from tests.fuzzing.outcome import Outcome
from tests.fuzzing.sandbox import Sandbox


def examined(sandbox: Sandbox, seed: int, numbers: range) -> Iterator[Outcome]:
    """Yield what became of each mutation; see ``worker``."""
    left = numbers
    while left:
        for outcome in _of_one_process(sandbox, seed, left):
            yield outcome
            left = range(outcome.number + 1, numbers.stop)


def _of_one_process(sandbox: Sandbox, seed: int, numbers: range) -> Iterator[Outcome]:
    """Yield outcomes until all are there, or the process died, which is the last of them."""
    command = [sys.executable, "-m", "tests.fuzzing.worker", str(seed), str(numbers.start), str(numbers.stop)]
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as complaints,
        subprocess.Popen(
            command, cwd=sandbox.work, env=sandbox.environ, stdout=subprocess.PIPE, stderr=complaints, encoding="utf-8"
        ) as process,
    ):
        assert process.stdout is not None
        begun, done = numbers.start, numbers.start - 1
        for line in process.stdout:
            told = json.loads(line)
            if isinstance(told, int):
                begun = told
            else:
                done = begun
                yield Outcome(**told)
        code = process.wait()
        if done < numbers.stop - 1:
            complaints.seek(0)
            yield Outcome(begun, wrong=[f"the process ended with {code}: {complaints.read()[-3000:]}"])
