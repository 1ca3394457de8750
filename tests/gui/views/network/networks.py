"""Networks with made-up weights, as the window would hand them to the view."""

import numpy as np

from nnlab.data.prepared import prepare
from nnlab.gui.run_facts import RunFacts
from nnlab.jobs import drained
from nnlab.training.build import build_network, outputs_for
from nnlab.training.inside.drawing import NetworkDrawing
from nnlab.training.inside.twin import Twin
from nnlab.training.keyframe import Weights
from nnlab.training.moment import Moment
from nnlab.training.outline import outline
from tests.training.runs import small_spec


class Made:
    """A run that never was: spirals through 12 and 8 units to 3 classes, or what ``changes`` make of it."""

    def __init__(self, **changes):
        self.spec = small_spec(**changes)
        self.data = prepare(self.spec)
        n_outputs = outputs_for(self.spec.training.loss, self.data.record.shape)
        hidden = [f"{i} {layer.activation.kind} {layer.units}" for i, layer in enumerate(self.spec.network.layers, 1)]
        self.facts = RunFacts(1, self.spec, (*hidden, f"Output {n_outputs}"), outline(self.spec))
        self._shapes = build_network(self.spec, self.data.record.input_shape, n_outputs, 0).parameters

    def twin(self, step: int = 7) -> Twin:
        rng = np.random.default_rng(step)
        flat = (self._shapes.values, self._shapes.running)
        values, running = (rng.normal(size=part.size).astype(self.spec.precision) for part in flat)
        return Twin(self.spec, self.data.record, Weights(step, values, running), self.data)

    def answer(self, question, step: int = 7) -> NetworkDrawing:
        return drained(question.answering(self.twin(step)))

    def show_in(self, view, step: int = 7) -> NetworkDrawing:
        """Let a view that is to be seen show the run at a step."""
        view.set_run(self.facts)
        view.set_moment(moment(step))
        drawing = self.answer(view.question(), step)
        view.set_answer(drawing, step)
        return drawing


def moment(step: int, *, recorded: int | None = None) -> Moment:
    return Moment(1, step, max(step, 100), recorded is None, None, None, (), ())
