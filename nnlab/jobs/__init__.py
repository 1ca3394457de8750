"""Long work as jobs on the one compute thread, which takes their turns one after the other.

A job is a generator; each ``yield`` ends a turn. Pausing, resuming and cancelling take effect between turns. The
thread alone sets the number of BLAS threads.
"""

from nnlab.jobs.compute_thread import ComputeThread
from nnlab.jobs.job import Job, JobState
from nnlab.jobs.mailbox import Mailbox
from nnlab.jobs.turns import drained, now_and_then

__all__ = ["ComputeThread", "Job", "JobState", "Mailbox", "drained", "now_and_then"]
