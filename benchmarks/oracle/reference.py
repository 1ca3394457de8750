"""The case as PyTorch computes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import torch
from torch import Tensor, nn

from benchmarks.oracle.schedules import scheduler_of
from benchmarks.torch_twin import Twin, TwinBlock, twin_loss, twin_optimizer
from nnlab.spec.experiment import ExperimentSpec
from tests.engine.oracle import EXAMPLES, FEATURES, STEPS, Array, Case, Numbers, Replay, examples, start_of

NamedTensors = Iterable[tuple[str, Tensor]]

RENAMED = {
    "dense.weight": "w",
    "dense.bias": "b",
    "norm.weight": "gamma",
    "norm.bias": "beta",
    "norm.running_mean": "running_mean",
    "norm.running_var": "running_var",
    "activation.weight": "slope",
    "weight": "w",
    "bias": "b",
}
"""What PyTorch calls an array of a block or of the output, and what we call it."""


class GivenMask(nn.Module):
    """Dropout with a mask from elsewhere."""

    mask: Tensor

    def forward(self, x: Tensor) -> Tensor:
        """Multiply in training alone."""
        return x * self.mask if self.training else x


class Reference:
    """A twin in training.

    Parameters
    ----------
    case : Case
    """

    def __init__(self, case: Case) -> None:
        self.spec = case.spec
        outputs = 1 if self.spec.training.loss.kind == "logistic" else case.classes
        self.model = Twin(self.spec, FEATURES, outputs).double()
        self.dropouts = [_take_masks(block) for block in self.model.hidden if isinstance(block.dropout, nn.Dropout)]
        for name, tensor in named(self.model, self.model.named_parameters()).items():
            start = start_of(name, tuple(tensor.t().shape))
            tensor.data.copy_(torch.from_numpy(start).t())
        self.x, self.labels = map(torch.from_numpy, examples(case.classes))
        self.loss_of = twin_loss(self.spec)
        self.optimizer = twin_optimizer(self.spec, self.model.parameters())
        self.scheduler = scheduler_of(self.spec, self.optimizer, EXAMPLES // self.spec.training.batch_size)

    def step(self, batch: Array, masks: Sequence[Array]) -> float:
        """Take one step and return the loss before it, without the penalty."""
        index = torch.from_numpy(batch)
        for dropout, mask in zip(self.dropouts, masks, strict=True):
            dropout.mask = torch.from_numpy(mask)
        loss = self.loss_of(self.model(self.x[index]), self.labels[index])
        self.optimizer.zero_grad()
        (loss + penalty(self.spec, self.model.weights())).backward()
        if self.spec.training.clip_norm is not None:
            nn.utils.clip_grad_norm_(self.model.parameters(), self.spec.training.clip_norm)
        self.optimizer.step()
        self.scheduler.step()
        return loss.item()

    def gradients(self) -> dict[str, Array]:
        """Return a copy of all gradients, by our names and in our shapes."""
        return self._arrays(self.model.named_parameters(), lambda tensor: tensor.grad)

    def parameters(self) -> dict[str, Array]:
        """Return all that is learned."""
        return self._arrays(self.model.named_parameters(), lambda tensor: tensor)

    def statistics(self) -> dict[str, Array]:
        """Return running means and variances."""
        buffers = ((name, tensor) for name, tensor in self.model.named_buffers() if "running" in name)
        return self._arrays(buffers, lambda tensor: tensor)

    def at_test_time(self) -> dict[str, Array]:
        """Return the outputs for all examples, and their loss."""
        self.model.eval()
        with torch.no_grad():
            outputs = self.model(self.x)
            return {"": outputs.numpy(), "loss": np.array([self.loss_of(outputs, self.labels).item()])}

    def _arrays(self, tensors: NamedTensors, part: Callable[[Tensor], Tensor]) -> dict[str, Array]:
        return {name: part(one).detach().t().numpy().copy() for name, one in named(self.model, tensors).items()}


def named(model: Twin, tensors: NamedTensors) -> dict[str, Tensor]:
    """Return tensors under our names: ``hidden.0.dense.weight`` is ``0.w``, ``output.weight`` the last ``w``."""
    renamed = {}
    for name, tensor in tensors:
        part, rest = name.split(".", 1)
        index, rest = rest.split(".", 1) if part == "hidden" else (len(model.hidden), rest)
        renamed[f"{index}.{RENAMED[rest]}"] = tensor
    return renamed


def penalty(spec: ExperimentSpec, weights: Sequence[Tensor]) -> Tensor:
    """Return ½ · l2 · Σw² + l1 · Σ|w|."""
    squares, sizes = sum((w * w).sum() for w in weights), sum(w.abs().sum() for w in weights)
    return 0.5 * spec.training.l2 * squares + spec.training.l1 * sizes


def _take_masks(block: TwinBlock) -> GivenMask:
    block.dropout = GivenMask()
    return block.dropout


def run(case: Case, replay: Replay | None = None) -> Numbers:
    """Train with PyTorch; without a replay, on all examples in every step and without dropout."""
    replay = replay or Replay([np.arange(EXAMPLES)] * STEPS, [[]] * STEPS)
    reference = Reference(case)
    masks = [[mask for mask in step if len(mask)] for step in replay.masks]
    steps = list(zip(replay.batches, masks, strict=True))
    losses = [reference.step(*steps[0])]
    gradients = reference.gradients()
    losses += [reference.step(*step) for step in steps[1:]]
    return {
        "loss": {"": np.array(losses[:1])},
        "losses": {"": np.array(losses)},
        "gradients": gradients,
        "parameters": reference.parameters(),
        "statistics": reference.statistics(),
        "outputs": reference.at_test_time(),
    }
