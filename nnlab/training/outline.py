"""What a spec amounts to before anything is built: sizes of the parts, shapes, parameters, memory."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, prod

import numpy as np

from nnlab.data.dataset import Array, DataShape, Labels, Shape
from nnlab.data.loading import data_shape
from nnlab.data.prepared import DataRecord
from nnlab.data.preprocessing import fitting_bytes, shape_after
from nnlab.data.split import part_sizes
from nnlab.engine.block import Block
from nnlab.engine.parameters import Role
from nnlab.errors import InvalidSpecError
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.files import FileSpec
from nnlab.training.build import build_blocks, encoded_targets, optimizer_state_names, outputs_for
from nnlab.training.misfits import misfits

MAKING = 24
"""Bytes a value of the data while they are made: float64, three times over."""
EVALUATION_BATCH = 1000
"""Examples that the evaluating network takes at a time; the probe set is one such batch."""


@dataclass(frozen=True)
class LayerOutline:
    """One layer before it exists.

    Attributes
    ----------
    output_shape : tuple of int
        Of one example.
    parameters, running : int
        How many numbers it learns, and how many it measures on the way.
    product : (int, int)
        The shape of its weights.
    floats_per_example : int
        How large its buffers are.
    is_exact : bool
        Whether the number of its inputs is settled, and not only the most that it can be.
    """

    output_shape: tuple[int, ...]
    parameters: int
    running: int
    product: tuple[int, int]
    floats_per_example: int
    is_exact: bool = True

    @property
    def units(self) -> int:
        """Outputs an example."""
        return prod(self.output_shape)


@dataclass(frozen=True)
class Outline:
    """An experiment before it is built.

    Attributes
    ----------
    examples : int
        In the whole set; ``train``, ``validation`` and ``test`` are the sizes of its parts.
    example_shape, input_shape : tuple of int
        Of a raw example, and of one as the network sees it.
    is_exact : bool
        Whether ``input_shape`` is settled; with a PCA by a share of the variance, it is the most that can come of it.
    classes, n_outputs : int
        ``classes`` is 0 where numbers are to be met.
    layers : tuple of LayerOutline
        From the input up, the output last.
    steps_per_epoch : int
    making_bytes : int
        What making the data takes at its peak; 0 for a person's own, which are in memory already.
    fitting_bytes : int
        What fitting the preprocessing takes beside the data.
    memory_bytes : int
        What data, parameters, gradients, optimiser and buffers take together.
    keyframe_bytes : int
        What parameters, optimiser and the order of the examples take each time a step is kept whole.
    """

    examples: int
    train: int
    validation: int
    test: int
    example_shape: Shape
    input_shape: Shape
    is_exact: bool
    classes: int
    n_outputs: int
    layers: tuple[LayerOutline, ...]
    steps_per_epoch: int
    making_bytes: int
    fitting_bytes: int
    memory_bytes: int
    keyframe_bytes: int

    @property
    def features(self) -> int:
        """Numbers of a raw example."""
        return prod(self.example_shape)

    @property
    def inputs(self) -> int:
        """Numbers of an example that the network sees."""
        return prod(self.input_shape)

    @property
    def parameters(self) -> int:
        """Parameters of the whole network."""
        return sum(layer.parameters for layer in self.layers)

    @property
    def running(self) -> int:
        """Running statistics of the whole network."""
        return sum(layer.running for layer in self.layers)


def outline(spec: ExperimentSpec, data: DataRecord | None = None) -> Outline:
    """Work out what ``spec`` amounts to, without loading data.

    Parameters
    ----------
    spec : ExperimentSpec
    data : DataRecord, optional
        What an earlier run kept of its data; without it a person's own files must have been read.

    Raises
    ------
    InvalidSpecError
        Where the parts of the spec do not fit each other: a batch larger than the training part.
    """
    source = data.shape if data else data_shape(spec.data)
    train, validation, test = part_sizes(source.examples, spec.data.split, spec.data.limit)
    problems = misfits(spec, source, train, validation)
    if problems:
        raise InvalidSpecError(problems)
    seen = train if spec.preprocessing_fit == "train" else source.examples
    shape, is_exact = shape_after(spec.preprocessing, source.example_shape, seen)
    shape = data.input_shape if data else shape
    n_outputs = outputs_for(spec.training.loss, source)
    blocks = build_blocks(spec, shape, n_outputs, max_batch=0)
    settled = is_exact or data is not None
    layers = tuple(_layer(block, is_exact=settled or index > 0) for index, block in enumerate(blocks))
    return Outline(
        examples=source.examples,
        train=train,
        validation=validation,
        test=test,
        example_shape=source.example_shape,
        input_shape=shape,
        is_exact=settled,
        classes=source.classes,
        n_outputs=n_outputs,
        layers=layers,
        steps_per_epoch=ceil(train / spec.training.batch_size),
        fitting_bytes=fitting_bytes(spec.preprocessing, source.example_shape, seen),
        making_bytes=0 if isinstance(spec.data.source, FileSpec) else MAKING * source.examples * source.features,
        memory_bytes=_memory(spec, source, prod(shape), layers),
        keyframe_bytes=_keyframe(spec, train, layers),
    )


def _layer(block: Block, *, is_exact: bool) -> LayerOutline:
    shapes = block.parameter_shapes()
    running = sum(shape.size for shape in shapes if shape.role is Role.RUNNING)
    return LayerOutline(
        output_shape=block.output_shape,
        parameters=sum(shape.size for shape in shapes) - running,
        running=running,
        product=(block.affine.fan_in, block.affine.units),
        floats_per_example=sum(part.floats_per_example for part in block.parts),
        is_exact=is_exact,
    )


def _memory(spec: ExperimentSpec, source: DataShape, inputs: int, layers: tuple[LayerOutline, ...]) -> int:
    """Return bytes: the data raw and prepared, targets, what is kept per parameter, and two sets of buffers."""
    item = np.dtype(spec.precision).itemsize
    a_row = inputs + sum(layer.floats_per_example for layer in layers)
    rows = spec.training.batch_size + EVALUATION_BATCH
    per_parameter = _copies_of_parameters(spec) * sum(layer.parameters for layer in layers)
    a_target = encoded_targets(spec, _a_target(source), source.classes).nbytes
    examples = source.examples * (source.features * source.bytes_per_value + inputs * item + a_target)
    return examples + rows * a_target + item * (per_parameter + rows * a_row)


def _keyframe(spec: ExperimentSpec, train: int, layers: tuple[LayerOutline, ...]) -> int:
    """Return bytes: the values of all parameters, what the optimiser remembers, running statistics, and the order."""
    values = sum(_kept_vectors(spec) * layer.parameters + layer.running for layer in layers)
    return np.dtype(spec.precision).itemsize * values + np.dtype(np.intp).itemsize * train


def _a_target(source: DataShape) -> Labels | Array:
    """Return the target of one example."""
    return np.zeros(1, np.intp) if source.classes else np.zeros((1, source.n_targets))


def _copies_of_parameters(spec: ExperimentSpec) -> int:
    """Return how many vectors as long as the parameters a run takes.

    Gradients, and twice the values and what the optimiser remembers: a checkpoint on its way to the file has copies.
    """
    return 1 + 2 * _kept_vectors(spec)


def _kept_vectors(spec: ExperimentSpec) -> int:
    """Return how many vectors as long as the parameters make up a state to go on from."""
    return 1 + len(optimizer_state_names(spec))
