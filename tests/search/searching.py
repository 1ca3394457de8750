"""Small searches, run where the tests can see."""

import json
from concurrent.futures import Future
from typing import Any

from nnlab.search.search import Search
from nnlab.search.trial import Leg, LegResult, run_leg
from nnlab.spec.search import EpochRecord, SearchRecord, SearchSpec, TrialRecord, search_spec
from tests.training.runs import noise, spec_with

SPACE = {
    "training.learning_rate": {"log_uniform": [1e-4, 1.0]},
    "network.layers.0.units": {"integers": [2, 8]},
    "network.activation": {"choices": ["relu", "tanh"]},
}
SMALL = spec_with(
    data__source=noise(60, 4, classes=2),
    network__layers=[{"units": 4}],
    training__batch_size=20,
    training__epochs=4,
)


def search_of(**options: Any) -> SearchSpec:
    document = {"space": SPACE, "stages": [{"trials": 6, "epochs": 4}, {"trials": 4, "epochs": 6}], **options}
    return search_spec(json.dumps(document))


def trial(number: int = 0, losses: tuple[float | None, ...] = (1.0,), **options: Any) -> TrialRecord:
    epochs = tuple(EpochRecord(train_loss=x, validation_loss=x, validation_accuracy=None) for x in losses)
    values = {"stage": 0, "values": {}, "outcome": "completed", "first_loss": 1.0, "seconds": 0.1, **options}
    return TrialRecord(number=number, epochs=epochs, **values)


class Here:
    """Workers of this process that run a leg when it is handed out, or fail as told.

    Parameters
    ----------
    count : int
    failing : dict of int to list of Exception
        What befalls the legs of a trial, one after the other.
    """

    def __init__(self, count: int = 1, failing: dict[int, list[Exception]] | None = None) -> None:
        self.count = count
        self.failing = failing or {}
        self.legs: list[Leg] = []
        self.renewed = 0
        self.is_closed = False

    def submit(self, leg: Leg) -> Future[LegResult]:
        self.legs.append(leg)
        future: Future[LegResult] = Future()
        if self.failing.get(leg.number):
            future.set_exception(self.failing[leg.number].pop(0))
        else:
            future.set_result(run_leg(leg))
        return future

    def renew(self) -> None:
        self.renewed += 1

    def close(self, *, wait: bool = True) -> None:
        self.is_closed = True


def ended(search: Search) -> SearchRecord:
    while not search.has_ended:
        search.advance(0.1)
    return search.record


def without_seconds(record: SearchRecord) -> list[dict[str, Any]]:
    return [each.model_dump(exclude={"seconds"}) for each in record.trials]
