"""The images of a bench: the mean image, the channels, and one example before and after."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt

from nnlab.gui import theme
from nnlab.gui.views.data.image_bench import ImageBench
from nnlab.gui.views.data.picture import Picture, signed_image
from nnlab.spec.preprocessing import CenterSpec, NormalizeSpec
from tests.gui.views.data.benches import bench_of, images, rows

KEPT = (CenterSpec(), NormalizeSpec())


@pytest.fixture
def panel(shown):
    return shown(ImageBench(), 900, 260)


def test_rows_have_no_images(panel):
    panel.set_bench(bench_of(images()))
    assert panel.isVisible()
    panel.set_bench(bench_of(rows()))
    assert panel.isHidden()
    panel.set_bench(None)
    assert panel.isHidden()


def test_means_and_deviations_of_the_channels_are_written(panel):
    bench = bench_of(images(channels=3), KEPT)
    panel.set_bench(bench)
    means = [f"{value:.2f}" for value in bench.pictures.channel_means]
    assert panel.channels.text().splitlines()[0] == f"mean red {means[0]}, green {means[1]}, blue {means[2]}"
    panel.set_bench(bench_of(images(), KEPT))
    assert panel.channels.text().startswith(f"mean {images().x[:20].mean():.2f}\n")


def test_the_mean_image_is_that_of_the_training_part(panel):
    dataset = images()
    panel.set_bench(bench_of(dataset, KEPT))
    mean = dataset.x[:20].mean(axis=0)[1, 2, 0]
    place = pixel_place(panel.mean, 1, 2)
    assert panel.mean.words_at(place) == f"pixel (2, 3): {mean:.1f}"


def pixel_place(picture, row, column):
    box, (height, width) = picture.image_rect(), picture.pixels.shape[:2]
    return box.topLeft() + QPointF((column + 0.5) * box.width() / width, (row + 0.5) * box.height() / height)


def test_images_that_stay_images_are_shown_after_the_steps(panel):
    panel.set_bench(bench_of(images(), KEPT))
    assert [panel.after.isVisible(), panel.bars.isVisible(), panel.rebuilt.isVisible()] == [True, False, False]


def test_rotated_images_are_shown_as_components_and_rebuilt(panel):
    panel.set_bench(bench_of(images()))
    assert [panel.after.isVisible(), panel.bars.isVisible(), panel.rebuilt.isVisible()] == [False, True, True]
    assert panel.rebuilt.accessibleName() == "Rebuilt from 20 components"


def test_without_steps_there_is_no_after(panel):
    panel.set_bench(bench_of(images(), ()))
    assert not panel.after.isVisible()


def test_the_buttons_go_through_the_examples_and_around(panel, qtbot):
    bench = bench_of(images(), KEPT)
    panel.set_bench(bench)
    previous, following = panel.buttons
    assert panel.name.text() == "Example 1 of 20: class cat"
    qtbot.mouseClick(following, Qt.MouseButton.LeftButton)
    assert panel.name.text() == "Example 2 of 20: class dog"
    assert np.array_equal(panel.before.pixels, bench.pictures.before[1])
    for _ in range(2):
        qtbot.mouseClick(previous, Qt.MouseButton.LeftButton)
    assert panel.name.text() == "Example 20 of 20: class dog"


def test_another_bench_shows_the_same_example(panel, qtbot):
    panel.set_bench(bench_of(images(), KEPT))
    panel.buttons[1].click()
    panel.set_bench(bench_of(images()))
    assert panel.name.text().startswith("Example 2 of 20")
    panel.set_bench(bench_of(images(2), KEPT))
    assert panel.name.text().startswith("Example 1 of 1")


def test_the_components_of_the_example_are_under_the_mouse(panel):
    bench = bench_of(images())
    panel.set_bench(bench)
    box = panel.bars.box()
    value = f"{bench.pictures.after[0, 0]:.3g}".replace("-", "−")
    assert panel.bars.words_at(box.topLeft() + QPointF(1, 5)).startswith(f"component 1: {value}"[:16])
    assert panel.bars.words_at(QPointF(0, 0)) == ""


def test_below_zero_is_orange_and_above_blue(in_theme):
    pixels = np.array([[[-2.0], [0.0], [2.0], [9.0]]])
    for choice in ("light", "dark"):
        colours, image = in_theme(choice), signed_image(pixels, 2.0)
        shades = [image.pixelColor(x, 0).name() for x in range(4)]
        assert (shades[0], shades[2], shades[3]) == (colours.negative, colours.positive, colours.positive)
        assert shades[1] not in {colours.negative, colours.positive}


def test_a_colour_image_below_zero_is_shown_around_the_middle_grey(qapp):
    picture = Picture("x")
    picture.set_pixels(np.zeros((2, 2, 3)), -3.0, 3.0, signed=True)
    assert picture.image().pixelColor(0, 0).getRgb()[:3] in {(127, 127, 127), (128, 128, 128)}


def test_the_scale_says_where_values_lie_beyond_it(qapp):
    picture = Picture("x")
    picture.set_pixels(np.array([[[-5.0], [1.0]]]), -2.0, 2.0, signed=True)
    assert picture.ends() == ("≤ −2", "2")


def test_pictures_follow_the_theme(panel, in_theme):
    panel.set_bench(bench_of(images(), KEPT))
    grounds = []
    for choice in ("dark", "light"):
        in_theme(choice)
        grounds.append(panel.after.grab().toImage())
    assert grounds[0] != grounds[1]
    assert theme.current().name == "light"
