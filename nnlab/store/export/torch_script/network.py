"""The network of a spec and its initial weights, as lines of a script for PyTorch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from nnlab.spec import activations
from nnlab.spec.base import Spec
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.initializers import HeSpec, InitializerSpec, NormalSpec, OrthogonalSpec, XavierSpec
from nnlab.spec.network import DenseSpec

MAXOUT = '''class Maxout(nn.Module):
    """Keeps the largest of several pieces of each unit; the first piece of all units stands first."""

    def __init__(self, pieces):
        super().__init__()
        self.pieces = pieces

    def forward(self, x):
        return x.reshape(len(x), self.pieces, -1).amax(dim=1)'''
BATCH_NORM = '''class BatchNorm(nn.BatchNorm1d):
    """Takes a batch of one as well, as the last of an epoch is here; PyTorch refuses it, since it has no variance."""

    def forward(self, x):
        if not self.training or len(x) > 1:
            return super().forward(x)
        with torch.no_grad():
            self.running_mean.lerp_(x[0], self.momentum)
        return self.weight * (x - x) + self.bias'''
NETWORK = '''class Network(nn.Module):
    """The network that was trained in nnlab{dropout}."""

    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
{layers}
        )

    def forward(self, x):
        return self.layers(x)'''
INITIALIZE = '''def initialize(network):
    """Start from the weights that nnlab started from; PyTorch keeps them the other way round."""
    weights = [
{weights}
    ]
    biases = {biases}
    linears = [layer for layer in network.layers if isinstance(layer, nn.Linear)]
    with torch.no_grad():
        for linear, weight, bias in zip(linears, weights, biases):
            linear.weight.copy_(torch.from_numpy(weight.T))
            if bias is not None:  # batch normalisation makes one superfluous
                linear.bias.fill_(bias)'''
GAUSSIAN = '''def gaussian(rng, shape, std):
    """Draw weights of mean 0."""
    return rng.standard_normal(shape) * std'''
ORTHOGONAL = '''def orthogonal(rng, shape, gain):
    """Draw weights at right angles: the Q of a Gaussian matrix, every direction equally likely."""
    rows, columns = shape
    q, r = np.linalg.qr(rng.standard_normal((max(shape), min(shape))))
    q = q * np.copysign(gain, np.diagonal(r))
    return q if rows >= columns else q.T'''

Module = Callable[[Any, int], str]
ACTIVATIONS: dict[type[Spec], Module] = {
    activations.SigmoidSpec: lambda *_: "nn.Sigmoid()",
    activations.TanhSpec: lambda *_: "nn.Tanh()",
    activations.ReluSpec: lambda *_: "nn.ReLU()",
    activations.LeakyReluSpec: lambda spec, _: f"nn.LeakyReLU({spec.slope!r})",
    activations.PreluSpec: lambda spec, units: f"nn.PReLU({units if spec.per == 'unit' else 1}, init={spec.slope!r})",
    activations.EluSpec: lambda spec, _: f"nn.ELU({spec.alpha!r})",
    activations.MaxoutSpec: lambda spec, _: f"Maxout({spec.pieces})",
    activations.SeluSpec: lambda *_: "nn.SELU()",
    activations.GeluSpec: lambda *_: "nn.GELU()",
    activations.SiluSpec: lambda *_: "nn.SiLU()",
}
"""Without the linear one, which is no module."""


def network_text(spec: ExperimentSpec, inputs: int, outputs: int, train: int) -> list[str]:
    """Return the classes of the network, each as text.

    Parameters
    ----------
    spec : ExperimentSpec
    inputs, outputs : int
        Of the network.
    train : int
        Training examples.
    """
    layers = spec.network.layers
    batch_size, fans = spec.training.batch_size, _fans(spec, inputs)
    meets_one = any(layer.normalization for layer in layers) and 1 in (batch_size, train % batch_size)
    norm = "BatchNorm" if meets_one else "nn.BatchNorm1d"
    modules = [module for layer, fan_in in zip(layers, fans, strict=False) for module in _modules(layer, fan_in, norm)]
    modules.append(f"nn.Linear({fans[-1]}, {outputs})")
    drops = any(layer.dropout for layer in layers)
    return [
        *([MAXOUT] if any(isinstance(layer.activation, activations.MaxoutSpec) for layer in layers) else []),
        *([BATCH_NORM] if meets_one else []),
        NETWORK.format(
            layers="\n".join(f"            {module}," for module in modules),
            dropout="; its dropout draws other units than nnlab did" if drops else "",
        ),
    ]


def _fans(spec: ExperimentSpec, inputs: int) -> list[int]:
    """Return how many numbers each layer takes, the output last."""
    return [inputs, *(layer.units for layer in spec.network.layers)]


def _columns(layer: DenseSpec) -> int:
    """Return how many columns the weights of a layer have."""
    return layer.units * getattr(layer.activation, "pieces", 1)


def _modules(layer: DenseSpec, fan_in: int, norm_kind: str) -> Iterator[str]:
    """Yield the modules of a hidden layer; ``norm_kind`` is the class of batch normalisation."""
    columns, norm = _columns(layer), layer.normalization
    yield f"nn.Linear({fan_in}, {columns}{', bias=False' if norm else ''})"
    if norm:
        yield f"{norm_kind}({columns}, eps={norm.epsilon!r}, momentum={norm.momentum!r})"
    if type(layer.activation) in ACTIVATIONS:
        yield ACTIVATIONS[type(layer.activation)](layer.activation, layer.units)
    if layer.dropout:
        yield f"nn.Dropout({layer.dropout!r})"


def start_text(spec: ExperimentSpec, inputs: int, outputs: int) -> list[str]:
    """Return the functions that give the network its initial weights, each as text."""
    network = spec.network
    columns = [*map(_columns, network.layers), outputs]
    shapes = list(zip(_fans(spec, inputs), columns, strict=True))
    inits = [*(layer.init for layer in network.layers), network.output.init]
    biases = [*(None if layer.normalization else layer.bias for layer in network.layers), network.output.bias]
    weights = [_weights(init, shape, index) for index, (init, shape) in enumerate(zip(inits, shapes, strict=True))]
    whole = INITIALIZE.format(weights="\n".join(f"        {each}," for each in weights), biases=biases)
    if None not in biases:
        whole = whole.replace("            if bias is not None:  # batch normalisation makes one superfluous\n    ", "")
    calls = " ".join(weights)
    return [
        *([GAUSSIAN] if "gaussian(" in calls else []),
        *([ORTHOGONAL] if "orthogonal(" in calls else []),
        whole,
    ]


def _weights(init: InitializerSpec, shape: tuple[int, int], index: int) -> str:
    """Return the call that draws the weights of a layer."""
    fan_in, fan_out = shape
    match init:
        case NormalSpec():
            std = repr(init.std)
        case XavierSpec() if init.fan == "in":
            std = f"(1 / {fan_in}) ** 0.5"
        case XavierSpec():
            std = f"(2 / ({fan_in} + {fan_out})) ** 0.5"
        case OrthogonalSpec():
            return f"orthogonal(stream(0, {index}), {shape}, gain={init.gain!r})"
        case HeSpec():
            std = f"(2 / {fan_in}) ** 0.5"
        case _:
            return f"np.zeros({shape})"
    return f"gaussian(stream(0, {index}), {shape}, std={std})"
