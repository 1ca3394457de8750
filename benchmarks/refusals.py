"""Thousands of spoilt files for every importer: each read rightly or refused with a sentence, within two seconds.

The same tests run in the suite on a few hundred files, and without a clock.
"""

from __future__ import annotations

import os
import subprocess
import sys

FILES, SECONDS = 2400, 2
"""Of each kind; of processor time a file."""
FOLDERS = ("tests/data/images", "tests/data/arrays", "tests/data/tables")
WORDS = "spoilt or costly or hostile or lies or bomb"


def main() -> int:
    """Run the tests in full and return their exit code."""
    print(f"{FILES:,} spoilt files a kind, at most {SECONDS} s of processor time each, and what is costly by design")
    settings = {**os.environ, "NNLAB_FUZZ": str(FILES), "NNLAB_FUZZ_SECONDS": str(SECONDS)}
    command = [sys.executable, "-m", "pytest", "-q", "--no-header", "--durations=5", *FOLDERS, "-k", WORDS]
    return subprocess.run(command, env=settings, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
