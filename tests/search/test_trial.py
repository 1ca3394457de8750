import pytest

from nnlab.search.trial import GivenUpError, Leg, run_leg
from nnlab.spec.document import to_json
from nnlab.spec.training import EarlyStoppingSpec
from nnlab.training.loop import train
from nnlab.training.trainer import Trainer
from tests.search.searching import SMALL
from tests.training.runs import spec_with


def leg(spec=SMALL, epochs=4, **options):
    return Leg(3, to_json(spec), epochs, **options)


def test_a_trial_has_the_losses_of_the_run_it_would_load():
    found = run_leg(leg())
    trainer = Trainer(SMALL, 1)
    for _ in train(trainer):
        pass
    validation = [each.loss for each in trainer.recorder.history.evaluations if each.part == "validation"]
    assert [epoch.validation_loss for epoch in found.epochs] == validation
    assert (found.number, found.outcome, found.state) == (3, "completed", None)
    assert found.first_loss == trainer.recorder.history.losses.view()[0]


def test_a_trial_that_waited_at_a_rung_goes_on_to_the_same_bits():
    whole, first = run_leg(leg()), run_leg(leg(epochs=2))
    assert first.outcome is None
    second = run_leg(leg(state=first.state, first_loss=first.first_loss))
    assert first.epochs + second.epochs == whole.epochs
    assert second.outcome == "completed"


def test_a_loss_of_three_times_its_start_is_hopeless():
    high = spec_with(training__learning_rate=1.0, training__loss="mse", training__epochs=20)
    found = run_leg(leg(high, 20))
    assert found.outcome in {"hopeless", "diverged"}
    assert len(found.epochs) < 20


def test_a_loss_that_is_no_number_ends_it():
    found = run_leg(leg(spec_with(training__learning_rate=1e6), 20))
    assert found.outcome == "diverged"
    assert found.epochs[-1].validation_loss is None


def test_what_cannot_be_read_fails_with_a_sentence(tmp_path):
    lost = spec_with(data__source={"kind": "csv", "path": str(tmp_path / "gone.csv")})
    found = run_leg(leg(lost))
    assert found.outcome == "failed"
    assert "gone.csv" in found.reason


def test_it_can_be_given_up_between_two_steps():
    with pytest.raises(GivenUpError):
        run_leg(leg(), lambda: True)


def test_patience_is_left_to_the_stages():
    training = SMALL.training.model_copy(update={"learning_rate": 0.1, "epochs": 30})
    patient = training.model_copy(update={"early_stopping": EarlyStoppingSpec(patience=1)})
    trainer = Trainer(SMALL.model_copy(update={"training": patient}), 1)
    for _ in train(trainer):
        pass
    assert trainer.epoch < 30
    assert len(run_leg(leg(trainer.spec, 30)).epochs) == 30
