"""Where the parts of a spec do not fit each other, though each is right by itself."""

from __future__ import annotations

from math import prod

from nnlab.data.dataset import DataShape
from nnlab.data.preprocessing import shape_after
from nnlab.errors import Problem
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.losses import LogisticSpec, MseSpec
from nnlab.spec.preprocessing import PcaSpec
from nnlab.spec.sources import PointsSpec
from nnlab.text import QT_TRANSLATE_NOOP, Text

BATCH_TOO_LARGE = QT_TRANSLATE_NOOP("nnlab", "must be at most {train:,}, the number of training examples.")
NO_TRAINING_EXAMPLES = QT_TRANSLATE_NOOP("nnlab", "leaves no example to train on.")
NOT_TWO_CLASSES = QT_TRANSLATE_NOOP("nnlab", "logistic is for two classes; these data have {classes:,}: use softmax.")
NOT_NUMBERS = QT_TRANSLATE_NOOP("nnlab", "these data ask for numbers, not for classes: use mse.")
TOO_FEW_POINTS = QT_TRANSLATE_NOOP(
    "nnlab", "needs at least {least} points of two classes: draw them on the Data tab, under Draw."
)
TOO_MANY_COMPONENTS = QT_TRANSLATE_NOOP(
    "nnlab", "must be at most {most:,}: there are no more features or training examples than that."
)
NO_VALIDATION = QT_TRANSLATE_NOOP("nnlab", "needs validation examples; the split has none.")
LEAST_POINTS = 4


def misfits(spec: ExperimentSpec, source: DataShape, train: int, validation: int) -> list[Problem]:
    """Return what does not fit, each with its field.

    Parameters
    ----------
    spec : ExperimentSpec
    source : DataShape
        Of its data.
    train, validation : int
        Examples in these parts.
    """
    training = spec.training
    problems = _data_problems(spec, source, train)
    if train >= 1 and training.batch_size > train:
        problems.append(Problem("training.batch_size", Text(BATCH_TOO_LARGE, train=train)))
    if not source.classes and not isinstance(training.loss, MseSpec):
        problems.append(Problem("training.loss", Text(NOT_NUMBERS)))
    elif isinstance(training.loss, LogisticSpec) and source.classes != 2:
        problems.append(Problem("training.loss", Text(NOT_TWO_CLASSES, classes=source.classes)))
    if training.early_stopping and not validation:
        problems.append(Problem("training.early_stopping", Text(NO_VALIDATION)))
    return problems


def _data_problems(spec: ExperimentSpec, source: DataShape, train: int) -> list[Problem]:
    """Return what is wrong with examples, split and preprocessing."""
    points = spec.data.source
    if isinstance(points, PointsSpec) and not _are_enough(points):
        return [Problem("data.source", Text(TOO_FEW_POINTS, least=LEAST_POINTS))]
    if train < 1:
        return [Problem("data.split", Text(NO_TRAINING_EXAMPLES))]
    seen = train if spec.preprocessing_fit == "train" else source.examples
    problems = []
    for index, step in enumerate(spec.preprocessing):
        shape, _ = shape_after(spec.preprocessing[:index], source.example_shape, seen)
        most = min(prod(shape), seen)
        if isinstance(step, PcaSpec) and step.components > most:
            problems.append(Problem(f"preprocessing.{index}.components", Text(TOO_MANY_COMPONENTS, most=most)))
    return problems


def _are_enough(source: PointsSpec) -> bool:
    return len(source.points) >= LEAST_POINTS and len({label for _, _, label in source.points}) > 1
