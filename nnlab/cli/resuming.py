"""Which experiment ``nnlab train`` is about: a new run, or one to go on with."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from nnlab.cli.keeping import Keeping
from nnlab.cli.reading import use_kept
from nnlab.cli.settings import changed
from nnlab.errors import NnlabError
from nnlab.spec.document import same_run
from nnlab.spec.experiment import ExperimentSpec
from nnlab.store.experiment_file import SUFFIX, Experiment, find, open_experiment
from nnlab.text import QT_TRANSLATE_NOOP, Text
from nnlab.training.checkpoint import RunRecord

NOTHING_TO_RESUME = QT_TRANSLATE_NOOP("nnlab", "{name} holds no run to resume.")
OTHER_EXPERIMENT = QT_TRANSLATE_NOOP("nnlab", "{path} holds a run of another experiment, so it cannot be resumed.")
SPEC_AS_OUTPUT = QT_TRANSLATE_NOOP("nnlab", "{path} is the spec itself: give the run another name, such as {other}.")


def experiment_to_train(options: argparse.Namespace, keeping: Keeping) -> Experiment:
    """Return the experiment to train, with a run where one is to be resumed."""
    experiment = find(options.spec)
    if not experiment.versions and _is_same_file(options.spec, options.output):
        raise NnlabError(Text(SPEC_AS_OUTPUT, path=options.output, other=options.output.with_suffix(SUFFIX)))
    use_kept(experiment)
    if options.resume:
        return _with_run(experiment, options, keeping)
    keeping.pass_over()
    return Experiment(experiment.spec)


def _with_run(experiment: Experiment, options: argparse.Namespace, keeping: Keeping) -> Experiment:
    """Return the experiment with the run to resume: what was kept of it in a crash, its own, or that in the output."""
    kept = keeping.cut_off
    if kept is not None and _goes_on_with(kept, experiment, options.set):
        keeping.go_on()
        return kept
    if experiment.record is None and options.output is not None and options.output.exists():
        earlier = open_experiment(options.output)
        if earlier.record is None or not _is_run_of(earlier.record, experiment.spec, options.set):
            raise NnlabError(Text(OTHER_EXPERIMENT, path=options.output))
        experiment = earlier
    if experiment.record is None:
        raise NnlabError(Text(NOTHING_TO_RESUME, name=options.spec))
    keeping.pass_over()
    return experiment


def _goes_on_with(kept: Experiment, experiment: Experiment, settings: Sequence[str]) -> bool:
    """Return whether ``kept`` is of the run that is to be resumed, and further than its file."""
    record, earlier = kept.record, experiment.record
    if record is None or (earlier is not None and earlier.checkpoint.step >= record.checkpoint.step):
        return False
    return _is_run_of(record, earlier.spec if earlier else experiment.spec, settings)


def _is_run_of(record: RunRecord, spec: ExperimentSpec, settings: Sequence[str]) -> bool:
    """Return whether a run began as ``spec`` or has become it, be it before or after what ``--set`` changes in it."""
    sought = (spec, changed(spec, settings))
    return any(same_run(each, one) for each in (record.spec, record.present_spec) for one in sought)


def _is_same_file(spec: str, output: Path | None) -> bool:
    return output is not None and output.exists() and Path(spec).exists() and output.samefile(spec)
