"""Reads the command line and hands over to the command it names."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from types import TracebackType
from typing import NoReturn

import nnlab
from nnlab.errors import InvalidSpecError, NnlabError
from nnlab.logs import log_path, start_logging

BAD_INPUT = 2
COMMANDS = ("train", "info", "datasets")
logger = logging.getLogger(__name__)


class Parser(argparse.ArgumentParser):
    """Answers a mistake with one sentence instead of the whole usage."""

    def error(self, message: str) -> NoReturn:
        """End with exit code 2."""
        self.exit(BAD_INPUT, f"{self.prog}: {message}; see '{self.prog} --help'.\n")


def is_command_line(arguments: Sequence[str]) -> bool:
    """Return whether ``arguments`` ask for the command line; the window takes at most the name of a file."""
    return bool(arguments) and (arguments[0] in COMMANDS or arguments[0].startswith("-") or len(arguments) > 1)


def run_command_line(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code: 0, 2 on bad input, 1 on anything unexpected."""
    _prepare_streams()
    sys.excepthook = _report_unexpected
    options = _parser().parse_args(arguments)
    start_logging()
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except InvalidSpecError as error:
        print(f"nnlab: {options.spec}: {error}", file=sys.stderr)
        return BAD_INPUT
    except NnlabError as error:
        print(f"nnlab: {error}", file=sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        sys.stderr.close()
        return 0
    return code


def _parser() -> Parser:
    from nnlab.cli import datasets, info, train

    parser = Parser(
        prog="nnlab",
        description="A laboratory for training neural networks. Without a command it opens the window: nnlab [FILE].",
    )
    parser.add_argument("--version", action="version", version=f"nnlab {nnlab.__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in (train, info, datasets):
        command.add_to(commands)
    return parser


def _prepare_streams() -> None:
    """Make a terminal of an old encoding show a question mark instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _report_unexpected(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log the traceback and say where, in a sentence; Python then ends with exit code 1."""
    if issubclass(kind, KeyboardInterrupt):
        print("nnlab: interrupted.", file=sys.stderr)
        return
    logger.critical("unexpected error", exc_info=(kind, error, trace))
    print(f"nnlab: something unexpected went wrong ({error}); the details are in {log_path()}.", file=sys.stderr)
