"""One pass forward and one back at the initialisation, and what it says of each layer."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from math import isfinite, prod

import numpy as np

from nnlab.data.prepared import PreparedData
from nnlab.engine.array import Array
from nnlab.engine.network import Network
from nnlab.insight.probe.draws import Draws
from nnlab.insight.probe.layer import ProbedLayer, Scales, probed_layer
from nnlab.insight.remedy import with_hidden
from nnlab.spec.experiment import ExperimentSpec
from nnlab.training.build import build_loss, build_network, encoded_targets, outputs_for
from nnlab.training.divergence import layer_name
from nnlab.training.outline import EVALUATION_BATCH


@dataclass(frozen=True, eq=False)
class Probe:
    """A network before its first step.

    Attributes
    ----------
    examples : int
        How many went through it.
    input_rms : float
        Of the examples, as the network sees them.
    loss : float
        Without the penalty.
    layers : tuple of ProbedLayer
        From the input up, the output last.
    """

    examples: int
    input_rms: float
    loss: float
    layers: tuple[ProbedLayer, ...]

    @property
    def hidden(self) -> tuple[ProbedLayer, ...]:
        """The layers but the output."""
        return self.layers[:-1]


def probing(
    spec: ExperimentSpec, data: PreparedData, examples: int = EVALUATION_BATCH, draws: Draws | None = None
) -> Generator[float, None, Probe]:
    """Pass the first training examples up, and the gradient of their loss down; yield the share that is done.

    Batch normalisation goes by these examples, as in a step of training; dropout silences nothing, so that what is
    seen comes of the weights alone.

    Parameters
    ----------
    spec : ExperimentSpec
    data : PreparedData
        Of ``spec``.
    examples : int
        At most.
    draws : Draws, optional
        Of the seed of ``spec``, where several initialisations share them.
    """
    x, targets = data.train.x[:examples], data.train.targets[:examples]
    n_outputs = outputs_for(spec.training.loss, data.record.shape)
    network = build_network(with_hidden(spec, {"dropout": 0.0}), x.shape[1:], n_outputs, len(x))
    passes = _Passes(network, prod(x.shape))
    yield from passes.initializing(draws or Draws(spec.seed))
    loss = build_loss(spec, len(x), n_outputs)
    with np.errstate(all="ignore"):
        outputs = yield from passes.forward(x)
        value = loss.forward(outputs, encoded_targets(spec, targets, data.record.shape.classes))
        yield from passes.backward(loss.backward(len(x)))
    input_rms = float(np.sqrt(np.mean(np.square(x, dtype=np.float64))))
    layers = yield from passes.described(Scales(input_rms))
    return Probe(len(x), input_rms, value if isfinite(value) else np.nan, layers)


class _Passes:
    """What is done with each layer in turn, and how much of it is done."""

    def __init__(self, network: Network, inputs: int) -> None:
        self._network = network
        self._turns = 4 * len(network.blocks)
        self._done = 0

    def _share(self) -> float:
        self._done += 1
        return self._done / self._turns

    def initializing(self, draws: Draws) -> Generator[float, None, None]:
        """Draw the weights as the first step of a run finds them."""
        for index, block in enumerate(self._network.blocks):
            block.initialize(draws.rng(index))
            yield self._share()

    def forward(self, x: Array) -> Generator[float, None, Array]:
        """Return the (n, n_outputs) outputs of (n, *input_shape) examples."""
        for block in self._network.blocks:
            x = block.forward(x, training=True)
            yield self._share()
        return x

    def backward(self, grad: Array) -> Generator[float, None, None]:
        """Push the (n, n_outputs) gradient of the loss down."""
        for block in reversed(self._network.blocks):
            grad = block.backward(grad)
            yield self._share()

    def described(self, scales: Scales) -> Generator[float, None, tuple[ProbedLayer, ...]]:
        """Return what the passes left in each layer."""
        blocks = self._network.blocks
        scales.take_top_gradient(blocks[-2 if len(blocks) > 1 else -1].grad_output)
        layers = []
        for index, block in enumerate(blocks):
            layers.append(probed_layer(layer_name(index, len(blocks)), block, scales))
            yield self._share()
        return tuple(layers)
