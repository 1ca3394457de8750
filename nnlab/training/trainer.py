"""A network in training: everything a step needs, built once, and the step itself."""

from __future__ import annotations

from math import isfinite
from time import perf_counter

import numpy as np

from nnlab.data.prepared import Examples, Fitted, PreparedData, prepare
from nnlab.engine.penalty import L2
from nnlab.spec.experiment import ExperimentSpec
from nnlab.training.batches import Batches
from nnlab.training.build import build_loss, build_network, build_optimizer
from nnlab.training.checkpoint import Checkpoint
from nnlab.training.divergence import FirstNonFinite, find_broken_gradient, find_first_nonfinite
from nnlab.training.evaluation import Evaluator, Result
from nnlab.training.history import History, LayerPicture
from nnlab.training.outline import EVALUATION_BATCH
from nnlab.training.recording import is_pictured
from nnlab.training.snapshot import Evaluation
from nnlab.training.streams import Stream, stream


class Trainer:
    """Holds network, optimiser, batches and history, and takes one step at a time.

    Parameters
    ----------
    spec : ExperimentSpec
        One that ``outline`` accepts.
    blas_threads : int
        What the compute thread uses, for the record.
    checkpoint : Checkpoint, optional
        Of an earlier run of the same spec, to go on from.

    Raises
    ------
    NnlabError
        When the checkpoint is of other data.
    """

    def __init__(self, spec: ExperimentSpec, blas_threads: int, checkpoint: Checkpoint | None = None) -> None:
        self.spec, self._blas_threads = spec, blas_threads
        self.data: PreparedData = prepare(spec, _fitted(checkpoint))
        self._build()
        self.step_count, self.seconds = 0, 0.0
        self.first_nonfinite: FirstNonFinite | None = None
        self._broken_gradient: FirstNonFinite | None = None
        self.history = History(checkpoint.history if checkpoint else None)
        if checkpoint:
            self._restore(checkpoint)
        else:
            blocks = range(len(self.network.blocks))
            self.network.initialize([stream(spec.seed, Stream.INITIALISATION, index) for index in blocks])

    def _build(self) -> None:
        spec, training = self.spec, self.spec.training
        shape, classes = self.data.train.x.shape[1:], len(self.data.class_names)
        self.network = build_network(spec, shape, classes, training.batch_size)
        self._loss = build_loss(spec, training.batch_size, classes)
        self.optimizer = build_optimizer(training.optimizer, self.network.parameters)
        self._l2 = L2(self.network.parameters, training.l2)
        self._batches = Batches(self.data.train, training.batch_size, stream(spec.seed, Stream.ORDER))
        twin = build_network(spec, shape, classes, EVALUATION_BATCH, self.network.parameters)
        self.evaluator = Evaluator(twin, build_loss(spec, EVALUATION_BATCH, classes), EVALUATION_BATCH)
        train = self.data.train
        self.probe = Examples(train.x[:EVALUATION_BATCH], train.labels[:EVALUATION_BATCH])

    @property
    def steps_per_epoch(self) -> int:
        """Steps of one epoch, the last with what examples are left."""
        return self._batches.per_epoch

    @property
    def is_complete(self) -> bool:
        """Whether all epochs of the spec are done."""
        return self.step_count >= self.steps_per_epoch * self.spec.training.epochs

    def step(self) -> float:
        """Take one step and return the loss of its batch, before the update.

        A loss that is not finite changes no parameter; ``first_nonfinite`` then says where it came from.
        """
        started = perf_counter()
        with np.errstate(all="ignore"):
            x, labels = self._batches.next()
            loss = self._loss.forward(self.network.forward(x, training=True), labels)
            if isfinite(loss):
                self._update(len(labels))
            else:
                self.first_nonfinite = self._find_culprit()
        self.step_count += 1
        self.seconds += perf_counter() - started
        self.history.losses.append(loss)
        return loss

    def _update(self, n: int) -> None:
        self.network.backward(self._loss.backward(n))
        self._broken_gradient = None
        self._l2.add_gradient()
        self.optimizer.step(self.spec.training.learning_rate)

    def _find_culprit(self) -> FirstNonFinite:
        """Return what broke first; after a resume, what had been found in the last gradients stands for them."""
        return self._broken_gradient or find_first_nonfinite(self.network, self.step_count + 1)

    def record(self) -> None:
        """Add to the history what falls on the present step: a picture, an evaluation, or nothing."""
        step, per_epoch, epochs = self.step_count, self.steps_per_epoch, self.spec.training.epochs
        if self.first_nonfinite or is_pictured(step, per_epoch, epochs):
            self._record_picture()
        if step and step % per_epoch == 0 and (result := self.evaluator.evaluate(self.data.validation)):
            self.history.evaluations.append(Evaluation(step, "validation", result.loss, result.accuracy))

    def _record_picture(self) -> None:
        result, layers = self.evaluator.picture(self.probe)
        self.history.evaluations.append(Evaluation(self.step_count, "train", result.loss, result.accuracy))
        self.history.pictures.append(LayerPicture(self.step_count, layers))

    def picture(self) -> LayerPicture:
        """Return how the layers are now, without recording it."""
        return LayerPicture(self.step_count, self.evaluator.picture(self.probe)[1])

    def results(self) -> dict[str, Result | None]:
        """Return loss and accuracy over each whole part; None for a part without examples."""
        parts = {"train": self.data.train, "validation": self.data.validation, "test": self.data.test}
        return {name: self.evaluator.evaluate(examples) for name, examples in parts.items()}

    def checkpoint(self) -> Checkpoint:
        """Return a copy of all that is needed to go on."""
        return Checkpoint(
            step=self.step_count,
            seconds=self.seconds,
            parameters=self.network.parameters.values.copy(),
            optimizer={name: array.copy() for name, array in self.optimizer.state.items()},
            place=self._batches.place(),
            fitted=self.data.fitted,
            fingerprint=self.data.fingerprint,
            blas_threads=self._blas_threads,
            history=self.history.record(),
            first_nonfinite=self.first_nonfinite,
            broken_gradient=self._broken_gradient or find_broken_gradient(self.network, self.step_count),
        )

    def _restore(self, checkpoint: Checkpoint) -> None:
        self.step_count, self.seconds = checkpoint.step, checkpoint.seconds
        self.first_nonfinite = checkpoint.first_nonfinite
        self.network.parameters.values[...] = checkpoint.parameters
        for name, array in self.optimizer.state.items():
            array[...] = checkpoint.optimizer[name]
        self._batches.restore(checkpoint.place)
        self._broken_gradient = checkpoint.broken_gradient


def _fitted(checkpoint: Checkpoint | None) -> Fitted | None:
    """Return the preprocessing of an earlier run, with the data it was fitted on."""
    return Fitted(checkpoint.fitted, checkpoint.fingerprint) if checkpoint else None
