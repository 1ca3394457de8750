"""Why a run diverged: where the first number broke, what came before, and what to do."""

from nnlab.insight.forensics.diagnose import diagnose
from nnlab.insight.forensics.diagnosis import Cause, Diagnosis

__all__ = ["Cause", "Diagnosis", "diagnose"]
