import sys
from pathlib import Path

import pytest

import nnlab.resources
from nnlab.resources import resource


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put the module into a package folder under `tmp_path`."""
    folder = tmp_path / "nnlab"
    monkeypatch.setattr(nnlab.resources, "__file__", str(folder / "resources.py"))
    return folder


def lay(folder: Path) -> Path:
    path = folder / "resources" / "data" / "iris.csv"
    path.parent.mkdir(parents=True)
    path.touch()
    return path


def test_a_checkout_has_the_folder_beside_the_package(package: Path) -> None:
    path = lay(package.parent)
    assert resource("data", "iris.csv") == path


def test_a_wheel_has_the_folder_inside_the_package(package: Path) -> None:
    path = lay(package)
    assert resource("data", "iris.csv") == path


@pytest.mark.parametrize("inside", [".", "nnlab"])
def test_a_bundle_names_its_own_folder(
    inside: str, package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = lay(tmp_path / "bundle" / inside)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path / "bundle"), raising=False)
    assert resource("data", "iris.csv") == path


def test_a_folder_is_a_resource_too(package: Path) -> None:
    path = lay(package)
    assert resource("data") == path.parent


def test_a_missing_file_is_named_relative_to_the_installation(package: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"lacks resources/data/wine\.csv\.") as caught:
        resource("data", "wine.csv")
    assert str(tmp_path) not in str(caught.value)
