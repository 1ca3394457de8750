"""What one example makes of a network: probabilities, and the outputs of every unit."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from nnlab.data.dataset import Array, Raw, Shape
from nnlab.training.inside.ink import InkFrame, frame_of
from nnlab.training.inside.part_examples import part_examples
from nnlab.training.inside.twin import Twin
from nnlab.training.snapshot import Part


@dataclass(frozen=True)
class LayerResponse:
    """One layer.

    Attributes
    ----------
    preactivation : (m,)
        What the activation was given.
    output : (units,)
    """

    preactivation: Array
    output: Array

    @property
    def silent(self) -> int:
        """How many units give 0."""
        return int(np.count_nonzero(self.output == 0))

    @property
    def broken(self) -> int:
        """How many units give no finite number."""
        return int(np.count_nonzero(~np.isfinite(self.output)))


@dataclass(frozen=True)
class Response:
    """What a network makes of one example.

    Attributes
    ----------
    outputs : (n_outputs,)
    probabilities : (classes,) or None
        None where the loss has none.
    label : int or None
        The class that is named; None where numbers are predicted or an output is not finite.
    layers : tuple of LayerResponse
        From the input up, the output last.
    """

    outputs: Array
    probabilities: Array | None
    label: int | None
    layers: tuple[LayerResponse, ...]

    @property
    def is_finite(self) -> bool:
        """Whether all outputs are finite."""
        return bool(np.isfinite(self.outputs).all())


@dataclass(frozen=True)
class GivenExample:
    """An example of the data, what a network makes of it, and how ink lies in all of them.

    Attributes
    ----------
    part : Part
    number : int
        Its place in the part.
    total : int
        How many examples the part has.
    index : int
        Its place among all examples.
    pixels : (*example_shape)
        As it came.
    truth : int
        Its class, as the network is told.
    class_names : tuple of str
    frame : InkFrame
    response : Response
    """

    part: Part
    number: int
    total: int
    index: int
    pixels: Raw
    truth: int
    class_names: tuple[str, ...]
    frame: InkFrame
    response: Response


@dataclass(frozen=True)
class ExampleQuestion:
    """What the network makes of a grey image of the data.

    Attributes
    ----------
    part : Part
    number : int
        Its place in the part; beyond the last one it begins again.
    """

    part: Part
    number: int

    def answering(self, twin: Twin) -> Generator[float, None, GivenExample]:
        """Look the example up and pass it up."""
        examples = yield from part_examples(twin, self.part)
        number = self.number % len(examples)
        dataset, index = examples.dataset, int(examples.index[number])
        frame = frame_of(dataset.x)
        yield 0.5
        return GivenExample(
            part=self.part,
            number=number,
            total=len(examples),
            index=index,
            pixels=dataset.x[index],
            truth=int(examples.targets[number]),
            class_names=dataset.class_names,
            frame=frame,
            response=response_to(twin, dataset.x[index]),
        )


@dataclass(frozen=True)
class ResponseQuestion:
    """What the network makes of an example that is not of the data.

    Attributes
    ----------
    values : bytes
        Of the raw example, float64.
    shape : tuple of int
    may_be_late : bool
        While somebody draws, the answer to the stroke before is better than none.
    """

    values: bytes
    shape: Shape
    may_be_late: ClassVar[bool] = True

    def answering(self, twin: Twin) -> Generator[float, None, Response]:
        """Pass the example up."""
        yield 0.0
        return response_to(twin, np.frombuffer(self.values, np.float64).reshape(self.shape))


def question_about(raw: Raw) -> ResponseQuestion:
    """Return the question about a raw example."""
    values = np.ascontiguousarray(raw, np.float64)
    return ResponseQuestion(values.tobytes(), values.shape)


def response_to(twin: Twin, raw: Raw) -> Response:
    """Return what a network makes of one (*example_shape) raw example."""
    outputs = twin.forward(twin.prepared(raw[np.newaxis])).astype(np.float64)
    probabilities, labels = twin.probabilities(outputs), twin.labels(outputs)
    is_finite = np.isfinite(outputs).all()
    return Response(
        outputs=outputs[0],
        probabilities=None if probabilities is None else probabilities[0],
        label=int(labels[0]) if labels is not None and is_finite else None,
        layers=tuple(
            LayerResponse(block.preactivation[0].copy().ravel(), block.output[0].copy().ravel())
            for block in twin.blocks
        ),
    )
