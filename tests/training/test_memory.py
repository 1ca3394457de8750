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


def test_a_run_that_does_not_fit_is_refused_before_anything_starts(thread: ComputeThread) -> None:
    with pytest.raises(InvalidSpecError, match="GB of memory"):
        Runner(thread, WIDE)
