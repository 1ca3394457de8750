from nnlab.spec.document import from_document, same_run
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.paths import moved_to, paths_of, with_paths


def spec(**source: object) -> ExperimentSpec:
    return from_document({"nnlab": 1, "data": {"source": source}})


def test_only_a_persons_own_data_lie_somewhere() -> None:
    assert paths_of(spec(kind="digits")) == {}
    assert paths_of(spec(kind="csv", path="a.csv", label="y")) == {"path": "a.csv"}
    assert paths_of(spec(kind="idx", path="images")) == {"path": "images", "labels": None}


def test_a_path_is_changed_and_nothing_else() -> None:
    assert with_paths(spec(kind="csv", path="a.csv", label="y"), {"path": "b.csv"}) == spec(
        kind="csv", path="b.csv", label="y"
    )


def test_data_are_found_where_another_spec_has_them() -> None:
    here, there = spec(kind="csv", path="a.csv", missing="drop"), spec(kind="csv", path="b.csv")
    assert moved_to(here, there) == spec(kind="csv", path="b.csv", missing="drop")
    assert moved_to(here, spec(kind="npz", path="b.npz")) is here
    assert moved_to(spec(kind="digits"), there) == spec(kind="digits")


def test_a_file_that_was_moved_makes_no_other_run_and_another_option_does() -> None:
    here = spec(kind="csv", path="a.csv")
    assert same_run(here, spec(kind="csv", path="b.csv"))
    assert not same_run(here, spec(kind="csv", path="a.csv", missing="drop"))
    assert not same_run(here, spec(kind="npz", path="a.csv"))
