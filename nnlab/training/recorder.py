"""Writes a run's history: the loss of every step, and evaluations and pictures where they fall."""

from __future__ import annotations

from nnlab.data.prepared import Examples, PreparedData
from nnlab.spec.experiment import ExperimentSpec
from nnlab.training.batches import Batches
from nnlab.training.early_stopping import EarlyStopping
from nnlab.training.evaluation import Evaluator, Result
from nnlab.training.history import History, HistoryRecord, LayerPicture
from nnlab.training.outline import EVALUATION_BATCH
from nnlab.training.recording import Climb, is_pictured
from nnlab.training.snapshot import Evaluation, Part


class Recorder:
    """Looks at a network between two steps.

    Parameters
    ----------
    spec : ExperimentSpec
    data : PreparedData
    batches : Batches
        For the time; they are only read.
    evaluator : Evaluator
    earlier : HistoryRecord, optional
        To go on from.

    Attributes
    ----------
    history : History
    probe : Examples
        What pictures are taken of: the first training examples.
    """

    def __init__(
        self,
        spec: ExperimentSpec,
        data: PreparedData,
        batches: Batches,
        evaluator: Evaluator,
        earlier: HistoryRecord | None,
    ) -> None:
        self._data, self._batches, self._evaluator = data, batches, evaluator
        self.history = History(earlier)
        self.probe = Examples(data.train.x[:EVALUATION_BATCH], data.train.targets[:EVALUATION_BATCH])
        self._climb = Climb(self.history.losses.view())
        validation = (e.loss for e in self.history.evaluations if e.part == "validation")
        stopping = spec.training.early_stopping
        self._early_stopping = EarlyStopping(stopping.patience if stopping else None, validation)
        self._seen_before = 0

    @property
    def has_stopped_early(self) -> bool:
        """Whether the validation loss has not fallen for as long as the spec has patience."""
        return self._early_stopping.is_due

    def restart(self) -> None:
        """Take the present place in the batches for that of the step before."""
        self._seen_before = self._batches.seen

    def record(self, step: int, epochs: int, *, broke: bool) -> None:
        """Add what falls on ``step`` of ``epochs`` epochs: a picture, an evaluation, both or nothing.

        Parameters
        ----------
        step, epochs : int
        broke : bool
            Whether the run has diverged in this step.
        """
        seen, losses = self._batches.seen, self.history.losses
        climbs = step > 0 and self._climb.notices(losses.last)
        examples, batch_size = len(self._data.train), self._batches.batch_size
        due = is_pictured(step, self._seen_before, seen, examples, epochs, batch_size)
        self._seen_before = seen
        if due or climbs or broke:
            self._record_picture(step)
        if step and self._batches.is_at_epoch_end and (result := self._evaluator.evaluate(self._data.validation)):
            self._early_stopping.observe(result.loss)
            self._record_evaluation(step, "validation", result)

    def record_end(self, step: int) -> None:
        """Record a picture after the last step, unless there is one."""
        if self.history.evaluations[-1].step < step:
            self._record_picture(step)

    def _record_picture(self, step: int) -> None:
        """Record loss and accuracy on the probe set, and the layers too while all their outputs are finite."""
        result, layers = self._evaluator.picture(self.probe)
        self._record_evaluation(step, "train", result)
        picture = LayerPicture(step, layers)
        if picture.is_finite or not self.history.pictures:
            self.history.pictures.append(picture)

    def _record_evaluation(self, step: int, part: Part, result: Result) -> None:
        self.history.evaluations.append(Evaluation(step, self._batches.time, part, result.loss, result.accuracy))

    def picture(self, step: int) -> LayerPicture:
        """Return how the layers are now, without recording it."""
        return LayerPicture(step, self._evaluator.picture(self.probe)[1])

    def results(self) -> dict[str, Result | None]:
        """Return loss and accuracy over each whole part; None for a part without examples."""
        parts = {"train": self._data.train, "validation": self._data.validation, "test": self._data.test}
        return {name: self._evaluator.evaluate(examples) for name, examples in parts.items()}
