"""How many trials and epochs the stages of a search have, where nobody says it stage by stage."""

from __future__ import annotations

from typing import Final

from nnlab.spec.search import StageSpec

TRIALS: Final = 20
FEWER: Final = 3
"""A stage has so many times fewer epochs than the one after it: coarse to fine."""


def stages_for(trials: int, stages: int, epochs: int) -> tuple[StageSpec, ...]:
    """Return stages of about as many trials each, the last of ``epochs`` epochs and those before it of a third.

    Parameters
    ----------
    trials : int
        Of all stages together, at least as many as there are stages.
    stages, epochs : int
    """
    shares = [trials // stages + (stage < trials % stages) for stage in range(stages)]
    lengths = [max(1, round(epochs / FEWER ** (stages - 1 - stage))) for stage in range(stages)]
    return tuple(StageSpec(trials=share, epochs=length) for share, length in zip(shares, lengths, strict=True))
