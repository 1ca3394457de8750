"""The first cause is the one that was built in, and its first remedy cures it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnlab.data.prepared import Examples
from nnlab.insight.forensics import Diagnosis
from nnlab.insight.forensics.diagnosis import Case
from nnlab.spec.experiment import ExperimentSpec
from nnlab.training.divergence import FirstNonFinite
from nnlab.training.history import HistoryRecord
from nnlab.training.loop import train
from nnlab.training.outline import outline
from nnlab.training.trainer import Trainer
from tests.insight.forensics.diverging import CAUSES, case_of, diagnosed, hidden, spec_of, trained
from tests.training.runs import small_spec, spec_with


def keys(diagnosis: Diagnosis) -> list[str]:
    return [cause.key for cause in diagnosis.causes]


def assert_is_of_use(diagnosis: Diagnosis, spec: ExperimentSpec) -> None:
    """Assert that every cause offers something, and each of it is another experiment that could be run."""
    assert diagnosis.causes
    for cause in diagnosis.causes:
        assert cause.remedies
        assert "{" not in f"{cause.title} {cause.evidence} {cause.why}"
        for remedy in cause.remedies:
            assert remedy.spec != spec
            assert outline(remedy.spec).parameters > 0
            assert "{" not in str(remedy.text)


@pytest.mark.parametrize("name", CAUSES)
def test_the_likeliest_cause_is_the_one_that_was_built_in(name: str) -> None:
    assert keys(diagnosed(case_of(trained(spec_of(name)))))[0] == CAUSES[name][0]


@pytest.mark.parametrize("name", CAUSES)
def test_the_first_remedy_cures_it(name: str) -> None:
    remedy = diagnosed(case_of(trained(spec_of(name)))).causes[0].remedies[0]
    assert trained(remedy.spec).first_nonfinite is None


ENDINGS: dict[str, dict[str, Any]] = {
    "the update overflows in step 1": {"training__learning_rate": 1e300},
    "the outputs overflow in step 2": {"training__learning_rate": 1e18},
    "the weights overflow": {"network__layers__0__activation": "tanh", "training__l2": 1e10},
    "a penalty beyond all bounds": {"training__l2": 1e300},
    "L1 beyond all bounds": {"training__l1": 1e300},
    "decay beyond all bounds": {"training__optimizer": {"kind": "adamw", "weight_decay": 1e300}},
    "long double weights": {"precision": "float64", "training__learning_rate": 1e200},
    "clipped, normalised": {
        "training__clip_norm": 0.5,
        "training__learning_rate": 1e38,
        "network__layers__0__batch_norm": True,
        "network__layers__1__batch_norm": True,
    },
    "the first pass overflows": hidden(30, 100, init={"kind": "normal", "std": 1000.0}),
}


@pytest.mark.parametrize("with_data", [True, False])
@pytest.mark.parametrize("with_pictures", [True, False])
@pytest.mark.parametrize("changes", [*ENDINGS.values(), *(changes for _, changes in CAUSES.values())], ids=str)
def test_whatever_the_end_something_is_said_that_can_be_done(
    changes: dict[str, Any], with_pictures: bool, with_data: bool
) -> None:
    spec = small_spec(**changes) if changes in ENDINGS.values() else spec_with(**{"training__epochs": 10, **changes})
    case = case_of(trained(spec), with_data=with_data)
    if not with_pictures:
        case = replace(case, history=replace(case.history, pictures=()))
    diagnosis = diagnosed(case)
    assert_is_of_use(diagnosis, spec)
    assert diagnosis.before
    assert str(diagnosis.where).startswith(f"Step {case.broke.step}, ")


def test_nothing_recorded_is_no_known_cause() -> None:
    spec = small_spec()
    history = HistoryRecord(np.array([1.1, np.nan]), (), ())
    diagnosis = diagnosed(Case(spec, history, FirstNonFinite(2, "2", "forward"), None))
    assert keys(diagnosis) == ["unknown"]
    assert_is_of_use(diagnosis, spec)


def test_a_run_that_went_on_after_a_pause_is_judged_the_same() -> None:
    spec = small_spec(training__learning_rate=1e18)
    straight = Trainer(spec, blas_threads=1)
    straight.record()
    straight.step()
    straight.record()
    resumed = Trainer(spec, blas_threads=1, checkpoint=straight.checkpoint())
    list(train(resumed))
    assert diagnosed(case_of(resumed)) == diagnosed(case_of(trained(spec)))


class TestData:
    """Importers refuse NaN and infinity; what is too large for float32 becomes infinite on its way in."""

    def table(self, path: Path, scale: float = 1.0, target_scale: float = 1.0) -> dict[str, Any]:
        rng = np.random.default_rng(0)
        x = rng.standard_normal((200, 3))
        y = x @ [1, 2, -1] * target_scale
        np.savetxt(path, np.c_[x * [scale, 1, 1], y], delimiter=",", header="a,b,c,y", comments="")
        source = {"kind": "csv", "path": str(path), "label": "y", "task": "numbers"}
        return {"data__source": source, "training__loss": "mse", "training__batch_size": 16}

    def test_beyond_float32_is_not_finite(self, tmp_path: Path) -> None:
        spec = spec_with(**self.table(tmp_path / "a.csv", scale=1e39), preprocessing=[], training__epochs=3)
        case = case_of(trained(spec))
        diagnosis = diagnosed(case)
        assert keys(diagnosis)[0] == "data not finite"
        assert case.broke == FirstNonFinite(1, "1", "forward")
        assert [str(text) for text in diagnosis.before] == ["No step had a finite loss."]
        assert_is_of_use(diagnosis, spec)
        assert trained(diagnosis.causes[0].remedies[0].spec).first_nonfinite is None

    def test_targets_of_ten_thousands_are_not_scaled(self, tmp_path: Path) -> None:
        spec = spec_with(**self.table(tmp_path / "b.csv", target_scale=1e4), training__epochs=10)
        diagnosis = diagnosed(case_of(trained(spec)))
        assert keys(diagnosis)[0] == "targets not scaled"
        assert_is_of_use(diagnosis, spec)
        assert trained(diagnosis.causes[0].remedies[0].spec).first_nonfinite is None

    @pytest.mark.parametrize(("scale", "precision"), [(1e30, "float32"), (1e200, "float64")])
    def test_targets_whose_squares_overflow_are_not_scaled(self, tmp_path: Path, scale: float, precision: str) -> None:
        table = self.table(tmp_path / "c.csv", target_scale=scale)
        spec = spec_with(**table, precision=precision, training__epochs=3)
        diagnosis = diagnosed(case_of(trained(spec)))
        assert keys(diagnosis)[0] == "targets not scaled"
        assert_is_of_use(diagnosis, spec)

    def test_inputs_whose_squares_are_beyond_float64_are_not_scaled(self, tmp_path: Path) -> None:
        table = self.table(tmp_path / "d.csv", scale=1e200)
        spec = spec_with(**table, preprocessing=[], precision="float64", training__epochs=3)
        diagnosis = diagnosed(case_of(trained(spec)))
        assert keys(diagnosis)[0] == "data not scaled"
        assert_is_of_use(diagnosis, spec)

    def test_without_them_weights_are_not_blamed_for_their_size(self) -> None:
        case = case_of(trained(spec_of("tumours as they were measured")), with_data=False)
        assert keys(diagnosed(case))[0] == "rate too high"

    @pytest.mark.parametrize("bad", [np.nan, np.inf])
    @pytest.mark.parametrize("with_data", [True, False])
    def test_one_nan_is_found(self, bad: float, with_data: bool) -> None:
        case = case_of(self.spoiled(small_spec(), 3, bad), with_data=with_data)
        assert keys(diagnosed(case))[0] == "data not finite"

    def test_one_nan_beyond_the_examples_that_are_looked_over_is_suspected(self) -> None:
        spec = small_spec(data__source={"kind": "spirals", "examples": 2000})
        trainer = self.spoiled(spec, 1200, np.nan)
        case = case_of(trainer)
        assert case.data is not None
        assert case.data.non_finite == 0
        assert keys(diagnosed(case))[0] == "data not finite"

    def spoiled(self, spec: ExperimentSpec, row: int, bad: float) -> Trainer:
        data = Trainer(spec, blas_threads=1).data
        x = data.train.x.copy()
        x[row, 0] = bad
        trainer = Trainer(spec, blas_threads=1, data=replace(data, train=Examples(x, data.train.targets)))
        list(train(trainer))
        return trainer
