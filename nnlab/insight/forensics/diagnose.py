"""The likely causes of a run that diverged, the likeliest first."""

from __future__ import annotations

from collections.abc import Callable

from nnlab.insight.data_facts import DataFacts
from nnlab.insight.forensics.course import course, place
from nnlab.insight.forensics.diagnosis import Case, Diagnosis, Finding
from nnlab.insight.forensics.examples import bad_batch, data_not_finite, data_not_scaled, targets_not_scaled
from nnlab.insight.forensics.last_resort import loss_overflows, unknown
from nnlab.insight.forensics.penalties import decay_too_strong, l1_too_strong
from nnlab.insight.forensics.rates import momentum_too_long, rate_too_high
from nnlab.insight.forensics.weights import outputs_grow, weights_too_large
from nnlab.spec.experiment import ExperimentSpec
from nnlab.training.divergence import FirstNonFinite
from nnlab.training.history import HistoryRecord

KNOWN: tuple[Callable[[Case], Finding | None], ...] = (
    data_not_finite,
    bad_batch,
    data_not_scaled,
    targets_not_scaled,
    weights_too_large,
    outputs_grow,
    decay_too_strong,
    l1_too_strong,
    momentum_too_long,
    rate_too_high,
    loss_overflows,
)


def diagnose(spec: ExperimentSpec, history: HistoryRecord, broke: FirstNonFinite, data: DataFacts | None) -> Diagnosis:
    """Say why a run diverged, from what was recorded of it.

    Parameters
    ----------
    spec : ExperimentSpec
        In force when it broke, after all changes.
    history : HistoryRecord
    broke : FirstNonFinite
    data : DataFacts or None
        None where the examples are not at hand.
    """
    case = Case(spec, history, broke, data)
    found = [finding for cause in KNOWN if (finding := cause(case)) and finding.cause.remedies]
    found.sort(key=lambda finding: finding.decades, reverse=True)  # keeps the order of those that are equally far
    causes = tuple(finding.cause for finding in found)
    return Diagnosis(place(case), course(case), causes or (unknown(case),))
