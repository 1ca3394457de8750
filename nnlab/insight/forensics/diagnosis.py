"""What is asked about a run that diverged, and what is answered."""

from __future__ import annotations

from dataclasses import dataclass

from nnlab.insight.data_facts import DataFacts
from nnlab.insight.remedy import Remedy
from nnlab.spec.experiment import ExperimentSpec
from nnlab.text import Text
from nnlab.training.divergence import FirstNonFinite
from nnlab.training.history import HistoryRecord


@dataclass(frozen=True)
class Case:
    """What is known of a run that diverged.

    Attributes
    ----------
    spec : ExperimentSpec
        In force when it broke.
    history : HistoryRecord
    broke : FirstNonFinite
    data : DataFacts or None
        None where the examples are not at hand.
    """

    spec: ExperimentSpec
    history: HistoryRecord
    broke: FirstNonFinite
    data: DataFacts | None


@dataclass(frozen=True)
class Cause:
    """Why a run may have diverged.

    Attributes
    ----------
    key : str
        What programs call it, the same for ever: ``"rate too high"``.
    title : Text
        Names it.
    evidence : Text
        The numbers that speak for it.
    why : Text
        How it makes numbers grow without end.
    remedies : tuple of Remedy
        At least one, the best first.
    """

    key: str
    title: Text
    evidence: Text
    why: Text
    remedies: tuple[Remedy, ...]


@dataclass(frozen=True)
class Finding:
    """A cause, and how far from what is usual its number is.

    Attributes
    ----------
    decades : float
        Powers of ten beyond the edge of what is usual. The cause that is farthest beyond is the likeliest: what is
        one power of ten off seldom explains a run in which something else is six off.
    cause : Cause
    """

    decades: float
    cause: Cause


@dataclass(frozen=True)
class Diagnosis:
    """What is said of a run that diverged.

    Attributes
    ----------
    where : Text
        The step, the layer and the pass of the first number that was not finite.
    before : tuple of Text
        What came before it, with numbers.
    causes : tuple of Cause
        The likeliest first, at least one.
    """

    where: Text
    before: tuple[Text, ...]
    causes: tuple[Cause, ...]
