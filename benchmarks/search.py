"""Searches of the digits: a grid against random search, two processes against one, and how the window bears a search.

``python3 dev.py bench search``; what is measured is kept in ``search.json`` beside this file.
"""

import json
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.insight import Delays, live_until
from nnlab.gui.app import create_application
from nnlab.gui.workbench import Workbench
from nnlab.search.sampling import distinct
from nnlab.search.search import Search, finished
from nnlab.search.workers import Processes, cores
from nnlab.spec.document import from_document, set_at, to_document
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.search import SearchRecord, search_spec
from nnlab.store.experiment_file import find

KEPT = Path(__file__).with_suffix(".json")
SPACE = {
    "training.learning_rate": {"log_uniform": [1e-6, 1.0]},
    "training.l2": {"log_uniform": [1e-6, 1.0]},
}
MATTERS = "training.learning_rate"
GRID = {"method": "grid", "stages": [{"trials": 36, "epochs": 15}]}
RANDOM = {"method": "random", "stages": [{"trials": 20, "epochs": 5}, {"trials": 20, "epochs": 22}]}
"""Both are 540 epochs of training."""
SEEDS = range(10)
LONG = {"method": "random", "stages": [{"trials": 60, "epochs": 60}]}
ROUNDS = 5
FLOOR = 1.8
WINDOW = (1920, 1080)
MORE_FIELDS = {"network.activation": {"choices": ["relu", "tanh", "elu"]}, "network.units": {"integers": [10, 200]}}
LATEST_MS = 30.0
POLL_S = 0.02


def main() -> int:
    """Measure, say what came out, and keep it."""
    compared = [_compared(seed) for seed in SEEDS]
    for row in compared:
        print(
            f"seed {row['seed']}: loss {row['grid_loss']:.4f} with the grid, {row['random_loss']:.4f} at random; "
            f"rates tried {row['grid_rates']} and {row['random_rates']}"
        )
    wins = sum(row["random_loss"] < row["grid_loss"] for row in compared)
    print(f"random search found the lower loss with {wins} of {len(compared)} seeds")
    late = _window_delays()
    ratios = [_throughput() for _ in range(ROUNDS)] if cores() > 1 else []
    kept = {
        "grid_against_random": compared,
        "random_wins": wins,
        "two_processes_over_one": ratios,
        "delay_of_the_window_p99_ms": late,
    }
    KEPT.write_text(json.dumps(kept, indent=1) + "\n")
    missed = median(late) > LATEST_MS
    print(f"delay of the window meanwhile, p99: {median(late):.1f} ms ≤ {LATEST_MS:g}{' MISSED' if missed else ''}")
    if not ratios:
        print("There is one core here; two processes were not measured.")
        return int(missed)
    ratio = median(ratios)
    print(f"trials per second, two processes over one: {ratio:.2f} ≥ {FLOOR}{'' if ratio >= FLOOR else ' MISSED'}")
    return int(missed or ratio < FLOOR)


def _window_delays() -> list[float]:
    """Return the 99th percentiles of how late the window's timers were, in milliseconds, in so many searches."""
    app = create_application()
    bench = Workbench()
    bench.window.resize(*WINDOW)
    bench.window.show()
    app.processEvents()
    _ = bench.window.live
    bench.window.tabs.show_view("search")
    view, controller = bench.window.tabs.view("search"), bench.search
    view.setup.looks.setChecked(False)
    for path, dimension in MORE_FIELDS.items():
        view.setup.add(path, dimension)
    delays, found = Delays(), []
    for seed in range(ROUNDS):
        view.setup.seed.setValue(seed)
        live_until(view.start.isEnabled)
        delays.start()
        view.start.click()
        live_until(lambda: not controller.is_busy)
        found.append(delays.stop())
    bench.close()
    return found


def _compared(seed: int) -> dict[str, float]:
    """Search with one seed of data, training and settings, without cutting those behind: equal costs."""
    document = to_document(find("digits").spec)
    for path in ("seed", "data.seed"):
        document = set_at(document, path, seed)
    spec = from_document(document)
    row: dict[str, float] = {"seed": seed}
    for name, how in (("grid", GRID), ("random", RANDOM)):
        record = _searched(spec, {**how, "stops_behind": False, "seed": seed}, cores())
        assert record.best is not None
        row[f"{name}_loss"] = record.best.loss or float("nan")
        row[f"{name}_rates"] = distinct([trial.values for trial in record.trials], MATTERS)
        row[f"{name}_epochs"] = sum(len(trial.epochs) for trial in record.trials)
    return row


def _searched(spec: ExperimentSpec, how: dict[str, object], processes: int) -> SearchRecord:
    workers = Processes(processes)
    try:
        return finished(Search(spec, search_spec(json.dumps({"space": SPACE, **how})), workers), poll=POLL_S)
    finally:
        workers.close()


def _throughput() -> float:
    """Return how many times as fast two processes are as one, once they have begun."""
    spec = find("digits").spec
    return _seconds(spec, 1) / _seconds(spec, 2)


def _seconds(spec: ExperimentSpec, processes: int) -> float:
    """Return how long a search takes in processes that have read the data already."""
    workers = Processes(processes)
    try:
        warm = search_spec(json.dumps({"space": SPACE, "stages": [{"trials": 4 * processes, "epochs": 1}]}))
        finished(Search(spec, warm, workers), poll=POLL_S)
        long = search_spec(json.dumps({"space": SPACE, **LONG}))
        started = perf_counter()
        finished(Search(spec, long, workers), poll=POLL_S)
        return perf_counter() - started
    finally:
        workers.close()


if __name__ == "__main__":
    sys.exit(main())
