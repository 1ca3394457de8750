"""The icons: complete, and in the colours of the theme."""

import re

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon

from nnlab.gui import icons, theme
from nnlab.resources import resource

NAMES = sorted(path.stem for path in resource("icons").glob("*.svg"))


@pytest.fixture(params=["light", "dark"])
def shown(request, qapp):
    theme.apply(qapp, request.param)
    yield theme.current()
    theme.apply(qapp, "system")


def colours(icon, mode):
    """Return every opaque colour of an icon."""
    image = icon.pixmap(QSize(32, 32), mode).toImage()
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


def names_in_code():
    package = resource("icons").parents[1] / "nnlab" / "gui"
    sources = [path.read_text(encoding="utf-8") for path in package.rglob("*.py")]
    calls = "\n".join(line for source in sources for line in source.splitlines() if "icon(" in line.lower())
    return {name for name in re.findall(r'"([a-z-]+)"', calls) if "." not in name}, "\n".join(sources)


def test_every_icon_is_used_somewhere():
    _, sources = names_in_code()
    assert [name for name in NAMES if f'"{name}"' not in sources] == []


def test_every_icon_that_an_action_asks_for_is_there(qapp):
    from PySide6.QtCore import QObject

    from nnlab.gui.views.actions import Actions

    owner = QObject()
    actions = Actions(owner)
    assert set(actions._icons.values()) <= set(NAMES)
    actions.set_start("Pause", "Rest", "pause")
    owner.deleteLater()


def test_every_icon_that_the_code_names_is_there():
    found, _ = names_in_code()
    assert {"add", "grip", "remove", "duplicate", "chevron-down", "chevron-right", "nnlab"} <= found
    assert {name for name in found if name not in NAMES} <= {"icon"}


@pytest.mark.parametrize("name", [name for name in NAMES if name != "nnlab"])
def test_an_icon_has_the_colour_of_text_and_is_paler_when_disabled(shown, name):
    icon = icons.icon(name)
    assert shown.text in colours(icon, QIcon.Mode.Normal)
    assert shown.disabled in colours(icon, QIcon.Mode.Disabled)
    assert shown.text not in colours(icon, QIcon.Mode.Disabled)


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_takes_its_colour_from_the_theme_alone(name):
    source = icons._source(name)
    assert name == "nnlab" or "currentColor" in source
    assert "<script" not in source
    assert "<image" not in source


def test_an_unknown_icon_is_a_mistake(qapp):
    with pytest.raises(FileNotFoundError):
        icons.icon("no-such-icon")
