"""What the pictures of the documentation show: each scene brings a window into a state worth showing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from nnlab.gui.inside_scenes import INSIDE_SCENES, run_to_end, wait_until
from nnlab.gui.insight_scenes import INSIGHT_SCENES
from nnlab.gui.workbench import Workbench
from nnlab.training.runner import RunState

TABLE = "width;height;colour;kind\n" + "".join(
    f"{3 + row % 7 / 10:.1f};{1 + row % 5 / 10:.1f};{('red', 'green')[row % 3 % 2]};{('apple', 'pear')[row % 2]}\n"
    for row in range(60)
).replace(".", ",")


def empty(_workbench: Workbench) -> None:
    """Show the window as it opens."""


def trained(workbench: Workbench) -> None:
    """Show the digits example after its run."""
    run_to_end(workbench)


def paused(workbench: Workbench) -> None:
    """Show ten sigmoid layers in the middle of their run."""
    layer = {"kind": "dense", "units": 100, "activation": {"kind": "sigmoid"}, "init": {"kind": "xavier"}}
    workbench.draft.edit("network.layers", [dict(layer) for _ in range(10)])
    for _ in range(3):
        workbench.window.actions_.step_epoch.trigger()
        wait_until(lambda: workbench.runs.state is RunState.PAUSED)


def diverged(workbench: Workbench) -> None:
    """Show a run whose learning rate was far too high."""
    workbench.draft.edit("training.learning_rate", 1e6)
    trained(workbench)


def changed(workbench: Workbench) -> None:
    """Show an example with batch normalisation whose rate and dropout were changed on the way."""
    workbench.files.open_example("dropout")
    for epoch in range(12):
        workbench.window.actions_.step_epoch.trigger()
        wait_until(lambda: workbench.runs.state is RunState.PAUSED)
        if epoch == 5:
            workbench.draft.edit("network.layers.0.dropout", 0.2)
            workbench.draft.edit("training.learning_rate", 0.0005)
    workbench.window.live.loss.plot.point_at(45)


def wrong(workbench: Workbench) -> None:
    """Show what the form says about values that are not allowed."""
    workbench.draft.edit("network.layers.0.units", 0)
    workbench.draft.edit("training.learning_rate", "fast")


def plane(workbench: Workbench) -> None:
    """Show three spirals on the plane, and how many points there are of each class."""
    _show_data(workbench, "spirals", "examples")


def bench(workbench: Workbench) -> None:
    """Show all five stages of preprocessing of the digits."""
    _show_data(workbench, "digits", "bench")
    workbench.window.data.bench.heading.modes["five"].click()
    wait_until(lambda: not workbench.data.view.is_busy)


def images(workbench: Workbench) -> None:
    """Show the drawn images."""
    _show_data(workbench, "shapes", "examples")


def imported(workbench: Workbench) -> None:
    """Show a table before it is loaded."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "fruit.csv")
        path.write_text(TABLE, encoding="utf-8")
        workbench.data.imports.begin(path)
        wait_until(lambda: not workbench.data.imports.is_looking)


def _show_data(workbench: Workbench, kind: str, page: str) -> None:
    workbench.draft.set_source({"kind": kind})
    workbench.window.show_data()
    workbench.window.data.show_page(page)
    wait_until(lambda: not workbench.data.view.is_busy)


SCENES: dict[str, Callable[[Workbench], None]] = {
    "start": empty,
    "trained": trained,
    "sigmoid": paused,
    "diverged": diverged,
    "changed": changed,
    "wrong": wrong,
    "data-spirals": plane,
    "data-digits": bench,
    "data-shapes": images,
    "import": imported,
    **INSIDE_SCENES,
    **INSIGHT_SCENES,
}
