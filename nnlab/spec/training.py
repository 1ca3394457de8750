"""How the network is trained: loss, penalty, optimiser, rate, batches and epochs."""

from __future__ import annotations

from pydantic import Field

from nnlab.spec.base import Spec
from nnlab.spec.losses import LossSpec, SoftmaxSpec
from nnlab.spec.optimizers import MomentumSpec, OptimizerSpec
from nnlab.spec.schedules import ConstantSpec, ScheduleSpec


class EarlyStoppingSpec(Spec):
    """The run ends when the validation loss has not fallen below its lowest for ``patience`` epochs."""

    patience: int = Field(default=10, ge=1, le=1_000_000)


class TrainingSpec(Spec):
    """Everything about the training that is neither data nor network."""

    loss: LossSpec = SoftmaxSpec()
    l2: float = Field(default=1e-4, ge=0)
    l1: float = Field(default=0.0, ge=0)
    optimizer: OptimizerSpec = MomentumSpec()
    learning_rate: float = Field(default=0.01, gt=0)
    schedule: ScheduleSpec = ConstantSpec()
    batch_size: int = Field(default=64, ge=1, le=1_000_000)
    epochs: int = Field(default=20, ge=1, le=1_000_000)
    clip_norm: float | None = Field(default=None, gt=0)
    early_stopping: EarlyStoppingSpec | None = None
