"""The one array type of the engine."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]
"""Floating-point values; their shape stands in the docstring of whoever takes or returns them."""

Labels = NDArray[np.intp]
"""Class indices, one an example."""
