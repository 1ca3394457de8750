"""Where both scripts enter: chooses the window or the command line, and imports only what that needs."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run nnlab and return its exit code.

    Parameters
    ----------
    arguments : sequence of str, optional
        Those of the process if left out. A command (``train``) goes to the command line, anything else is a file
        for the window.
    """
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments:
        from nnlab.cli.main import is_command_line, run_command_line

        if is_command_line(arguments):
            return run_command_line(arguments)
    gc.disable()  # what a launch makes stays; the window collects again once it is there
    try:
        from nnlab.gui.app import run_window

        return run_window(arguments)
    finally:
        gc.enable()


if __name__ == "__main__":
    sys.exit(main())
