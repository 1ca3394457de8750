"""What a spec amounts to before anything is built: sizes of the parts, shapes, parameters, memory."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, prod

import numpy as np

from nnlab.data.sources import SourceShape, source_shape
from nnlab.data.split import part_sizes
from nnlab.engine.block import Block
from nnlab.engine.parameters import Role
from nnlab.errors import InvalidSpecError, Problem
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.losses import LogisticSpec
from nnlab.text import QT_TRANSLATE_NOOP, Text
from nnlab.training.build import build_blocks, loss_class, optimizer_state_names

BATCH_TOO_LARGE = QT_TRANSLATE_NOOP("nnlab", "must be at most {train:,}, the number of training examples.")
NO_TRAINING_EXAMPLES = QT_TRANSLATE_NOOP("nnlab", "leaves no example to train on.")
NOT_TWO_CLASSES = QT_TRANSLATE_NOOP("nnlab", "logistic is for two classes; these data have {classes:,}: use softmax.")
NO_VALIDATION = QT_TRANSLATE_NOOP("nnlab", "needs validation examples; the split has none.")
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
    """

    output_shape: tuple[int, ...]
    parameters: int
    running: int
    product: tuple[int, int]
    floats_per_example: int

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
    example_shape : tuple of int
    classes, n_outputs : int
    layers : tuple of LayerOutline
        From the input up, the output last.
    steps_per_epoch : int
    memory_bytes : int
        What data, parameters, gradients, optimiser and buffers take together.
    """

    examples: int
    train: int
    validation: int
    test: int
    example_shape: tuple[int, ...]
    classes: int
    n_outputs: int
    layers: tuple[LayerOutline, ...]
    steps_per_epoch: int
    memory_bytes: int

    @property
    def features(self) -> int:
        """Inputs an example."""
        return prod(self.example_shape)

    @property
    def parameters(self) -> int:
        """Parameters of the whole network."""
        return sum(layer.parameters for layer in self.layers)

    @property
    def running(self) -> int:
        """Running statistics of the whole network."""
        return sum(layer.running for layer in self.layers)


def outline(spec: ExperimentSpec) -> Outline:
    """Work out what ``spec`` amounts to, without loading data.

    Raises
    ------
    InvalidSpecError
        Where the parts of the spec do not fit each other: a batch larger than the training part.
    """
    source = source_shape(spec.data.source)
    train, validation, test = part_sizes(source.examples, spec.data.split, spec.data.limit)
    problems = _problems(spec, source, train, validation)
    if problems:
        raise InvalidSpecError(problems)
    n_outputs = loss_class(spec.training.loss).outputs_for(source.classes)
    blocks = build_blocks(spec, source.example_shape, n_outputs, max_batch=0)
    layers = tuple(_layer(block) for block in blocks)
    return Outline(
        examples=source.examples,
        train=train,
        validation=validation,
        test=test,
        example_shape=source.example_shape,
        classes=source.classes,
        n_outputs=n_outputs,
        layers=layers,
        steps_per_epoch=ceil(train / spec.training.batch_size),
        memory_bytes=_memory(spec, source, layers),
    )


def _problems(spec: ExperimentSpec, source: SourceShape, train: int, validation: int) -> list[Problem]:
    """Return where the parts of the spec do not fit each other."""
    training = spec.training
    problems = []
    if train < 1:
        problems.append(Problem("data.split", Text(NO_TRAINING_EXAMPLES)))
    elif training.batch_size > train:
        problems.append(Problem("training.batch_size", Text(BATCH_TOO_LARGE, train=train)))
    if isinstance(training.loss, LogisticSpec) and source.classes != 2:
        problems.append(Problem("training.loss", Text(NOT_TWO_CLASSES, classes=source.classes)))
    if training.early_stopping and not validation:
        problems.append(Problem("training.early_stopping", Text(NO_VALIDATION)))
    return problems


def _layer(block: Block) -> LayerOutline:
    shapes = block.parameter_shapes()
    running = sum(shape.size for shape in shapes if shape.role is Role.RUNNING)
    return LayerOutline(
        output_shape=block.output_shape,
        parameters=sum(shape.size for shape in shapes) - running,
        running=running,
        product=(block.affine.fan_in, block.affine.units),
        floats_per_example=sum(part.floats_per_example for part in block.parts),
    )


def _memory(spec: ExperimentSpec, source: SourceShape, layers: tuple[LayerOutline, ...]) -> int:
    """Return bytes: the data raw and prepared, targets, what is kept per parameter, and two sets of buffers."""
    item = np.dtype(spec.precision).itemsize
    features = prod(source.example_shape)
    a_row = features + sum(layer.floats_per_example for layer in layers)
    rows = spec.training.batch_size + EVALUATION_BATCH
    per_parameter = _copies_of_parameters(spec) * sum(layer.parameters for layer in layers)
    a_target = loss_class(spec.training.loss).encode(np.zeros(1, np.intp), source.classes, spec.precision).nbytes
    examples = source.examples * (features * (8 + item) + a_target)
    return examples + rows * a_target + item * (per_parameter + rows * a_row)


def _copies_of_parameters(spec: ExperimentSpec) -> int:
    """Return how many vectors as long as the parameters a run takes.

    Gradients, and twice the values and what the optimiser remembers: a checkpoint on its way to the file has copies.
    """
    return 1 + 2 * (1 + len(optimizer_state_names(spec)))
