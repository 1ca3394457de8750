"""The log file, for the errors that are told to a person as one sentence only."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

import platformdirs

FORMAT = "%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"
MAX_BYTES = 1_000_000
OLD_FILES = 2  # beside the one that is written: three in all


def log_path() -> Path:
    """Return where the log file lies on this platform, whether or not it exists."""
    return platformdirs.user_log_path("nnlab", appauthor=False) / "nnlab.log"


def start_logging() -> Path | None:
    """Let everything that nnlab logs from level INFO on go to the log file.

    Returns
    -------
    Path or None
        The file; None where it cannot be written. The program runs without it then, and nothing is logged.
    """
    logger = logging.getLogger("nnlab")
    logger.setLevel(logging.INFO)
    logging.raiseExceptions = False  # a disk that fills up later must print no traceback either
    for handler in logger.handlers[:]:  # a second call starts anew
        logger.removeHandler(handler)
        handler.close()
    path = log_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = RotatingFileHandler(path, maxBytes=MAX_BYTES, backupCount=OLD_FILES, encoding="utf-8")
    except OSError:
        logger.addHandler(logging.NullHandler())  # else logging prints to stderr
        return None
    file.setFormatter(logging.Formatter(FORMAT))
    logger.addHandler(file)
    return path
