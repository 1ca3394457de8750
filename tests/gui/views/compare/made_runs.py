"""Runs made up for views."""

from typing import Any

import numpy as np

from nnlab.gui.views.compare.shown_run import ShownRun
from nnlab.spec.experiment import ExperimentSpec
from nnlab.training.checkpoint import Finish
from nnlab.training.compared_run import ComparedRun
from nnlab.training.evaluation import Result
from nnlab.training.history import HistoryRecord
from nnlab.training.layer_picture import LayerPicture
from nnlab.training.snapshot import Evaluation
from nnlab.training.statistics import LayerStatistics, WeightStatistics, distribution, unit_shares
from tests.training.runs import spec_with

STEPS = 40


def made_run(name: str = "a", accuracy: float = 0.9, **changes: Any) -> ComparedRun:
    """Return a run of 40 steps; ``changes`` are of the spec, or of the run where it has such a field."""
    fields = set(ComparedRun.__dataclass_fields__)
    own = {key: value for key, value in changes.items() if key in fields}
    spec = own.pop("spec", None) or spec_with(**{key: value for key, value in changes.items() if key not in fields})
    values: dict[str, Any] = {
        "name": name,
        "spec": spec,
        "changes": (),
        "finish": Finish.COMPLETED,
        "broke": None,
        "results": dict.fromkeys(("train", "validation", "test"), Result(1 - accuracy, accuracy)),
        "epochs": 2.0,
        "step": STEPS,
        "seconds": 0.5,
        "history": history(spec),
        "n_outputs": 10,
    }
    return ComparedRun(**values | own)


def history(spec: ExperimentSpec) -> HistoryRecord:
    """Return the history of such a run, with pictures of steps 0, 20 and 40."""
    evaluations = tuple(Evaluation(step, step / 20, "train", 2.0 - step / 40, step / 50) for step in (0, 20, 40))
    layers = len(spec.network.layers) + 1
    pictures = tuple(
        LayerPicture(step, step / 20, tuple(made_layer(step + place) for place in range(layers)), 0.01, step)
        for step in (0, 20, 40)
    )
    return HistoryRecord(np.linspace(2.3, 0.1, STEPS), evaluations, pictures)


def made_layer(seed: int, scale: float = 1.0) -> LayerStatistics:
    """Return the statistics of a layer of ReLU units."""
    rng = np.random.default_rng(seed)
    pre = (scale * rng.normal(size=(100, 20))).astype(np.float32)
    output = np.maximum(pre, 0)
    shares = unit_shares(output, can_die=True)
    weights = WeightStatistics(distribution(rng.normal(size=500)), distribution(rng.normal(size=500)), 1e-3)
    return LayerStatistics(distribution(output), distribution(pre), shares, weights)


def shown_runs(*runs: ComparedRun, ticked: bool = True) -> list[ShownRun]:
    """Return runs that have ended, as the view shows them."""
    return [ShownRun(index + 1, run, ticked, index) for index, run in enumerate(runs)]
