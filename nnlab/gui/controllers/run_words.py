"""What is said about a run: its state, its end, its layers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication

from nnlab.gui import numbers
from nnlab.gui.translation import translate
from nnlab.gui.views.form.kinds.activations import ACTIVATIONS
from nnlab.spec.document import same_run
from nnlab.spec.experiment import ExperimentSpec
from nnlab.text import QT_TRANSLATE_NOOP, Text
from nnlab.training.checkpoint import Finish, RunRecord
from nnlab.training.evaluation import Result
from nnlab.training.runner import RunState

FINISH_WORDS = {
    Finish.COMPLETED: QT_TRANSLATE_NOOP("RunWords", "Finished: all epochs done"),
    Finish.STOPPED: QT_TRANSLATE_NOOP("RunWords", "Stopped"),
    Finish.DIVERGED: QT_TRANSLATE_NOOP("RunWords", "Diverged"),
    Finish.EARLY_STOPPED: QT_TRANSLATE_NOOP("RunWords", "Stopped early"),
    Finish.FAILED: QT_TRANSLATE_NOOP("RunWords", "Failed"),
}

RUNNING = QT_TRANSLATE_NOOP("RunWords", "Running")
PAUSED = QT_TRANSLATE_NOOP("RunWords", "Paused")
STARTING = QT_TRANSLATE_NOOP("RunWords", "Starting")
READY = QT_TRANSLATE_NOOP("RunWords", "Ready")
EDITED = QT_TRANSLATE_NOOP("RunWords", "{words} · edited since")


def _tr(template: str) -> str:
    return QCoreApplication.translate("RunWords", template)


def finish_words(record: RunRecord) -> str:
    """Return why a run ended, and how good it is on examples it never saw."""
    if record.finish is None:
        return _tr(QT_TRANSLATE_NOOP("RunWords", "Saved in mid-run"))
    words = _tr(FINISH_WORDS[record.finish])
    if broke := record.checkpoint.first_nonfinite:
        template = _tr(QT_TRANSLATE_NOOP("RunWords", "Diverged: not a number from step {step}, first in {layer}"))
        return template.format(step=f"{broke.step:,}", layer=_layer_words(broke.layer))
    test = record.results.get("test")
    return f"{words} · {_quality_words(test)}" if test is not None else words


def _quality_words(test: Result) -> str:
    """Return the accuracy, or the loss where a number is to be met."""
    if test.accuracy is None:
        return _tr(QT_TRANSLATE_NOOP("RunWords", "test loss {loss}")).format(loss=numbers.significant(test.loss))
    return _tr(QT_TRANSLATE_NOOP("RunWords", "test accuracy {share}")).format(share=numbers.accuracy(test.accuracy))


def _layer_words(name: str) -> str:
    if name == "output":
        return _tr(QT_TRANSLATE_NOOP("RunWords", "the output layer"))
    return _tr(QT_TRANSLATE_NOOP("RunWords", "layer {number}")).format(number=name)


def state_words(state: RunState) -> str:
    """Return what a run does."""
    words = {RunState.RUNNING: RUNNING, RunState.PAUSED: PAUSED}.get(state, STARTING)
    return _tr(words)


def record_words(record: RunRecord | None, spec: ExperimentSpec) -> str:
    """Return how the run that is shown ended, and whether the experiment has been edited since."""
    if record is None:
        return _tr(READY)
    words = finish_words(record)
    return words if same_run(record.present_spec, spec) else _tr(EDITED).format(words=words)


def layer_labels(spec: ExperimentSpec, n_outputs: int) -> list[str]:
    """Return ``1 ReLU 100``, …, ``output 10``: what each layer is called in the views."""
    hidden = [
        f"{number} {_activation_word(layer.activation.kind)} {layer.units:,}"
        for number, layer in enumerate(spec.network.layers, start=1)
    ]
    output = _tr(QT_TRANSLATE_NOOP("RunWords", "Output"))
    return [*hidden, f"{output} {n_outputs:,}"]


def _activation_word(kind: str) -> str:
    label = next((row.label for row in ACTIVATIONS if row.kind == kind), kind)
    return QCoreApplication.translate("form", label)


def problem_words(problems: Mapping[str, Text], name_of: Callable[[str], str]) -> str:
    """Return why a run cannot start: the first thing that is wrong, and where.

    Parameters
    ----------
    problems : mapping of str to Text
        By the field's path.
    name_of : callable
        Returns what the field at a path is called in the form.
    """
    path, problem = next(iter(problems.items()))
    template = _tr(QT_TRANSLATE_NOOP("RunWords", "“{field}” {problem}"))
    return template.format(field=name_of(path), problem=translate(problem))
