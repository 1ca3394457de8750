"""Start nnlab from a source tree: ``python main.py`` does what the installed ``nnlab`` does."""

import sys

from nnlab.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
