"""What is pointed at in a run, and what may be done about it."""

from __future__ import annotations

from dataclasses import dataclass

from nnlab.insight.data_facts import DataFacts
from nnlab.insight.remedy import Remedy
from nnlab.spec.experiment import ExperimentSpec
from nnlab.text import Text
from nnlab.training.history import HistoryRecord


@dataclass(frozen=True)
class Evidence:
    """What is known of a run so far.

    Attributes
    ----------
    spec : ExperimentSpec
        In force now.
    history : HistoryRecord
        Recorded so far; without pictures at the very start.
    input_shape : tuple of int
        Of an example, as the network sees it.
    n_outputs : int
    data : DataFacts or None
        None where the examples are not at hand, as for a file whose data are elsewhere.
    """

    spec: ExperimentSpec
    history: HistoryRecord
    input_shape: tuple[int, ...]
    n_outputs: int
    data: DataFacts | None = None


@dataclass(frozen=True)
class Hint:
    """One thing to point at.

    Attributes
    ----------
    key : str
        What it is of, the same as long as it lasts: ``"rate too high"``.
    title : Text
        Names it: "Gradients vanish on their way down".
    reading : Text
        The numbers it comes from, as they are now.
    why : Text
        Two sentences.
    remedies : tuple of Remedy
        The best first.
    view : str
        The key of the view that shows it: ``live``, ``activations``, ``gradients``, ``data``.
    lesson : str
        The name of the lesson about it.
    """

    key: str
    title: Text
    reading: Text
    why: Text
    remedies: tuple[Remedy, ...]
    view: str
    lesson: str
