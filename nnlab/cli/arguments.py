"""Kinds of arguments that several commands take."""

from __future__ import annotations

import argparse

MOST_DIGITS = 9


def count(text: str) -> int:
    """Return a whole number of at least 1."""
    if not text.isdecimal() or len(text) > MOST_DIGITS or int(text) < 1:
        raise argparse.ArgumentTypeError(f"must be a whole number of at least 1, not {text:.20}")
    return int(text)


def seed(text: str) -> int:
    """Return a whole number of at least 0."""
    if not text.isdecimal() or len(text) > MOST_DIGITS:
        raise argparse.ArgumentTypeError(f"must be a whole number of at least 0, not {text:.20}")
    return int(text)
