"""An offline desktop laboratory in which one trains neural networks and sees inside them."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("nnlab")
except PackageNotFoundError:  # run from a source tree that was never installed
    __version__ = "0.0.0"
