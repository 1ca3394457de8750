import pytest

from nnlab.engine.schedules import Constant, Cosine, Exponential, InverseTime, Schedule, Step

BASE = 0.4
EPOCHS = 8
STEP = 0.1
# get_last_lr of torch.optim.lr_scheduler 2.13 with a base of 0.4, stepped once an epoch.
STEP_LR = [0.4, 0.4, 0.4, 0.2, 0.2, 0.2, 0.1, 0.1, 0.1, 0.05]  # StepLR(3, 0.5)
EXPONENTIAL_LR = [0.4, 0.36, 0.324, 0.2916, 0.26244, 0.236196]  # ExponentialLR(0.9)
COSINE_LR = [  # CosineAnnealingLR(8, eta_min=0.01)
    0.4,
    0.38515650883970093,
    0.34288582233137677,
    0.2796232693111925,
    0.205,
    0.13037673068880748,
    0.06711417766862324,
    0.024843491160299085,
    0.01,
]
ALL: list[type[Schedule]] = [Constant, Step, Exponential, InverseTime, Cosine]


def rate(schedule: Schedule, epoch: float, epochs: float = EPOCHS) -> float:
    return schedule.rate(BASE, epoch, epochs, STEP)


@pytest.mark.parametrize(
    ("schedule", "rates"),
    [
        (Step(step_size=3, gamma=0.5), STEP_LR),
        (Exponential(gamma=0.9), EXPONENTIAL_LR),
        (Cosine(eta_min=0.01), COSINE_LR),
        (Constant(), [BASE] * 5),
        (InverseTime(decay=0.5), [0.4, 0.4 / 1.5, 0.2, 0.4 / 2.5]),  # by hand
    ],
)
@pytest.mark.parametrize("warmup", [0.0, 2.5])
def test_whole_epochs_after_the_warmup_have_the_rates_of_torch(
    schedule: Schedule, rates: list[float], warmup: float
) -> None:
    warmed = type(schedule)(**{**vars(schedule), "warmup": warmup})
    assert [rate(warmed, epoch + warmup, EPOCHS + warmup) for epoch in range(len(rates))] == pytest.approx(rates)


@pytest.mark.parametrize("kind", ALL)
def test_the_defaults_start_from_the_base(kind: type[Schedule]) -> None:
    assert rate(kind(), 0) == BASE


def test_the_rate_moves_within_the_epoch_too() -> None:
    assert rate(Exponential(gamma=0.81), 0.5) == pytest.approx(BASE * 0.9)
    assert rate(InverseTime(decay=2), 0.25) == pytest.approx(BASE / 1.5)
    assert rate(Cosine(), 1.5, 4.5) == pytest.approx(BASE * 0.75)  # cos 60° = 1/2
    assert rate(Step(step_size=2, gamma=0.5), 1.99) == BASE


@pytest.mark.parametrize("kind", ALL)
def test_a_warmup_rises_evenly_from_zero_to_the_base(kind: type[Schedule]) -> None:
    schedule = kind(warmup=2)
    rates = [schedule.rate(BASE, step / 4, EPOCHS, 1 / 4) for step in range(9)]
    assert rates == pytest.approx([BASE * part / 8 for part in (1, 2, 3, 4, 5, 6, 7, 8, 8)])


def test_a_warmup_shorter_than_a_step_takes_the_whole_rate_at_once() -> None:
    assert Constant(warmup=0.01).rate(BASE, 0, EPOCHS, 0.5) == BASE


def test_a_warmup_that_ends_within_a_step_never_exceeds_the_base() -> None:
    assert Constant(warmup=0.7).rate(BASE, 0.5, EPOCHS, 0.5) == BASE


@pytest.mark.parametrize("warmup", [0.1, 0.3, 0.7, 1 / 3, 1.1, 2.7])
def test_a_fall_is_not_late_by_a_rounding_error(warmup: float) -> None:
    schedule = Step(step_size=1, gamma=0.5, warmup=warmup)
    assert [rate(schedule, warmup + epoch) / BASE for epoch in range(5)] == [1, 0.5, 0.25, 0.125, 0.0625]


@pytest.mark.parametrize("epoch", [8, 8.5, 100])
def test_a_cosine_stays_at_its_end(epoch: float) -> None:
    assert rate(Cosine(eta_min=0.03), epoch) == 0.03


@pytest.mark.parametrize("kind", ALL)
def test_a_warmup_longer_than_the_run_is_no_error(kind: type[Schedule]) -> None:
    schedule = kind(warmup=20)
    assert rate(schedule, 7.9) == pytest.approx(BASE * 8 / 20)
    assert 0 <= rate(schedule, 20) <= BASE


@pytest.mark.parametrize("kind", ALL)
def test_a_very_long_run_is_no_error(kind: type[Schedule]) -> None:
    assert 0 <= rate(kind(), 999_999.5, 1_000_000) <= BASE
