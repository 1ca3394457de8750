import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from nnlab.errors import NnlabError
from nnlab.jobs import drained
from nnlab.spec.live import Change, with_changes
from nnlab.training.checkpoint import RunRecord
from nnlab.training.repetition import Repetition, repeating
from nnlab.training.trainer import Trainer
from tests.store.variety import CHANGES, EARLY_STOPPED, NETWORKS, OPTIMIZERS, SCHEDULES, go_on
from tests.training.runs import small_spec


def record_of(last: int | None = None, changes: tuple[Change, ...] = CHANGES, **fields: Any) -> RunRecord:
    """Train a small run, as far as step ``last``, with changes on the way."""
    spec = small_spec(**fields)
    trainer = Trainer(spec, blas_threads=1)
    go_on(trainer, last, changes)
    return RunRecord(spec, trainer.checkpoint(), None, {})


def repeated(record: RunRecord) -> Repetition:
    return drained(repeating(record))


def spoilt(record: RunRecord, **fields: Any) -> RunRecord:
    return replace(record, checkpoint=replace(record.checkpoint, **fields))


@pytest.fixture(scope="module")
def record() -> RunRecord:
    return record_of()


VARIETY = {
    **{f"optimiser {name}": {"training__optimizer": optimizer} for name, optimizer in OPTIMIZERS.items()},
    **NETWORKS,
    **SCHEDULES,
    "early stopping": EARLY_STOPPED,
    "double precision": {"precision": "float64"},
    "whitened": {"preprocessing": [{"kind": "center"}, {"kind": "whiten"}]},
}


@pytest.mark.parametrize("name", VARIETY)
@pytest.mark.parametrize("last", [None, 17])
def test_any_run_is_the_same_once_more_with_changes_on_the_way(name: str, last: int | None) -> None:
    repetition = repeated(record_of(last, **VARIETY[name]))
    assert repetition.is_identical
    assert repetition.first_step is None
    assert {each.what: each.largest for each in repetition.agreements}["parameters"] == 0


def test_a_run_that_went_on_from_a_file_is_the_same_as_one_without_a_stop() -> None:
    first = record_of(20)
    trainer = Trainer(first.spec, 1, first.checkpoint)
    go_on(trainer)
    assert trainer.step_count > 20
    assert repeated(RunRecord(first.spec, trainer.checkpoint(), None, {})).is_identical


def test_changes_before_the_first_step_are_made_there() -> None:
    changes = (Change(0, "training.learning_rate", 0.2), Change(0, "training.l2", 0.1))
    spec = small_spec()
    trainer = Trainer(spec, blas_threads=1)
    trainer.change(with_changes(spec, changes))
    go_on(trainer, changes=())
    assert set(trainer.checkpoint().changes) == set(changes)
    assert repeated(RunRecord(spec, trainer.checkpoint(), None, {})).is_identical


def test_a_run_that_diverged_breaks_again_in_the_same_step() -> None:
    record = record_of(training__learning_rate=1e30, changes=())
    assert record.checkpoint.first_nonfinite is not None
    assert repeated(record).is_identical


def test_a_run_that_has_not_begun_is_the_same(record: RunRecord) -> None:
    checkpoint = Trainer(record.spec, blas_threads=1).checkpoint()
    repetition = repeated(RunRecord(record.spec, checkpoint, None, {}))
    assert repetition.is_identical
    assert repetition.steps == 0


def test_the_share_that_is_done_grows_to_the_whole(record: RunRecord) -> None:
    shares = list(repeating(record))
    assert shares[-1] == 1
    steps = shares[-record.checkpoint.step :]
    assert steps == sorted(steps)


def test_one_bit_of_one_parameter_is_noticed(record: RunRecord) -> None:
    parameters = record.checkpoint.parameters.copy()
    parameters[3] = np.nextafter(parameters[3], np.float32(9))
    repetition = repeated(spoilt(record, parameters=parameters))
    assert not repetition.is_identical
    assert repetition.first_step is None
    agreement = repetition.agreements[0]
    assert (agreement.what, agreement.different) == ("parameters", 1)
    assert 0 < agreement.largest < 1e-6
    assert agreement.relative == pytest.approx(agreement.largest / np.abs(parameters).max())


def test_the_sign_of_a_zero_is_a_bit_too(record: RunRecord) -> None:
    losses = record.checkpoint.history.losses.copy()
    history = replace(record.checkpoint.history, losses=losses)
    losses[4] = -losses[4]
    repetition = repeated(spoilt(record, history=history))
    assert repetition.first_step == 5


def test_losses_that_are_missing_differ_from_there(record: RunRecord) -> None:
    history = replace(record.checkpoint.history, losses=record.checkpoint.history.losses[:-2])
    repetition = repeated(spoilt(record, history=history))
    assert repetition.first_step == record.checkpoint.step - 1
    assert not repetition.is_identical


def test_a_number_that_was_not_finite_differs_without_bound(record: RunRecord) -> None:
    losses = record.checkpoint.history.losses.copy()
    losses[:2] = math.nan, math.inf
    repetition = repeated(spoilt(record, history=replace(record.checkpoint.history, losses=losses)))
    (agreement,) = (each for each in repetition.agreements if each.what == "losses")
    assert (agreement.different, agreement.largest) == (2, math.inf)
    assert repetition.first_step == 1


def test_another_seed_is_another_run(record: RunRecord) -> None:
    repetition = repeated(replace(record, spec=record.spec.model_copy(update={"seed": 1})))
    assert repetition.first_step == 1
    assert repetition.agreements[0].different > 100


def test_other_data_are_refused(record: RunRecord) -> None:
    data = replace(record.checkpoint.data, fingerprint="0" * 64)
    with pytest.raises(NnlabError, match="The data have changed since this run was saved"):
        repeated(spoilt(record, data=data))
