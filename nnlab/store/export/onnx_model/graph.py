"""A graph of ONNX operators while it grows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, checker, helper, numpy_helper

import nnlab

OPSET = 13
"""Of 2020, the first in which Softmax means what everybody expects; nothing newer is needed."""
IR_VERSION = 7
"""What came with it."""
BATCH = "batch"


class Graph:
    """Operators in a row, each fed with what the last one gave; all numbers are float32.

    Parameters
    ----------
    input_name : str
    input_shape : sequence of int
        Of one example.
    """

    def __init__(self, input_name: str, input_shape: Sequence[int]) -> None:
        self._input = self.last = input_name
        self._input_shape = tuple(input_shape)
        self._nodes: list[NodeProto] = []
        self._tensors: dict[str, TensorProto] = {}

    def tensor(self, name: str, array: NDArray[Any]) -> str:
        """Keep an array in the model and return its name; what is no integer becomes float32."""
        kind = np.int64 if array.dtype.kind == "i" else np.float32
        self._tensors[name] = numpy_helper.from_array(np.ascontiguousarray(array, kind).reshape(array.shape), name)
        return name

    def number(self, value: float) -> str:
        """Keep a single number and return its name."""
        return self.tensor(f"constant_{value!r}", np.asarray(value))

    def add(self, operator: str, *inputs: str, **attributes: Any) -> str:
        """Append an operator, fed with ``inputs``; return the name of its result, which is the last from now on."""
        result = f"{operator.lower()}_{len(self._nodes)}"
        self._nodes.append(helper.make_node(operator, list(inputs), [result], name=result, **attributes))
        self.last = result
        return result

    def then(self, operator: str, *inputs: str, **attributes: Any) -> str:
        """Append an operator, fed with the last result and ``inputs``."""
        return self.add(operator, self.last, *inputs, **attributes)

    def model(self, output_name: str, outputs: int, facts: Mapping[str, str]) -> ModelProto:
        """Return the model that gives the last result, checked.

        Parameters
        ----------
        output_name : str
        outputs : int
            Numbers an example.
        facts : mapping of str to str
            What is kept as metadata.
        """
        self._nodes.append(helper.make_node("Identity", [self.last], [output_name], name=output_name))
        graph = helper.make_graph(
            self._nodes,
            "nnlab",
            [helper.make_tensor_value_info(self._input, TensorProto.FLOAT, [BATCH, *self._input_shape])],
            [helper.make_tensor_value_info(output_name, TensorProto.FLOAT, [BATCH, outputs])],
            list(self._tensors.values()),
        )
        model = helper.make_model(
            graph,
            opset_imports=[helper.make_opsetid("", OPSET)],
            ir_version=IR_VERSION,
            producer_name="nnlab",
            producer_version=nnlab.__version__,
        )
        helper.set_model_props(model, dict(facts))
        checker.check_model(model, full_check=True)
        return model
