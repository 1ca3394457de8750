"""Steps fitted on the examples they may see and applied to all alike, both in blocks."""

from nnlab.data.preprocessing.fitted import Affine, FittedStep, Projection, apply
from nnlab.data.preprocessing.fitting import FITTERS, fit, fitting
from nnlab.data.preprocessing.sizes import fitting_bytes, shape_after
from nnlab.data.preprocessing.transforming import transform, transforming

__all__ = [
    "FITTERS",
    "Affine",
    "FittedStep",
    "Projection",
    "apply",
    "fit",
    "fitting",
    "fitting_bytes",
    "shape_after",
    "transform",
    "transforming",
]
