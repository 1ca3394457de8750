"""Rules over the recorded statistics of a run, each a pure function: what a teacher would point at, with numbers."""

from __future__ import annotations

from collections.abc import Callable

from nnlab.insight.hints.fit import overfitting, plateau, underfitting
from nnlab.insight.hints.flow import exploding, fading, saturation, vanishing
from nnlab.insight.hints.hint import Evidence, Hint
from nnlab.insight.hints.inputs import components_beyond_need, not_centred, not_scaled, uneven_classes
from nnlab.insight.hints.rates import rate_too_high, rate_too_low
from nnlab.insight.hints.start import batch_too_small, wrong_first_loss
from nnlab.insight.hints.units import dying, silent_at_start, symmetric

Rule = Callable[[Evidence], Hint | None]

CAUSES: tuple[Rule, ...] = (
    not_scaled,
    not_centred,
    symmetric,
    wrong_first_loss,
    exploding,
    saturation,
    vanishing,
    fading,
    silent_at_start,
    batch_too_small,
    rate_too_high,
    dying,
    uneven_classes,
    components_beyond_need,
    overfitting,
)
"""What may be mended by itself, what comes first in a network before what comes of it."""
SYMPTOMS: tuple[Rule, ...] = (underfitting, rate_too_low, plateau)
"""What any of the causes may bring about: the first of them is told where no cause is found."""


def hints_of(evidence: Evidence) -> tuple[Hint, ...]:
    """Return what stands out in a run, the most important first; nothing for a sound one."""
    causes = tuple(hint for rule in CAUSES if (hint := rule(evidence)) is not None)
    symptom = next((hint for rule in SYMPTOMS if (hint := rule(evidence)) is not None), None)
    return causes if causes or symptom is None else (symptom,)
