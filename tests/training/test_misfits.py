import pytest

from nnlab.errors import InvalidSpecError
from nnlab.training.outline import outline
from tests.training.runs import spec_with

HILLS = {"kind": "hills"}


def told(**changes: object) -> dict[str, str]:
    with pytest.raises(InvalidSpecError) as caught:
        outline(spec_with(**changes))
    return {problem.path: str(problem.text) for problem in caught.value.problems}


@pytest.mark.parametrize("loss", ["softmax", "logistic", "hinge"])
def test_numbers_to_be_met_take_the_squared_error_alone(loss: str) -> None:
    assert told(data__source=HILLS, training__loss=loss) == {
        "training.loss": "these data ask for numbers, not for classes: use mse."
    }
    assert outline(spec_with(data__source=HILLS, training__loss="mse")).n_outputs == 1


def test_classes_take_the_squared_error_too() -> None:
    assert outline(spec_with(training__loss="mse")).n_outputs == 10


@pytest.mark.parametrize(
    ("steps", "place", "most"),
    [
        ([{"kind": "pca", "components": 65}], 0, 64),
        ([{"kind": "center"}, {"kind": "pca", "components": 10}, {"kind": "pca", "components": 11}], 2, 10),
        ([{"kind": "whiten"}, {"kind": "pca", "components": 100}], 1, 64),
    ],
)
def test_no_more_components_than_there_are_features(steps: list[dict[str, object]], place: int, most: int) -> None:
    sentence = f"must be at most {most}: there are no more features or training examples than that."
    assert told(preprocessing=steps) == {f"preprocessing.{place}.components": sentence}


def test_no_more_components_than_training_examples() -> None:
    few = {"data__limit": 20, "training__batch_size": 10}
    assert "preprocessing.0.components" in told(preprocessing=[{"kind": "pca", "components": 21}], **few)
    fine = outline(spec_with(preprocessing=[{"kind": "pca", "components": 20}], **few))
    assert (fine.inputs, fine.is_exact) == (20, True)
    leaking = {"preprocessing_fit": "all", **few}
    assert outline(spec_with(preprocessing=[{"kind": "pca", "components": 21}], **leaking)).inputs == 21


def test_of_a_share_of_the_variance_only_the_most_is_known() -> None:
    found = outline(spec_with(preprocessing=[{"kind": "pca", "components": 0.9}]))
    assert (found.inputs, found.is_exact, found.layers[0].is_exact, found.layers[1].is_exact) == (
        64,
        False,
        False,
        True,
    )


@pytest.mark.parametrize(
    "points",
    [[], [[0.0, 0.0, 0]] * 9, [[0.0, 0.0, 0], [1.0, 0.0, 1], [0.0, 1.0, 1]]],
    ids=["none", "one class", "three"],
)
def test_points_have_to_be_drawn_first(points: list[list[float]]) -> None:
    assert (
        "needs at least 4 points of two classes"
        in told(data__source={"kind": "points", "points": points})["data.source"]
    )


def test_a_file_that_nobody_has_read_is_told_as_such() -> None:
    assert told(data__source={"kind": "csv", "path": "/nowhere/table.csv"}) == {
        "data.source.path": "has not been read yet."
    }
    assert told(data__source={"kind": "csv"}) == {"data.source.path": "No file has been chosen yet."}
