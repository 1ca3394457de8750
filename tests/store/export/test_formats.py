import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from nnlab.errors import NnlabError, UnwritableFileError
from nnlab.store.experiment_file import Experiment
from nnlab.store.export.formats import FORMATS, Format, export
from nnlab.training.checkpoint import RunRecord

BY_NAME = {each.name: each for each in FORMATS}


@pytest.fixture
def experiment(record: RunRecord) -> Experiment:
    return Experiment(record.spec, record)


def test_no_two_formats_share_a_name_or_an_ending() -> None:
    assert len(BY_NAME) == len({each.ending for each in FORMATS}) == len({each.title for each in FORMATS})


@pytest.mark.parametrize("to", FORMATS, ids=list(BY_NAME))
def test_an_experiment_without_a_run_is_refused(to: Format, record: RunRecord, tmp_path: Path) -> None:
    with pytest.raises(NnlabError, match="no run to export"):
        export(tmp_path / "out", Experiment(record.spec), to)
    assert list(tmp_path.iterdir()) == []


def test_an_old_file_stays_when_something_fails(experiment: Experiment, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old")

    def fail(*_: object) -> list[bytes]:
        raise NnlabError("full")  # type: ignore[arg-type]

    with pytest.raises(NnlabError):
        export(path, experiment, replace(BY_NAME["csv"], encode=fail))
    assert path.read_text() == "old"
    with pytest.raises(UnwritableFileError, match="no folder"):
        export(tmp_path / "no" / "out.csv", experiment, BY_NAME["csv"])
    export(path, experiment, BY_NAME["csv"])
    assert path.read_text().startswith("step,")


@pytest.mark.parametrize("package", ["onnx", "safetensors"])
def test_a_missing_package_is_told_with_the_line_that_brings_it(
    package: str, experiment: Experiment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in [m for m in sys.modules if m.partition(".")[0] == package or m.startswith("nnlab.store.export.")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(NnlabError, match=re.escape(f'run "{sys.executable}" -m pip install {package}')):
        export(tmp_path / "out", experiment, BY_NAME[package])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("to", FORMATS, ids=list(BY_NAME))
def test_every_format_is_written(to: Format, experiment: Experiment, tmp_path: Path) -> None:
    export(tmp_path / f"run{to.ending}", experiment, to)
    assert (tmp_path / f"run{to.ending}").stat().st_size > 500
    assert (tmp_path / f"run{to.ending}").suffix == to.suffix
