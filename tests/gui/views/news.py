"""Parts of what a run tells, made up."""

from nnlab.training.snapshot import Evaluation, Part

STEPS_PER_EPOCH = 20


def evaluation(step: int, part: Part, loss: float, accuracy: float | None) -> Evaluation:
    """Return an evaluation in a run of 20 steps an epoch."""
    return Evaluation(step, step / STEPS_PER_EPOCH, part, loss, accuracy)
