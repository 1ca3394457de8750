"""A process that opens spoilt files and tells of each on stdout: ``python -m tests.fuzzing.worker``.

Its current folder lies in a sandbox, which is watched.
"""

import faulthandler
import json
import sys
import traceback
import warnings
from dataclasses import asdict
from pathlib import Path

from nnlab.errors import NnlabError
from nnlab.store.experiment_file import Experiment, open_experiment
from nnlab.training.checkpoint import RunRecord
from tests.fuzzing.mutations import spoilt
from tests.fuzzing.outcome import MEGABYTES, SECONDS, Outcome, wrong_with
from tests.fuzzing.sandbox import Sandbox
from tests.fuzzing.shapes import good_files
from tests.fuzzing.using import uses
from tests.fuzzing.watching import Deeds, Scales, limit_memory

STUCK_SECONDS = 60
MOST_MEGABYTES = 3000
"""What the process may take before the system refuses more."""


class Examiner:
    """Opens one file after the other.

    Parameters
    ----------
    sandbox : Sandbox
    seed : int
    good : dict of str to bytes
        Good files by name, the last of them with a run.
    deeds : Deeds
    """

    def __init__(self, sandbox: Sandbox, seed: int, good: dict[str, bytes], deeds: Deeds) -> None:
        self._sandbox, self._path, self._seed = sandbox, sandbox.file, seed
        self._good, self._deeds = good, deeds
        self._beside = self._warm_up()
        self._scales = Scales()

    def _warm_up(self) -> RunRecord:
        """Import and compute whatever the first file of a process brings along; return a good run."""
        experiments = []
        for content in self._good.values():
            self._path.write_bytes(content)
            experiments.append(open_experiment(self._path))
        beside = experiments[-1].record
        assert beside is not None
        for experiment in experiments:
            for use in uses(self._path, experiment, beside).values():
                use()
        return beside

    def examine(self, number: int) -> Outcome:
        """Spoil a file, open it, and use what opens."""
        kind, shape, content = spoilt(self._seed, number, self._good)
        outcome = Outcome(number, kind, shape)
        self._path.write_bytes(content)
        before = self._sandbox.state()
        experiment = self._opened(outcome)
        if experiment is not None:
            self._use(experiment, outcome)
        outcome.wrong += [f"it did {deed}" for deed in self._deeds.found]
        self._deeds.found.clear()
        if self._sandbox.state() != before:
            outcome.wrong.append("the folder has changed")
        return outcome

    def _opened(self, outcome: Outcome) -> Experiment | None:
        experiment = None
        try:
            with self._scales.measured() as cost, self._deeds.noticed():
                try:
                    experiment = open_experiment(self._path)
                except NnlabError as error:
                    outcome.wrong += wrong_with(str(error), str(self._path))
        except BaseException:
            outcome.wrong.append(traceback.format_exc())
        outcome.opened, outcome.seconds, outcome.megabytes = experiment is not None, cost.seconds, cost.megabytes
        if cost.seconds > SECONDS:
            outcome.wrong.append(f"{cost.seconds:.2f} s to open")
        if cost.megabytes > MEGABYTES:
            outcome.wrong.append(f"{cost.megabytes:.0f} MB to open")
        return experiment

    def _use(self, experiment: Experiment, outcome: Outcome) -> None:
        for name, use in uses(self._path, experiment, self._beside).items():
            try:
                with self._scales.measured() as cost, self._deeds.noticed():
                    try:
                        use()
                    except NnlabError as error:
                        outcome.wrong += wrong_with(str(error))
            except BaseException:
                outcome.wrong.append(f"{name}: {traceback.format_exc()}")
            if cost.seconds > outcome.use_seconds:
                outcome.use_seconds, outcome.used_longest = cost.seconds, name
            if cost.seconds > SECONDS:
                outcome.wrong.append(f"{name}: {cost.seconds:.2f} s")


def main(seed: int, numbers: range) -> None:
    """Examine all of ``numbers``; print each before, and what became of it after."""
    warnings.simplefilter("error")
    sandbox = Sandbox(Path.cwd().parent)
    examiner = Examiner(sandbox, seed, good_files(sandbox.work), Deeds())
    limit_memory(MOST_MEGABYTES)
    for number in numbers:
        print(number, flush=True)
        faulthandler.dump_traceback_later(STUCK_SECONDS, exit=True)
        outcome = examiner.examine(number)
        faulthandler.cancel_dump_traceback_later()
        print(json.dumps(asdict(outcome)), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), range(*map(int, sys.argv[2:])))
