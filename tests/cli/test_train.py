import errno
import json
import math
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from nnlab.data.shelf import Shelf
from nnlab.spec.document import to_json
from nnlab.spec.live import Change
from nnlab.store.experiment_file import Experiment, find, open_experiment, save
from nnlab.training.checkpoint import Checkpoint, Finish
from nnlab.training.trainer import Trainer
from tests.cli.conftest import Nnlab, Outcome
from tests.store.variety import BN_AND_DROPOUT, EARLY_STOPPED, NETWORKS, OPTIMIZERS, SCHEDULES, go_on
from tests.training.runs import EPOCHS, STEPS, STEPS_PER_EPOCH, assert_same_run, plain, small_spec, straight_run

NOTHING_LEFT = "nnlab: The run had already come this far; there was nothing left to train."
KEYS = ["finish", "epochs", "steps", "initial_loss", "train", "validation", "test", "seconds", "steps_per_second"]


def report(outcome: Outcome) -> dict[str, Any]:
    """Return the one object that stdout holds."""
    assert outcome.code == 0, outcome.err
    found = json.loads(outcome.out)
    assert isinstance(found, dict)
    return found


def sets(*settings: str) -> list[str]:
    """Return the arguments that change so many fields."""
    return [f"--set={setting}" for setting in settings]


def run_in(path: Path) -> Checkpoint:
    record = open_experiment(path).record
    assert record is not None
    return record.checkpoint


def refused(outcome: Outcome) -> str:
    """Return the one sentence of a command that refused its input."""
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("nnlab")
    assert outcome.err.endswith(".\n")
    assert outcome.err.count("\n") == 1
    return outcome.err.rstrip("\n")


class TestReport:
    def test_has_the_keys_of_the_contract(self, nnlab: Nnlab, spec: Path) -> None:
        found = report(nnlab("train", spec, "--json"))
        assert list(found) == KEYS
        assert found["finish"] == "completed"
        assert (found["epochs"], found["steps"]) == (EPOCHS, STEPS)
        for part in ("train", "validation", "test"):
            assert list(found[part]) == ["loss", "accuracy"]
            assert 0 <= found[part]["accuracy"] <= 1
        assert found["initial_loss"] == pytest.approx(math.log(3), rel=0.05)
        assert found["steps_per_second"] == pytest.approx(STEPS / found["seconds"])

    def test_is_all_that_stdout_holds(self, nnlab: Nnlab, spec: Path) -> None:
        outcome = nnlab("train", spec, "--json")
        assert outcome.out == json.dumps(report(outcome), indent=2, ensure_ascii=False) + "\n"

    def test_for_people_says_the_same_in_words(self, nnlab: Nnlab, spec: Path, run: Path) -> None:
        outcome = nnlab("train", spec, "-o", run)
        lines = outcome.out.splitlines()
        assert [line[:14].rstrip() for line in lines] == [
            "finish", "initial loss", "train", "validation", "test", "time", "saved",
        ]  # fmt: skip
        assert lines[0].endswith("completed after 6 epochs, 42 steps")
        assert lines[-1].endswith(f"  {run}")

    def test_is_null_for_parts_without_examples(self, nnlab: Nnlab, spec: Path) -> None:
        split = 'data.split={"train": 1.0, "validation": 0.0, "test": 0.0}'
        found = report(nnlab("train", spec, "--set", split, "--json"))
        assert found["validation"] is found["test"] is None
        assert found["train"]["loss"] > 0
        assert "no examples" in nnlab("train", spec, "--set", split).out

    def test_is_the_same_for_the_same_seed(self, nnlab: Nnlab, spec: Path, tmp_path: Path) -> None:
        one, other = tmp_path / "one.nnlab", tmp_path / "other.nnlab"
        timeless = [without_time(report(nnlab("train", spec, "--json", "-o", path))) for path in (one, other)]
        assert timeless[0] == timeless[1]
        assert_same_run(run_in(one), run_in(other))
        third = without_time(report(nnlab("train", spec, "--json", "--set", "seed=1")))
        assert third != timeless[0]

    def test_is_of_the_same_bits_as_a_run_that_nobody_watched(self, nnlab: Nnlab, spec: Path, run: Path) -> None:
        nnlab("train", spec, "-o", run)
        assert_same_run(run_in(run), straight_run(small_spec()))


def without_time(found: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in found.items() if key not in {"seconds", "steps_per_second"}}


class TestDivergence:
    def test_is_a_result(self, nnlab: Nnlab, run: Path) -> None:
        outcome = nnlab("train", "digits", "--set", "training.learning_rate=1e6", "--json", "-o", run)
        found = report(outcome)
        assert list(found) == [*KEYS, "first_nonfinite", "likely_cause"]
        assert found["finish"] == "diverged"
        assert list(found["first_nonfinite"]) == ["step", "layer", "pass"]
        assert found["first_nonfinite"]["pass"] in {"forward", "backward"}
        assert found["first_nonfinite"]["layer"] in {"1", "2", "output"}
        assert 1 <= found["first_nonfinite"]["step"] <= found["steps"] < 10
        assert found["train"] == {"loss": None, "accuracy": None}
        assert list(found["likely_cause"]) == ["key", "title", "evidence"]
        assert found["likely_cause"]["key"] == "rate too high"
        assert "rate" in found["likely_cause"]["evidence"]
        assert "Warning" not in outcome.err
        assert "NaN" not in outcome.out

    def test_is_told_in_words(self, nnlab: Nnlab, spec: Path) -> None:
        outcome = nnlab("train", spec, "--set", "training.learning_rate=1e30")
        assert outcome.code == 0
        assert "diverged after 0 epochs" in outcome.out
        assert "not finite" in outcome.out
        assert "layer" in outcome.out
        labels = [line[:12].rstrip() for line in outcome.out.splitlines()]
        assert labels[-3:] == ["not finite", "likely cause", "remedy"]
        assert "The learning rate is too high. " in outcome.out
        assert "Divide the learning rate by 1e32, to 0.01" in outcome.out

    def test_can_be_saved_looked_at_and_gone_on_with_to_no_avail(self, nnlab: Nnlab, spec: Path, run: Path) -> None:
        first = report(nnlab("train", spec, "--set", "training.learning_rate=1e30", "--json", "-o", run))
        assert nnlab("info", run).code == 0
        again = report(nnlab("train", run, "--resume", "--json"))
        assert without_time(again) == without_time(first)


class TestSource:
    def test_may_be_the_name_of_an_example(self, nnlab: Nnlab) -> None:
        found = report(nnlab("train", "digits", "--epochs", 1, "--json"))
        assert found["steps"] == 20

    def test_may_be_a_saved_experiment_which_starts_anew(self, nnlab: Nnlab, spec: Path, run: Path) -> None:
        first = report(nnlab("train", spec, "--json", "-o", run))
        second = report(nnlab("train", run, "--json"))
        assert without_time(first) == without_time(second)

    def test_of_a_saved_experiment_is_what_the_form_shows(self, nnlab: Nnlab, spec: Path, run: Path) -> None:
        nnlab("train", spec, "-o", run, "--epochs", 1)
        nnlab("train", run, "-o", run, "--set", "seed=5", "--epochs", 1)
        found = open_experiment(run)
        assert found.record is not None
        assert found.spec == found.record.spec == small_spec(name="Small", seed=5)


class TestEpochs:
    def test_end_the_run_early_as_stopped(self, nnlab: Nnlab, spec: Path, run: Path) -> None:
        found = report(nnlab("train", spec, "--epochs", 2, "--json", "-o", run))
        assert (found["finish"], found["epochs"], found["steps"]) == ("stopped", 2, 2 * STEPS_PER_EPOCH)
        assert open_experiment(run).spec.training.epochs == EPOCHS

    def test_as_many_as_the_spec_has_complete_the_run(self, nnlab: Nnlab, spec: Path) -> None:
        assert report(nnlab("train", spec, "--epochs", EPOCHS, "--json"))["finish"] == "completed"

    def test_beyond_the_spec_change_nothing(self, nnlab: Nnlab, spec: Path) -> None:
        found = report(nnlab("train", spec, "--epochs", 100, "--json"))
        assert (found["finish"], found["epochs"]) == ("completed", EPOCHS)

    @pytest.mark.parametrize("given", ["0", "-1", "1.5", "1e3", "", "two", "9" * 5000, "nan"])
    def test_that_are_none_are_refused(self, given: str, nnlab: Nnlab, spec: Path) -> None:
        sentence = refused(nnlab("train", spec, f"--epochs={given}"))
        assert "argument --epochs: must be a whole number of at least 1, not " in sentence
        assert len(sentence) < 200


class TestResume:
    def test_from_the_saved_run_ends_in_the_same_bits(self, nnlab: Nnlab, spec: Path, run: Path) -> None:
        nnlab("train", spec, "--epochs", 2, "-o", run)
        found = report(nnlab("train", run, "--resume", "--json", "-o", run))
        assert (found["finish"], found["steps"]) == ("completed", STEPS)
        assert_same_run(run_in(run), straight_run(small_spec()))

    def test_from_the_output_ends_in_the_same_bits(self, nnlab: Nnlab, spec: Path, run: Path) -> None:
        nnlab("train", spec, "--epochs", 2, "-o", run)
        nnlab("train", spec, "--resume", "-o", run)
        assert_same_run(run_in(run), straight_run(small_spec()))

    def test_counts_epochs_from_the_start_of_the_run(self, nnlab: Nnlab, spec: Path, run: Path) -> None:
        nnlab("train", spec, "--epochs", 2, "-o", run)
        found = report(nnlab("train", run, "--resume", "--epochs", 5, "--json"))
        assert (found["finish"], found["epochs"]) == ("stopped", 5)

    def test_of_what_is_past_the_epochs_asked_for_trains_nothing(self, nnlab: Nnlab, spec: Path, run: Path) -> None:
        first = report(nnlab("train", spec, "--epochs", 3, "-o", run, "--json"))
        second = report(nnlab("train", run, "--resume", "--epochs", 2, "--json"))
        assert second == first

    def test_of_a_completed_run_changes_nothing(self, nnlab: Nnlab, spec: Path, run: Path) -> None:
        nnlab("train", spec, "-o", run)
        content = run.read_bytes()
        nnlab("train", run, "--resume", "-o", run)
        assert run.read_bytes() == content

    def test_knows_the_experiment_by_another_name_and_notes(self, nnlab: Nnlab, spec: Path, run: Path) -> None:
        nnlab("train", spec, "--epochs", 1, "-o", run)
        spec.write_text(to_json(small_spec(name="Renamed", notes="since")), encoding="utf-8")
        assert report(nnlab("train", spec, "--resume", "-o", run, "--json"))["finish"] == "completed"

    def test_keeps_what_the_form_shows(self, nnlab: Nnlab, spec: Path, run: Path) -> None:
        nnlab("train", spec, "--epochs", 1, "-o", run)
        before = open_experiment(run).spec
        nnlab("train", run, "--resume", "-o", run)
        assert open_experiment(run).spec == before

    def test_of_nothing_is_refused(self, nnlab: Nnlab, spec: Path, run: Path) -> None:
        assert refused(nnlab("train", spec, "--resume")) == f"nnlab: {spec} holds no run to resume."
        assert refused(nnlab("train", spec, "--resume", "-o", run)) == f"nnlab: {spec} holds no run to resume."

    def test_of_another_experiment_is_refused(self, nnlab: Nnlab, spec: Path, run: Path) -> None:
        nnlab("train", "digits", "--epochs", 1, "-o", run)
        content = run.read_bytes()
        sentence = refused(nnlab("train", spec, "--resume", "-o", run))
        assert sentence == f"nnlab: {run} holds a run of another experiment, so it cannot be resumed."
        assert run.read_bytes() == content

    def test_with_another_setting_is_refused(self, nnlab: Nnlab, spec: Path, run: Path) -> None:
        nnlab("train", spec, "--epochs", 1, "-o", run)
        content = run.read_bytes()
        settings = [
            "seed=1",
            "network.layers.0.units=9",
            "training.optimizer=adam",
            "training.early_stopping.patience=3",
        ]
        for setting in settings:
            sentence = refused(nnlab("train", run, "--resume", "--set", setting, "-o", run))
            path = setting.partition("=")[0].removesuffix(".patience")
            assert sentence.startswith(f"nnlab: {run}: {path}")
            assert "cannot change in the middle of a run; learning rate, L2, L1, dropout, batch" in sentence
        assert run.read_bytes() == content

    def test_from_a_damaged_output_is_refused(self, nnlab: Nnlab, spec: Path, run: Path) -> None:
        nnlab("train", spec, "--epochs", 1, "-o", run)
        run.write_bytes(run.read_bytes()[:-100])
        assert refused(nnlab("train", spec, "--resume", "-o", run)).startswith(f"nnlab: {run} is damaged: ")

    def test_with_other_data_is_refused(
        self, nnlab: Nnlab, spec: Path, run: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        nnlab("train", spec, "--epochs", 1, "-o", run)
        monkeypatch.setattr("nnlab.data.loading._shelf", Shelf())
        monkeypatch.setattr("nnlab.data.dataset.Dataset.fingerprint", "0" * 64)
        assert "The data have changed since this run was saved" in refused(nnlab("train", run, "--resume"))


class TestLiveChanges:
    """``--resume --set``: recorded with the step where the run goes on."""

    def test_that_no_step_takes_are_neither_recorded_nor_shown(self, nnlab: Nnlab, spec: Path, run: Path) -> None:
        nnlab("train", spec, "-o", run)
        before = run_in(run)
        ended = nnlab("train", run, "--resume", *sets("training.epochs=2", "training.learning_rate=5"), "-o", run)
        assert NOTHING_LEFT in ended.err
        assert run_in(run).changes == ()
        assert run_in(run).parameters.tobytes() == before.parameters.tobytes()
        assert open_experiment(run).spec.training.learning_rate == 0.01

    def test_are_recorded_and_told(self, nnlab: Nnlab, spec: Path, run: Path) -> None:
        nnlab("train", spec, "--epochs", 2, "-o", run)
        settings = sets("training.learning_rate=0.02", "network.layers.1.dropout=0.25", "training.batch_size=8")
        found = report(nnlab("train", run, "--resume", *settings, "--epochs", 3, "--json", "-o", run))
        assert list(found) == [*KEYS, "changes"]
        assert (found["epochs"], found["steps"]) == (3, 2 * STEPS_PER_EPOCH + 14)
        step = 2 * STEPS_PER_EPOCH
        expected = [
            Change(step, "network.layers.1.dropout", 0.25),
            Change(step, "training.learning_rate", 0.02),
            Change(step, "training.batch_size", 8),
        ]
        before = [0.0, 0.01, 16]
        assert found["changes"] == [{**vars(change), "before": b} for change, b in zip(expected, before, strict=True)]
        assert list(run_in(run).changes) == expected
        lines = nnlab("train", run, "--resume").out.splitlines()
        assert [line.split(None, 1) for line in lines if line.startswith("changed")] == [
            ["changed", "network.layers.1.dropout 0.0 → 0.25 after step 14"],
            ["changed", "training.learning_rate 0.01 → 0.02 after step 14"],
            ["changed", "training.batch_size 16 → 8 after step 14"],
        ]

    def test_of_the_epochs_let_a_completed_run_go_on(self, nnlab: Nnlab, spec: Path, run: Path) -> None:
        nnlab("train", spec, "-o", run)
        found = report(nnlab("train", run, "--resume", "--set", "training.epochs=9", "--json", "-o", run))
        assert (found["finish"], found["epochs"], found["steps"]) == ("completed", 9, 9 * STEPS_PER_EPOCH)
        assert found["changes"] == [{"step": STEPS, "path": "training.epochs", "value": 9, "before": 6}]
        straight = straight_run(small_spec(training__epochs=9))
        assert plain(run_in(run).parameters) == plain(straight.parameters)  # the rate being constant
        assert plain(run_in(run).history.losses) == plain(straight.history.losses)

    def test_of_the_epochs_below_what_is_done_end_the_run(self, nnlab: Nnlab, spec: Path, run: Path) -> None:
        nnlab("train", spec, "--epochs", 3, "-o", run)
        outcome = nnlab("train", run, "--resume", "--set", "training.epochs=2", "--json")
        assert (report(outcome)["finish"], report(outcome)["epochs"]) == ("completed", 3)
        assert NOTHING_LEFT in outcome.err

    def test_to_what_is_in_force_are_none(self, nnlab: Nnlab, spec: Path, run: Path) -> None:
        nnlab("train", spec, "--epochs", 1, "-o", run)
        found = report(nnlab("train", run, "--resume", "--set", "training.learning_rate=0.01", "--json", "-o", run))
        assert "changes" not in found
        assert_same_run(run_in(run), straight_run(small_spec()))

    def test_one_after_the_other_end_in_the_bits_of_a_run_that_was_changed_without_a_pause(
        self, nnlab: Nnlab, spec: Path, run: Path
    ) -> None:
        changes = (
            Change(2 * STEPS_PER_EPOCH, "training.l2", 0.01),
            Change(2 * STEPS_PER_EPOCH, "training.batch_size", 11),
            Change(2 * STEPS_PER_EPOCH + 10, "network.layers.0.dropout", 0.25),
        )
        straight = Trainer(small_spec(), 1)
        go_on(straight, None, changes)
        nnlab("train", spec, "--epochs", 2, "-o", run)
        nnlab("train", run, "--resume", *sets("training.l2=0.01", "training.batch_size=11"), "--epochs", 3, "-o", run)
        nnlab("train", run, "--resume", "--set", "network.layers.0.dropout=0.25", "-o", run)
        assert_same_run(run_in(run), straight.checkpoint())

    def test_are_shown_by_the_form_and_the_run_keeps_how_it_began(self, nnlab: Nnlab, spec: Path, run: Path) -> None:
        nnlab("train", spec, "--epochs", 1, "-o", run)
        nnlab("train", run, "--resume", "--set", "training.epochs=3", "-o", run)
        found = open_experiment(run)
        assert found.record is not None
        assert found.record.spec == small_spec(name="Small")
        assert found.spec == found.record.present_spec == small_spec(name="Small", training__epochs=3)

    def test_keep_what_the_form_was_edited_to_since(self, nnlab: Nnlab, spec: Path, run: Path) -> None:
        nnlab("train", spec, "--epochs", 1, "-o", run)
        edited = small_spec(name="Renamed", notes="since", seed=5)
        save(run, Experiment(edited, open_experiment(run).record))
        nnlab("train", run, "--resume", "--set", "training.epochs=3", "-o", run)
        assert open_experiment(run).spec == small_spec(name="Renamed", notes="since", seed=5, training__epochs=3)

    def test_of_the_name_alone_are_none(self, nnlab: Nnlab, spec: Path, run: Path) -> None:
        nnlab("train", spec, "--epochs", 1, "-o", run)
        found = report(nnlab("train", run, "--resume", "--set", "name=Renamed", "--json", "-o", run))
        assert "changes" not in found
        assert open_experiment(run).spec == small_spec(name="Renamed")

    def test_go_on_from_the_output_by_either_spec(self, nnlab: Nnlab, spec: Path, run: Path) -> None:
        """A run is known by what it began as, and by what it has become."""
        nnlab("train", spec, "--epochs", 1, "-o", run)
        nnlab("train", spec, "--resume", "--set", "training.epochs=3", "-o", run)
        assert report(nnlab("train", spec, "--resume", "-o", run, "--json"))["epochs"] == 3
        spec.write_text(to_json(small_spec(training__epochs=3)), encoding="utf-8")
        assert report(nnlab("train", spec, "--resume", "-o", run, "--json"))["epochs"] == 3

    def test_go_on_from_the_output_by_the_command_that_began_it(self, nnlab: Nnlab, spec: Path, run: Path) -> None:
        command = ("train", spec, "--set", "seed=5", "--set", "training.epochs=3", "-o", run)
        nnlab(*command, "--epochs", 1)
        assert report(nnlab(*command, "--resume", "--json"))["epochs"] == 3
        assert_same_run(run_in(run), straight_run(small_spec(seed=5, training__epochs=3)))


class TestStraightThrough:
    """What was ended early and resumed is the run that went straight through, through files and real arguments."""

    @pytest.mark.parametrize(
        "changes",
        [*({"training__optimizer": kind} for kind in OPTIMIZERS.values()), *NETWORKS.values(), *SCHEDULES.values()],
        ids=[*OPTIMIZERS, *NETWORKS, *SCHEDULES],
    )
    def test_for_every_kind(self, changes: dict[str, Any], nnlab: Nnlab, spec: Path, run: Path) -> None:
        spec.write_text(to_json(small_spec(**changes)), encoding="utf-8")
        assert report(nnlab("train", spec, "--epochs", 3, "-o", run, "--json"))["finish"] == "stopped"
        resumed = report(nnlab("train", run, "--resume", "-o", run, "--json"))
        straight = report(nnlab("train", spec, "--json"))
        assert without_time(resumed) == without_time(straight)
        assert_same_run(run_in(run), straight_run(small_spec(**changes)))

    def test_for_a_run_that_stops_early(self, nnlab: Nnlab, spec: Path, run: Path) -> None:
        spec.write_text(to_json(small_spec(**EARLY_STOPPED)), encoding="utf-8")
        straight = report(nnlab("train", spec, "--json"))
        assert straight["finish"] == "early_stopped"
        assert 3 < straight["epochs"] < 50
        nnlab("train", spec, "--epochs", 3, "-o", run)
        assert without_time(report(nnlab("train", run, "--resume", "-o", run, "--json"))) == without_time(straight)
        again = nnlab("train", run, "--resume")
        assert again.out.startswith(f"finish        stopped early after {straight['epochs']} epochs, ")
        assert "stopped early" in again.err

    def test_in_a_process_of_its_own(self, spec: Path, run: Path) -> None:
        changes = {**BN_AND_DROPOUT, "training__optimizer": "adam"}
        spec.write_text(to_json(small_spec(**changes)), encoding="utf-8")
        for arguments in ([spec, "--epochs", "3"], [run, "--resume"]):
            command = [sys.executable, "-m", "nnlab", "train", *map(str, arguments), "-o", str(run)]
            done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=False)
            assert done.returncode == 0, done.stderr
        assert_same_run(run_in(run), straight_run(small_spec(**changes)))


class TestSettings:
    @pytest.mark.parametrize(
        ("setting", "changes"),
        [
            ("seed=3", {"seed": 3}),
            ("training.learning_rate=0.5", {"training__learning_rate": 0.5}),
            ("training.learning_rate=1e-3", {"training__learning_rate": 1e-3}),
            ("training.learning_rate=1", {"training__learning_rate": 1.0}),
            (" training.l2 = 0", {"training__l2": 0.0}),
            ("name=plain words", {"name": "plain words"}),
            ("name=a=b", {"name": "a=b"}),
            ("name=", {"name": ""}),
            ('name="7"', {"name": "7"}),
            ("training.optimizer=sgd", {"training__optimizer": {"kind": "sgd"}}),
            ('training.optimizer="sgd"', {"training__optimizer": {"kind": "sgd"}}),
            ("network.layers.1.activation=sigmoid", {"network__layers__1__activation": "sigmoid"}),
            ("network.layers.0.init=zeros", {"network__layers__0__init": "zeros"}),
            ("data.limit=50", {"data__limit": 50}),
            ("preprocessing=[]", {"preprocessing": []}),
            ('network.layers=[{"kind": "dense", "units": 3}]', {"network__layers": [{"kind": "dense", "units": 3}]}),
            ("precision=float64", {"precision": "float64"}),
            ("training.early_stopping.patience=3", {"training__early_stopping": {"patience": 3}}),
            ("training.early_stopping=null", {}),
            ("network.layers.0.batch_norm=true", {"network__layers__0__batch_norm": True}),
            (
                "network.layers.0.batch_norm.epsilon=1e-3",
                {"network__layers__0__batch_norm": {"epsilon": 1e-3, "momentum": 0.1}},
            ),
            ("network.layers.1.dropout=0.5", {"network__layers__1__dropout": 0.5}),
            ("training.schedule=cosine", {"training__schedule": {"kind": "cosine"}}),
            ("training.schedule.warmup=2", {"training__schedule": {"kind": "constant", "warmup": 2.0}}),
            ("training.clip_norm=1", {"training__clip_norm": 1.0}),
            ("training.loss=hinge", {"training__loss": {"kind": "hinge"}}),
        ],
    )
    def test_are_json_or_plain_words(
        self, setting: str, changes: dict[str, Any], nnlab: Nnlab, spec: Path, run: Path
    ) -> None:
        assert nnlab("train", spec, "--set", setting, "--epochs", 1, "-o", run).code == 0
        assert open_experiment(run).spec == small_spec(**{"name": "Small", **changes})

    def test_are_applied_in_their_order(self, nnlab: Nnlab, spec: Path, run: Path) -> None:
        settings = ["--set=data.source=digits", "--set=network.layers.0.units=5", "--set=network.layers.0.units=6"]
        assert nnlab("train", spec, *settings, "--epochs", 1, "-o", run).code == 0
        assert open_experiment(run).spec.data.source.kind == "digits"
        assert open_experiment(run).spec.network.layers[0].units == 6

    def test_reach_the_options_of_a_kind_that_was_just_chosen(self, nnlab: Nnlab, spec: Path, run: Path) -> None:
        settings = sets(
            "training.optimizer=adam", "training.optimizer.betas.0=0.8",
            "network.layers.0.activation=maxout", "network.layers.0.activation.pieces=3",
            "training.early_stopping.patience=3", "network.layers.1.batch_norm=true",
            "network.layers.1.batch_norm.momentum=0.2",
        )  # fmt: skip
        assert nnlab("train", spec, *settings, "--epochs", 1, "-o", run).code == 0
        assert open_experiment(run).spec == small_spec(
            name="Small",
            training__optimizer={"kind": "adam", "betas": [0.8, 0.999]},
            network__layers__0__activation={"kind": "maxout", "pieces": 3},
            network__layers__1__batch_norm={"momentum": 0.2},
            training__early_stopping={"patience": 3},
        )

    def test_may_be_valid_only_together(self, nnlab: Nnlab, spec: Path, run: Path) -> None:
        settings = sets("data.split.train=0.5", "data.split.validation=0.3", "data.split.test=0.2")
        assert nnlab("train", spec, *settings, "--epochs", 1, "-o", run).code == 0
        assert open_experiment(run).spec.data.split.validation == 0.3

    def test_do_not_change_the_file_they_come_from(self, nnlab: Nnlab, spec: Path) -> None:
        before = spec.read_bytes()
        nnlab("train", spec, "--set", "seed=1", "--epochs", 1)
        assert spec.read_bytes() == before

    @pytest.mark.parametrize("given", ["training", "=1", " = ", "", "training.learning_rate:0.1"])
    def test_without_path_or_equals_sign_are_refused(self, given: str, nnlab: Nnlab, spec: Path) -> None:
        sentence = refused(nnlab("train", spec, "--set", given))
        assert sentence == f"nnlab: --set takes PATH=VALUE, such as training.learning_rate=0.1, not {given}."

    @pytest.mark.parametrize("levels", [300, 800, 900, 992, 993, 1000, 100_000])
    @pytest.mark.parametrize("others", [[], ["--set", "seed=1"]])
    def test_may_be_nested_deeply_in_vain(self, levels: int, others: list[str], nnlab: Nnlab, spec: Path) -> None:
        sentence = refused(nnlab("train", spec, "--set", f"name={'[' * levels}{']' * levels}", *others))
        assert len(sentence) < 400 + len(str(spec))


NOT_ALLOWED: list[tuple[str, Any, str]] = [
    ("network.layers.0.units", 0, "must be at least 1."),
    ("network.layers.1.units", -5, "must be at least 1."),
    ("network.layers.0.units", 1.5, "must be a whole number."),
    ("network.layers.0.units", "many", "must be a whole number."),
    ("network.layers.0.units", 10**30, "must be at most 100,000."),
    ("network.layers.0.units", None, "must be a whole number."),
    ("network.layers.0.units", True, "must be a whole number."),
    ("training.learning_rate", -0.1, "must be greater than 0."),
    ("training.learning_rate", 0, "must be greater than 0."),
    ("training.learning_rate", math.nan, "must be a finite number."),
    ("training.learning_rate", math.inf, "must be a finite number."),
    ("training.l2", -1e-9, "must be at least 0."),
    ("network.layers", [], "must have at least 1 entry."),
    ("training.batch_size", 107, "must be at most 106, the number of training examples."),
    ("training.batch_size", 0, "must be at least 1."),
    ("training.epochs", 0, "must be at least 1."),
    ("training.epochs", 10**9, "must be at most 1,000,000."),
    ("training.optimizer", {"kind": "magic"}, "has no kind 'magic'"),
    ("training.optimizer", {"kind": "sgd", "momentum": 0.9}, "is not a field of an experiment"),
    ("network.layers.0.batch_norm.epsilon", 0, "must be at least 1e-30."),
    ("network.layers.0.batch_norm.epsilon", 1.1, "must be at most 1."),
    ("network.layers.0.batch_norm.momentum", 0, "must be greater than 0."),
    ("network.layers.0.batch_norm.momentum", 2, "must be at most 1."),
    ("network.layers.0.batch_norm", "yes", "must be true or false."),
    ("network.layers.0.batch_norm", {"eps": 1e-3}, "is not a field of an experiment"),
    ("network.layers.0.dropout", 1, "must be less than 1."),
    ("network.layers.0.dropout", -0.1, "must be at least 0."),
    ("network.layers.1.activation", {"kind": "maxout", "pieces": 1}, "must be at least 2."),
    ("network.layers.1.activation", {"kind": "maxout", "pieces": 2.5}, "must be a whole number."),
    ("network.layers.1.activation", {"kind": "prelu", "per": "network"}, "must be 'layer' or 'unit'."),
    ("network.layers.1.activation", {"kind": "elu", "alpha": 0}, "must be greater than 0."),
    ("network.layers.1.activation", {"kind": "swish"}, "has no kind 'swish'"),
    ("network.layers.1.init", {"kind": "orthogonal", "gain": -1}, "must be at least 0."),
    ("training.optimizer", {"kind": "adam", "betas": [0.9, 1.0]}, "betas.1: must be less than 1."),
    ("training.optimizer", {"kind": "adam", "betas": [1.0, 0.999]}, "betas.0: must be less than 1."),
    ("training.optimizer", {"kind": "adam", "betas": [0.9]}, "betas"),
    ("training.optimizer", {"kind": "adam", "betas": 0.9}, "betas: must be a list."),
    ("training.optimizer", {"kind": "adam", "eps": 0}, "eps: must be at least 1e-30."),
    ("training.optimizer", {"kind": "adamw", "weight_decay": -1}, "must be at least 0."),
    ("training.optimizer", {"kind": "rmsprop", "centered": 1}, "must be true or false."),
    ("training.optimizer", {"kind": "momentum", "momentum": 1}, "must be less than 1."),
    ("training.schedule", {"kind": "step", "step_size": 0}, "must be at least 1."),
    ("training.schedule", {"kind": "exponential", "gamma": 0}, "must be greater than 0."),
    ("training.schedule", {"kind": "cosine", "warmup": -1}, "must be at least 0."),
    ("training.schedule", {"kind": "linear"}, "has no kind 'linear'"),
    ("training.loss", {"kind": "logistic"}, "logistic is for two classes; these data have 3: use softmax."),
    ("training.l1", -1, "must be at least 0."),
    ("training.clip_norm", 0, "must be greater than 0."),
    ("training.clip_norm", -1, "must be greater than 0."),
    ("training.early_stopping", 3, "must be a group of fields."),
    ("training.early_stopping.patience", 0, "must be at least 1."),
    ("training.early_stopping.patience", 2.5, "must be a whole number."),
    ("data.split", {"train": 0.5, "validation": 0.1, "test": 0.1}, "must add up to 1, not to 0.7."),
    ("data.source", {"kind": "spirals", "classes": 50}, "must be at most 5."),
    ("seed", -1, "must be at least 0."),
    ("nnlab", 2, "was made by a newer nnlab"),
    ("name", "x" * 201, "must not be longer than 200 characters."),
]


class TestBadInput:
    """Refused with the file and the field, whether it stands in a file or behind ``--set``."""

    @pytest.mark.parametrize(("path", "value", "problem"), NOT_ALLOWED)
    def test_behind_set(self, path: str, value: Any, problem: str, nnlab: Nnlab, spec: Path) -> None:
        sentence = refused(nnlab("train", spec, "--set", f"{path}={json.dumps(value)}"))
        assert sentence.startswith(f"nnlab: {spec}: {path}")
        assert problem in sentence

    @pytest.mark.parametrize(("path", "value", "problem"), NOT_ALLOWED)
    @pytest.mark.parametrize("command", ["train", "info"])
    def test_in_a_file(self, command: str, path: str, value: Any, problem: str, nnlab: Nnlab, spec: Path) -> None:
        document = json.loads(spec.read_text(encoding="utf-8"))
        *parents, last = path.split(".")
        node = document
        for key in parents:
            if isinstance(node, dict) and not node[key]:
                node[key] = {}  # a group that is switched off
            node = node[int(key)] if isinstance(node, list) else node[key]
        node[last] = value
        spec.write_text(json.dumps(document), encoding="utf-8")
        sentence = refused(nnlab(command, spec))
        assert sentence.startswith(f"nnlab: {spec}: {path}")
        assert problem in sentence

    def test_logistic_on_ten_classes(self, nnlab: Nnlab) -> None:
        sentence = refused(nnlab("train", "digits", "--set", "training.loss=logistic"))
        assert sentence == (
            "nnlab: digits: training.loss: logistic is for two classes; these data have 10: use softmax."
        )

    def test_early_stopping_without_validation(self, nnlab: Nnlab, spec: Path) -> None:
        split = 'data.split={"train": 0.8, "validation": 0.0, "test": 0.2}'
        sentence = refused(nnlab("train", spec, *sets(split, "training.early_stopping.patience=3")))
        assert sentence == (f"nnlab: {spec}: training.early_stopping: needs validation examples; the split has none.")

    @pytest.mark.parametrize("setting", ["training.batch_size=107", "network.layers.0.dropout=1", "training.epochs=0"])
    def test_behind_a_live_change(self, setting: str, nnlab: Nnlab, spec: Path, run: Path) -> None:
        assert nnlab("train", spec, "--epochs", 1, "-o", run).code == 0
        content = run.read_bytes()
        sentence = refused(nnlab("train", run, "--resume", "--set", setting, "-o", run))
        assert sentence.startswith(f"nnlab: {run}: {setting.partition('=')[0]}: must be ")
        assert run.read_bytes() == content

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            (lambda spec: spec.update(colour="red"), "colour: is not a field of an experiment"),
            (lambda spec: spec["training"].update(rate=1), "training.rate: is not a field of an experiment"),
            (lambda spec: spec["network"]["layers"][1].update(unit=1), "network.layers.1.unit: is not a field of an"),
            (lambda spec: spec.pop("nnlab"), "nnlab: is missing."),
        ],
    )
    def test_unknown_and_missing_fields(
        self, change: Callable[[Any], Any], sentence: str, nnlab: Nnlab, spec: Path
    ) -> None:
        document = json.loads(spec.read_text(encoding="utf-8"))
        change(document)
        spec.write_text(json.dumps(document), encoding="utf-8")
        assert refused(nnlab("train", spec)).startswith(f"nnlab: {spec}: {sentence}")

    @pytest.mark.parametrize(
        "path",
        [
            "rate", "training.rate", "training.early_stopping.epochs", "network.layers.0.batch_norm.eps",
            "network.layers.0.batch_norm.epsilon.x", "training.optimizer.betas.0", "training.clip_norm.x",
            "network.layers.2.units", "network.layers.x.units", "seed.x", "training..l2",
        ],
    )  # fmt: skip
    def test_fields_that_are_not_there(self, path: str, nnlab: Nnlab, spec: Path) -> None:
        assert refused(nnlab("train", spec, "--set", f"{path}=1")) == f"nnlab: {spec}: {path}: there is no such field."

    @pytest.mark.parametrize(
        "content",
        [b"", b"\0\1\2\3" * 1000, b"hello", b"[]", "{\"nnlab\": 1}".encode("utf-16"), b"PK\x03\x04", b"%PDF-1.7"],
        ids=["empty", "bytes", "words", "a list", "UTF-16", "zip", "pdf"],
    )  # fmt: skip
    @pytest.mark.parametrize("command", ["train", "info"])
    def test_files_that_are_no_experiment(self, command: str, content: bytes, nnlab: Nnlab, tmp_path: Path) -> None:
        path = tmp_path / "some file"
        path.write_bytes(content)
        assert refused(nnlab(command, path)) == f"nnlab: {path} is not an experiment file."

    @pytest.mark.parametrize("command", ["train", "info"])
    def test_files_that_are_not_there(self, command: str, nnlab: Nnlab, tmp_path: Path) -> None:
        path = tmp_path / "missing.json"
        assert refused(nnlab(command, path)) == f"nnlab: There is no file and no example called {path}."
        assert refused(nnlab(command, tmp_path)) == f"nnlab: {tmp_path} is a folder or a device, not a file."

    def test_what_commands_a_terminal_is_escaped(self, nnlab: Nnlab, tmp_path: Path) -> None:
        path = tmp_path / "spec.json"
        path.write_text(json.dumps({"nnlab": 1, "\x1b[2J\nnnlab: all is well": 1}), encoding="utf-8")
        sentence = refused(nnlab("train", path))
        assert r"\u001b[2J\u000annlab: all is well: is not a field" in sentence

    def test_only_the_first_of_many_problems_is_told(self, nnlab: Nnlab, tmp_path: Path) -> None:
        path = tmp_path / "spec.json"
        path.write_text(json.dumps({"nnlab": 1, **{f"field{i}": 0 for i in range(1000)}}), encoding="utf-8")
        assert "field0: " in refused(nnlab("train", path))

    def test_a_network_that_no_memory_holds(self, nnlab: Nnlab, spec: Path) -> None:
        giant = json.dumps([{"kind": "dense", "units": 100_000}] * 200)
        sentence = refused(nnlab("train", spec, "--set", f"network.layers={giant}"))
        told = re.fullmatch(r"(.*): needs about ([\d,]+)\.\d GB of memory; ([\d,.]+) GB are free\.", sentence)
        assert told is not None
        assert told[1] == f"nnlab: {spec}: network.layers"
        weights = 199 * 10**10
        vectors = 3 + 3 * 2  # values, gradients, velocity; of a checkpoint, the start and the best values and velocity
        assert 4 * vectors * weights <= 1e9 * float(told[2].replace(",", "")) < 1.05 * 4 * vectors * weights

    def test_a_network_that_this_memory_does_not_hold(
        self, nnlab: Nnlab, spec: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("psutil.virtual_memory", lambda: SimpleNamespace(available=1.26e9))
        sentence = refused(nnlab("train", spec, *sets("network.layers.0.units=9000", "network.layers.1.units=9000")))
        assert re.search(r"network\.layers: needs about \d\.\d GB of memory; 1\.3 GB are free\.$", sentence)

    def test_data_that_no_memory_holds(self, nnlab: Nnlab, spec: Path) -> None:
        giant = 'data.source={"kind": "noise", "examples": 1000000, "features": 100000}'
        assert f"{spec}: data.source: needs about 2,400.0 GB" in refused(nnlab("train", spec, "--set", giant))


class TestOutput:
    @pytest.mark.parametrize(
        ("name", "sentence"),
        [
            ("missing/run.nnlab", "cannot be written: there is no folder"),
            ("small.json/run.nnlab", "cannot be written: there is no folder"),
            (".", "cannot be written: it is a folder or a device."),
            ("x" * 300, "could not be written: "),
            ("a\0b", "could not be written: "),
        ],
    )
    def test_that_cannot_be_written_is_refused_at_once(
        self, name: str, sentence: str, nnlab: Nnlab, spec: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Trainer, "step", None)  # before anything is trained
        assert sentence in refused(nnlab("train", spec, "-o", tmp_path / name))
        assert list(tmp_path.iterdir()) == [spec]

    def test_that_is_read_only_is_refused_at_once(
        self, nnlab: Nnlab, spec: Path, run: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: Any, **__: Any) -> None:
            raise PermissionError(errno.EACCES, "Permission denied")

        monkeypatch.setattr(Path, "touch", refuse)
        assert refused(nnlab("train", spec, "-o", run)) == f"nnlab: {run} could not be written: Permission denied."

    def test_is_not_the_spec_itself(self, nnlab: Nnlab, spec: Path) -> None:
        before = spec.read_bytes()
        expected = f"{spec} is the spec itself: give the run another name, such as {spec.with_suffix('.nnlab')}."
        assert refused(nnlab("train", spec, "-o", spec)) == f"nnlab: {expected}"
        around = spec.parent / ".." / spec.parent.name / spec.name
        assert "is the spec itself" in refused(nnlab("train", spec, "-o", around))
        assert spec.read_bytes() == before

    def test_may_be_the_experiment_that_was_read(self, nnlab: Nnlab, spec: Path, run: Path) -> None:
        assert nnlab("train", spec, "--epochs", 1, "-o", run).code == 0
        assert nnlab("train", run, "--epochs", 2, "-o", run).code == 0
        assert run_in(run).step == 2 * STEPS_PER_EPOCH

    @pytest.mark.parametrize(
        "name", ["a b.nnlab", "한글 ü 🧠.nnlab", "no suffix", "line\nbreak.nnlab", "\x1b[31m.nnlab"]
    )
    @pytest.mark.skipif(sys.platform == "win32", reason="Windows allows fewer names")
    def test_may_have_any_name(self, name: str, nnlab: Nnlab, spec: Path, tmp_path: Path) -> None:
        outcome = nnlab("train", spec, "--epochs", 1, "-o", tmp_path / name)
        assert outcome.code == 0
        assert "\x1b" not in outcome.out
        assert find(str(tmp_path / name)).record is not None

    def test_holds_how_the_run_ended(self, nnlab: Nnlab, spec: Path, run: Path) -> None:
        found = report(nnlab("train", spec, "--json", "-o", run))
        record = open_experiment(run).record
        assert record is not None
        assert record.finish is Finish.COMPLETED
        assert {part: vars(result) for part, result in record.results.items() if result} == {
            part: found[part] for part in ("train", "validation", "test")
        }

    def test_on_a_full_disk_loses_neither_the_old_file_nor_the_result(
        self, nnlab: Nnlab, spec: Path, run: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(_: int) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        run.write_bytes(b"old")
        monkeypatch.setattr(os, "fsync", full)
        outcome = nnlab("train", spec, "--json", "-o", run)
        assert outcome.code == 2
        assert outcome.err.endswith(f"nnlab: {run} could not be written: No space left on device.\n")
        assert json.loads(outcome.out)["finish"] == "completed"
        assert run.read_bytes() == b"old"
        assert sorted(spec.parent.iterdir()) == sorted([spec, run])


def test_a_failure_in_training_is_unexpected(nnlab: Nnlab, spec: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Trainer) -> float:
        raise ZeroDivisionError

    monkeypatch.setattr(Trainer, "step", fail)
    with pytest.raises(RuntimeError, match="the run failed"):
        nnlab("train", spec)


def test_progress_goes_to_stderr_alone(nnlab: Nnlab, spec: Path) -> None:
    outcome = nnlab("train", spec, "--json")
    assert "steps/s" in outcome.err
    assert "steps/s" not in outcome.out
