import logging
from collections.abc import Iterator
from pathlib import Path

import platformdirs
import pytest

from nnlab import logs


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Send the log to `tmp_path`, and end the logging afterwards."""
    monkeypatch.setattr(logging, "raiseExceptions", True)
    monkeypatch.setattr(platformdirs, "user_log_path", lambda app, **_: tmp_path / app)
    yield tmp_path / "nnlab"
    logger = logging.getLogger("nnlab")
    logger.setLevel(logging.NOTSET)
    for handler in logger.handlers[:]:
        logger.removeHandler(handler)
        handler.close()


def test_what_the_package_logs_is_in_the_file_in_utf_8(folder: Path) -> None:
    path = logs.start_logging()
    logging.getLogger("nnlab.training").info("loss 0.5 → 0.25")
    assert path == folder / "nnlab.log" == logs.log_path()
    assert "loss 0.5 → 0.25" in path.read_text(encoding="utf-8")


def test_a_second_start_does_not_write_twice(folder: Path) -> None:
    logs.start_logging()
    logs.start_logging()
    logging.getLogger("nnlab").info("once")
    assert (folder / "nnlab.log").read_text(encoding="utf-8").count("once") == 1


def test_three_files_are_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "MAX_BYTES", 200)
    logs.start_logging()
    for i in range(20):
        logging.getLogger("nnlab").info("line %d", i)
    assert sorted(p.name for p in folder.iterdir()) == ["nnlab.log", "nnlab.log.1", "nnlab.log.2"]


def test_a_folder_that_cannot_be_made_stops_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder.touch()  # a file stands where the folder should be
    assert logs.start_logging() is None
    logging.getLogger("nnlab").error("unheard")
    assert capsys.readouterr().err == ""
