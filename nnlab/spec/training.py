"""How the network is trained: loss, penalty, optimiser, rate, batches and epochs."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from nnlab.spec.base import Spec


class SoftmaxSpec(Spec):
    """Cross-entropy of the softmax of the logits."""

    kind: Literal["softmax"] = "softmax"


class SgdSpec(Spec):
    """Plain gradient descent on batches."""

    kind: Literal["sgd"] = "sgd"


class MomentumSpec(Spec):
    """Gradient descent with a velocity, as in ``torch.optim.SGD``."""

    kind: Literal["momentum"] = "momentum"
    momentum: float = Field(default=0.9, ge=0, lt=1)


OptimizerSpec = Annotated[SgdSpec | MomentumSpec, Field(discriminator="kind")]


class ConstantSpec(Spec):
    """The learning rate stays as it is."""

    kind: Literal["constant"] = "constant"


class TrainingSpec(Spec):
    """Everything about the training that is neither data nor network."""

    loss: SoftmaxSpec = SoftmaxSpec()
    l2: float = Field(default=1e-4, ge=0)
    l1: float = Field(default=0.0, ge=0, le=0)
    optimizer: OptimizerSpec = MomentumSpec()
    learning_rate: float = Field(default=0.01, gt=0)
    schedule: ConstantSpec = ConstantSpec()
    batch_size: int = Field(default=64, ge=1, le=1_000_000)
    epochs: int = Field(default=20, ge=1, le=1_000_000)
    clip_norm: None = None
    early_stopping: None = None
