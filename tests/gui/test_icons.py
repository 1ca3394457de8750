"""The icons: complete, and in the colours of the theme."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QPixmapCache

import nnlab.gui
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


def code():
    """Return the source of the window."""
    package = Path(nnlab.gui.__file__).parent
    return "\n".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py"))


def test_every_icon_is_used_somewhere():
    source = code()
    assert [name for name in NAMES if f'"{name}"' not in source] == []


def test_the_window_asks_for_icons_that_are_there(monkeypatch, open_window):
    asked, source = set(), icons._source
    monkeypatch.setattr(icons, "_source", lambda name: asked.add(name) or source(name))
    QPixmapCache.clear()
    open_window().window.actions_.set_start("Pause", "Rest", "pause")
    assert len(asked) > 15
    assert asked <= set(NAMES)


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
