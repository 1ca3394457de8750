"""Runs that are trained once and looked at by many tests."""

from dataclasses import replace
from functools import cache
from typing import Any

from nnlab.insight.data_facts import data_facts
from nnlab.insight.hints.hint import Evidence
from nnlab.spec.experiment import ExperimentSpec
from nnlab.training.loop import train
from nnlab.training.trainer import Trainer


@cache
def evidence_of(spec: ExperimentSpec) -> Evidence:
    """Train to the end and return what is known then."""
    trainer = Trainer(spec, blas_threads=1)
    for _ in train(trainer):
        pass
    record = trainer.data.record
    n_outputs = trainer.network.blocks[-1].output_shape[-1]
    return Evidence(spec, trainer.recorder.history.record(), record.input_shape, n_outputs, data_facts(trainer.data))


def until(evidence: Evidence, step: int) -> Evidence:
    """Return what was known after ``step`` steps."""
    history = evidence.history
    then = replace(
        history,
        losses=history.losses[:step],
        evaluations=tuple(each for each in history.evaluations if each.step <= step),
        pictures=tuple(each for each in history.pictures if each.step <= step),
        keyframes=tuple(each for each in history.keyframes if each.step <= step),
    )
    return replace(evidence, history=then)


def layers(count: int, units: int, activation: str, init: Any, **options: Any) -> list[dict[str, Any]]:
    """Return the document of equal layers."""
    kind = init if isinstance(init, dict) else {"kind": init}
    return [{"units": units, "activation": {"kind": activation}, "init": kind, **options}] * count


def std(value: float) -> dict[str, Any]:
    """Return the document of Gaussian weights."""
    return {"kind": "normal", "std": value}
