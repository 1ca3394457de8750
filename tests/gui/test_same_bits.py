"""A run begun in one window and ended in another is that of the command line."""

import sys

import pytest

from nnlab.cli import main
from nnlab.spec.document import to_json
from nnlab.store.experiment_file import open_experiment
from nnlab.training.outline import outline
from nnlab.training.runner import RunState
from tests.gui.driving import press, reach, record_of
from tests.training.runs import assert_same_run, small_spec

EPOCHS, HALF = 6, 3
EVERYTHING = {
    "data__source": "digits",
    "data__limit": 120,
    "training__epochs": EPOCHS,
    "training__optimizer": "adam",
    "training__schedule": {"kind": "cosine", "warmup": 1.5},
    "network__layers__0__batch_norm": True,
    "network__layers__1__dropout": 0.3,
}


@pytest.fixture
def nnlab(monkeypatch):
    """Run a command in this process, which keeps its log and its hook."""
    monkeypatch.setattr(main, "start_logging", lambda: None)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    return lambda *arguments: main.run_command_line([str(argument) for argument in arguments])


def test_three_epochs_a_file_and_three_more_are_six_on_the_command_line(
    nnlab, qtbot, open_window, fake_dialogs, tmp_path
):
    spec, half, whole = tmp_path / "spec.json", tmp_path / "half.nnlab", tmp_path / "whole.nnlab"
    spec.write_text(to_json(small_spec(**EVERYTHING)), encoding="utf-8")
    bench = open_window(fake_dialogs(half))
    bench.open(spec)
    steps_per_epoch = outline(bench.draft.spec).steps_per_epoch
    for epoch in range(1, HALF + 1):
        press(bench, "step_epoch")
        qtbot.waitUntil(lambda steps=epoch * steps_per_epoch: bench.runs.mark.step == steps)
        reach(qtbot, bench, RunState.PAUSED)
    press(bench, "save")
    qtbot.waitUntil(lambda: not bench.files.is_unsaved)

    other = open_window()
    other.open(half)
    assert open_experiment(half).record.checkpoint.place.epoch == HALF
    press(other, "start")
    reach(qtbot, other, RunState.FINISHED)
    assert nnlab("train", spec, "-o", whole) == 0
    assert_same_run(record_of(qtbot, other).checkpoint, open_experiment(whole).record.checkpoint)
