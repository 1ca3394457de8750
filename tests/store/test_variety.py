"""What is saved and gone on with in these tests is all that there is: a new kind has to be added here."""

from typing import get_args

from nnlab.spec.live import is_live, live_changes
from nnlab.spec.optimizers import OptimizerSpec
from nnlab.spec.schedules import ScheduleSpec
from tests.store.variety import CHANGES, OPTIMIZERS, SCHEDULES
from tests.training.runs import small_spec


def kinds(union: object) -> set[str]:
    return {spec.model_fields["kind"].default for spec in get_args(get_args(union)[0])}


def test_every_optimiser_is_among_them() -> None:
    tried = {small_spec(training__optimizer=options).training.optimizer.kind for options in OPTIMIZERS.values()}
    assert tried == kinds(OptimizerSpec)


def test_every_schedule_is_among_them_with_its_warmup() -> None:
    schedules = [small_spec(**changes).training.schedule for changes in SCHEDULES.values()]
    assert {schedule.kind for schedule in schedules if schedule.warmup} == kinds(ScheduleSpec)


def test_every_field_that_may_change_is_changed() -> None:
    other = small_spec(
        network__layers__0__dropout=0.5,
        training__learning_rate=0.5,
        training__l1=0.5,
        training__l2=0.5,
        training__batch_size=3,
        training__epochs=3,
    )
    changed = {change.path for change in CHANGES}
    assert changed == {change.path for change in live_changes(small_spec(), other, 0)}
    assert all(map(is_live, changed))
