"""A screen of its own for a measurement: Xvfb, on which Qt really paints."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

SIZE = (1600, 1000)


def has_xvfb() -> bool:
    """Tell whether there is an Xvfb to be started."""
    return shutil.which("Xvfb") is not None


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """Start Xvfb, and yield what a process has to have in its environment to paint there."""
    width, height = SIZE
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as process:
        os.close(writing)
        try:
            with os.fdopen(reading) as pipe:
                number = pipe.readline().strip()  # comes when the screen is ready
            yield {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        finally:
            process.terminate()
