"""What a window and a command line do with a file that opened: show what it holds, and go on from there."""

import io
from argparse import Namespace
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from functools import partial
from math import prod
from pathlib import Path

import numpy as np

from nnlab.cli import info
from nnlab.data.prepared import prepare
from nnlab.jobs import drained
from nnlab.jobs.blas_limit import BlasLimit
from nnlab.search.border import at_border
from nnlab.search.checking import check_search
from nnlab.search.importance import importances
from nnlab.search.search import Search
from nnlab.spec.search import SearchRecord
from nnlab.store.experiment_file import Experiment
from nnlab.training.checkpoint import RunRecord
from nnlab.training.compared_run import compared
from nnlab.training.comparison import compare
from nnlab.training.inside.confusion import ConfusionQuestion
from nnlab.training.inside.drawing import DrawingQuestion
from nnlab.training.inside.plane import PlaneQuestion
from nnlab.training.inside.predicted_values import PredictedValuesQuestion
from nnlab.training.inside.question import Question
from nnlab.training.inside.twin import Twin
from nnlab.training.keyframe import Keyframe, Weights
from nnlab.training.loop import train
from nnlab.training.memory import check_memory
from nnlab.training.moment import looking_back
from nnlab.training.outline import outline
from nnlab.training.prediction import predicting
from nnlab.training.replay import replay
from nnlab.training.rewind import rewound
from nnlab.training.trainer import Trainer
from tests.search.searching import Here

MOST_FEATURES = 10_000
"""Of an example that is made up here."""
Use = Callable[[], object]
"""Does one thing; all that it may raise is an NnlabError."""


def uses(path: Path, experiment: Experiment, beside: RunRecord) -> dict[str, Use]:
    """Return by name all that can be done with an experiment from a file, and with ``beside``, a good run."""
    record = experiment.record
    said: dict[str, Use] = {"told": partial(_tell, path)}
    if experiment.search is not None:
        said["searched on"] = partial(_search_on, experiment.search, experiment.waiting)
    if record is None:
        return {**said, "outlined": partial(outline, experiment.spec)}
    frames = record.checkpoint.history.keyframes
    return {
        **said,
        "replayed": partial(_replay, record),
        "compared": partial(_compare, record, beside),
        "predicted with": partial(_predict, record),
        "looked into": partial(_look_into, record, record.checkpoint),
        "gone on with": partial(_go_on, record),
        **{
            f"{name} at keyframe {place}": use
            for place, frame in ((0, frames[:1]), (-1, frames[-1:]))
            for name, use in {
                "looked into": partial(_look_into, record, *frame),
                "gone on with": partial(_rewind, record, *frame),
            }.items()
            if frame
        },
    }


def _search_on(record: SearchRecord, waiting: Mapping[int, Keyframe]) -> None:
    """Take a search up again as far as that is done before a trial runs, and say what was found."""
    check_search(record.experiment, record.search)
    search = Search(record.experiment, record.search, Here(), record, waiting)
    assert 0 <= search.share <= 1
    if record.best is not None:
        at_border(record.search.space, record.best.values)
    importances(record.search.space, record.trials)


def _tell(path: Path) -> None:
    with redirect_stdout(io.StringIO()):
        for as_json in (False, True):
            info.run(Namespace(spec=str(path), json=as_json))


def _replay(record: RunRecord) -> None:
    """Look at the run as it is, and back at some of its steps."""
    snapshot = replay(record)
    last = snapshot.progress.step
    for step in (0, last // 2, last, 2**40):
        looking_back(0, step, last, snapshot.pictures, snapshot.keyframes)


def _compare(record: RunRecord, beside: RunRecord) -> None:
    compare([compared("this", record), compared("another", beside)]).rows()


def _predict(record: RunRecord) -> None:
    shape = record.checkpoint.data.shape.example_shape
    if prod(shape) <= MOST_FEATURES:
        prediction = drained(predicting(record, np.zeros((3, *shape))))
        _ = prediction.counts, prediction.certainty


def _look_into(record: RunRecord, weights: Weights) -> None:
    """Ask what the views ask of the network at one of its steps."""
    data = prepare(record.spec, record.checkpoint.data)
    twin = Twin(record.spec, record.checkpoint.data, weights, data)
    for question in _questions(record):
        drained(question.answering(twin))


def _questions(record: RunRecord) -> list[Question]:
    shape = record.checkpoint.data.shape
    by_kind: Question = ConfusionQuestion() if shape.classes else PredictedValuesQuestion()
    plane: list[Question] = [PlaneQuestion(20)] if shape.classes and shape.example_shape == (2,) else []
    return [DrawingQuestion(20), by_kind, *plane]


def _rewind(record: RunRecord, frame: Weights) -> None:
    _go_on(rewound(record, next(kept for kept in record.checkpoint.history.keyframes if kept is frame)))


def _go_on(record: RunRecord) -> None:
    """Take one step more."""
    checkpoint = record.checkpoint
    check_memory(outline(record.present_spec, checkpoint.data))
    limit = BlasLimit()
    limit.set(checkpoint.blas_threads)
    try:
        trainer = Trainer(record.spec, checkpoint.blas_threads, checkpoint, prepare(record.spec, checkpoint.data))
        next(train(trainer), None)
        trainer.picture()
        trainer.checkpoint()
    finally:
        limit.restore()
