"""Writes a run's history: the loss of every step, and evaluations, pictures and keyframes where they fall."""

from __future__ import annotations

from collections.abc import Callable

from nnlab.data.prepared import Examples, PreparedData
from nnlab.engine.network import Network
from nnlab.spec.experiment import ExperimentSpec
from nnlab.training.batches import Batches
from nnlab.training.early_stopping import EarlyStopping
from nnlab.training.evaluation import Evaluator, Result
from nnlab.training.history import History, HistoryRecord
from nnlab.training.keyframe import Keyframe
from nnlab.training.layer_picture import LayerPicture
from nnlab.training.looking import dead_now, pictured, sketched
from nnlab.training.measuring import Measure, weight_statistics
from nnlab.training.outline import EVALUATION_BATCH
from nnlab.training.recording import Climb, is_pictured
from nnlab.training.snapshot import PARTS, Evaluation, Part
from nnlab.training.statistics import LayerStatistics


class Recorder:
    """Looks at a network between two steps.

    Parameters
    ----------
    spec : ExperimentSpec
    data : PreparedData
    batches : Batches
        For the time; they are only read.
    evaluator : Evaluator
    copy : callable
        Copies the run as it is.
    earlier : HistoryRecord, optional
        To go on from.

    Attributes
    ----------
    history : History
    probe : Examples
        What pictures are taken of: the first training examples.
    measure : Measure or None
        Of the last step that was measured.
    learning_rate : float or None
        Of the last step.
    """

    def __init__(
        self,
        spec: ExperimentSpec,
        data: PreparedData,
        batches: Batches,
        evaluator: Evaluator,
        copy: Callable[[], Keyframe],
        earlier: HistoryRecord | None,
    ) -> None:
        self._data, self._batches, self._evaluator, self._copy = data, batches, evaluator, copy
        self.history = History(earlier)
        self.probe = Examples(data.train.x[:EVALUATION_BATCH], data.train.targets[:EVALUATION_BATCH])
        self.measure: Measure | None = None
        self.learning_rate: float | None = None
        self._climb = Climb(self.history.losses.view())
        validation = (e.loss for e in self.history.evaluations if e.part == "validation")
        stopping = spec.training.early_stopping
        self._early_stopping = EarlyStopping(stopping.patience if stopping else None, validation)
        self._seen_before = 0
        self._expected: int | None = None

    @property
    def has_stopped_early(self) -> bool:
        """Whether the validation loss has not fallen for as long as the spec has patience."""
        return self._early_stopping.is_due

    def restart(self) -> None:
        """Take the present place in the batches for that of the step before."""
        self._seen_before = self._batches.seen

    def expects(self, step: int, epochs: int) -> bool:
        """Return whether the step to come, number ``step``, will be pictured, as far as that is known before it."""
        seen = self._batches.seen
        is_expected = self._is_pictured(step, seen, seen + self._batches.next_size, epochs)
        self._expected = step if is_expected else None
        return is_expected

    def record(self, network: Network, step: int, epochs: int, *, broke: bool) -> None:
        """Add what falls on ``step`` of ``epochs`` epochs: a picture, an evaluation, both or nothing.

        Parameters
        ----------
        network : Network
            The one that trains.
        step, epochs : int
        broke : bool
            Whether the run has diverged in this step.
        """
        seen, losses = self._batches.seen, self.history.losses
        climbs = step > 0 and self._climb.notices(losses.last)
        due = self._is_pictured(step, self._seen_before, seen, epochs)
        self._seen_before = seen
        if due or climbs or broke:
            self._record_picture(network, step, broke=broke)
        if step and self._batches.is_at_epoch_end and (result := self._evaluator.evaluate(self._data.validation)):
            if self._early_stopping.observe(result.loss) and not broke:
                self.history.keyframes.set_best(self._copy)
            self._record_evaluation(step, "validation", result)

    def _is_pictured(self, step: int, before: int, seen: int, epochs: int) -> bool:
        layers = len(self._evaluator.blocks)
        return is_pictured(step, before, seen, len(self._data.train), epochs, self._batches.batch_size, layers)

    def record_end(self, network: Network, step: int) -> None:
        """Record a picture after the last step, unless one was taken.

        Each leaves an evaluation, also where it was not finite.
        """
        if not any(e.step == step and e.part == "train" for e in self.history.evaluations[-2:]):
            self._record_picture(network, step)

    def _record_picture(self, network: Network, step: int, *, broke: bool = False) -> None:
        """Record loss and accuracy on the probe set, and the layers too while all their outputs are finite.

        The step that broke is not kept whole: nothing can go on from it.
        """
        result = self._evaluator.look(self.probe)
        self._record_evaluation(step, "train", result)
        if not self.history.pictures:
            self.history.dead_at_start = dead_now(self._evaluator.blocks)
        picture = self._pictured(network, step, self._own_measure(step))
        if picture.is_finite or not self.history.pictures:
            self.history.pictures.append(picture)
            if not broke:
                self.history.keyframes.offer(len(self.history.pictures) - 1, self._copy)

    def _record_evaluation(self, step: int, part: Part, result: Result) -> None:
        self.history.evaluations.append(Evaluation(step, self._batches.time, part, result.loss, result.accuracy))

    def picture(self, network: Network, step: int) -> LayerPicture:
        """Return how the layers are now, without recording it."""
        self._evaluator.look(self.probe)
        return self._pictured(network, step, self.measure)

    def _own_measure(self, step: int) -> Measure | None:
        """Return what was measured of ``step`` because it was to be recorded.

        What was measured because somebody watched, of this step or an earlier one, is not recorded.
        """
        return self.measure if self.measure and self.measure.step == step == self._expected else None

    def _pictured(self, network: Network, step: int, measure: Measure | None) -> LayerPicture:
        weights = weight_statistics(network, measure)
        blocks = self._evaluator.blocks
        layers = pictured(blocks, self.history.dead_at_start or dead_now(blocks), weights)
        return self._picture(step, layers, measure)

    def sketch(self, network: Network, step: int, shares_of: LayerPicture) -> LayerPicture:
        """Return how the layers were in the last step, with the shares of another picture."""
        weights = weight_statistics(network, self.measure)
        layers = sketched(network.blocks, shares_of.layers, weights)
        return self._picture(step, layers, self.measure, is_sketch=True)

    def _picture(
        self, step: int, layers: tuple[LayerStatistics, ...], measure: Measure | None, *, is_sketch: bool = False
    ) -> LayerPicture:
        measured = measure.step if measure else 0
        return LayerPicture(step, self._batches.time, layers, self.learning_rate, measured, is_sketch)

    def results(self) -> dict[str, Result | None]:
        """Return loss and accuracy over each whole part; None for a part without examples."""
        return {part: self.result(part) for part in PARTS}

    def result(self, part: Part) -> Result | None:
        """Return loss and accuracy over one whole part; None where it has no examples."""
        examples: Examples = getattr(self._data, part)
        return self._evaluator.evaluate(examples)
