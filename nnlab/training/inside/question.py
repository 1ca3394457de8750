"""What a view wants to know of a network: asked in the window, answered on the compute thread."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, Protocol

from nnlab.training.inside.twin import Twin


class Question(Protocol):
    """Frozen and comparable: equal questions about equal weights have equal answers."""

    def answering(self, twin: Twin) -> Generator[float, None, Any]:
        """Work the answer out, yielding the share that is done at least every few milliseconds.

        Parameters
        ----------
        twin : Twin
            With the weights of the step that is looked at.

        Raises
        ------
        ExamplesMissingError
            When the examples are needed, and not at hand.
        """
