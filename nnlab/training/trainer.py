"""A network in training: everything a step needs, built once, and the step itself."""

from __future__ import annotations

from math import isfinite
from time import perf_counter

import numpy as np

from nnlab.data.prepared import PreparedData, prepare
from nnlab.engine.losses import Targets
from nnlab.engine.penalty import Penalty
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.live import Change, live_changes, with_changes
from nnlab.training.batches import Batches, steps_left
from nnlab.training.build import (
    build_loss,
    build_network,
    build_optimizer,
    build_schedule,
    encoded_targets,
    outputs_for,
)
from nnlab.training.checkpoint import Checkpoint
from nnlab.training.divergence import FirstNonFinite, find_broken_output
from nnlab.training.evaluation import Evaluator
from nnlab.training.keyframe import Keyframe, Weights
from nnlab.training.layer_picture import LayerPicture
from nnlab.training.measuring import Meter
from nnlab.training.outline import EVALUATION_BATCH
from nnlab.training.recorder import Recorder
from nnlab.training.streams import Stream, stream
from nnlab.training.update import Update


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
    data : PreparedData, optional
        The examples of ``spec``; prepared here where they are not given.

    Attributes
    ----------
    spec : ExperimentSpec
        What is in force from the next step.

    Raises
    ------
    NnlabError
        When the checkpoint is of other data.
    """

    def __init__(
        self,
        spec: ExperimentSpec,
        blas_threads: int,
        checkpoint: Checkpoint | None = None,
        data: PreparedData | None = None,
    ) -> None:
        self._made: tuple[Change, ...] = checkpoint.changes if checkpoint else ()
        self.spec = self._acted = with_changes(spec, self._made)
        self._blas_threads = blas_threads
        self.data = data or prepare(spec, checkpoint.data if checkpoint else None)
        self._build(checkpoint)
        self.step_count, self.seconds = 0, 0.0
        self.first_nonfinite: FirstNonFinite | None = None
        if checkpoint:
            self._restore(checkpoint)
        else:
            blocks = range(len(self.network.blocks))
            self.network.initialize([stream(spec.seed, Stream.INITIALISATION, index) for index in blocks])
        self._update.look_for_large_numbers()

    def _build(self, checkpoint: Checkpoint | None) -> None:
        spec, training, train = self.spec, self.spec.training, self.data.train
        shape = self.data.record.shape
        self._input_shape, self._n_outputs = train.x.shape[1:], outputs_for(training.loss, shape)
        self.network = build_network(spec, self._input_shape, self._n_outputs, training.batch_size)
        self._loss = build_loss(spec, training.batch_size, self._n_outputs)
        self._schedule = build_schedule(training.schedule)
        parameters = self.network.parameters
        self.optimizer = build_optimizer(training.optimizer, parameters)
        self.penalty = Penalty(parameters, training.l2, training.l1)
        self._update = Update(self.network, self.optimizer, self.penalty, training.clip_norm)
        targets = self._encode(train.targets)
        self._batches = Batches(train.x, targets, training.batch_size, stream(spec.seed, Stream.ORDER))
        earlier = checkpoint.history if checkpoint else None
        self.recorder = Recorder(spec, self.data, self._batches, self._twin(), self.keyframe, earlier)

    def _encode(self, targets: Targets) -> Targets:
        """Return what the loss compares outputs with."""
        return encoded_targets(self.spec, targets, self.data.record.shape.classes)

    def _twin(self) -> Evaluator:
        """Return what evaluates the same parameters, with buffers that no step touches."""
        spec, parameters = self.spec, self.network.parameters
        twin = build_network(spec, self._input_shape, self._n_outputs, EVALUATION_BATCH, parameters)
        twin_loss = build_loss(spec, EVALUATION_BATCH, self._n_outputs)
        has_classes = self.data.record.shape.classes > 0
        return Evaluator(twin, twin_loss, EVALUATION_BATCH, self._encode, has_classes=has_classes)

    @property
    def epoch(self) -> int:
        """Epochs completed."""
        return self._batches.epoch

    @property
    def is_at_epoch_end(self) -> bool:
        """Whether the next step begins an epoch."""
        return self._batches.is_at_epoch_end

    @property
    def time(self) -> float:
        """Epochs, with the part of the present one that is done."""
        return self._batches.time

    @property
    def is_complete(self) -> bool:
        """Whether all epochs of the spec are done."""
        return self.epoch >= self.spec.training.epochs

    @property
    def has_ended(self) -> bool:
        """Whether there is nothing left to train, for whatever reason."""
        return self._has_ended(self.spec)

    def _has_ended(self, spec: ExperimentSpec) -> bool:
        broke = self.first_nonfinite is not None
        return broke or self.epoch >= spec.training.epochs or self.recorder.has_stopped_early

    @property
    def changes(self) -> tuple[Change, ...]:
        """What led here from the spec of the first step: what acted, and what will act on the next step.

        What was changed and taken back between two steps is not among it, nor what came after the end.
        """
        if self.spec is self._acted or (self.has_ended and self._has_ended(self._acted)):
            return self._made
        return self._made + live_changes(self._acted, self.spec, self.step_count)

    @property
    def learning_rate(self) -> float:
        """The rate of the next step, as the schedule has it."""
        training = self.spec.training
        length = training.batch_size / len(self.data.train)
        return self._schedule.rate(training.learning_rate, self.time, training.epochs, length)

    def steps_left(self, epochs: int) -> int:
        """Return how many steps there are until ``epochs`` epochs are done, at the present batch size."""
        return steps_left(self._batches, len(self.data.train), self.spec.training.batch_size, epochs)

    def change(self, wanted: ExperimentSpec) -> None:
        """Go on as ``wanted`` says from the next step, which records what is different.

        Raises
        ------
        InvalidSpecError
            When it differs in what is decided for the whole run.
        """
        live_changes(self.spec, wanted, self.step_count)
        training = wanted.training
        if training.batch_size != self._batches.batch_size:
            self._make_room(training.batch_size)  # first, since it is all that can fail
            self._batches.set_batch_size(training.batch_size)
        self.spec = wanted
        self.penalty.l2, self.penalty.l1 = training.l2, training.l1
        for dropout, layer in zip(self.network.dropouts, self.spec.network.layers, strict=True):
            dropout.rate = layer.dropout

    def _make_room(self, batch_size: int) -> None:
        """Give network and loss buffers for ``batch_size``; parameters and random streams stay."""
        parameters, dropouts = self.network.parameters, self.network.dropouts
        network = build_network(self.spec, self._input_shape, self._n_outputs, batch_size, parameters)
        loss = build_loss(self.spec, batch_size, self._n_outputs)
        for new, old in zip(network.dropouts, dropouts, strict=True):
            new.rng, new.rate = old.rng, old.rate
        self.network = self._update.network = network
        self._loss = loss

    def step(self, *, measured: bool = False) -> float:
        """Take one step and return the loss of its batch, before the update.

        A loss or a gradient that is not finite changes no parameter; ``first_nonfinite`` then says where it came from.

        Parameters
        ----------
        measured : bool
            Whether to measure what it does to the weights.
        """
        started = perf_counter()
        if self.spec is not self._acted:
            self._made, self._acted = self.changes, self.spec
        with np.errstate(all="ignore"):
            rate = self.recorder.learning_rate = self.learning_rate
            x, targets = self._batches.next()
            loss = self._loss.forward(self.network.forward(x, training=True), targets)
            if isfinite(loss):
                self.network.backward(self._loss.backward(len(x)))
                self.first_nonfinite = self._apply(rate, measured=measured)
            else:
                self.first_nonfinite = find_broken_output(self.network, self.step_count + 1)
        self.step_count += 1
        self.seconds += perf_counter() - started
        self.recorder.history.losses.append(loss)
        return loss

    def will_record(self) -> bool:
        """Return whether the next step will be recorded, as far as that is known before it."""
        return self.recorder.expects(self.step_count + 1, self.spec.training.epochs)

    def _apply(self, rate: float, *, measured: bool) -> FirstNonFinite | None:
        """Update the parameters, and measure it where that is wanted."""
        if not measured:
            return self._update.apply(rate, self.step_count + 1)
        meter = Meter(self.network, self.step_count + 1)
        broke = self._update.apply(rate, self.step_count + 1)
        if broke is None:
            self.recorder.measure = meter.measure()
        return broke

    def record(self) -> None:
        """Add to the history what falls on the present step."""
        broke = self.first_nonfinite is not None
        self.recorder.record(self.network, self.step_count, self.spec.training.epochs, broke=broke)

    def record_end(self) -> None:
        """Record the last step of a run whose epochs were cut short, which falls on no place of its own."""
        if self.is_complete and self.first_nonfinite is None:
            self.recorder.record_end(self.network, self.step_count)

    def picture(self) -> LayerPicture:
        """Return how the layers are now, on the probe set."""
        return self.recorder.picture(self.network, self.step_count)

    def sketch(self, shown: LayerPicture) -> LayerPicture:
        """Return how the layers were in the last step, with the shares of ``shown``; ``shown`` before the first one."""
        if not len(self.network.blocks[0].output):
            return shown
        return self.recorder.sketch(self.network, self.step_count, shown)

    def weights(self) -> Weights:
        """Return a copy of the parameters."""
        parameters = self.network.parameters
        return Weights(self.step_count, parameters.values.copy(), parameters.running.copy())

    def keyframe(self) -> Keyframe:
        """Return a copy of the run as it is, without what it remembers."""
        return Keyframe(
            step=self.step_count,
            parameters=self.network.parameters.values.copy(),
            running=self.network.parameters.running.copy(),
            seconds=self.seconds,
            optimizer={name: array.copy() for name, array in self.optimizer.state.items()},
            place=self._batches.place(),
            dropout=tuple(dict(dropout.rng.bit_generator.state) for dropout in self.network.dropouts),
            changes=self._made,
        )

    def checkpoint(self) -> Checkpoint:
        """Return a copy of all that is needed to go on."""
        return Checkpoint(
            **vars(self.keyframe()) | {"changes": self.changes},
            data=self.data.record,
            blas_threads=self._blas_threads,
            history=self.recorder.history.record(),
            first_nonfinite=self.first_nonfinite,
        )

    def _restore(self, checkpoint: Checkpoint) -> None:
        self.step_count, self.seconds = checkpoint.step, checkpoint.seconds
        self.first_nonfinite = checkpoint.first_nonfinite
        self.network.parameters.values[...] = checkpoint.parameters
        self.network.parameters.running[...] = checkpoint.running
        self.optimizer.steps = checkpoint.step
        for name, array in self.optimizer.state.items():
            array[...] = checkpoint.optimizer[name]
        for dropout, state in zip(self.network.dropouts, checkpoint.dropout, strict=True):
            dropout.rng.bit_generator.state = state
        self._batches.restore(checkpoint.place)
        self.recorder.restart()
