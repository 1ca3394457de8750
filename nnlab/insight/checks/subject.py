"""The experiment under examination: its data once prepared, and small networks of its spec, trained for a few steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil, isfinite
from typing import Any

import numpy as np

from nnlab.data.prepared import Examples, PreparedData
from nnlab.insight.data_facts import DataFacts, data_facts
from nnlab.insight.first_loss import expected_first_loss
from nnlab.insight.remedy import changed
from nnlab.spec.experiment import ExperimentSpec
from nnlab.training.evaluation import Result
from nnlab.training.outline import EVALUATION_BATCH, Outline
from nnlab.training.snapshot import Part
from nnlab.training.trainer import Trainer

PLAIN: Mapping[str, Any] = {
    "training.schedule": "constant",
    "training.clip_norm": None,
    "training.early_stopping": None,
    "training.epochs": 1_000_000,
}
"""Nothing but the rate decides how far a step goes, and a run goes on for as long as it is asked to."""
WORK: float = 4e9
"""Multiplications of a short run: a tenth of a second on one core."""
TINY = 1e-12
FEWEST_STEPS, ENOUGH_STEPS, MOST_STEPS = 20, 60, 300


@dataclass(frozen=True)
class Subject:
    """What is checked.

    Attributes
    ----------
    spec : ExperimentSpec
    data : PreparedData
    sizes : Outline
    """

    spec: ExperimentSpec
    data: PreparedData
    sizes: Outline

    @cached_property
    def facts(self) -> DataFacts:
        """What the training part looks like."""
        return data_facts(self.data)

    @property
    def classes(self) -> int:
        """How many there are; 0 where numbers are to be met."""
        return self.data.record.shape.classes

    @property
    def expected_loss(self) -> float | None:
        """The loss before the first step; None where numbers are to be met."""
        return expected_first_loss(self.spec.training.loss, self.classes)

    @property
    def validation(self) -> Examples:
        """The validation examples that are looked at."""
        validation, few = self.data.validation, slice(EVALUATION_BATCH)
        return Examples(validation.x[few], validation.targets[few])

    def reference(self, first_loss: float) -> float:
        """Return what a loss has to get below: that of the start, or of guessing, where that is lower.

        A network fed with numbers of 0 to 255 falls from 26 to 2.30 by dying.
        """
        known = [loss for loss in (first_loss, self.expected_loss) if loss is not None and isfinite(loss)]
        return max(min(known, default=1.0), TINY)

    def steps(self, epochs: int) -> int:
        """Return how many steps a short run of at most so many epochs takes: fewer for a large network."""
        batch = self.spec.training.batch_size
        affordable = int(WORK / (6 * batch * max(self.sizes.parameters, 1)))
        wanted = max(epochs * ceil(len(self.data.train) / batch), ENOUGH_STEPS)
        return max(min(affordable, MOST_STEPS, wanted), FEWEST_STEPS)

    def trainer(self, values: Mapping[str, Any], train: Examples | None = None) -> Trainer:
        """Return a network of its own at its start.

        Parameters
        ----------
        values : mapping of path to value
            What is other than in the experiment, beside what is always left out of a check.
        train : Examples, optional
            To learn from, instead of the training part.
        """
        spec = changed(self.spec, {**PLAIN, **values})
        test = self.data.test
        data = replace(
            self.data,
            train=train or self.data.train,
            validation=self.validation,
            test=Examples(test.x[:0], test.targets[:0]),
        )
        return Trainer(spec, 1, data=data)

    def first_examples(self, count: int) -> Examples:
        """Return the first training examples."""
        train = self.data.train
        return Examples(train.x[:count], train.targets[:count])

    def few_of_each_class(self, count: int) -> Examples:
        """Return so many training examples, as many of each class as there are; or the first ones of numbers."""
        train = self.data.train
        if not self.classes:
            return self.first_examples(count)
        turns = np.zeros(len(train), np.intp)  # the how-many-th of its class each example is
        for label in range(self.classes):
            of_class = np.flatnonzero(train.targets == label)
            turns[of_class] = np.arange(len(of_class))
        chosen = np.sort(np.argsort(turns, kind="stable")[:count])
        return Examples(train.x[chosen], train.targets[chosen])


def quality(trainer: Trainer, part: Part) -> Result:
    """Return loss and accuracy on a part; not finite where there are no examples."""
    return trainer.recorder.result(part) or Result(float("nan"), None)


def is_broken(trainer: Trainer, loss: float) -> bool:
    """Return whether a run diverged."""
    return trainer.first_nonfinite is not None or not isfinite(loss)
