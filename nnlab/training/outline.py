"""What a spec amounts to before anything is built: sizes of the parts, shapes, parameters, memory."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, prod

from nnlab.data.sources import source_shape
from nnlab.data.split import part_sizes
from nnlab.errors import InvalidSpecError, Problem
from nnlab.spec.experiment import ExperimentSpec
from nnlab.text import QT_TRANSLATE_NOOP, Text

BATCH_TOO_LARGE = QT_TRANSLATE_NOOP("nnlab", "must be at most {train:,}, the number of training examples.")
NO_TRAINING_EXAMPLES = QT_TRANSLATE_NOOP("nnlab", "leaves no example to train on.")
EVALUATION_BATCH = 1000
"""Examples that the evaluating network takes at a time; the probe set is one such batch."""
COPIES_OF_PARAMETERS = 4
"""Values, gradients, optimiser state, and one more for a checkpoint on its way to the file."""


@dataclass(frozen=True)
class LayerOutline:
    """One layer before it exists: its output shape (without the batch) and its number of parameters."""

    output_shape: tuple[int, ...]
    parameters: int

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
    classes : int
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


def outline(spec: ExperimentSpec) -> Outline:
    """Work out what ``spec`` amounts to, without loading data.

    Raises
    ------
    InvalidSpecError
        Where the parts of the spec do not fit each other: a batch larger than the training part.
    """
    source = source_shape(spec.data.source)
    train, validation, test = part_sizes(source.examples, spec.data.split, spec.data.limit)
    if train < 1:
        raise InvalidSpecError([Problem("data.split", Text(NO_TRAINING_EXAMPLES))])
    batch_size = spec.training.batch_size
    if batch_size > train:
        raise InvalidSpecError([Problem("training.batch_size", Text(BATCH_TOO_LARGE, train=train))])
    layers = _layers(spec, prod(source.example_shape), source.classes)
    return Outline(
        examples=source.examples,
        train=train,
        validation=validation,
        test=test,
        example_shape=source.example_shape,
        classes=source.classes,
        layers=layers,
        steps_per_epoch=ceil(train / batch_size),
        memory_bytes=_memory(spec, source.examples, prod(source.example_shape), layers),
    )


def _layers(spec: ExperimentSpec, features: int, classes: int) -> tuple[LayerOutline, ...]:
    units = [layer.units for layer in spec.network.layers] + [classes]
    fans = [features, *units[:-1]]
    return tuple(LayerOutline((n_out,), (n_in + 1) * n_out) for n_in, n_out in zip(fans, units, strict=True))


def _memory(spec: ExperimentSpec, examples: int, features: int, layers: tuple[LayerOutline, ...]) -> int:
    """Return bytes: the data raw and prepared, the parameters' copies, and two sets of buffers."""
    item = 4 if spec.precision == "float32" else 8
    parameters = sum(layer.parameters for layer in layers)
    a_row = features + 4 * sum(layer.units for layer in layers)
    rows = spec.training.batch_size + EVALUATION_BATCH
    return examples * features * (8 + item) + item * (COPIES_OF_PARAMETERS * parameters + rows * a_row)
