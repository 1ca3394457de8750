from pathlib import Path

import pytest

from nnlab.spec.document import from_document
from nnlab.spec.experiment import ExperimentSpec
from nnlab.store.data_paths import located, portable
from nnlab.store.experiment_file import Experiment, open_experiment, save


def with_source(**source: str) -> ExperimentSpec:
    return from_document({"nnlab": 1, "data": {"source": source}})


def path_of(spec: ExperimentSpec) -> str:
    return str(getattr(spec.data.source, "path", None))


def test_what_lies_beside_an_experiment_travels_with_it(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    spec = with_source(kind="csv", path=str(here / "data" / "table.csv"))
    save(here / "run.nnlab", Experiment(spec))
    here.rename(there)
    assert path_of(open_experiment(there / "run.nnlab").spec) == str(there / "data" / "table.csv")


def test_what_lies_elsewhere_keeps_its_path(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    spec = with_source(kind="csv", path=str(tmp_path / "table.csv"))
    save(tmp_path / "here" / "run.nnlab", Experiment(spec))
    assert open_experiment(tmp_path / "here" / "run.nnlab").spec == spec


def test_both_paths_of_images_and_labels_are_kept(tmp_path: Path) -> None:
    spec = with_source(kind="idx", path=str(tmp_path / "images"), labels=str(tmp_path / "labels"))
    short = portable(spec, tmp_path)
    assert short == with_source(kind="idx", path="images", labels="labels")
    assert located(short, tmp_path) == spec


def test_a_path_in_a_json_spec_counts_from_its_folder(tmp_path: Path) -> None:
    file = tmp_path / "spec.json"
    file.write_text('{"nnlab": 1, "data": {"source": {"kind": "csv", "path": "../table.csv"}}}')
    assert path_of(open_experiment(file).spec) == str(tmp_path.parent / "table.csv")


def test_a_tilde_is_the_home_of_whoever_opens_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    found = located(with_source(kind="csv", path="~/table.csv"), Path("elsewhere"))
    assert path_of(found) == str(tmp_path / "table.csv")


@pytest.mark.parametrize("path", ["C:\\data\\table.csv", ""])
def test_a_path_of_another_system_and_none_are_left_as_they_are(tmp_path: Path, path: str) -> None:
    spec = with_source(kind="csv", path=path)
    assert located(spec, tmp_path) == spec


def test_built_in_data_have_no_path(tmp_path: Path) -> None:
    spec = with_source(kind="iris")
    assert located(spec, tmp_path) is spec
    assert portable(spec, tmp_path) is spec
