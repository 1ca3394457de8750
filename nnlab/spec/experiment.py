"""One document that describes an experiment completely."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from nnlab.spec.base import Seed, Spec
from nnlab.spec.network import NetworkSpec
from nnlab.spec.preprocessing import CenterSpec, NormalizeSpec, PreprocessingSpec
from nnlab.spec.sources import DigitsSpec, SourceSpec
from nnlab.spec.training import TrainingSpec

FORMAT = 1
"""The version of the document that this program writes."""


class SplitSpec(Spec):
    """The shares of the examples that go into each part."""

    train: float = Field(default=0.7, gt=0, le=1)
    validation: float = Field(default=0.15, ge=0, lt=1)
    test: float = Field(default=0.15, ge=0, lt=1)

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        total = self.train + self.validation + self.test
        if abs(total - 1) > 1e-6:
            raise PydanticCustomError("sum_of_split", "the parts must add up to 1", {"total": total})
        return self


class DataSpec(Spec):
    """Which examples, and how they are divided. ``seed`` decides all of it and nothing else."""

    source: SourceSpec = DigitsSpec()
    split: SplitSpec = SplitSpec()
    limit: int | None = Field(default=None, ge=1)
    label_noise: float = Field(default=0.0, ge=0, le=1)
    seed: Seed = 0


class ExperimentSpec(Spec):
    """An experiment: what a file holds, the form edits, the command line reads and a lesson ships."""

    nnlab: int = Field(ge=1, le=FORMAT)
    name: str = Field(default="", max_length=200)
    notes: str = Field(default="", max_length=100_000)
    data: DataSpec = DataSpec()
    preprocessing: tuple[PreprocessingSpec, ...] = Field(default=(CenterSpec(), NormalizeSpec()), max_length=20)
    preprocessing_fit: Literal["train", "all"] = "train"
    network: NetworkSpec = NetworkSpec()
    training: TrainingSpec = TrainingSpec()
    seed: Seed = 0
    precision: Literal["float32", "float64"] = "float32"
