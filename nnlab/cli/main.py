"""Reads the command line and hands over to the command it names."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import NoReturn

import nnlab
from nnlab.cli.output import discard, plain, tell
from nnlab.errors import InvalidSpecError, NnlabError
from nnlab.logs import start_logging

BAD_INPUT = 2
COMMANDS = (
    "train",
    "probe",
    "check",
    "search",
    "predict",
    "compare",
    "info",
    "verify",
    "export",
    "recover",
    "lessons",
    "datasets",
    "install-desktop",
)
logger = logging.getLogger(__name__)


class Parser(argparse.ArgumentParser):
    """Answers a mistake with one sentence instead of the whole usage."""

    def error(self, message: str) -> NoReturn:
        """End with exit code 2."""
        self.exit(BAD_INPUT, f"{self.prog}: {plain(message)}; see '{self.prog} --help'.\n")


def is_command_line(arguments: Sequence[str]) -> bool:
    """Return whether ``arguments`` ask for the command line; the window takes at most the name of a file.

    A single word that is no file is a command misspelt.
    """
    if len(arguments) != 1:
        return bool(arguments)
    (word,) = arguments
    return word in COMMANDS or word.startswith("-") or (word.isalpha() and not Path(word).exists())


def run_command_line(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code: 0, or 2 on bad input.

    Anything unexpected goes to ``sys.excepthook``, and Python ends with 1.
    """
    _prepare_streams()
    sys.excepthook = partial(_report_unexpected, start_logging())
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        discard(sys.stdout)
        return 0
    return code


def _run(arguments: Sequence[str]) -> int:
    try:
        options = _parser().parse_args(arguments)
    except SystemExit as end:  # help was asked for, or there is a mistake, of which argparse has told
        return int(end.code or 0)
    try:
        return int(options.run(options))
    except InvalidSpecError as error:
        file = getattr(options, "spec", "")
        return _refuse(f"{file}: {error}" if file else str(error))
    except NnlabError as error:
        return _refuse(str(error))


def _refuse(sentence: str) -> int:
    tell(f"nnlab: {plain(sentence)}")
    return BAD_INPUT


def _parser() -> Parser:
    from nnlab.cli import (
        check,
        compare,
        datasets,
        export,
        info,
        install_desktop,
        lessons,
        predict,
        probe,
        recover,
        search,
        train,
        verify,
    )

    parser = Parser(
        prog="nnlab",
        description="A laboratory for training neural networks. Without a command it opens the window: nnlab [FILE].",
    )
    parser.add_argument("--version", action="version", version=f"nnlab {nnlab.__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    about_runs = (train, probe, check, search, predict, compare)
    for command in (*about_runs, info, verify, export, recover, lessons, datasets, install_desktop):
        command.add_to(commands)
    return parser


def _prepare_streams() -> None:
    """Make a terminal of an old encoding show a question mark instead of failing, and a closed stream swallow all."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w"))  # noqa: SIM115 - as long as the process
        reconfigure = getattr(getattr(sys, name), "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _report_unexpected(
    log: Path | None, kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Log the traceback and say where, in a sentence; Python then ends with exit code 1."""
    if issubclass(kind, KeyboardInterrupt):
        tell("nnlab: interrupted.")
        return
    logger.critical("unexpected error", exc_info=(kind, error, trace))
    details = f"the details are in {log}" if log else "no log could be written"
    tell(f"nnlab: something unexpected went wrong ({plain(error) or kind.__name__}); {details}.")
    if isinstance(error, OSError):  # perhaps it was stdout itself
        discard(sys.stdout)
