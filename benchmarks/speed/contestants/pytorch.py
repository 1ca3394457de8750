"""PyTorch, eager, on the CPU: the step as its tutorials write it, the examples already in tensors."""

from __future__ import annotations

import torch

from benchmarks.speed.contestants.contestant import Contestant, ShuffledBatches, gaussian_examples
from benchmarks.speed.nets import Net, spec_of
from benchmarks.torch_twin import Twin, twin_loss, twin_optimizer


def prepare(net: Net, threads: int) -> Contestant:
    """Return the equivalent model."""
    torch.set_num_threads(threads)
    spec = spec_of(net)
    torch.manual_seed(0)
    x, labels = map(torch.from_numpy, gaussian_examples(net))
    model, loss_of = Twin(spec, net.n_in, net.classes), twin_loss(spec)
    optimizer = twin_optimizer(spec, model.parameters())
    batches = ShuffledBatches(net.examples, net.batch, torch.randperm)

    def step() -> torch.Tensor:
        index = batches.next()
        loss = loss_of(model(x[index]), labels[index])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss

    return Contestant(step, loss=lambda: step().item())
