"""A second network with weights of some step of a run, for views to ask; it never disturbs the one that trains."""

from __future__ import annotations

import numpy as np

from nnlab.data import preprocessing
from nnlab.data.dataset import Array, Labels, Raw
from nnlab.data.prepared import DataRecord, PreparedData
from nnlab.engine.block import Block
from nnlab.engine.parameters import Parameter
from nnlab.spec.experiment import ExperimentSpec
from nnlab.training.build import build_loss, build_network, outputs_for
from nnlab.training.keyframe import Weights

BATCH = 500
"""Examples at a time: a turn of the compute thread stays short."""


class ExamplesMissingError(Exception):
    """What was asked needs the examples of the run, and they are not at hand."""


class Twin:
    """A network in evaluation mode.

    Parameters
    ----------
    spec : ExperimentSpec
    data : DataRecord
    weights : Weights
    examples : PreparedData or None
        None where they are not at hand.

    Attributes
    ----------
    spec : ExperimentSpec
    data : DataRecord
    step : int
        Whose weights it has.
    """

    def __init__(
        self, spec: ExperimentSpec, data: DataRecord, weights: Weights, examples: PreparedData | None = None
    ) -> None:
        self.spec, self.data, self._examples = spec, data, examples
        n_outputs = outputs_for(spec.training.loss, data.shape)
        self._network = build_network(spec, data.input_shape, n_outputs, BATCH)
        self._loss = build_loss(spec, 1, n_outputs)
        self.set_weights(weights)

    def set_weights(self, weights: Weights) -> None:
        """Take the weights of another step of the same run."""
        self.step = weights.step
        self._network.parameters.values[...] = weights.parameters
        self._network.parameters.running[...] = weights.running

    def examples(self) -> PreparedData:
        """Return the examples of the run; ExamplesMissingError where they are not at hand."""
        if self._examples is None:
            raise ExamplesMissingError
        return self._examples

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The layers, the output last; ``output`` and ``preactivation`` of each are those of the last ``forward``."""
        return self._network.blocks

    @property
    def parameters(self) -> list[list[Parameter]]:
        """The named arrays of each layer, from the input up: ``w`` first."""
        return self._network.parameters.layers

    def prepared(self, raw: Raw) -> Array:
        """Return (n, *example_shape) raw examples as the network sees them, (n, *input_shape)."""
        return preprocessing.transform(self.data.fitted, raw, None, self.spec.precision)

    def forward(self, x: Array) -> Array:
        """Pass at most BATCH prepared examples up.

        Returns
        -------
        (n, n_outputs)
            A view that the next pass overwrites.
        """
        with np.errstate(all="ignore"):
            return self._network.forward(x, training=False)

    def probabilities(self, outputs: Array) -> Array | None:
        """Return (n, classes) probabilities of (n, n_outputs) outputs; None for hinge, squared error and regression."""
        if not self.data.shape.classes:
            return None
        with np.errstate(all="ignore"):
            return self._loss.probabilities(outputs)

    def labels(self, outputs: Array) -> Labels | None:
        """Return the (n,) classes that outputs name; None where numbers are predicted."""
        return self._loss.predict(outputs) if self.data.shape.classes else None
