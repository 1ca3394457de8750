"""A spoilt file, given to ``nnlab info`` in a process of its own."""

import subprocess
import sys
from collections.abc import Iterator

from tests.fuzzing.outcome import wrong_with
from tests.fuzzing.sandbox import Sandbox

TIMEOUT_S = 60


def told_wrongly(sandbox: Sandbox, content: bytes, *, opened: bool) -> list[str]:
    """Run ``nnlab info`` and return what is wrong with what it tells.

    Parameters
    ----------
    sandbox : Sandbox
    content : bytes
        Of the file.
    opened : bool
        Whether it is one that opens.
    """
    sandbox.file.write_bytes(content)
    before = sandbox.state()
    done = subprocess.run(
        [sys.executable, "-m", "nnlab", "info", sandbox.file],
        cwd=sandbox.work,
        env=sandbox.environ,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=TIMEOUT_S,
        check=False,
    )
    changed = [name for name, state in sandbox.state().items() if before.get(name) != state]
    return [f"nnlab info: {problem}" for problem in [*_problems(done, opened=opened), *_files(sandbox, changed)]]


def _problems(done: subprocess.CompletedProcess[str], *, opened: bool) -> Iterator[str]:
    if "Traceback" in done.stdout + done.stderr:
        yield f"a traceback: {done.stderr[-2000:]}"
    if done.returncode not in ({0, 2} if opened else {2}):  # what opens may still not fit in itself
        yield f"exit code {done.returncode}"
    if done.returncode:
        yield from wrong_with(done.stderr.removesuffix("\n"))
    elif done.stderr:
        yield f"words on stderr: {done.stderr[:200]!r}"


def _files(sandbox: Sandbox, changed: list[str]) -> Iterator[str]:
    """Complain of files that were written; an empty log is made by every command."""
    for name in changed:
        path = sandbox.work.parent / name
        if not (path.is_dir() or (path.name == "nnlab.log" and path.stat().st_size == 0)):
            yield f"{name} was written"
