"""What preprocessing will make of the shape of an example, and what fitting takes, known before anything is fitted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod

from nnlab.data.dataset import Shape
from nnlab.spec.preprocessing import PcaSpec, PreprocessingSpec, WhitenSpec

BYTES = 8
MATRICES_WHILE_FITTING = 5
"""As many float64 matrices of the covariance's size, or of the examples' where there are few, are alive at the peak."""


def rotates(step: PreprocessingSpec, before: Sequence[PreprocessingSpec]) -> bool:
    """Return whether ``step`` finds principal components: whitening after a PCA has them already.

    None of the steps that may stand between them makes components correlate again.
    """
    follows_pca = any(isinstance(earlier, PcaSpec) for earlier in before)
    return isinstance(step, PcaSpec) or (isinstance(step, WhitenSpec) and not follows_pca)


def most_components(step: PcaSpec, features: int, examples: int) -> int:
    """Return how many components ``step`` keeps, or, by a share of the variance, may keep."""
    most = max(1, min(features, examples))
    return min(step.components, most) if isinstance(step.components, int) else most


def shape_after(steps: Sequence[PreprocessingSpec], example_shape: Shape, examples: int) -> tuple[Shape, bool]:
    """Return the shape of an example that the network will see, and whether it is exact.

    With a PCA by a share of the variance only the most that can come of it is known before fitting.

    Parameters
    ----------
    steps : sequence of PreprocessingSpec
    example_shape : tuple of int
        Of a raw example.
    examples : int
        How many the steps are fitted on.
    """
    *_, shape = _shapes(steps, example_shape, examples)
    is_exact = all(isinstance(step.components, int) for step in steps if isinstance(step, PcaSpec))
    return shape, is_exact or prod(shape) == 1


def fitting_bytes(steps: Sequence[PreprocessingSpec], example_shape: Shape, examples: int) -> int:
    """Return about what the matrices of ``steps`` take, and the work on the largest of them; see ``shape_after``.

    The examples themselves are not in it: they are taken in blocks.
    """
    kept, finding = 0, [0]
    shapes = list(_shapes(steps, example_shape, examples))
    for place, step in enumerate(steps):
        features = prod(shapes[place])
        if rotates(step, steps[:place]):
            kept += features * prod(shapes[place + 1])
            finding.append(MATRICES_WHILE_FITTING * features * min(features, examples))
    return BYTES * (kept + max(finding))


def _shapes(steps: Sequence[PreprocessingSpec], shape: Shape, examples: int) -> Iterator[Shape]:
    """Yield the largest shape that an example may have before the first step and after each."""
    yield shape
    for place, step in enumerate(steps):
        if isinstance(step, PcaSpec):
            shape = (most_components(step, prod(shape), examples),)
        elif rotates(step, steps[:place]):
            shape = (prod(shape),)
        yield shape
