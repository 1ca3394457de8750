from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnlab.data.dataset import Dataset
from nnlab.data.loading import drained
from nnlab.data.new.examples import NewData, reading_new
from nnlab.data.prepared import DataRecord, record_of
from nnlab.errors import UnreadableFileError
from nnlab.spec.files import CifarSpec, CsvSpec, IdxSpec, ImageFolderSpec, NpzSpec
from nnlab.spec.sources import DigitsSpec, HillsSpec, IrisSpec, NoiseSpec, ShapesSpec, SourceSpec, SpiralsSpec
from tests.data.new.files import data_of, put_arrays, put_cifar, put_idx, put_picture, put_table

RNG = np.random.default_rng(0)
GREY = RNG.integers(0, 256, (6, 5, 4)).astype(np.uint8)
COLOUR = RNG.integers(0, 256, (4, 32, 32, 3)).astype(np.uint8)
IRIS = ("sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)")


def record(x: Any, classes: int | tuple[str, ...] = 3, targets: int = 0, **names: Any) -> DataRecord:
    """Return what a run keeps of examples like ``x``."""
    class_names = tuple(map(str, range(classes))) if isinstance(classes, int) else classes
    said = np.zeros(len(x), np.intp) if class_names else np.zeros((len(x), targets))
    return record_of(Dataset(x, said, class_names, **names), ())


GREY_RECORD = record(GREY[..., np.newaxis])
TWO_COLUMNS = record(np.zeros((5, 2)), ("no", "yes"), feature_names=("height", "weight"))


def read(path: Path, source: SourceSpec, data: DataRecord) -> NewData:
    return drained(reading_new(path, source, data))


def sentence(path: Path, source: SourceSpec, data: DataRecord) -> str:
    """Return why ``path`` is refused."""
    with pytest.raises(UnreadableFileError) as refused:
        read(path, source, data)
    assert str(path) in str(refused.value)
    return str(refused.value)


class TestTables:
    SOURCE = CsvSpec(path="train.csv", label="ill")

    def test_columns_are_found_by_name_whatever_their_order(self, tmp_path: Path) -> None:
        header = ("ill", "weight", "name", "height")
        path = put_table(tmp_path / "new.csv", [("yes", 70, "Ann", 1.7), ("no", 80, "Bob", 1.8)], header)
        new = read(path, self.SOURCE, TWO_COLUMNS)
        assert new.x.tolist() == [[1.7, 70], [1.8, 80]]
        assert new.targets is not None
        assert (new.targets.tolist(), new.names) == ([1, 0], ())

    def test_the_column_of_the_truth_may_be_missing(self, tmp_path: Path) -> None:
        path = put_table(tmp_path / "new.csv", [(1.7, 70), (1.8, 80)], ("height", "weight"))
        assert read(path, self.SOURCE, TWO_COLUMNS).targets is None

    def test_no_other_column_is_taken_for_it(self, tmp_path: Path) -> None:
        path = put_table(tmp_path / "new.csv", [(1.7, 70, "gold"), (1.8, 80, "tin")], ("height", "weight", "class"))
        assert read(path, self.SOURCE, TWO_COLUMNS).targets is None

    def test_where_its_name_was_found_out_in_training_it_is_called_as_is_usual(self, tmp_path: Path) -> None:
        path = put_table(tmp_path / "new.csv", [("yes", 1.7, 70), ("no", 1.8, 80)], ("Class", "height", "weight"))
        new = read(path, CsvSpec(path="train.csv"), TWO_COLUMNS)
        assert new.targets is not None
        assert new.targets.tolist() == [1, 0]

    def test_one_class_alone_is_enough(self, tmp_path: Path) -> None:
        path = put_table(tmp_path / "new.csv", [(1.7, 70, "yes"), (1.8, 80, "yes")], ("height", "weight", "ill"))
        new = read(path, self.SOURCE, TWO_COLUMNS)
        assert new.targets is not None
        assert new.targets.tolist() == [1, 1]

    def test_a_class_that_the_network_does_not_know_is_named(self, tmp_path: Path) -> None:
        path = put_table(tmp_path / "new.csv", [(1.7, 70, "yes"), (1.8, 80, "maybe")], ("height", "weight", "ill"))
        said = sentence(path, self.SOURCE, TWO_COLUMNS)
        assert "line 3" in said
        assert "maybe" in said
        assert "“no”, “yes”" in said

    def test_a_column_that_is_missing_is_named(self, tmp_path: Path) -> None:
        path = put_table(tmp_path / "new.csv", [(1.7, "yes"), (1.8, "no")], ("height", "ill"))
        assert "weight" in sentence(path, self.SOURCE, TWO_COLUMNS)

    def test_without_a_header_columns_are_taken_by_their_order(self, tmp_path: Path) -> None:
        path = put_table(tmp_path / "new.csv", [(1.7, 70), (1.8, 80.5)])
        assert read(path, self.SOURCE, TWO_COLUMNS).x.tolist() == [[1.7, 70], [1.8, 80.5]]
        path = put_table(tmp_path / "known.csv", [(1.7, 70, "yes"), (1.8, 80.5, "no")])
        new = read(path, self.SOURCE, TWO_COLUMNS)
        assert new.x.tolist() == [[1.7, 70], [1.8, 80.5]]
        assert new.targets is not None
        assert new.targets.tolist() == [1, 0]

    def test_categories_are_found_by_name_and_by_order(self, tmp_path: Path) -> None:
        data = record(np.zeros((5, 3)), ("no", "yes"), feature_names=("size", "colour=blue", "colour=red"))
        path = put_table(tmp_path / "named.csv", [("red", 2), ("blue", 3)], ("colour", "size"))
        assert read(path, self.SOURCE, data).x.tolist() == [[2, 0, 1], [3, 1, 0]]
        path = put_table(tmp_path / "bare.csv", [(2, "red", "yes"), (3, "blue", "no"), (4.5, "red", "no")])
        assert read(path, self.SOURCE, data).x.tolist() == [[2, 0, 1], [3, 1, 0], [4.5, 0, 1]]

    def test_numbers_to_be_met_are_read_as_numbers(self, tmp_path: Path) -> None:
        data = record(np.zeros((5, 1)), (), 1, feature_names=("area",), target_names=("price",))
        path = put_table(tmp_path / "new.csv", [(10, 1), (20, 2), (10, 1), (20, 2)], ("area", "price"))
        new = read(path, CsvSpec(path="train.csv"), data)
        assert new.targets is not None
        assert new.targets.tolist() == [[1], [2], [1], [2]]
        assert new.targets.dtype == np.float64

    def test_rows_go_by_their_lines_where_some_are_dropped(self, tmp_path: Path) -> None:
        path = put_table(tmp_path / "new.csv", [("", 70), (1.8, 80), ("", 75), (1.9, 85)], ("height", "weight"))
        new = read(path, CsvSpec(path="train.csv", label="ill", missing="drop"), TWO_COLUMNS)
        assert new.x.tolist() == [[1.8, 80], [1.9, 85]]
        assert new.names == ("line 3", "line 5")

    def test_missing_values_are_refused_where_they_were_in_training(self, tmp_path: Path) -> None:
        path = put_table(tmp_path / "new.csv", [("", 70), (1.8, 80)], ("height", "weight"))
        assert "height" in sentence(path, self.SOURCE, TWO_COLUMNS)

    def test_options_that_the_new_file_answers_itself_are_not_carried_over(self, tmp_path: Path) -> None:
        path = tmp_path / "new.csv"
        path.write_text("height;weight\n1,7;70\n1,8;80\n", encoding="utf-8")
        source = CsvSpec(path="train.csv", separator=",", decimal=".", header=True)
        assert read(path, source, TWO_COLUMNS).x.tolist() == [[1.7, 70], [1.8, 80]]


class TestArrays:
    SOURCE = NpzSpec(path="train.npz")
    DATA = record(np.zeros((5, 2)))
    X = np.array([[1.0, 2.0], [3.0, 4.0]])

    @pytest.mark.parametrize(
        ("labels", "expected"),
        [
            (np.array([2, 0]), [2, 0]),
            (np.array([[2.0], [2.0]]), [2, 2]),
            (np.array([[0, 0, 1], [1, 0, 0]]), [2, 0]),
            (np.array(["2", "1"]), [2, 1]),
            (np.array([True, False]), [1, 0]),
        ],
        ids=["whole numbers", "one class in a column", "one hot", "text", "truth values"],
    )
    def test_labels_are_read_in_any_form(self, labels: Any, expected: list[int], tmp_path: Path) -> None:
        new = read(put_arrays(tmp_path / "new.npz", x=self.X, y=labels), self.SOURCE, self.DATA)
        assert new.x.tolist() == self.X.tolist()
        assert new.targets is not None
        assert new.targets.tolist() == expected
        assert new.targets.dtype == np.intp

    def test_examples_may_come_alone(self, tmp_path: Path) -> None:
        for name in ("x", "anything"):
            new = read(put_arrays(tmp_path / "new.npz", **{name: self.X}), self.SOURCE, self.DATA)
            assert (new.x.tolist(), new.targets) == (self.X.tolist(), None)

    def test_arrays_are_called_as_in_training_or_as_is_usual(self, tmp_path: Path) -> None:
        source = NpzSpec(path="train.npz", examples="mine", labels="said")
        path = put_arrays(tmp_path / "as before.npz", mine=self.X, said=np.array([1, 2]), y=np.zeros(2), x=np.ones(2))
        new = read(path, source, self.DATA)
        assert new.targets is not None
        assert (new.x.tolist(), new.targets.tolist()) == (self.X.tolist(), [1, 2])
        path = put_arrays(tmp_path / "other.npz", X=self.X, Labels=np.array([1, 2]), more=np.zeros(1))
        new = read(path, source, self.DATA)
        assert new.targets is not None
        assert (new.x.tolist(), new.targets.tolist()) == (self.X.tolist(), [1, 2])

    def test_of_two_nameless_arrays_the_labels_are_the_smaller_one(self, tmp_path: Path) -> None:
        np.savez(path := tmp_path / "new.npz", np.array([1, 2]), self.X)
        new = read(path, self.SOURCE, self.DATA)
        assert new.targets is not None
        assert (new.x.tolist(), new.targets.tolist()) == (self.X.tolist(), [1, 2])

    def test_another_array_beside_named_examples_is_not_taken_for_labels(self, tmp_path: Path) -> None:
        path = put_arrays(tmp_path / "new.npz", images=self.X, ids=np.array([101, 102]))
        assert read(path, self.SOURCE, self.DATA).targets is None

    def test_numbers_to_be_met_keep_their_columns(self, tmp_path: Path) -> None:
        data = record(np.zeros((5, 2)), (), 2)
        new = read(put_arrays(tmp_path / "new.npz", x=self.X, y=self.X), self.SOURCE, data)
        assert new.targets is not None
        assert new.targets.tolist() == self.X.tolist()
        path = put_arrays(tmp_path / "one.npz", x=self.X, y=np.zeros(2))
        assert "1 number" in sentence(path, self.SOURCE, data)

    def test_rows_and_images_of_as_many_numbers_are_the_same(self, tmp_path: Path) -> None:
        path = put_arrays(tmp_path / "rows.npz", x=GREY.reshape(6, 20))
        assert np.array_equal(read(path, self.SOURCE, GREY_RECORD).x, GREY[..., np.newaxis])
        path = put_arrays(tmp_path / "images.npz", x=GREY)
        assert np.array_equal(read(path, self.SOURCE, record(np.zeros((6, 20)))).x, GREY.reshape(6, 20))

    @pytest.mark.parametrize(
        ("x", "found"),
        [
            (np.zeros((3, 7)), "a row of 7 numbers"),
            (np.zeros((3, 4, 5)), "a grey image of 4 × 5 pixels"),
            (np.zeros((3, 5, 4, 3)), "a colour image of 5 × 4 pixels"),
        ],
    )
    def test_another_shape_is_told_beside_the_one_expected(self, x: Any, found: str, tmp_path: Path) -> None:
        said = sentence(put_arrays(tmp_path / "new.npz", x=x), self.SOURCE, GREY_RECORD)
        assert found in said
        assert "a grey image of 5 × 4 pixels" in said

    def test_what_is_not_finite_is_refused(self, tmp_path: Path) -> None:
        path = put_arrays(tmp_path / "new.npz", x=np.array([[1.0, np.nan]]))
        assert "example 1" in sentence(path, self.SOURCE, self.DATA)

    def test_another_number_of_labels_is_refused(self, tmp_path: Path) -> None:
        path = put_arrays(tmp_path / "new.npz", x=self.X, y=np.zeros(3))
        assert "2 examples but 3 labels" in sentence(path, self.SOURCE, self.DATA)


class TestIdx:
    SOURCE = IdxSpec(path="train-images", labels="somewhere-else")

    def test_labels_are_found_beside_the_images(self, tmp_path: Path) -> None:
        path = put_idx(tmp_path / "new-images-idx3-ubyte", GREY)
        put_idx(tmp_path / "new-labels-idx1-ubyte", np.array([1, 1, 1, 1, 1, 1]))
        new = read(path, self.SOURCE, GREY_RECORD)
        assert np.array_equal(new.x, GREY[..., np.newaxis])
        assert new.targets is not None
        assert new.targets.tolist() == [1] * 6

    @pytest.mark.parametrize("name", ["new-images-idx3-ubyte", "anything"])
    def test_images_may_come_alone(self, name: str, tmp_path: Path) -> None:
        new = read(put_idx(tmp_path / name, GREY), self.SOURCE, GREY_RECORD)
        assert np.array_equal(new.x, GREY[..., np.newaxis])
        assert new.targets is None

    def test_a_label_that_the_network_does_not_know_is_named_with_its_file(self, tmp_path: Path) -> None:
        path = put_idx(tmp_path / "new-images", GREY)
        put_idx(tmp_path / "new-labels", np.array([1, 0, 7, 1, 9, 7]))
        with pytest.raises(UnreadableFileError, match=r"new-labels: example 3 is of the class 7.*0, 1, 2"):
            read(path, self.SOURCE, GREY_RECORD)

    def test_images_of_another_size_are_refused(self, tmp_path: Path) -> None:
        path = put_idx(tmp_path / "new-images", np.zeros((2, 28, 28)))
        said = sentence(path, self.SOURCE, GREY_RECORD)
        assert "28 × 28" in said
        assert "5 × 4" in said


class TestCifar:
    DATA = record(COLOUR, 10)

    def test_a_batch_is_read_with_its_labels(self, tmp_path: Path) -> None:
        path = put_cifar(tmp_path / "test_batch.bin", COLOUR, [9, 0, 3, 3])
        new = read(path, CifarSpec(path="train"), self.DATA)
        assert np.array_equal(new.x, COLOUR)
        assert new.targets is not None
        assert new.targets.tolist() == [9, 0, 3, 3]

    def test_a_network_for_a_hundred_classes_takes_none_of_ten(self, tmp_path: Path) -> None:
        path = put_cifar(tmp_path / "test_batch.bin", COLOUR, [9, 0, 3, 3])
        said = sentence(path, CifarSpec(path="train"), record(COLOUR, 100))
        assert "10 classes" in said
        assert "100" in said

    def test_image_files_are_welcome(self, tmp_path: Path) -> None:
        path = put_picture(tmp_path / "cat.png", COLOUR[0])
        assert np.array_equal(read(path, CifarSpec(path="train"), self.DATA).x, COLOUR[:1])


class TestPictures:
    SOURCE = ImageFolderSpec(path="train", width=4, height=5, colours="grey")

    def test_a_single_image_goes_by_its_name(self, tmp_path: Path) -> None:
        new = read(put_picture(tmp_path / "one.png", GREY[0]), self.SOURCE, GREY_RECORD)
        assert np.array_equal(new.x, GREY[:1, ..., np.newaxis])
        assert (new.targets, new.names) == (None, ("one.png",))

    def test_a_flat_folder_has_names_and_no_truth(self, tmp_path: Path) -> None:
        for place, name in enumerate(("test_2.png", "a.png", "train.bmp")):  # which look like parts of CIFAR
            put_picture(tmp_path / name, GREY[place])
        new = read(tmp_path, self.SOURCE, GREY_RECORD)
        assert np.array_equal(new.x, GREY[[1, 0, 2], ..., np.newaxis])
        assert (new.targets, new.names) == (None, ("a.png", "test_2.png", "train.bmp"))

    def test_folders_are_the_classes(self, tmp_path: Path) -> None:
        data = record(GREY[..., np.newaxis], ("ant", "bee", "cat"))
        for place, name in enumerate(("cat/1.png", "ant/2.png", "ant/more/3.png")):
            put_picture(tmp_path / name, GREY[place])
        new = read(tmp_path, self.SOURCE, data)
        assert new.names == ("ant/2.png", "ant/more/3.png", "cat/1.png")
        assert np.array_equal(new.x, GREY[[1, 2, 0], ..., np.newaxis])
        assert new.targets is not None
        assert new.targets.tolist() == [0, 0, 2]

    def test_a_folder_that_is_no_class_is_named(self, tmp_path: Path) -> None:
        put_picture(tmp_path / "0/1.png", GREY[0])
        put_picture(tmp_path / "dogs/2.png", GREY[1])
        assert "dogs" in sentence(tmp_path, self.SOURCE, GREY_RECORD)

    def test_images_are_cropped_scaled_and_coloured_as_the_network_takes_them(self, tmp_path: Path) -> None:
        path = put_picture(tmp_path / "one.png", np.full((50, 90, 3), (200, 10, 10)))
        assert read(path, self.SOURCE, GREY_RECORD).x.shape == (1, 5, 4, 1)
        assert np.array_equal(
            read(path, ShapesSpec(), record(COLOUR)).x, np.broadcast_to([200, 10, 10], (1, 32, 32, 3))
        )

    def test_networks_for_images_of_bytes_take_them(self, tmp_path: Path) -> None:
        path = put_picture(tmp_path / "one.png", GREY[0])
        assert np.array_equal(read(path, IdxSpec(path="train"), GREY_RECORD).x, GREY[:1, ..., np.newaxis])

    @pytest.mark.parametrize(
        ("source", "data"),
        [
            (DigitsSpec(), data_of(DigitsSpec())[1]),
            (IrisSpec(), data_of(IrisSpec())[1]),
            (IdxSpec(path="train"), record(GREY[..., np.newaxis].astype(np.float32))),
        ],
        ids=["pixels of 0 to 16", "no images", "floats"],
    )
    def test_networks_for_other_numbers_do_not(self, source: SourceSpec, data: DataRecord, tmp_path: Path) -> None:
        assert "0 to 255" in sentence(put_picture(tmp_path / "one.png", GREY[0]), source, data)


class TestBuiltIn:
    def test_iris_by_name_with_the_species(self, tmp_path: Path) -> None:
        dataset, data = data_of(IrisSpec())
        order = [3, 0, 2, 1]
        header = (*(IRIS[place] for place in order), "species")
        assert data.feature_names == IRIS
        names = [data.class_names[label] for label in dataset.targets]
        rows = [(*row[order], name) for row, name in zip(dataset.x, names, strict=True)]
        new = read(put_table(tmp_path / "iris.csv", rows, header), IrisSpec(), data)
        assert np.array_equal(new.x, dataset.x)
        assert new.targets is not None
        assert np.array_equal(new.targets, dataset.targets)

    def test_a_species_that_the_network_does_not_know_is_named(self, tmp_path: Path) -> None:
        _, data = data_of(IrisSpec())
        path = put_table(tmp_path / "iris.csv", [(1, 2, 3, 4, "rose"), (1, 2, 3, 4, "setosa")], (*IRIS, "species"))
        assert "rose" in sentence(path, IrisSpec(), data)

    def test_digits_by_order_with_the_label_in_front(self, tmp_path: Path) -> None:
        dataset, data = data_of(DigitsSpec())
        rows = [(label, *x.ravel()) for label, x in zip(dataset.targets[:20], dataset.x[:20], strict=True)]
        header = ("label", *(f"pixel{place}" for place in range(64)))
        new = read(put_table(tmp_path / "digits.csv", rows, header), DigitsSpec(), data)
        assert np.array_equal(new.x, dataset.x[:20])
        assert new.targets is not None
        assert np.array_equal(new.targets, dataset.targets[:20])

    def test_digits_as_arrays(self, tmp_path: Path) -> None:
        dataset, data = data_of(DigitsSpec())
        for x in (dataset.x[:20, ..., 0], dataset.x[:20].reshape(20, 64)):
            path = put_arrays(tmp_path / "digits.npz", images=x, labels=dataset.targets[:20])
            new = read(path, DigitsSpec(), data)
            assert np.array_equal(new.x, dataset.x[:20])
            assert new.targets is not None
            assert np.array_equal(new.targets, dataset.targets[:20])

    def test_points_of_the_plane_without_a_header(self, tmp_path: Path) -> None:
        dataset, data = data_of(SpiralsSpec(examples=30))
        new = read(put_table(tmp_path / "points.csv", dataset.x.tolist()), SpiralsSpec(examples=30), data)
        assert (new.x.tolist(), new.targets) == (dataset.x.tolist(), None)
        rows = [(*x, label) for x, label in zip(dataset.x.tolist(), dataset.targets, strict=True)]
        new = read(put_table(tmp_path / "known.csv", rows), SpiralsSpec(examples=30), data)
        assert new.x.tolist() == dataset.x.tolist()
        assert new.targets is not None
        assert np.array_equal(new.targets, dataset.targets)

    def test_heights_to_be_met(self, tmp_path: Path) -> None:
        dataset, data = data_of(HillsSpec(examples=30))
        rows = [(*x, *y) for x, y in zip(dataset.x.tolist(), dataset.targets.tolist(), strict=True)]
        for header in ((*data.feature_names, "height"), ()):
            new = read(put_table(tmp_path / "points.csv", rows, header), HillsSpec(examples=30), data)
            assert new.x.tolist() == dataset.x.tolist()
            assert new.targets is not None
            assert new.targets.tolist() == dataset.targets.tolist()

    def test_another_number_of_columns_is_told_beside_the_one_expected(self, tmp_path: Path) -> None:
        _, data = data_of(NoiseSpec(examples=30, features=7, classes=2))
        said = sentence(put_table(tmp_path / "new.csv", np.ones((3, 5)) / 3), NoiseSpec(), data)
        assert "5 columns" in said
        assert "7" in said


@pytest.mark.parametrize(
    ("name", "source", "said"),
    [
        ("table.csv", NpzSpec(path="train.npz"), ["a table as text", "arrays of NumPy"]),
        ("arrays.npz", CsvSpec(path="train.csv"), ["arrays of NumPy", "a table as text"]),
        ("images", CsvSpec(path="train.csv"), ["format of MNIST", "a table as text"]),
        ("images", DigitsSpec(), ["format of MNIST", "from a table as text or from arrays"]),
        ("picture.png", NpzSpec(path="train.npz"), ["an image", "arrays of NumPy"]),
        ("table.csv", ImageFolderSpec(path="train"), ["a table as text", "a folder of images"]),
        (".", CsvSpec(path="train.csv"), ["folder of images", "a table as text"]),
        ("nothing.csv", CsvSpec(path="train.csv"), ["is not there"]),
    ],
)
def test_data_of_another_kind_are_told_beside_the_one_expected(
    name: str, source: SourceSpec, said: list[str], tmp_path: Path
) -> None:
    put_table(tmp_path / "table.csv", [(1, 2), (3, 4)], ("height", "weight"))
    put_arrays(tmp_path / "arrays.npz", x=np.zeros((2, 2)))
    put_idx(tmp_path / "images", GREY)
    put_picture(tmp_path / "picture.png", GREY[0])
    found = sentence(tmp_path / name, source, TWO_COLUMNS)
    assert [words for words in said if words not in found] == []


def test_the_share_that_is_done_rises_from_nothing_to_one(tmp_path: Path) -> None:
    path = put_arrays(tmp_path / "new.npz", x=np.zeros((100_000, 2)), y=np.zeros(100_000))
    shares = list(reading_new(path, NpzSpec(path="train.npz"), TestArrays.DATA))
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert len(shares) > 2


def test_reading_can_be_given_up(tmp_path: Path) -> None:
    work = reading_new(
        put_arrays(tmp_path / "new.npz", x=np.zeros((100_000, 2))), NpzSpec(path="train.npz"), TestArrays.DATA
    )
    next(work)
    work.close()  # a file left open would be a warning, which is an error here
