import csv
import runpy
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnlab.data.loading import load
from nnlab.spec.files import CsvSpec
from nnlab.store.export.numpy_script.script import to_python
from nnlab.training.checkpoint import RunRecord
from tests.store.export.kinds import KINDS, assert_close, prediction_of, raw_of, run_of, said_of
from tests.store.export.source import assert_tidy
from tests.training.runs import small_spec
from tests.training.trained import trained

HOSTILE = '"""; raise SystemExit("never") \\'


def laid(folder: Path, record: RunRecord) -> Path:
    path = folder / "script.py"
    path.write_bytes(to_python(record))
    return path


def printed(path: Path, table: Path) -> list[list[str]]:
    """Run a script in a process of its own, and return the table it prints."""
    done = subprocess.run(
        [sys.executable, "-I", path, table], capture_output=True, encoding="utf-8", cwd=path.parent, check=False
    )
    assert done.returncode == 0, done.stderr
    return list(csv.reader(done.stdout.splitlines()))


def write_table(path: Path, rows: Any) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.mark.parametrize("name", KINDS)
def test_it_predicts_as_the_run_does(name: str, tmp_path: Path) -> None:
    script = runpy.run_path(str(laid(tmp_path, run_of(name))))
    found = script["predict"](raw_of(name))
    assert found.dtype == run_of(name).spec.precision
    assert_close(found, said_of(name))


@pytest.mark.parametrize("name", KINDS)
def test_nothing_in_it_is_unused_and_no_line_is_too_long(name: str) -> None:
    assert_tidy(to_python(run_of(name)).decode())


def test_as_a_command_it_prints_classes_and_probabilities(tmp_path: Path) -> None:
    record, x = run_of("digits"), raw_of("digits").reshape(-1, 64)
    header, *rows = printed(laid(tmp_path, record), write_table(tmp_path / "new.csv", [["pixel"] * 64, *x.tolist()]))
    assert header == ["class", *(f"p({name})" for name in record.checkpoint.data.class_names)]
    labels = prediction_of("digits").labels
    assert labels is not None
    assert [row[0] for row in rows] == [record.checkpoint.data.class_names[label] for label in labels]
    assert_close(np.array([row[1:] for row in rows], np.float64), said_of("digits"))


def test_of_a_persons_own_table_it_finds_columns_and_fills_gaps(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    rows = [[*map(str, row), f"{row.sum():.3f}"] for row in rng.normal(1000, 10, (60, 2)).round(2)]
    rows[7][1], rows[8][0] = "", "N/A"
    table = write_table(tmp_path / "own.csv", [[HOSTILE, "width", "sum"], *rows])
    source = CsvSpec(path=str(table), label="sum", task="numbers", missing="fill")
    spec = small_spec(data__source=source.model_dump(mode="json"), training__loss="mse", name=HOSTILE)
    record = trained(spec, last=5)
    turned = write_table(tmp_path / "turned.csv", [["width", "sum", HOSTILE], *([b, c, a] for a, b, c in rows)])
    header, *found = printed(laid(tmp_path, record), turned)
    assert header == ["sum"]
    script = runpy.run_path(str(tmp_path / "script.py"))
    expected = script["predict"](load(spec.data).x)
    assert_close(np.array(found, np.float64), expected.astype(np.float64))
    assert script["FEATURES"] == [HOSTILE, "width"]


def test_names_of_strangers_stay_names(tmp_path: Path) -> None:
    record = run_of("digits")
    data = replace(record.checkpoint.data, class_names=(HOSTILE, "\u202e", *"23456789"))
    hostile = replace(
        record,
        spec=record.spec.model_copy(update={"name": HOSTILE}),
        checkpoint=replace(record.checkpoint, data=data),
    )
    assert to_python(hostile).isascii() or "\u202e" not in to_python(hostile).decode()
    assert runpy.run_path(str(laid(tmp_path, hostile)))["CLASSES"][:2] == [HOSTILE, "\u202e"]
