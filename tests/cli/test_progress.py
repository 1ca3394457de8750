import errno
import io
import os
import sys
from pathlib import Path

import numpy as np
import pytest

from nnlab.cli.progress import COLUMNS, LINES, ProgressBar
from nnlab.training.layer_picture import LayerPicture
from nnlab.training.snapshot import Evaluation, Progress, Snapshot
from tests.cli.conftest import Nnlab


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def snapshot(step: int, steps: int = 200, *, loss: float = 0.5, accuracy: float | None = None) -> Snapshot:
    progress = Progress(step, steps, time=step / 10, epochs=steps // 10, seconds=step / 50, steps_per_second=50.0)
    evaluations = () if accuracy is None else (Evaluation(step, step / 10, "validation", 0.4, accuracy),)
    return Snapshot(1, progress, step - 1, np.array([loss]), evaluations, (), LayerPicture(0, 0.0, ()))


class TestOnATerminal:
    def test_one_line_is_drawn_over_and_over(self) -> None:
        stream = Terminal()
        bar = ProgressBar(stream)
        for step in range(1, 201):
            bar.show(snapshot(step))
        bar.end()
        text = stream.getvalue()
        assert text.count("\r") == text.count("\x1b[K") == 200
        assert text.endswith("\n")
        assert text.count("\n") == 1

    def test_it_tells_epoch_loss_accuracy_rate_and_what_is_left(self) -> None:
        stream = Terminal()
        bar = ProgressBar(stream)
        bar.show(snapshot(100, accuracy=0.875))
        bar.show(snapshot(105))
        line = stream.getvalue().split("\r")[-1]
        assert line == "epoch 10/20 ▓▓▓▓▓▓▓▓░░░░░░░░  loss 0.5  validation 87.5 %  50 steps/s  2 s left\x1b[K"

    def test_nothing_is_left_at_the_end(self) -> None:
        stream = Terminal()
        ProgressBar(stream).show(snapshot(200))
        assert "░" not in stream.getvalue()
        assert "left" not in stream.getvalue()

    def test_a_line_never_wraps(self) -> None:
        stream = Terminal()
        ProgressBar(stream).show(snapshot(10**9, 10**10, loss=1e-300, accuracy=0.5))
        (line,) = stream.getvalue().removeprefix("\r").split("\x1b[K")[:1]
        assert len(line) == COLUMNS - 1

    @pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
    def test_the_width_is_that_of_the_terminal(self, nnlab: Nnlab, spec: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        import fcntl
        import struct
        import termios

        ours, theirs = os.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 40, 0, 0))
        with os.fdopen(theirs, "w", encoding="utf-8") as stream:
            monkeypatch.setattr(sys, "stderr", stream)
            assert nnlab("train", spec).code == 0
            drawn = os.read(ours, 1_000_000).decode()
        os.close(ours)
        assert drawn.startswith("\repoch ")
        assert max(len(piece.split("\x1b[K")[0]) for piece in drawn.split("\r")) == 39


class TestElsewhere:
    def test_a_long_run_is_a_few_lines(self) -> None:
        stream = io.StringIO()
        bar = ProgressBar(stream)
        for step in range(1, 2001):
            bar.show(snapshot(step, 2000))
        bar.end()
        lines = stream.getvalue().splitlines()
        assert len(lines) == LINES
        assert lines[-1].startswith("epoch 200/200 ")
        assert not set(stream.getvalue()) & set("\r\x1b")

    def test_a_loss_that_broke_is_told(self) -> None:
        stream = io.StringIO()
        ProgressBar(stream).show(snapshot(100, loss=float("nan")))
        assert "loss not a number" in stream.getvalue()

    def test_a_snapshot_without_news_is_told_too(self) -> None:
        stream = io.StringIO()
        quiet = snapshot(100)
        ProgressBar(stream).show(Snapshot(1, quiet.progress, 100, np.empty(0), (), (), LayerPicture(0, 0.0, ())))
        assert stream.getvalue().startswith("epoch 10/20 ")

    @pytest.mark.parametrize("terminal", [True, False])
    @pytest.mark.parametrize("number", [errno.EPIPE, errno.ENOSPC, errno.EIO])
    def test_that_nobody_reads_it_costs_no_run(
        self, terminal: bool, number: int, nnlab: Nnlab, spec: Path, run: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        class Broken(io.StringIO):
            def isatty(self) -> bool:
                return terminal

            def write(self, _: str) -> int:
                raise OSError(number, os.strerror(number))

        monkeypatch.setattr(sys, "stderr", Broken())
        assert nnlab("train", spec, "-o", run).code == 0
        assert run.exists()
