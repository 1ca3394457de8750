"""Finds what lies in ``resources/``: data sets, lessons, icons, translations, examples."""

import sys
from pathlib import Path


def resource(*parts: str) -> Path:
    """Return the path of a file or folder of ``resources/``.

    Parameters
    ----------
    *parts : str
        The way there from ``resources/``, one folder or name each: ``resource("data", "iris.csv")``.

    Raises
    ------
    FileNotFoundError
        If this installation has no such file; the message names it relative to the installation.
    """
    relative = Path("resources", *parts)
    for root in _roots():
        path = root / relative
        if path.exists():
            return path
    raise FileNotFoundError(f"This installation of nnlab lacks {relative.as_posix()}.")


def _roots() -> list[Path]:
    """List the folders that may hold ``resources/``: a PyInstaller bundle, an installed wheel, a checkout."""
    package = Path(__file__).resolve().parent
    bundle = getattr(sys, "_MEIPASS", None)
    return [*([Path(bundle), Path(bundle) / "nnlab"] if bundle else []), package, package.parent]
