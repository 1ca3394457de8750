import tracemalloc

import pytest

from nnlab.errors import InvalidSpecError
from nnlab.spec.experiment import ExperimentSpec
from nnlab.training.outline import outline
from nnlab.training.trainer import Trainer
from tests.training.runs import noise, small_spec, spec_with

NO_TRAINING = {"train": 0.01, "validation": 0.495, "test": 0.495}


def test_the_digits_example_amounts_to_this() -> None:
    found = outline(spec_with())
    assert (found.examples, found.train, found.validation, found.test) == (1797, 1257, 270, 270)
    assert (found.example_shape, found.features, found.classes) == ((8, 8, 1), 64, 10)
    assert [layer.units for layer in found.layers] == [100, 100, 10]
    assert [layer.parameters for layer in found.layers] == [6_500, 10_100, 1_010]
    assert found.parameters == 17_610
    assert found.steps_per_epoch == 20


@pytest.mark.parametrize(
    "spec", [spec_with(), small_spec(), small_spec(data__limit=17), small_spec(precision="float64")]
)
def test_what_is_foretold_is_what_is_built(spec: ExperimentSpec) -> None:
    found, trainer = outline(spec), Trainer(spec, blas_threads=1)
    assert found.parameters == len(trainer.network.parameters)
    assert found.steps_per_epoch == trainer.steps_per_epoch
    data = trainer.data
    assert (found.train, found.validation, found.test) == (len(data.train), len(data.validation), len(data.test))
    assert [layer.output_shape for layer in found.layers] == [
        block.parts[-1].output_shape for block in trainer.network.blocks
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"network__layers__0__units": 1000, "network__layers__1__units": 1000},
        {"precision": "float64", "training__batch_size": 1000},
    ],
)
def test_the_memory_is_about_what_a_run_takes(changes: dict[str, object]) -> None:
    spec = spec_with(**changes)
    tracemalloc.start()
    trainer = Trainer(spec, blas_threads=1)
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert trainer.step_count == 0
    assert outline(spec).memory_bytes == pytest.approx(taken, rel=0.3)


def test_a_batch_as_large_as_the_training_part_is_one_step_an_epoch() -> None:
    assert outline(spec_with(training__batch_size=1257)).steps_per_epoch == 1


@pytest.mark.parametrize(("changes", "most"), [({"training__batch_size": 1258}, "1,257"), ({"data__limit": 50}, "50")])
def test_a_batch_larger_than_the_data_is_refused(changes: dict[str, int], most: str) -> None:
    with pytest.raises(InvalidSpecError) as caught:
        outline(spec_with(**changes))
    (problem,) = caught.value.problems
    assert problem.path == "training.batch_size"
    assert str(problem.text) == f"must be at most {most}, the number of training examples."


def test_a_split_that_leaves_nothing_to_train_on_is_refused() -> None:
    with pytest.raises(InvalidSpecError, match=r"^data\.split: leaves no example to train on\.$"):
        outline(spec_with(data__source=noise(10, 3), data__split=NO_TRAINING))


def test_nothing_is_made_or_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nnlab.data.sources.load_digits", None)
    source = noise(1_000_000, 100_000)
    assert outline(spec_with(data__source=source)).memory_bytes > 1e12
