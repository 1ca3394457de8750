"""``nnlab train``: trains an experiment without a window."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from nnlab.cli.interrupt import Interrupt
from nnlab.cli.output import number, print_json, print_lines, result_words, results_as_json, tell
from nnlab.cli.progress import ProgressBar
from nnlab.errors import NnlabError, UnwritableFileError
from nnlab.jobs import ComputeThread
from nnlab.spec.document import from_document, same_run, set_at, to_document
from nnlab.spec.experiment import ExperimentSpec
from nnlab.store.atomic import check_writable
from nnlab.store.experiment_file import SUFFIX, Experiment, find, open_experiment
from nnlab.store.writer import Writer
from nnlab.text import QT_TRANSLATE_NOOP, Text
from nnlab.training.checkpoint import Finish, RunRecord
from nnlab.training.runner import Runner
from nnlab.training.snapshot import PARTS

POLL_S = 0.1
MOST_DIGITS = 9

BAD_SET = QT_TRANSLATE_NOOP("nnlab", "--set takes PATH=VALUE, such as training.learning_rate=0.1, not {given}.")
NOTHING_TO_RESUME = QT_TRANSLATE_NOOP("nnlab", "{name} holds no run to resume.")
NOTHING_LEFT = QT_TRANSLATE_NOOP("nnlab", "This run had already ended; there was nothing left to train.")
OTHER_EXPERIMENT = QT_TRANSLATE_NOOP("nnlab", "{path} holds a run of another experiment, so it cannot be resumed.")
SPEC_AS_OUTPUT = QT_TRANSLATE_NOOP("nnlab", "{path} is the spec itself: give the run another name, such as {other}.")


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("train", help="train an experiment", description="Train an experiment.")
    parser.add_argument("spec", metavar="SPEC", help="a JSON spec, an .nnlab file, or an example such as 'digits'")
    parser.add_argument("-o", "--output", metavar="RUN.nnlab", type=Path, help="where to save the run")
    parser.add_argument("--epochs", metavar="N", type=_count, help="end after N epochs in all")
    parser.add_argument(
        "--set", metavar="PATH=VALUE", action="append", default=[], help="change a field, such as seed=3"
    )
    parser.add_argument("--resume", action="store_true", help="go on with the run in SPEC, or in RUN.nnlab")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def _count(text: str) -> int:
    if not text.isdecimal() or len(text) > MOST_DIGITS or int(text) < 1:
        raise argparse.ArgumentTypeError(f"must be a whole number of at least 1, not {text:.20}")
    return int(text)


def run(options: argparse.Namespace) -> int:
    """Train, save, and print what came out."""
    if options.output is not None:
        check_writable(options.output)  # before the training, not after it
    experiment = _experiment(options)
    with Interrupt() as interrupt:
        finish, record = _train(experiment, options, interrupt)
        if experiment.record is not None and experiment.record.checkpoint.step == record.checkpoint.step:
            tell(f"nnlab: {Text(NOTHING_LEFT)}")
        report = _report(finish, record)
        try:
            if options.output is not None:
                with Writer() as writer:
                    writer.save(options.output, Experiment(experiment.spec, record)).result()
        except UnwritableFileError:
            _print(report, None, as_json=options.json)  # all that is left of the run
            raise
    _print(report, options.output, as_json=options.json)
    return 0


def _experiment(options: argparse.Namespace) -> Experiment:
    """Return the spec to train, with the run to resume where one is asked for."""
    experiment = find(options.spec)
    if not experiment.versions and _is_same_file(options.spec, options.output):
        raise NnlabError(Text(SPEC_AS_OUTPUT, path=options.output, other=options.output.with_suffix(SUFFIX)))
    if not options.resume:
        return Experiment(changed(experiment.spec, options.set))
    experiment = _with_run(experiment, options)
    if options.set and experiment.record is not None:
        return Experiment(changed(experiment.record.present_spec, options.set), experiment.record)
    return experiment


def _with_run(experiment: Experiment, options: argparse.Namespace) -> Experiment:
    """Return the experiment with the run that is to be resumed: its own, or the one in the output."""
    if experiment.record is None and options.output is not None and options.output.exists():
        earlier = open_experiment(options.output)
        if earlier.record is None or not _is_run_of(earlier.record, experiment.spec):
            raise NnlabError(Text(OTHER_EXPERIMENT, path=options.output))
        experiment = earlier
    if experiment.record is None:
        raise NnlabError(Text(NOTHING_TO_RESUME, name=options.spec))
    return experiment


def _is_run_of(record: RunRecord, spec: ExperimentSpec) -> bool:
    """Return whether a run began as ``spec``, or has become it."""
    return same_run(record.spec, spec) or same_run(record.present_spec, spec)


def _is_same_file(spec: str, output: Path | None) -> bool:
    return output is not None and output.exists() and Path(spec).exists() and output.samefile(spec)


def changed(spec: ExperimentSpec, changes: list[str]) -> ExperimentSpec:
    """Return ``spec`` with each ``PATH=VALUE`` applied; a value that is not JSON is taken as text.

    Raises
    ------
    InvalidSpecError
    NnlabError
        When one has no equals sign.
    """
    document = to_document(spec)
    for change in changes:
        path, equals, text = change.partition("=")
        if not equals or not path.strip():
            raise NnlabError(Text(BAD_SET, given=change))
        try:
            document = set_at(document, path.strip(), _value(text))
        except RecursionError:
            raise NnlabError(Text(BAD_SET, given=f"{change:.40}…")) from None
    return from_document(document)


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def _train(experiment: Experiment, options: argparse.Namespace, interrupt: Interrupt) -> tuple[Finish, RunRecord]:
    thread = ComputeThread()
    try:
        spec = experiment.record.spec if experiment.record else experiment.spec
        runner = Runner(thread, spec, experiment.record, options.epochs)
        if experiment.record is not None and options.set:
            runner.change(experiment.spec)  # recorded as made at the step where the run goes on
        runner.start()
        _watch(runner, interrupt)
        finish, record = runner.finish, runner.record().result()
    finally:
        thread.close()
    if finish is None or finish is Finish.FAILED:
        raise runner.error or RuntimeError("the run failed")
    if record is None:
        raise KeyboardInterrupt  # before the first step: there is nothing to save
    return finish, record


def _watch(runner: Runner, interrupt: Interrupt) -> None:
    """Show the progress until the run has finished; Ctrl+C stops it after the present step."""
    bar = ProgressBar()
    finished = False
    while not finished:
        finished = runner.wait(POLL_S)
        if interrupt.asked and not finished:
            runner.stop()
        if (snapshot := runner.mailbox.take()) is not None:
            bar.show(snapshot)
    bar.end()


def _report(finish: Finish, record: RunRecord) -> dict[str, Any]:
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
        report["changes"] = [asdict(change) for change in checkpoint.changes]
    if broke := checkpoint.first_nonfinite:
        report["first_nonfinite"] = {"step": broke.step, "layer": broke.layer, "pass": broke.during}
    return report


def _print(report: dict[str, Any], saved: Path | None, *, as_json: bool) -> None:
    if as_json:
        print_json(report)
    else:
        print_lines(_rows(report) + ([("saved", str(saved))] if saved else []))


def _rows(report: dict[str, Any]) -> list[tuple[str, str]]:
    rows = [
        ("finish", f"{report['finish']} after {report['epochs']:,} epochs, {report['steps']:,} steps"),
        ("initial loss", number(report["initial_loss"])),
    ]
    rows += [(part, result_words(report[part])) for part in PARTS]
    rate = report["steps_per_second"]
    rows.append(("time", f"{report['seconds']:.2f} s in steps" + (f", {rate:,.0f} steps/s" if rate else "")))
    for change in report.get("changes", ()):
        rows.append(("changed", f"{change['path']} = {change['value']:g} after step {change['step']:,}"))
    if broke := report.get("first_nonfinite"):
        rows.append(("not finite", f"first in step {broke['step']}, layer {broke['layer']}, {broke['pass']} pass"))
    return rows
