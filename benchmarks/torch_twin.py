"""The PyTorch model, loss and optimiser that a spec asks for: what this engine is compared with.

Written from the spec alone; nothing here looks at the engine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from torch import Tensor, nn, optim

from nnlab.spec import activations, losses, optimizers
from nnlab.spec.base import Spec
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.network import DenseSpec

Loss = Callable[[Tensor, Tensor], Tensor]


class Maxout(nn.Module):
    """The largest of several pieces; the columns of piece 0 stand first, then those of piece 1, and so on."""

    def __init__(self, pieces: int) -> None:
        super().__init__()
        self.pieces = pieces

    def forward(self, x: Tensor) -> Tensor:
        """Return (batch, units) from (batch, pieces * units)."""
        return x.unflatten(1, (self.pieces, -1)).max(dim=1).values


ACTIVATIONS: dict[type[Spec], Callable[[Any, int], nn.Module]] = {
    activations.LinearSpec: lambda *_: nn.Identity(),
    activations.SigmoidSpec: lambda *_: nn.Sigmoid(),
    activations.TanhSpec: lambda *_: nn.Tanh(),
    activations.ReluSpec: lambda *_: nn.ReLU(),
    activations.LeakyReluSpec: lambda spec, _: nn.LeakyReLU(spec.slope),
    activations.PreluSpec: lambda spec, units: nn.PReLU(units if spec.per == "unit" else 1, spec.slope),
    activations.EluSpec: lambda spec, _: nn.ELU(spec.alpha),
    activations.MaxoutSpec: lambda spec, _: Maxout(spec.pieces),
    activations.SeluSpec: lambda *_: nn.SELU(),
    activations.GeluSpec: lambda *_: nn.GELU(),
    activations.SiluSpec: lambda *_: nn.SiLU(),
}
OPTIMIZERS: dict[type[Spec], Callable[..., optim.Optimizer]] = {
    optimizers.SgdSpec: optim.SGD,
    optimizers.MomentumSpec: optim.SGD,
    optimizers.NesterovSpec: lambda *args, **options: optim.SGD(*args, nesterov=True, **options),
    optimizers.AdagradSpec: optim.Adagrad,
    optimizers.RmspropSpec: optim.RMSprop,
    optimizers.AdamSpec: optim.Adam,
    optimizers.AdamwSpec: optim.AdamW,
}
LOSSES: dict[type[Spec], Loss] = {
    losses.SoftmaxSpec: nn.functional.cross_entropy,
    losses.LogisticSpec: lambda z, labels: nn.functional.binary_cross_entropy_with_logits(z[:, 0], labels.to(z.dtype)),
    losses.HingeSpec: lambda z, labels: z.shape[1] * nn.functional.multi_margin_loss(z, labels),  # PyTorch divides
    losses.MseSpec: lambda z, labels: nn.functional.mse_loss(z, nn.functional.one_hot(labels, z.shape[1]).to(z.dtype)),
}


class TwinBlock(nn.Module):
    """A hidden layer: affine, batch norm where asked for, activation, dropout."""

    def __init__(self, spec: DenseSpec, fan_in: int) -> None:
        super().__init__()
        columns = spec.units * getattr(spec.activation, "pieces", 1)
        norm = spec.normalization
        self.dense = nn.Linear(fan_in, columns, bias=norm is None)
        self.norm = nn.BatchNorm1d(columns, norm.epsilon, norm.momentum) if norm else nn.Identity()
        self.activation = ACTIVATIONS[type(spec.activation)](spec.activation, spec.units)
        self.dropout = nn.Dropout(spec.dropout) if spec.dropout else nn.Identity()

    def forward(self, x: Tensor) -> Tensor:
        """Return (batch, units)."""
        return self.dropout(self.activation(self.norm(self.dense(x))))


class Twin(nn.Module):
    """The network of a spec.

    Attributes
    ----------
    hidden : ModuleList of TwinBlock
    output : Linear
    """

    def __init__(self, spec: ExperimentSpec, n_in: int, n_out: int) -> None:
        super().__init__()
        layers = spec.network.layers
        fans = [n_in, *(layer.units for layer in layers)]
        self.hidden = nn.ModuleList(TwinBlock(layer, fan) for layer, fan in zip(layers, fans, strict=False))
        self.output = nn.Linear(fans[-1], n_out)

    def forward(self, x: Tensor) -> Tensor:
        """Return the (batch, n_out) outputs."""
        for block in self.hidden:
            x = block(x)
        return self.output(x)

    def weights(self) -> list[Tensor]:
        """Return the arrays that a penalty counts."""
        return [*(block.dense.weight for block in self.hidden), self.output.weight]


def twin_loss(spec: ExperimentSpec) -> Loss:
    """Return the loss of a spec, as a function of the outputs and the integer labels."""
    return LOSSES[type(spec.training.loss)]


def twin_optimizer(spec: ExperimentSpec, parameters: Iterable[Tensor]) -> optim.Optimizer:
    """Return the optimiser of a spec; its options are called as in the spec."""
    options = spec.training.optimizer.model_dump(exclude={"kind"})
    decay = options if "weight_decay" in options else {**options, "weight_decay": 0.0}
    return OPTIMIZERS[type(spec.training.optimizer)](parameters, lr=spec.training.learning_rate, **decay)
