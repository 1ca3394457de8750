"""What is remembered between launches."""

import pytest

from nnlab.gui.settings import MOST_RECENT, Settings


@pytest.fixture
def settings(qapp):
    settings = Settings()
    settings.forget_all_files()
    settings.set_colours("system")
    return settings


def test_the_latest_file_comes_first_and_only_once(settings, tmp_path):
    for name in ("a", "b", "a"):
        settings.remember_file(tmp_path / name)
    assert Settings().recent_files() == [str(tmp_path / "a"), str(tmp_path / "b")]


def test_one_file_is_remembered_as_well_as_many(settings, tmp_path):
    settings.remember_file(tmp_path / "only")
    assert Settings().recent_files() == [str(tmp_path / "only")]


def test_the_list_does_not_grow_for_ever(settings, tmp_path):
    for number in range(2 * MOST_RECENT):
        settings.remember_file(tmp_path / str(number))
    assert len(settings.recent_files()) == MOST_RECENT


def test_a_forgotten_file_is_gone(settings, tmp_path):
    settings.remember_file(tmp_path / "a")
    assert settings.forget_file(tmp_path / "a") == []


def test_files_are_looked_for_where_the_last_one_was(settings, tmp_path):
    settings.remember_file(tmp_path / "a")
    assert settings.folder() == tmp_path


def test_colours_are_remembered_and_nonsense_is_not(settings):
    settings.set_colours("dark")
    assert Settings().colours() == "dark"
    settings.set_colours("purple")
    assert Settings().colours() == "system"
