"""All measures that a lesson can name."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from nnlab.lessons.measures.arithmetic import Difference, Extreme, Ratio
from nnlab.lessons.measures.base import Measure
from nnlab.lessons.measures.layers_alone import ActivationTime, PathLength
from nnlab.lessons.measures.runs import (
    Accuracy,
    DeadUnits,
    Diverged,
    EndDistinctUnits,
    EndLoss,
    EndOutput,
    EndSlope,
    EndUnits,
    LossOverStart,
    MovedWeights,
    StepsToLoss,
)
from nnlab.lessons.measures.starts import (
    GradientRatio,
    OneSign,
    Parameters,
    SecondsPerStep,
    StartDistinctUnits,
    StartLoss,
    StartOutput,
    StartShare,
)
from nnlab.lessons.measures.trials import BestPlace, DistinctValues, FinerWins, RandomWins

__all__ = ["AnyMeasure", "Measure"]

AnyMeasure = Annotated[
    Accuracy
    | EndLoss
    | LossOverStart
    | StepsToLoss
    | Diverged
    | SecondsPerStep
    | DeadUnits
    | EndOutput
    | MovedWeights
    | EndDistinctUnits
    | EndSlope
    | EndUnits
    | StartLoss
    | StartOutput
    | StartShare
    | GradientRatio
    | StartDistinctUnits
    | Parameters
    | OneSign
    | ActivationTime
    | PathLength
    | DistinctValues
    | BestPlace
    | RandomWins
    | FinerWins
    | Difference
    | Ratio
    | Extreme,
    Field(discriminator="kind"),
]
for composed in (Difference, Ratio, Extreme):
    composed.model_rebuild(_types_namespace={"AnyMeasure": AnyMeasure})
