"""Steps of preprocessing: which values each takes, and what is said of others."""

import math
from typing import Any

import pytest

from nnlab.errors import InvalidSpecError
from nnlab.spec.document import from_document, from_json, new_spec, set_at, to_document, to_json

BASE = to_document(new_spec())
COMPONENTS = "must be a whole number of at least 1, or a share between 0 and 1."


def with_step(**options: Any) -> dict[str, Any]:
    return set_at(BASE, "preprocessing", [options])


@pytest.mark.parametrize("kind", ["center", "normalize", "pca", "whiten"])
def test_every_kind_has_a_default_for_each_option(kind: str) -> None:
    spec = from_document(with_step(kind=kind))
    assert spec.preprocessing[0].kind == kind
    assert from_json(to_json(spec)) == spec


@pytest.mark.parametrize("components", [1, 20, 1_000_000, 0.95, 1e-9, 0.999999])
def test_components_are_a_count_or_a_share(components: float) -> None:
    spec = from_document(with_step(kind="pca", components=components))
    kept = to_document(spec)["preprocessing"][0]["components"]
    assert kept == components
    assert type(kept) is type(components)
    assert from_json(to_json(spec)) == spec


def test_a_whole_number_with_a_point_is_a_count() -> None:
    spec = from_document(with_step(kind="pca", components=3.0))
    assert isinstance(to_document(spec)["preprocessing"][0]["components"], int)


@pytest.mark.parametrize(
    "components", [0, -1, 0.0, -0.5, 1.5, 1_000_001, 1e300, math.nan, math.inf, True, "20", None, [], {}]
)
def test_other_components_are_refused_with_what_is_allowed(components: object) -> None:
    with pytest.raises(InvalidSpecError) as caught:
        from_document(with_step(kind="pca", components=components))
    (problem,) = caught.value.problems
    assert (problem.path, str(problem.text)) == ("preprocessing.0.components", COMPONENTS)


@pytest.mark.parametrize(("epsilon", "sentence"), [(-1e-9, "must be at least 0."), (2e6, "must be at most 1,000,000.")])
def test_epsilon_has_limits(epsilon: float, sentence: str) -> None:
    with pytest.raises(InvalidSpecError) as caught:
        from_document(with_step(kind="whiten", epsilon=epsilon))
    (problem,) = caught.value.problems
    assert (problem.path, str(problem.text)) == ("preprocessing.0.epsilon", sentence)


def test_there_are_at_most_twenty_steps() -> None:
    with pytest.raises(InvalidSpecError, match="at most 20 entries"):
        from_document(set_at(BASE, "preprocessing", [{"kind": "center"}] * 21))
