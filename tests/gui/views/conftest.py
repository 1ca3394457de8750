"""News of a run as a run would send them, made up."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from nnlab.spec.live import Change
from nnlab.training.layer_picture import LayerPicture
from nnlab.training.moment import Moment
from nnlab.training.snapshot import Evaluation, Progress, Snapshot
from nnlab.training.statistics import LayerStatistics
from tests.gui.views.layers import layer_of, moment_of, picture_at, relu_of
from tests.gui.views.news import STEPS_PER_EPOCH, evaluation


@pytest.fixture
def snapshot() -> Callable[..., Snapshot]:
    """Make snapshots of a run of 20 epochs of 20 steps."""

    def make(
        losses: Sequence[float] = (),
        first_step: int = 0,
        evaluations: Sequence[Evaluation] = (),
        layers: Sequence[LayerStatistics] = (),
        rate: float = 1333.4,
        changes: Sequence[Change] = (),
    ) -> Snapshot:
        step = first_step + len(losses)
        progress = Progress(step, 400, step / STEPS_PER_EPOCH, 20, 1.5, rate)
        values = np.asarray(losses, dtype=np.float64)
        picture = LayerPicture(step, step / STEPS_PER_EPOCH, tuple(layers))
        return Snapshot(1, progress, first_step, values, tuple(evaluations), tuple(changes), picture)

    return make


@pytest.fixture
def falling(snapshot: Callable[..., Snapshot]) -> Callable[..., Snapshot]:
    """Make the news of ``steps`` steps whose loss falls, with a validation at the end of every epoch."""

    def make(steps: int = 60, first_step: int = 0) -> Snapshot:
        at = np.arange(first_step, first_step + steps)
        ends = [int(step) + 1 for step in at if (step + 1) % STEPS_PER_EPOCH == 0]
        evaluations = [
            evaluation(step, part, 2.3 * float(np.exp(-step / 100)) + extra, 1 - float(np.exp(-step / 50)) - extra / 10)
            for step in ends
            for part, extra in (("train", 0.0), ("validation", 0.2))
        ]
        return snapshot(2.3 * np.exp(-at / 100), first_step, evaluations)

    return make


@pytest.fixture
def relu_layer() -> LayerStatistics:
    """Return the statistics of 100 ReLU units on 1,000 examples, half of the outputs zero."""
    return relu_of(np.random.default_rng(0).normal(size=(1000, 100)).astype(np.float32))


@pytest.fixture
def tanh_layer() -> LayerStatistics:
    """Return the statistics of 100 tanh units on 1,000 examples."""
    given = (3 * np.random.default_rng(1).normal(size=(1000, 100))).astype(np.float32)
    return layer_of(given, np.tanh(given), (-1.0, 1.0))


@pytest.fixture
def broken_layer() -> LayerStatistics:
    """Return the statistics of 10 units that gave no finite number."""
    return layer_of(np.full((1000, 10), np.nan, dtype=np.float32))


@pytest.fixture
def picture() -> Callable[..., LayerPicture]:
    """Make pictures of the layers of a run; see `picture_at`."""
    return picture_at


@pytest.fixture
def moment() -> Callable[..., Moment]:
    """Make moments of a run of which a few steps are pictured; see `moment_of`."""
    return moment_of
