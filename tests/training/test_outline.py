import tracemalloc

import pytest

from nnlab.errors import InvalidSpecError
from nnlab.spec.experiment import ExperimentSpec
from nnlab.training.outline import outline
from nnlab.training.trainer import Trainer
from tests.training.runs import noise, small_spec, spec_with

WIDE_LAYERS = [
    {"kind": "dense", "units": 700, "batch_norm": True, "dropout": 0.5, "activation": {"kind": "maxout"}}
] * 2
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
    "spec",
    [
        spec_with(),
        small_spec(),
        small_spec(data__limit=17),
        small_spec(precision="float64"),
        small_spec(network__layers=WIDE_LAYERS),
        small_spec(training__loss="mse"),
        small_spec(data__source=noise(150, 4, classes=2), training__loss="logistic"),
        small_spec(network__layers__0__activation={"kind": "prelu", "per": "unit"}),
    ],
)
def test_what_is_foretold_is_what_is_built(spec: ExperimentSpec) -> None:
    found, trainer = outline(spec), Trainer(spec, blas_threads=1)
    assert found.parameters == len(trainer.network.parameters)
    assert found.steps_per_epoch == trainer.steps_left(1)
    assert found.running == len(trainer.network.parameters.running)
    data, blocks = trainer.data, trainer.network.blocks
    assert (found.train, found.validation, found.test) == (len(data.train), len(data.validation), len(data.test))
    assert [layer.output_shape for layer in found.layers] == [block.parts[-1].output_shape for block in blocks]
    assert [layer.product for layer in found.layers] == [block.affine.w.shape for block in blocks]
    assert (found.n_outputs, found.classes) == (blocks[-1].affine.units, data.record.shape.classes)
    for layer, arrays in zip(found.layers, trainer.network.parameters.layers, strict=True):
        assert layer.parameters + layer.running == sum(array.value.size for array in arrays)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"network__layers__0__units": 1000, "network__layers__1__units": 1000},
        {"precision": "float64", "training__batch_size": 1000},
        {"network__layers": WIDE_LAYERS, "training__optimizer": "adam"},
        {"network__layers": WIDE_LAYERS, "training__batch_size": 1000},
        {"data__source": noise(20_000, 2, classes=200), "training__loss": "mse"},
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


def test_batch_norm_takes_the_place_of_the_bias_and_measures_two_numbers_a_unit() -> None:
    layer = {"kind": "dense", "units": 20, "batch_norm": True, "activation": {"kind": "maxout", "pieces": 3}}
    hidden, output = outline(spec_with(network__layers=[layer])).layers
    assert (hidden.product, hidden.units) == ((64, 60), 20)
    assert (hidden.parameters, hidden.running) == (64 * 60 + 60 + 60, 120)
    assert (output.product, output.parameters, output.running) == ((20, 10), 210, 0)


@pytest.mark.parametrize(("loss", "classes", "outputs"), [("softmax", 3, 3), ("hinge", 2, 2), ("logistic", 2, 1)])
def test_the_loss_decides_how_many_outputs_there_are(loss: str, classes: int, outputs: int) -> None:
    found = outline(spec_with(data__source=noise(100, 5, classes), training__loss=loss))
    assert (found.classes, found.n_outputs, found.layers[-1].units) == (classes, outputs, outputs)


@pytest.mark.parametrize("classes", [3, 10])
def test_the_logistic_loss_is_refused_for_other_than_two_classes(classes: int) -> None:
    with pytest.raises(InvalidSpecError) as caught:
        outline(spec_with(data__source=noise(100, 5, classes), training__loss="logistic"))
    (problem,) = caught.value.problems
    assert problem.path == "training.loss"
    assert str(problem.text) == f"logistic is for two classes; these data have {classes}: use softmax."


def test_early_stopping_without_validation_examples_is_refused() -> None:
    split = {"train": 0.9, "validation": 0.0, "test": 0.1}
    outline(spec_with(data__split=split))
    with pytest.raises(InvalidSpecError) as caught:
        outline(spec_with(data__split=split, training__early_stopping={"patience": 3}))
    (problem,) = caught.value.problems
    assert problem.path == "training.early_stopping"
    assert str(problem.text) == "needs validation examples; the split has none."


def test_all_that_does_not_fit_is_told_at_once() -> None:
    with pytest.raises(InvalidSpecError) as caught:
        outline(
            spec_with(
                data__split={"train": 1.0, "validation": 0.0, "test": 0.0},
                training__loss="logistic",
                training__early_stopping={"patience": 3},
                training__batch_size=5000,
            )
        )
    assert [problem.path for problem in caught.value.problems] == [
        "training.batch_size",
        "training.loss",
        "training.early_stopping",
    ]


@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
@pytest.mark.parametrize("precision", ["float32", "float64"])
def test_a_step_that_is_kept_whole_takes_what_is_foretold(optimizer: str, precision: str) -> None:
    layer = {"kind": "dense", "units": 20, "batch_norm": True}
    spec = small_spec(training__optimizer=optimizer, precision=precision, network__layers=[layer])
    assert outline(spec).keyframe_bytes == Trainer(spec, blas_threads=1).keyframe().size_bytes
