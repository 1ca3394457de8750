import pytest

from nnlab.spec.experiment import ExperimentSpec
from nnlab.training.blas import blas_threads
from nnlab.training.outline import outline
from tests.training.runs import noise, spec_with


def threads(spec: ExperimentSpec, cores: int = 2) -> int:
    return blas_threads(outline(spec), spec.training.batch_size, cores)


def net(features: int, *units: int, batch: int) -> ExperimentSpec:
    layers = [{"kind": "dense", "units": n} for n in units]
    source = noise(2000, features)
    return spec_with(data__source=source, network__layers=layers, training__batch_size=batch)


def test_the_digits_example_gets_one_thread() -> None:
    assert threads(spec_with()) == 1


def test_large_products_get_two_threads() -> None:
    assert threads(net(784, 256, 128, batch=128)) == 2  # 51 MFLOP


@pytest.mark.parametrize(("batch", "expected"), [(100, 2), (99, 1)])
def test_the_border_is_at_20_mflop(batch: int, expected: int) -> None:
    assert threads(net(1000, 100, batch=batch)) == expected  # 2 · 100 · 1000 · 100 = 20 million


@pytest.mark.parametrize("units", [(1000, 10, 10), (10, 1000, 1000), (10, 10, 100_000)])
def test_the_largest_product_counts_wherever_it_is(units: tuple[int, ...]) -> None:
    assert threads(net(100, *units, batch=100)) == 2


@pytest.mark.parametrize(("pieces", "expected"), [(2, 2), (3, 2)])
def test_the_pieces_of_maxout_are_part_of_the_product(pieces: int, expected: int) -> None:
    layer = {"kind": "dense", "units": 50, "activation": {"kind": "maxout", "pieces": pieces}}
    spec = net(1000, 50, batch=100)
    assert threads(spec) == 1  # 10 MFLOP
    document = {"data__source": noise(2000, 1000), "network__layers": [layer], "training__batch_size": 100}
    assert threads(spec_with(**document)) == expected
    assert threads(spec_with(**{**document, "training__batch_size": 99})) == (1 if pieces == 2 else 2)


def test_batch_norm_dropout_and_the_number_of_outputs_change_nothing() -> None:
    layer = {"kind": "dense", "units": 100, "batch_norm": True, "dropout": 0.5}
    for batch, expected in ((100, 2), (99, 1)):
        spec = spec_with(
            data__source=noise(2000, 1000, classes=2),
            network__layers=[layer],
            training__batch_size=batch,
            training__loss="logistic",
        )
        assert threads(spec) == expected


@pytest.mark.parametrize(("cores", "expected"), [(1, 1), (2, 2), (64, 2)])
def test_more_threads_than_cores_are_never_asked_for(cores: int, expected: int) -> None:
    assert threads(net(1000, 1000, batch=1000), cores) == expected


def test_the_machine_is_asked_for_its_cores_where_nobody_names_them(monkeypatch: pytest.MonkeyPatch) -> None:
    spec = net(1000, 1000, batch=1000)
    for cores, expected in ((1, 1), (8, 2), (None, 1)):
        monkeypatch.setattr("os.cpu_count", lambda cores=cores: cores)
        assert blas_threads(outline(spec), spec.training.batch_size) == expected
