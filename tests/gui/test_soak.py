"""A long run with the window open takes no more memory than a short one.

``python dev.py bench window "long run"`` goes on to 200,000 steps and more.
"""

import os

import psutil
import pytest

from nnlab.training.runner import RunState
from tests.gui.driving import press, reach

EARLY, LATE = 10_000, 60_000
ROOM = 1.10


@pytest.fixture
def tiny(open_window):
    bench = open_window()
    bench.files.open_example("spirals")
    bench.draft.edit("network.layers", [{"kind": "dense", "units": 4}])
    bench.draft.edit("training.batch_size", 8)
    bench.draft.edit("training.epochs", 10_000)
    return bench


def memory() -> int:
    return psutil.Process(os.getpid()).memory_info().rss


@pytest.mark.parametrize("key", ["activations"])
def test_six_times_as_many_steps_take_hardly_more_memory(tiny, qtbot, key) -> None:
    tiny.window.tabs.show_view(key)
    press(tiny, "start")
    qtbot.waitUntil(lambda: tiny.runs.mark.step >= EARLY, timeout=60_000)
    early = memory()
    qtbot.waitUntil(lambda: tiny.runs.mark.step >= LATE, timeout=120_000)
    assert memory() <= ROOM * early
    press(tiny, "stop")
    reach(qtbot, tiny, RunState.FINISHED)
    assert tiny.timeline.moment.last_step >= LATE
