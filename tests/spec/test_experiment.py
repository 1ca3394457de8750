import pytest

from nnlab.errors import InvalidSpecError
from nnlab.spec.document import from_document, new_spec


def with_split(train: float, validation: float, test: float) -> dict[str, object]:
    return {"nnlab": 1, "data": {"split": {"train": train, "validation": validation, "test": test}}}


@pytest.mark.parametrize("parts", [(0.7, 0.15, 0.15), (1.0, 0.0, 0.0), (0.8, 0.2, 0.0), (1 / 3, 1 / 3, 1 / 3)])
def test_a_split_that_adds_up_is_accepted(parts: tuple[float, float, float]) -> None:
    split = from_document(with_split(*parts)).data.split
    assert (split.train, split.validation, split.test) == parts


@pytest.mark.parametrize("parts", [(0.7, 0.15, 0.1), (0.5, 0.5, 0.5)])
def test_a_split_that_does_not_add_up_says_to_what_it_adds_up(parts: tuple[float, float, float]) -> None:
    with pytest.raises(InvalidSpecError, match=f"not to {sum(parts):.4g}"):
        from_document(with_split(*parts))


def test_nothing_can_be_trained_on_an_empty_part() -> None:
    with pytest.raises(InvalidSpecError, match=r"data\.split\.train: must be greater than 0"):
        from_document(with_split(0.0, 0.5, 0.5))


def test_the_defaults_are_those_of_the_design() -> None:
    spec = new_spec()
    assert spec.data.source.kind == "digits"
    assert (spec.data.split.train, spec.data.split.validation, spec.data.split.test) == (0.7, 0.15, 0.15)
    assert [step.kind for step in spec.preprocessing] == ["center", "normalize"]
    assert spec.preprocessing_fit == "train"
    assert (spec.training.learning_rate, spec.training.l2, spec.training.batch_size) == (0.01, 1e-4, 64)
    assert spec.training.epochs == 20
    assert spec.training.optimizer.model_dump() == {"kind": "momentum", "momentum": 0.9}
    assert spec.precision == "float32"


def test_the_output_layer_starts_from_small_weights() -> None:
    assert new_spec().network.output.init.model_dump() == {"kind": "normal", "std": 0.01}
