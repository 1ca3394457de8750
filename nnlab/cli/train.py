"""``nnlab train``: trains an experiment without a window."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from nnlab.cli.arguments import count
from nnlab.cli.interrupt import Interrupt
from nnlab.cli.keeping import Keeping
from nnlab.cli.output import (
    broken_as_json,
    broken_rows,
    cause_as_json,
    cause_rows,
    change_rows,
    changes_as_json,
    finish_words,
    number,
    print_json,
    print_lines,
    result_words,
    results_as_json,
    tell,
)
from nnlab.cli.progress import ProgressBar
from nnlab.cli.reading import read_data
from nnlab.cli.resuming import experiment_to_train
from nnlab.cli.settings import changed
from nnlab.errors import UnwritableFileError
from nnlab.insight.data_facts import data_facts
from nnlab.insight.forensics import Diagnosis, diagnose
from nnlab.jobs import ComputeThread
from nnlab.spec.document import same_run
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.live import with_live_fields
from nnlab.spec.paths import moved_to
from nnlab.store.atomic import check_writable
from nnlab.store.experiment_file import Experiment
from nnlab.store.writer import Writer
from nnlab.text import QT_TRANSLATE_NOOP, Text
from nnlab.training.checkpoint import Finish, RunRecord
from nnlab.training.runner import Runner
from nnlab.training.snapshot import PARTS

POLL_S = 0.1

STOPPED_EARLY = QT_TRANSLATE_NOOP(
    "nnlab", "The run had stopped early, its patience used up; nothing was trained. Start anew with more patience."
)
NOTHING_LEFT = QT_TRANSLATE_NOOP(
    "nnlab",
    "The run had already come this far; there was nothing left to train. More epochs than the experiment has take "
    "--set training.epochs=N.",
)
LEAKAGE = QT_TRANSLATE_NOOP(
    "nnlab", "Leakage: preprocessing_fit is 'all', so validation and test results come out too good."
)


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("train", help="train an experiment", description="Train an experiment.")
    parser.add_argument("spec", metavar="SPEC", help="a JSON spec, an .nnlab file, or an example such as 'digits'")
    parser.add_argument("-o", "--output", metavar="RUN.nnlab", type=Path, help="where to save the run")
    parser.add_argument("--epochs", metavar="N", type=count, help="end after N epochs in all")
    parser.add_argument(
        "--set", metavar="PATH=VALUE", action="append", default=[], help="change a field, such as seed=3"
    )
    parser.add_argument("--resume", action="store_true", help="go on with the run in SPEC, or in RUN.nnlab")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Train, save, and print what came out."""
    if options.output is not None:
        check_writable(options.output)  # before the training, not after it
    with Writer() as writer:
        keeping = Keeping(writer, options.output)
        experiment = experiment_to_train(options, keeping)
        wanted = _wanted(experiment, options.set)
        if experiment.record is None or experiment.record.checkpoint.data.dataset is None:
            read_data(wanted.data)
        if wanted.preprocessing_fit == "all" and wanted.preprocessing:
            tell(f"nnlab: {Text(LEAKAGE)}")
        keeping.shown = shown = _shown(experiment, wanted) if options.set else experiment.spec
        earlier = experiment.record
        with Interrupt() as interrupt:
            finish, record, diagnosis = _train(wanted, earlier, options.epochs, _Watch(interrupt, keeping))
            is_idle = earlier is not None and earlier.checkpoint.step == record.checkpoint.step
            if is_idle and not interrupt.asked:
                tell(f"nnlab: {Text(STOPPED_EARLY if finish is Finish.EARLY_STOPPED else NOTHING_LEFT)}")
            report = _report(finish, record, diagnosis)
            try:
                if options.output is not None:
                    saved = Experiment(experiment.spec if is_idle else shown, record)
                    writer.save(options.output, saved).result()
            except UnwritableFileError:
                keeping.keep_for_good(record)
                _print(report, diagnosis, None, as_json=options.json)  # all that is left of the run
                raise
        keeping.drop()
    _print(report, diagnosis, options.output, as_json=options.json)
    return 0


def _wanted(experiment: Experiment, settings: list[str]) -> ExperimentSpec:
    """Return what is to be trained, or what the run is to become; it is called as the file's form says."""
    shown, record = experiment.spec, experiment.record
    return changed(_called_as(shown, record.present_spec) if record else shown, settings)


def _shown(experiment: Experiment, wanted: ExperimentSpec) -> ExperimentSpec:
    """Return what the file's form shows afterwards: what it was edited to since the run began stays."""
    if experiment.record is None:
        return wanted
    return _called_as(wanted, with_live_fields(moved_to(experiment.spec, wanted), wanted))


def _called_as(one: ExperimentSpec, other: ExperimentSpec) -> ExperimentSpec:
    """Return ``other`` with name and notes of ``one``."""
    return other.model_copy(update={"name": one.name, "notes": one.notes})


@dataclass(frozen=True)
class _Watch:
    """Looks after a run: shows how far it is, keeps it for after a crash, and stops it at Ctrl+C."""

    interrupt: Interrupt
    keeping: Keeping

    def until_the_end_of(self, runner: Runner) -> None:
        """Return when the run has finished."""
        bar = ProgressBar()
        finished = False
        while not finished:
            finished = runner.wait(POLL_S)
            if self.interrupt.asked and not finished:
                runner.stop()
            if (snapshot := runner.mailbox.take()) is not None:
                bar.show(snapshot)
            self.keeping.look(runner)
        bar.end()


def _train(
    wanted: ExperimentSpec, earlier: RunRecord | None, epochs: int | None, watch: _Watch
) -> tuple[Finish, RunRecord, Diagnosis | None]:
    """Train ``wanted``, or go on with an earlier run, which is changed to it where it goes on.

    A run that diverged comes with why it did so.
    """
    thread = ComputeThread()
    try:
        if earlier is not None:
            earlier = replace(earlier, spec=moved_to(earlier.spec, wanted))  # its data may be elsewhere now
        runner = Runner(thread, earlier.spec if earlier else wanted, earlier, epochs)
        if earlier is not None and not same_run(runner.spec, wanted):
            runner.change(wanted)
        runner.start()
        watch.until_the_end_of(runner)
        finish, record = runner.finish, runner.record().result()
        diagnosis = _diagnosis(runner, record)
    finally:
        thread.close()
    if finish is None or finish is Finish.FAILED:
        raise runner.error or RuntimeError("the run failed")
    if record is None:
        raise KeyboardInterrupt  # before the first step: there is nothing to save
    return finish, record, diagnosis


def _diagnosis(runner: Runner, record: RunRecord | None) -> Diagnosis | None:
    if record is None or record.checkpoint.first_nonfinite is None:
        return None
    checkpoint, data = record.checkpoint, runner.data
    facts = data_facts(data) if data is not None else None
    return diagnose(record.present_spec, checkpoint.history, record.checkpoint.first_nonfinite, facts)


def _report(finish: Finish, record: RunRecord, diagnosis: Diagnosis | None) -> dict[str, Any]:
    """Return the object that ``--json`` prints."""
    checkpoint = record.checkpoint
    report: dict[str, Any] = {
        "finish": finish.value,
        "epochs": checkpoint.place.epoch,
        "steps": checkpoint.step,
        "initial_loss": checkpoint.history.evaluations[0].loss,
    }
    report |= results_as_json(record.results)
    report["seconds"] = checkpoint.seconds
    report["steps_per_second"] = checkpoint.step / checkpoint.seconds if checkpoint.seconds else None
    if checkpoint.changes:
        report["changes"] = changes_as_json(record)
    if broke := checkpoint.first_nonfinite:
        report["first_nonfinite"] = broken_as_json(broke)
    if diagnosis is not None:
        report["likely_cause"] = cause_as_json(diagnosis.causes[0])
    return report


def _print(report: dict[str, Any], diagnosis: Diagnosis | None, saved: Path | None, *, as_json: bool) -> None:
    if as_json:
        print_json(report)
    else:
        causes = cause_rows(diagnosis.causes[0]) if diagnosis is not None else []
        print_lines(_rows(report) + causes + ([("saved", str(saved))] if saved else []))


def _rows(report: dict[str, Any]) -> list[tuple[str, str]]:
    rows = [
        ("finish", finish_words(report["finish"], report["epochs"], report["steps"])),
        ("initial loss", number(report["initial_loss"])),
    ]
    rows += [(part, result_words(report[part])) for part in PARTS]
    rate = report["steps_per_second"]
    rows.append(("time", f"{report['seconds']:.2f} s in steps" + (f", {rate:,.0f} steps/s" if rate else "")))
    return rows + change_rows(report.get("changes", ())) + broken_rows(report.get("first_nonfinite"))
