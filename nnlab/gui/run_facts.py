"""What a view has to know of a run before its first step."""

from __future__ import annotations

from dataclasses import dataclass

from nnlab.spec.experiment import ExperimentSpec
from nnlab.training.outline import Outline


@dataclass(frozen=True)
class RunFacts:
    """What stays as it is for a whole run.

    Attributes
    ----------
    run_id : int
    spec : ExperimentSpec
        As it was before the first step.
    labels : tuple of str
        What the layers are called, from the input up: ``1 ReLU 100``, …, ``Output 10``; translated.
    sizes : Outline
        What the spec amounts to.
    """

    run_id: int
    spec: ExperimentSpec
    labels: tuple[str, ...]
    sizes: Outline
