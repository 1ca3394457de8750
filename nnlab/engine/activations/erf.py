"""The complementary error function, which NumPy does not have.

From W. J. Cody, "Rational Chebyshev approximations for the error function", Mathematics of Computation 23 (1969),
631-637, with the coefficients of his program CALERF (netlib.org/specfun/erf).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from nnlab.engine.activations.positive import bits, keep, mark_negative
from nnlab.engine.array import Array

NEAR: Final = 0.46875
"""Below this, 1 - erf(y) is more precise than the approximation of erfc."""

# erf(y) = y P(y²) / Q(y²), for y up to NEAR. Coefficients of polynomials stand with that of the highest power first.
ERF_P = (
    1.85777706184603153e-1,
    3.16112374387056560e0,
    1.13864154151050156e2,
    3.77485237685302021e2,
    3.20937758913846947e3,
)
ERF_Q = (1.0, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3)

# erfc(y) = exp(-y²) P(y) / Q(y), for y from NEAR to 4.
ERFC_P = (
    2.15311535474403846e-8,
    5.64188496988670089e-1,
    8.88314979438837594e0,
    6.61191906371416295e1,
    2.98635138197400131e2,
    8.81952221241769090e2,
    1.71204761263407058e3,
    2.05107837782607147e3,
    1.23033935479799725e3,
)
ERFC_Q = (
    1.0,
    1.57449261107098347e1,
    1.17693950891312499e2,
    5.37181101862009858e2,
    1.62138957456669019e3,
    3.29079923573345963e3,
    4.36261909014324716e3,
    3.43936767414372164e3,
    1.23033935480374942e3,
)


def erfc(y: Array, gauss: Array, out: Array, scratch: Sequence[Array]) -> None:
    """Write 1 - erf(y) into ``out``.

    Good to the last digits: of erfc for y up to 4, and beyond, where it is below 2e-8, of erf, since Cody's third
    approximation, which only these small values would need, is left out. In float32 his second one is as good for y
    from 0 on as the first and the second together.

    Parameters
    ----------
    y : (n,)
        From 0 to 30.
    gauss : (n,)
        exp(-y²), which whoever needs erfc often needs too.
    out : (n,)
    scratch : three of (n,)
        Overwritten.
    """
    divisor, square, near = scratch
    _ratio(ERFC_P, ERFC_Q, y, out, divisor)
    np.multiply(out, gauss, out)
    if y.dtype == np.float32:
        return
    np.multiply(y, y, square)
    _ratio(ERF_P, ERF_Q, square, near, divisor)
    np.multiply(near, y, near)
    np.subtract(1, near, near)
    np.subtract(NEAR, y, divisor)
    is_far = bits(square)
    mark_negative(divisor, is_far)
    keep(out, is_far, otherwise=near)


def _ratio(p: Sequence[float], q: Sequence[float], y: Array, out: Array, divisor: Array) -> None:
    """Write P(y) / Q(y) into ``out``, for polynomials of the same degree, of which Q begins with 1."""
    np.multiply(y, p[0], out)
    np.add(out, p[1], out)
    for coefficient in p[2:]:
        np.multiply(out, y, out)
        np.add(out, coefficient, out)
    np.add(y, q[1], divisor)
    for coefficient in q[2:]:
        np.multiply(divisor, y, divisor)
        np.add(divisor, coefficient, divisor)
    np.divide(out, divisor, out)
