import numpy as np
import pytest

from nnlab.training.looking import SKETCH
from nnlab.training.loop import train
from nnlab.training.trainer import Trainer
from tests.training.runs import noise, plain, small_spec, spec_with


@pytest.fixture
def trainer() -> Trainer:
    return Trainer(small_spec(precision="float64"), blas_threads=1)


def test_a_picture_describes_every_layer_and_the_output(trainer: Trainer) -> None:
    relu, tanh, output = trainer.picture().layers
    assert relu.shares.dead is not None
    assert relu.shares.saturated is None
    assert (tanh.output.histogram.low, tanh.output.histogram.high) == (-1, 1)
    assert tanh.shares.saturated is not None
    assert tanh.shares.dead is output.shares.dead is output.shares.saturated is None


def test_a_picture_is_of_the_first_thousand_training_examples() -> None:
    recorder = (trainer := Trainer(spec_with(), blas_threads=1)).recorder
    assert np.array_equal(recorder.probe.x, trainer.data.train.x[:1000])
    first = trainer.picture().layers[0].output.histogram
    assert first.counts.sum() + first.zeros + first.non_finite == 1000 * 100


def test_a_small_training_part_is_its_own_probe(trainer: Trainer) -> None:
    assert len(trainer.recorder.probe) == len(trainer.data.train)
    trainer.record()
    measured, whole = trainer.recorder.history.evaluations[0], trainer.recorder.results()["train"]
    assert whole is not None
    assert (measured.loss, measured.accuracy) == (whole.loss, whole.accuracy)


def test_a_sketch_is_of_what_the_layers_gave_in_the_last_step(trainer: Trainer) -> None:
    shown = trainer.picture()
    for _ in range(5):
        trainer.step()
    found = trainer.sketch(shown)
    assert found.step == 5
    for layer, earlier, block in zip(found.layers, shown.layers, trainer.network.blocks, strict=True):
        assert layer.output.mean == pytest.approx(block.output.mean())
        assert layer.output.std == pytest.approx(block.output.std())
        assert layer.output.histogram.counts.sum() + layer.output.histogram.zeros == block.output.size
        assert layer.shares is earlier.shares


def test_before_the_first_step_and_after_another_batch_size_there_is_nothing_to_sketch(trainer: Trainer) -> None:
    shown = trainer.picture()
    assert trainer.sketch(shown) is shown
    trainer.step()
    assert trainer.sketch(shown).step == 1
    trainer.change(small_spec(precision="float64", training__batch_size=20))
    assert trainer.sketch(shown) is shown


@pytest.mark.parametrize("units", [1, 64, 100, 500])
def test_a_sketch_of_a_large_layer_is_a_fair_sample(units: int) -> None:
    layer = {"kind": "dense", "units": units, "activation": {"kind": "linear"}}
    spec = spec_with(data__source=noise(2000, 30), network__layers=[layer], training__batch_size=1000)
    trainer = Trainer(spec, blas_threads=1)
    shown = trainer.picture()
    trainer.step()
    output = trainer.network.blocks[0].output
    output[:, 0] += 100  # one unit stands out: a sample that met it always, or never, would show it
    found = trainer.sketch(shown).layers[0].output
    counted = found.histogram.counts.sum() + found.histogram.zeros
    assert min(output.size, SKETCH) / 2 <= counted <= SKETCH
    assert found.mean == pytest.approx(output.mean(), abs=0.1 + 20 / units)


def test_sketching_changes_no_bit(trainer: Trainer) -> None:
    steps = train(trainer)
    next(steps)
    before = plain(trainer.checkpoint())
    trainer.sketch(trainer.recorder.history.pictures[-1])
    assert plain(trainer.checkpoint()) == before
