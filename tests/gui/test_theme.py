"""The colours can be read, told apart, and are shown."""

from itertools import combinations

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QSpinBox

from nnlab.gui import theme
from nnlab.gui.theme import DARK, LIGHT, PART_LINES

BOTH = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2, written down from its definition."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def distance(first: QColor, second: QColor) -> float:
    """Return how far two colours are apart, in OKLab, from Ottosson's definition."""
    return sum((a - b) ** 2 for a, b in zip(oklab(first), oklab(second), strict=True)) ** 0.5


def oklab(colour: QColor) -> list[float]:
    r, g, b = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.getRgbF()[:3]]
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    medium = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return [
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    ]


def test_the_contrast_is_computed_as_wcag_does():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@BOTH
@pytest.mark.parametrize("ground", ["window", "base", "raised"])
@pytest.mark.parametrize("name", ["text", "muted"])
def test_text_can_be_read_on_every_ground(colours, name, ground):
    assert contrast(getattr(colours, name), getattr(colours, ground)) >= 4.5


@BOTH
@pytest.mark.parametrize(
    ("name", "ground"),
    [
        ("accent_text", "accent"),
        ("good", "raised"),
        ("bad", "raised"),
        ("unknown", "raised"),
        ("bad", "window"),
        ("bad", "base"),
        ("text", "button"),
    ],
)
def test_what_is_said_in_colour_can_be_read(colours, name, ground):
    assert contrast(getattr(colours, name), getattr(colours, ground)) >= 4.5


@BOTH
@pytest.mark.parametrize("part", ["train", "validation", "test"])
def test_lines_stand_out_from_the_plot(colours, part):
    assert contrast(colours.part_colour(part).name(), colours.raised) >= 4.5


@BOTH
@pytest.mark.parametrize("ground", ["window", "base", "raised"])
def test_the_frames_of_fields_and_buttons_stand_out(colours, ground):
    assert contrast(colours.outline, getattr(colours, ground)) >= 3


@pytest.mark.parametrize("choice", ["light", "dark"])
@pytest.mark.parametrize("kind", [QLineEdit, QComboBox, QSpinBox, QPushButton])
def test_controls_are_drawn_with_that_frame(qtbot, qapp, choice, kind):
    theme.apply(qapp, choice)
    control = kind()
    qtbot.addWidget(control)
    control.resize(120, 24)
    image = control.grab().toImage()
    seen = {image.pixelColor(3 + x, y).name() for x in range(40) for y in range(image.height())}
    assert min(distance(QColor(colour), QColor(theme.current().outline)) for colour in seen) < 0.02
    theme.apply(qapp, "system")


@pytest.mark.parametrize("kind", [QLineEdit, QComboBox, QSpinBox])
def test_a_wrong_field_turns_its_frame_in_every_theme_and_back(qtbot, qapp, kind):
    theme.apply(qapp, "light")
    field = kind()
    qtbot.addWidget(field)
    field.resize(120, 24)
    assert redness(field) < 20
    theme.mark(field, "wrong", True)
    assert redness(field) > 80
    theme.apply(qapp, "dark")
    assert redness(field) > 80
    theme.mark(field, "wrong", False)
    assert redness(field) < 20
    theme.apply(qapp, "system")


def redness(field):
    """Return how much more red than blue the reddest pixel of the frame has."""
    image = field.grab().toImage()
    pixels = [image.pixelColor(40, y) for y in range(image.height())]
    return max(pixel.red() - pixel.blue() for pixel in pixels)


@BOTH
def test_layers_stand_out_from_the_ground(colours):
    assert min(contrast(colours.layer_colour(index, 12).name(), colours.raised) for index in range(12)) >= 3


@BOTH
def test_parts_differ_in_style_and_colour(colours):
    pens = [colours.part_pen(part) for part in PART_LINES]
    assert len({pen.style() for pen in pens}) == 3
    assert all(distance(a.color(), b.color()) > 0.1 for a, b in combinations(pens, 2))


@BOTH
def test_the_colours_of_layers_are_distinct(colours):
    six = [colours.layer_colour(index, 6) for index in range(6)]
    assert min(distance(a, b) for a, b in combinations(six, 2)) > 0.05
    assert len({colours.layer_colour(index, 50).name() for index in range(50)}) == 50


@BOTH
def test_layers_grow_lighter_up_to_the_output(colours):
    lightness = [oklab(colours.layer_colour(index, 12))[0] for index in range(12)]
    assert lightness == sorted(lightness)
    assert colours.layer_colour(0, 1).name() == colours.layers[0]
    assert colours.layer_colour(11, 12).name() == colours.layers[-1]


@BOTH
def test_the_palette_has_the_colours_and_paler_ones_for_what_is_disabled(qapp, colours):
    palette = theme.palette(colours)
    assert palette.color(QPalette.ColorRole.Window).name() == colours.window
    assert palette.color(QPalette.ColorRole.WindowText).name() == colours.text
    disabled = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText)
    assert disabled.name() == colours.disabled


@pytest.mark.parametrize(("choice", "expected"), [("light", LIGHT), ("dark", DARK)])
def test_the_chosen_theme_is_shown(qapp, choice, expected):
    theme.apply(qapp, choice)
    assert theme.current() is expected
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == expected.window
    assert qapp.font().pointSizeF() >= theme.BASE_POINTS
    theme.apply(qapp, "system")


def test_a_mark_is_seen_by_the_style_sheet(qtbot, qapp):
    theme.apply(qapp, "light")
    label = QLabel("x")
    qtbot.addWidget(label)
    theme.mark(label, "role", "problem")
    label.ensurePolished()
    assert label.palette().color(QPalette.ColorRole.WindowText).name() == LIGHT.bad
    theme.apply(qapp, "system")


def test_small_text_is_at_least_nine_points(qapp):
    theme.apply(qapp, "light")
    assert theme.small(qapp.font()).pointSizeF() >= 9
    theme.apply(qapp, "system")
