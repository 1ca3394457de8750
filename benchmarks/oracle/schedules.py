"""Learning rates by ``torch.optim.lr_scheduler``, which counts steps where a spec counts epochs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from torch.optim import Optimizer
from torch.optim.lr_scheduler import (
    CosineAnnealingLR,
    ExponentialLR,
    LambdaLR,
    LinearLR,
    LRScheduler,
    SequentialLR,
    StepLR,
)

from nnlab.spec import schedules
from nnlab.spec.base import Spec
from nnlab.spec.experiment import ExperimentSpec

SCHEDULERS: dict[type[Spec], Callable[[Any, Optimizer, int, int], LRScheduler]] = {
    schedules.ConstantSpec: lambda _, optimizer, *__: LambdaLR(optimizer, lambda _step: 1.0),
    schedules.StepSpec: lambda spec, optimizer, per_epoch, _: StepLR(optimizer, spec.step_size * per_epoch, spec.gamma),
    schedules.ExponentialSpec: lambda spec, optimizer, per_epoch, _: ExponentialLR(
        optimizer, spec.gamma ** (1 / per_epoch)
    ),
    schedules.InverseTimeSpec: lambda spec, optimizer, per_epoch, _: LambdaLR(
        optimizer, lambda step: 1 / (1 + spec.decay * step / per_epoch)
    ),
    schedules.CosineSpec: lambda spec, optimizer, _, steps: CosineAnnealingLR(optimizer, steps, spec.eta_min),
}


def scheduler_of(spec: ExperimentSpec, optimizer: Optimizer, per_epoch: int) -> LRScheduler:
    """Return the schedule of a spec, to be stepped after each training step.

    Parameters
    ----------
    spec : ExperimentSpec
        Its warm-up takes a whole number of steps.
    optimizer : Optimizer
    per_epoch : int
        Training steps in an epoch.
    """
    schedule = spec.training.schedule
    warmup = round(schedule.warmup * per_epoch)
    steps = spec.training.epochs * per_epoch - warmup
    warm = SCHEDULERS[type(schedule)](schedule, optimizer, per_epoch, steps)
    if not warmup:
        return warm
    rise = LinearLR(optimizer, start_factor=1 / warmup, end_factor=1.0, total_iters=warmup - 1)
    return SequentialLR(optimizer, [rise, warm], milestones=[warmup])
