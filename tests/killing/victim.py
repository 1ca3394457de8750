"""A process to be killed: trains in a window or on the command line, or saves over and over; tells how far it is.

Each line on stdout is a word and a number: ``step 120`` for where the training is, ``saved 3`` for what has been saved
for certain.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from nnlab.__main__ import main
from nnlab.cli.keeping import Keeping
from nnlab.store.experiment_file import Experiment, save
from nnlab.training.checkpoint import RunRecord
from nnlab.training.runner import Runner
from nnlab.training.trainer import Trainer
from tests.training.runs import small_spec

NEVER_ENDS = 1_000_000
SAVES_EVERY_MS = 150


def tell(word: str, number: int) -> None:
    print(word, number, flush=True)


def command(path: Path) -> None:
    """Train on the command line."""
    look = Keeping.look

    def look_and_tell(keeping: Keeping, runner: Runner) -> None:
        look(keeping, runner)
        if runner._trainer is not None:
            tell("step", runner._trainer.step_count)

    Keeping.look = look_and_tell  # type: ignore[method-assign]
    main(["train", "digits", "-o", str(path), "--set", f"training.epochs={NEVER_ENDS}"])


def window(path: Path, *, saves: bool = False) -> None:
    """Train in a window; save every now and then, if so, as Ctrl+S does."""
    from PySide6.QtCore import QTimer

    from nnlab.gui.app import create_application
    from nnlab.gui.workbench import Workbench

    app = create_application()
    bench = Workbench(dialogs=_OneFile(path))  # type: ignore[arg-type]
    bench.window.show()
    bench.draft.edit("training.epochs", NEVER_ENDS)
    bench.window.actions_.start.trigger()
    bench.runs.progressed.connect(lambda: tell("step", bench.runs.mark.step))
    timer = QTimer()
    if saves:
        bench.files.saved.connect(lambda: tell("saved", bench.files.saved_mark.step))
        timer.timeout.connect(bench.files.save)
        timer.start(SAVES_EVERY_MS)
    app.exec()


def saving(path: Path) -> None:
    """Save experiments of several megabytes, one over the other."""
    spec = small_spec(
        data__source={"kind": "noise", "examples": 40, "features": 3000, "classes": 2},
        network__layers__0__units=200,
        training__batch_size=4,
    )
    checkpoint = Trainer(spec, blas_threads=1).checkpoint()
    for number in range(NEVER_ENDS):
        numbered = spec.model_copy(update={"name": str(number)})
        save(path, Experiment(numbered, RunRecord(numbered, checkpoint, None, {})))
        tell("saved", number)


class _OneFile:
    """A person who always chooses the same file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def ask_save_path(self, _suggestion: Path) -> Path:
        return self._path


def saving_window(path: Path) -> None:
    """Train in a window and save meanwhile."""
    window(path, saves=True)


KINDS: dict[str, Callable[[Path], None]] = {kind.__name__: kind for kind in (command, window, saving_window, saving)}

if __name__ == "__main__":
    KINDS[sys.argv[1]](Path(sys.argv[2]))
