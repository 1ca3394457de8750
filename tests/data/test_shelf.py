import os
from pathlib import Path

import numpy as np
import pytest

from nnlab.data.dataset import Dataset
from nnlab.data.shelf import PLACES, Shelf
from nnlab.spec.experiment import DataSpec, SplitSpec
from nnlab.spec.files import CsvSpec, IdxSpec, ImageFolderSpec
from nnlab.spec.sources import IrisSpec, SpiralsSpec


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


def some(value: float = 0.0) -> Dataset:
    return Dataset(np.full((4, 2), value), np.array([0, 1, 0, 1]), ("a", "b"))


def made(**options: object) -> DataSpec:
    return DataSpec(source=SpiralsSpec(**options))


def test_what_was_put_there_is_found_again(shelf: Shelf) -> None:
    dataset = some()
    shelf.put(made(), dataset)
    assert shelf.get(made()) is dataset
    assert shelf.get(made(noise=0.5)) is None


def test_the_split_makes_no_difference(shelf: Shelf) -> None:
    shelf.put(made(), some())
    split = SplitSpec(train=0.5, validation=0.25, test=0.25)
    assert shelf.get(DataSpec(source=SpiralsSpec(), split=split, limit=3, label_noise=0.5)) is not None


def test_the_seed_decides_what_is_made(shelf: Shelf) -> None:
    shelf.put(made(), some())
    assert shelf.get(DataSpec(source=SpiralsSpec(), seed=1)) is None


def test_the_seed_decides_nothing_in_a_file(shelf: Shelf, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("a,b\n1,2\n")
    shelf.put(DataSpec(source=CsvSpec(path=str(path))), some())
    assert shelf.get(DataSpec(source=CsvSpec(path=str(path)), seed=9)) is not None


@pytest.mark.parametrize("change", ["content", "time", "gone"])
def test_a_file_that_has_changed_is_read_anew(shelf: Shelf, tmp_path: Path, change: str) -> None:
    path = tmp_path / "table.csv"
    path.write_text("a,b\n1,2\n")
    spec = DataSpec(source=CsvSpec(path=str(path)))
    shelf.put(spec, some())
    if change == "content":
        path.write_text("a,b\n1,2\n3,4\n")
    elif change == "time":
        os.utime(path, ns=(1, 1))
    else:
        path.unlink()
    assert shelf.get(spec) is None


def test_a_folder_with_another_class_is_read_anew(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "cats").mkdir()
    spec = DataSpec(source=ImageFolderSpec(path=str(tmp_path)))
    shelf.put(spec, some())
    assert shelf.get(spec) is not None
    (tmp_path / "dogs").mkdir()
    assert shelf.get(spec) is None


def test_the_labels_beside_count_too(shelf: Shelf, tmp_path: Path) -> None:
    images, labels = tmp_path / "images", tmp_path / "labels"
    images.write_bytes(b"1")
    labels.write_bytes(b"1")
    spec = DataSpec(source=IdxSpec(path=str(images), labels=str(labels)))
    shelf.put(spec, some())
    labels.write_bytes(b"22")
    assert shelf.get(spec) is None


def test_the_one_not_asked_for_the_longest_goes_first(shelf: Shelf) -> None:
    specs = [DataSpec(source=SpiralsSpec(), seed=seed) for seed in range(PLACES)]
    for spec in specs:
        shelf.put(spec, some())
    assert shelf.get(specs[0]) is not None
    shelf.put(DataSpec(source=IrisSpec()), some())
    assert [shelf.get(spec) is not None for spec in specs] == [True, False, True]
