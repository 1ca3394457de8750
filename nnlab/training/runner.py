"""A run as a state machine: start, pause, step, stop; its work is a job on the compute thread."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Generator, Mapping
from concurrent.futures import Future
from enum import Enum
from threading import Event

from nnlab.data.prepared import DataRecord, PreparedData, preparing
from nnlab.errors import NnlabError
from nnlab.jobs import ComputeThread, JobState, Mailbox, now_and_then
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.live import live_changes
from nnlab.training.blas import blas_threads
from nnlab.training.checkpoint import Finish, RunRecord
from nnlab.training.evaluation import Result
from nnlab.training.layer_picture import LayerPicture
from nnlab.training.loop import train
from nnlab.training.memory import check_memory, held_by
from nnlab.training.outline import outline
from nnlab.training.publisher import Publisher
from nnlab.training.snapshot import Snapshot, merge
from nnlab.training.trainer import Trainer

_run_ids = itertools.count(1)


class RunState(Enum):
    """Where a run is."""

    IDLE = "idle"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"


class Runner:
    """One run of a spec, which may be changed on the way.

    Its methods are called from the thread that made it, its work is done on the other.

    Parameters
    ----------
    thread : ComputeThread
    spec : ExperimentSpec
    record : RunRecord, optional
        Of an earlier run of the same spec, to go on from.
    epochs : int, optional
        Epochs in all, if fewer than the spec's; ending early is ``STOPPED``.
    held_bytes : int
        Memory of a run that this one replaces.

    Attributes
    ----------
    run_id : int
    spec : ExperimentSpec
        What is in force, or will be from the next step.
    sizes : Outline
        What ``spec`` amounts to.
    prepared_share : float or None
        How far loading and preprocessing are, while they go on before the first step.
    mailbox : Mailbox of Snapshot
        The news for whoever watches; fetching or leaving it changes nothing in the run.

    Raises
    ------
    InvalidSpecError
        When the parts of the spec do not fit each other, or this machine has too little memory for them.
    """

    def __init__(
        self,
        thread: ComputeThread,
        spec: ExperimentSpec,
        record: RunRecord | None = None,
        epochs: int | None = None,
        held_bytes: int = 0,
    ) -> None:
        self.run_id = next(_run_ids)
        self._first_spec = spec
        self.spec = record.present_spec if record else spec
        self.mailbox: Mailbox[Snapshot] = Mailbox(merge)
        self._thread, self._earlier = thread, record
        self._data = record.checkpoint.data if record else None
        self._epochs = epochs
        self._wanted: ExperimentSpec | None = None
        self._trainer: Trainer | None = None
        self._publisher: Publisher | None = None
        self._results: Mapping[str, Result | None] = {}
        self._started = False
        self._tells_weights = False
        self.prepared_share: float | None = None
        self._stop = Event()
        self.sizes = outline(self.spec, self._data)
        check_memory(self.sizes, held_bytes)
        threads = record.checkpoint.blas_threads if record else blas_threads(self.sizes, spec.training.batch_size)
        self._job = thread.submit(self._work(threads), blas_threads=threads, on_rest=self._publish)

    @property
    def state(self) -> RunState:
        """Where the run is."""
        state = self._job.state
        if state is JobState.PAUSED:
            return RunState.PAUSED if self._started else RunState.IDLE
        return RunState.RUNNING if state is JobState.RUNNING else RunState.FINISHED

    @property
    def finish(self) -> Finish | None:
        """Why the run ended; None before it has."""
        state = self._job.state
        if state is JobState.DONE:
            return self._reason()
        return {JobState.FAILED: Finish.FAILED, JobState.CANCELLED: Finish.STOPPED}.get(state)

    @property
    def error(self) -> NnlabError | None:
        """What a person can act on, of a run that failed for such a reason."""
        return self._job.error if isinstance(self._job.error, NnlabError) else None

    @property
    def results(self) -> Mapping[str, Result | None]:
        """Loss and accuracy over each whole part, by name, once the run has finished."""
        return self._results

    def start(self) -> None:
        """Start, or go on after a pause."""
        self._resume()

    def pause(self) -> None:
        """Come to rest after the present step."""
        self._job.pause()

    def step_batch(self) -> None:
        """Take exactly one step and come to rest."""
        self._resume(lambda: self._trainer is not None)

    def step_epoch(self) -> None:
        """Go to the end of the epoch and come to rest."""
        self._resume(self._is_at_end_of_epoch)

    def stop(self) -> None:
        """End the run after the present step, and work out its results."""
        self._stop.set()
        self._resume()

    def discard(self) -> None:
        """End the run after the present step, without results."""
        self._job.cancel()

    def change(self, wanted: ExperimentSpec) -> None:
        """Go on as ``wanted`` says from the next step; what is different is recorded with the present one.

        A run that has ended has no next step: it stays as it was.

        Raises
        ------
        InvalidSpecError
            When it differs in what is decided for the whole run, or its parts do not fit each other or this machine.
        """
        if self.finish is not None:
            return
        live_changes(self.spec, wanted, 0)
        sizes = outline(wanted, self._data)
        if wanted.training.batch_size != self.spec.training.batch_size:  # nothing else needs room
            check_memory(sizes, held_by(self.sizes))
        self.spec, self.sizes = wanted, sizes
        self._thread.call(lambda: self._change(wanted))

    def _change(self, wanted: ExperimentSpec) -> None:
        """Change the trainer, or the one that will be built. On the compute thread."""
        self._wanted = wanted
        if self._trainer is not None and self.finish is None:
            self._trainer.change(wanted)
            if self._job.state is JobState.PAUSED:
                self._publish()

    def set_pace(self, steps_per_second: float | None) -> None:
        """Take at most so many steps a second; None for full speed."""
        self._job.set_pace(steps_per_second)

    def tell_weights(self, wanted: bool) -> None:
        """Say whether snapshots are to come with the parameters; if so, the next one comes at once."""
        self._tells_weights = wanted
        self._thread.call(self._tell_weights)

    def _tell_weights(self) -> None:
        """On the compute thread."""
        if self._publisher is not None:
            self._publisher.tells_weights = self._tells_weights
            if self._tells_weights:
                self._publisher.publish(at_rest=self._job.state is JobState.PAUSED)

    @property
    def data(self) -> PreparedData | None:
        """The examples, once they are prepared."""
        return self._trainer.data if self._trainer is not None else None

    def wait(self, timeout: float | None = None) -> bool:
        """Block until the run has finished; return whether it has within ``timeout`` seconds."""
        return self._job.wait(timeout)

    def record(self) -> Future[RunRecord | None]:
        """Have the run copied between two steps, on the compute thread; None before it is built."""
        return self._thread.call(self._record)

    def _record(self) -> RunRecord | None:
        if self._trainer is None:
            return self._earlier
        trainer = self._trainer
        return RunRecord(
            self._first_spec, trainer.checkpoint(), self.finish, self._results, self._last_picture(trainer)
        )

    def _last_picture(self, trainer: Trainer) -> LayerPicture | None:
        """Return how the layers are; of a run that has not gone on since it was saved, as that said."""
        earlier = self._earlier
        if earlier is not None and earlier.picture is not None and earlier.picture.step == trainer.step_count:
            return earlier.picture
        picture = trainer.picture()
        return picture if picture.is_finite else None

    def _resume(self, until: Callable[[], bool] | None = None) -> None:
        self._started = True
        self._job.resume(until)

    def _reason(self) -> Finish:
        if self._trainer is None:
            return Finish.STOPPED
        if self._trainer.first_nonfinite is not None:
            return Finish.DIVERGED
        if self._trainer.is_complete:
            return Finish.COMPLETED
        return Finish.EARLY_STOPPED if self._trainer.recorder.has_stopped_early else Finish.STOPPED

    def _is_at_end_of_epoch(self) -> bool:
        return self._trainer is not None and self._trainer.is_at_epoch_end

    def _work(self, threads: int) -> Generator[None, None, None]:
        """Build the trainer and train; each turn of the job is one step. On the compute thread."""
        if self._stop.is_set():  # before the first step
            return
        earlier = self._earlier.checkpoint if self._earlier else None
        data = yield from now_and_then(self._preparing(earlier.data if earlier else None))
        self._data = data.record
        trainer = self._trainer = Trainer(self._first_spec, threads, earlier, data)
        if self._wanted is not None:
            trainer.change(self._wanted)
        publisher = self._publisher = Publisher(self.run_id, trainer, self.mailbox, self._epochs)
        publisher.tells_weights = self._tells_weights
        for _ in train(trainer, self._epochs, publisher.is_due):
            publisher.publish_if_due()
            yield
            if self._stop.is_set():
                break
        self._results = trainer.recorder.results()
        publisher.publish(at_rest=True)

    def _preparing(self, earlier: DataRecord | None) -> Generator[float, None, PreparedData]:
        """Load and preprocess the data, keeping how far that is for whoever watches."""
        work = preparing(self._first_spec, earlier)
        try:
            while True:
                self.prepared_share = next(work)
                yield self.prepared_share
        except StopIteration as end:
            data: PreparedData = end.value
            return data
        finally:
            self.prepared_share = None

    def _publish(self) -> None:
        if self._publisher is not None:
            self._publisher.publish(at_rest=True)
