import numpy as np

from nnlab.data.dataset import Dataset, blocks


def dataset(dtype: str = "<f8", labels: str = "<i8", names: tuple[str, ...] = ("a", "b")) -> Dataset:
    return Dataset(np.arange(12).reshape(3, 4).astype(dtype), np.array([0, 1, 0]).astype(labels), names)


def test_equal_data_have_equal_fingerprints() -> None:
    assert dataset().fingerprint == dataset().fingerprint


def test_the_byte_order_of_the_machine_does_not_matter() -> None:
    assert dataset(">f8", ">i8").fingerprint == dataset().fingerprint


def test_the_layout_in_memory_does_not_matter() -> None:
    turned = Dataset(np.asfortranarray(dataset().x), dataset().targets, ("a", "b"))
    assert turned.fingerprint == dataset().fingerprint


def test_anything_that_differs_changes_the_fingerprint() -> None:
    here = dataset()
    x = here.x.copy()
    x[2, 3] = np.nextafter(x[2, 3], 100)
    others = [
        Dataset(x, here.targets, here.class_names),
        Dataset(here.x.reshape(3, 2, 2), here.targets, here.class_names),
        Dataset(here.x, np.array([0, 1, 1]), here.class_names),
        Dataset(here.x, here.targets, ("a", "c")),
        Dataset(here.x[[1, 0, 2]], here.targets, here.class_names),
    ]
    assert len({data.fingerprint for data in [here, *others]}) == 6


def test_the_fingerprint_is_a_sha256() -> None:
    assert len(dataset().fingerprint) == 64
    assert int(dataset().fingerprint, 16)


def test_it_depends_on_the_numbers_to_be_met() -> None:
    x = np.arange(12.0).reshape(3, 4)
    sums = [Dataset(x, np.array([[0.0], [1.0], [last]])).fingerprint for last in (2.0, 2.5)]
    assert sums[0] != sums[1]


def test_blocks_make_up_the_whole() -> None:
    x = np.arange(1_000_000.0).reshape(-1, 4)
    parts = list(blocks(x))
    assert len(parts) > 1
    assert np.array_equal(np.concatenate(parts), x)


def test_the_shape_of_numbers_to_be_met_has_no_classes() -> None:
    shape = Dataset(np.zeros((5, 2), np.float32), np.zeros((5, 3))).shape
    assert (shape.examples, shape.features, shape.classes, shape.n_targets, shape.bytes_per_value) == (5, 2, 0, 3, 4)
