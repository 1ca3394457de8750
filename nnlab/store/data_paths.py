"""Paths of a person's data inside experiment files.

In memory they are absolute. In a file, what lies beside or below it is written relative to it, so that the two can be
moved and handed on together.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path, PurePosixPath, PureWindowsPath

from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.paths import paths_of, with_paths


def located(spec: ExperimentSpec, folder: Path) -> ExperimentSpec:
    """Return ``spec`` with the paths of its data absolute, those that are relative counted from ``folder``."""

    def absolute(name: str) -> str:
        at_home = os.path.expanduser(name)  # noqa: PTH111 - Path's own fails where there is no such user
        return os.path.normpath(folder.absolute() / at_home)

    return _with_paths(spec, absolute)


def portable(spec: ExperimentSpec, folder: Path) -> ExperimentSpec:
    """Return ``spec`` with paths at or below ``folder`` relative to it, written with slashes."""

    def relative(name: str) -> str:
        try:
            return Path(name).relative_to(folder.absolute()).as_posix()
        except ValueError:
            return name

    return _with_paths(spec, relative)


def _with_paths(spec: ExperimentSpec, convert: Callable[[str], str]) -> ExperimentSpec:
    changes = {key: convert(name) for key, name in paths_of(spec).items() if name and not _is_foreign(name)}
    return with_paths(spec, changes) if changes else spec


def _is_foreign(name: str) -> bool:
    """Return whether a path is absolute on another system: it means nothing here, and is kept to be shown."""
    is_absolute = PureWindowsPath(name).is_absolute() or PurePosixPath(name).is_absolute()
    return is_absolute and not Path(name).is_absolute()
