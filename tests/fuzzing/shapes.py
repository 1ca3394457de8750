"""Good experiment files of every shape, to be spoilt."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from nnlab.search.search import Search
from nnlab.spec.lessons import NO_LESSONS, ClaimRecord, LessonRecord
from nnlab.spec.live import Change
from nnlab.store.experiment_file import Experiment, save
from nnlab.training.checkpoint import Finish, RunRecord
from nnlab.training.trainer import Trainer
from tests.search.searching import SMALL, Here, search_of
from tests.store.variety import BN_AND_DROPOUT, CHANGES, EARLY_STOPPED, go_on
from tests.training.runs import small_spec

TABLE = "\n".join(["width,height,kind", *(f"{n % 7},{n * n % 11}.5,{'abc'[n % 3]}" for n in range(60))])
REGRESSION: dict[str, Any] = {"data__source": {"kind": "plane", "examples": 150}, "training__loss": "mse"}
IMAGES: dict[str, Any] = {
    "data__source": "digits",
    "data__limit": 200,
    "preprocessing": [{"kind": "center", "mean": "all"}, {"kind": "pca", "components": 20}, {"kind": "whiten"}],
    "network__layers__0__activation": {"kind": "prelu", "per": "unit"},
    "training__optimizer": "adam",
}
Make = Callable[[Path], Experiment]
"""Makes an experiment; in the folder that it is given nothing is left."""


def no_run(_: Path) -> Experiment:
    return Experiment(small_spec(name="No run", notes="Some notes"))


def trained(stop: int | None, finish: Finish | None, made: tuple[Change, ...] = (), **changes: Any) -> Make:
    """Train to the end, or for so many steps, and change what is to be changed on the way."""

    def make(_: Path) -> Experiment:
        spec = small_spec(**changes)
        trainer = Trainer(spec, blas_threads=1)
        go_on(trainer, stop, made)
        picture, checkpoint = trainer.picture(), replace(trainer.checkpoint(), seconds=0.25)
        results = trainer.recorder.results() if finish else {}
        return Experiment(spec, RunRecord(spec, checkpoint, finish, results, picture if picture.is_finite else None))

    return make


def of_a_table(folder: Path) -> Experiment:
    """Train on examples of a person's own, which the file then holds."""
    table = folder / "table.csv"
    table.write_text(TABLE, encoding="utf-8")
    try:
        source = {"kind": "csv", "path": str(table)}
        return trained(None, Finish.COMPLETED, data__source=source, training__batch_size=16)(folder)
    finally:
        table.unlink()


def searched(_: Path) -> Experiment:
    """Search until trials of the second stage wait; times are left out, so that the file is the same each time."""
    search = Search(SMALL, search_of(), Here())
    while len(search.record.spaces) < 2 or not search.waiting:
        search.advance()
    trials = tuple(trial.model_copy(update={"seconds": 0.25}) for trial in search.record.trials)
    waiting = {number: replace(state, seconds=0.25) for number, state in search.waiting.items()}
    claims = (ClaimRecord(name="a", measured=0.5, passed=True), ClaimRecord(name="b", measured=None, passed=False))
    lessons = NO_LESSONS.with_lesson(LessonRecord(lesson="symmetry", predicted=1, answer="So.", claims=claims))
    record = search.record.model_copy(update={"trials": trials})
    return Experiment(SMALL, search=record, waiting=waiting, lessons=lessons)


SHAPES: dict[str, Make] = {
    "no run": no_run,
    "images": trained(None, Finish.COMPLETED, **IMAGES),
    "regression": trained(None, Finish.COMPLETED, **REGRESSION),
    "diverged": trained(None, Finish.DIVERGED, training__learning_rate=1e6),
    "batch norm": trained(20, None, **BN_AND_DROPOUT),
    "live changes": trained(18, None, CHANGES, **BN_AND_DROPOUT),
    "early stopping": trained(None, Finish.EARLY_STOPPED, **EARLY_STOPPED),
    "a search": searched,
    "a table": of_a_table,
}


def good_files(folder: Path) -> dict[str, bytes]:
    """Return the bytes of a good file of each shape, by name; in ``folder``, an empty one, nothing is left."""
    return {name: saved(make(folder), folder / "good.nnlab") for name, make in SHAPES.items()}


def saved(experiment: Experiment, path: Path) -> bytes:
    """Return the bytes of a file at ``path``, where nothing is left."""
    try:
        save(path, experiment)
        return path.read_bytes()
    finally:
        path.unlink(missing_ok=True)
