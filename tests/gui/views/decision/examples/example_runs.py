"""Runs that never were, to be shown by the pages about examples."""

from __future__ import annotations

from typing import Any

from nnlab.gui.run_facts import RunFacts
from nnlab.jobs import drained
from nnlab.training.outline import outline
from tests.training.inside.judged import asked


class Run:
    """A small network with first weights, or those given."""

    def __init__(self, source: dict[str, Any], loss: str = "softmax", **changes: Any) -> None:
        self.twin, self.data = asked(source, loss, **changes)
        spec = self.twin.spec
        layers = [f"{i + 1} ReLU {layer.units}" for i, layer in enumerate(spec.network.layers)]
        self.facts = RunFacts(1, spec, (*layers, "Output"), outline(spec, self.data.record))

    def answer(self, page: Any) -> Any:
        """Return the answer to what a page asks."""
        return drained(page.question().answering(self.twin))

    def show_in(self, page: Any, step: int = 0) -> Any:
        """Let a page show the run."""
        page.set_run(self.facts)
        found = self.answer(page)
        page.set_answer(found, step)
        return found
