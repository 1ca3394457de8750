import numpy as np

from nnlab.data.loading import load
from nnlab.data.split import split_examples
from nnlab.training.inside.twin import Twin
from nnlab.training.trainer import Trainer
from tests.training.runs import plain, small_spec

LIVELY = {"network__layers__0__batch_norm": True, "network__layers__1__dropout": 0.3}


def test_a_twin_says_what_the_run_says() -> None:
    trainer = Trainer(small_spec(**LIVELY), blas_threads=1)
    for _ in range(20):
        trainer.step()
    before = plain(trainer.checkpoint())
    twin = Twin(trainer.spec, trainer.data.record, trainer.weights())
    outputs = twin.forward(trainer.data.test.x)
    result = trainer.recorder.results()["test"]
    assert result is not None
    labels, probabilities = twin.labels(outputs), twin.probabilities(outputs)
    assert labels is not None
    assert probabilities is not None
    assert np.mean(labels == trainer.data.test.targets) == result.accuracy
    picked = probabilities[np.arange(len(labels)), trainer.data.test.targets]
    np.testing.assert_allclose(-np.log(picked).mean(), result.loss, rtol=1e-5)
    assert plain(trainer.checkpoint()) == before


def test_it_takes_the_weights_of_another_step() -> None:
    trainer = Trainer(small_spec(), blas_threads=1)
    start = trainer.weights()
    twin = Twin(trainer.spec, trainer.data.record, start)
    first = twin.forward(trainer.data.train.x).copy()
    for _ in range(5):
        trainer.step()
    twin.set_weights(trainer.weights())
    assert not np.array_equal(twin.forward(trainer.data.train.x), first)
    assert twin.step == 5
    twin.set_weights(start)
    np.testing.assert_array_equal(twin.forward(trainer.data.train.x), first)


def test_raw_examples_are_prepared_as_those_of_the_run() -> None:
    spec = small_spec()
    trainer = Trainer(spec, blas_threads=1)
    twin, dataset = Twin(spec, trainer.data.record, trainer.weights()), load(spec.data)
    split = split_examples(dataset, spec.data)
    np.testing.assert_array_equal(twin.prepared(dataset.x[split.test]), trainer.data.test.x)
