"""The experiments of a lesson with one seed: run and probed as far as somebody asks for it, each once."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import Final

import numpy as np

from nnlab.data.prepared import PreparedData, prepare
from nnlab.engine.network import Network
from nnlab.insight.probe.probe import Probe, probing
from nnlab.jobs import drained
from nnlab.spec.experiment import ExperimentSpec
from nnlab.training.build import build_loss, build_network, encoded_targets, outputs_for
from nnlab.training.checkpoint import Finish, RunRecord
from nnlab.training.loop import train
from nnlab.training.streams import Stream, stream
from nnlab.training.trainer import Trainer

THREADS: Final = 1
"""Of the BLAS: several lessons are run beside each other."""


class Bench:
    """What is measured on.

    Parameters
    ----------
    experiments : mapping of str to ExperimentSpec
        By their names.
    seed : int
        Of what is measured without an experiment; the experiments have theirs.
    runs : mapping of str to RunRecord, optional
        Of those of them that have been run already.

    Attributes
    ----------
    seed : int
    """

    def __init__(
        self, experiments: Mapping[str, ExperimentSpec], seed: int = 0, runs: Mapping[str, RunRecord] | None = None
    ) -> None:
        self._experiments, self.seed = experiments, seed
        self._runs = dict(runs or {})
        self._probes: dict[str, Probe] = {}
        self._data: dict[str, PreparedData] = {}

    def spec(self, name: str) -> ExperimentSpec:
        """Return an experiment."""
        return self._experiments[name]

    def data(self, name: str) -> PreparedData:
        """Return the examples of an experiment; those that differ in nothing are prepared once."""
        spec = self._experiments[name]
        key = repr((spec.data, spec.preprocessing, spec.preprocessing_fit, spec.precision))
        if key not in self._data:
            self._data[key] = prepare(spec)
        return self._data[key]

    def probe(self, name: str) -> Probe:
        """Return an experiment before its first step."""
        if name not in self._probes:
            self._probes[name] = drained(probing(self.spec(name), self.data(name)))
        return self._probes[name]

    def run(self, name: str) -> RunRecord:
        """Return an experiment at its end."""
        return drained(self.running(name))

    def has_run(self, name: str) -> bool:
        """Return whether an experiment has been run already."""
        return name in self._runs

    def running(self, name: str) -> Generator[float, None, RunRecord]:
        """Train an experiment that has not been, and yield the share that is done."""
        if name not in self._runs:
            spec = self.spec(name)
            trainer = Trainer(spec, THREADS, data=self.data(name))
            for _ in train(trainer):
                yield trainer.time / spec.training.epochs
            picture = trainer.picture()
            self._runs[name] = RunRecord(
                spec,
                trainer.checkpoint(),
                _finish(trainer),
                trainer.recorder.results(),
                picture if picture.is_finite else None,
            )
        return self._runs[name]

    def initial(self, name: str, batch: int = 1) -> Network:
        """Return the network of an experiment before its first step, with room for ``batch`` examples."""
        spec, data = self.spec(name), self.data(name)
        n_outputs = outputs_for(spec.training.loss, data.record.shape)
        network = build_network(spec, data.record.input_shape, n_outputs, batch)
        network.initialize([stream(spec.seed, Stream.INITIALISATION, index) for index in range(len(network.blocks))])
        return network

    def final(self, name: str, batch: int = 1) -> Network:
        """Return the network of an experiment after its last step, with room for ``batch`` examples."""
        network, last = self.initial(name, batch), self.run(name).checkpoint
        network.parameters.values[...] = last.parameters
        network.parameters.running[...] = last.running
        return network

    def passed(self, name: str, network: Network, some: slice) -> None:
        """Pass some training examples of an experiment up through ``network``, and the gradient of their loss down."""
        spec, data = self.spec(name), self.data(name)
        x, targets = data.train.x[some], data.train.targets[some]
        loss = build_loss(spec, len(x), outputs_for(spec.training.loss, data.record.shape))
        with np.errstate(all="ignore"):
            loss.forward(network.forward(x, training=True), encoded_targets(spec, targets, data.record.shape.classes))
            network.backward(loss.backward(len(x)))


def _finish(trainer: Trainer) -> Finish:
    if trainer.first_nonfinite is not None:
        return Finish.DIVERGED
    return Finish.COMPLETED if trainer.is_complete else Finish.EARLY_STOPPED
