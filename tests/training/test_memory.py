from types import SimpleNamespace

import pytest

from nnlab.errors import InvalidSpecError
from nnlab.jobs import ComputeThread
from nnlab.spec.experiment import ExperimentSpec
from nnlab.training.memory import check_memory
from nnlab.training.outline import outline
from nnlab.training.runner import Runner
from tests.training.runs import noise, spec_with

MANY_EXAMPLES = spec_with(data__source=noise(1_000_000, 1000))
WIDE = spec_with(network__layers=[{"kind": "dense", "units": 50_000}] * 2)


@pytest.fixture(autouse=True)
def one_gigabyte_is_free(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("psutil.virtual_memory", lambda: SimpleNamespace(available=1_000_000_000))


def test_what_fits_is_let_through() -> None:
    check_memory(outline(spec_with()))


@pytest.mark.parametrize(("spec", "path"), [(MANY_EXAMPLES, "data.source"), (WIDE, "network.layers")])
def test_what_does_not_fit_names_the_field_that_asks_for_most(spec: ExperimentSpec, path: str) -> None:
    with pytest.raises(InvalidSpecError) as caught:
        check_memory(outline(spec))
    (problem,) = caught.value.problems
    assert problem.path == path
    assert "GB of memory; 1.0 GB are free." in str(problem.text)


TALL = {"kind": "dense", "units": 1_500}


def test_what_the_optimiser_remembers_and_batch_norm_keeps_is_counted() -> None:
    plain = outline(spec_with(network__layers=[TALL] * 2, training__optimizer="sgd"))
    adam = outline(spec_with(network__layers=[TALL] * 2, training__optimizer="adam"))
    assert adam.memory_bytes - plain.memory_bytes == 4 * 4 * plain.parameters  # two vectors, and their copies
    normalised = outline(spec_with(network__layers=[{**TALL, "batch_norm": True}] * 2, training__optimizer="sgd"))
    rows = 64 + 1000
    buffers = 4 * 2 * rows * 3 * 1500  # normalised, output, gradient
    assert normalised.memory_bytes - plain.memory_bytes == pytest.approx(buffers, rel=0.01)


@pytest.mark.parametrize(("optimizer", "fits"), [("sgd", True), ("adam", False)])
def test_batch_norm_and_adam_may_be_what_does_not_fit(optimizer: str, fits: bool) -> None:
    layer = {"kind": "dense", "units": 3_900, "batch_norm": True}
    found = outline(spec_with(network__layers=[layer] * 2, training__optimizer=optimizer))
    if fits:
        check_memory(found)
        return
    with pytest.raises(InvalidSpecError, match=r"^network\.layers: needs about 1\.\d GB of memory"):
        check_memory(found)


def test_the_memory_of_a_run_that_is_replaced_counts_as_free() -> None:
    found = outline(WIDE)
    check_memory(found, held_bytes=3 * found.memory_bytes)


def test_a_run_that_does_not_fit_is_refused_before_anything_starts(thread: ComputeThread) -> None:
    with pytest.raises(InvalidSpecError, match="GB of memory"):
        Runner(thread, WIDE)
