"""The examples of one part of a run's data, as the network sees them and as they came."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

from nnlab.data.dataset import Array, Dataset, Labels
from nnlab.data.prepared import examples_of
from nnlab.data.split import split_examples
from nnlab.training.inside.twin import Twin
from nnlab.training.snapshot import Part


@dataclass(frozen=True)
class PartExamples:
    """One part.

    Attributes
    ----------
    dataset : Dataset
        All examples as they came.
    index : (n,)
        Which of them are of this part.
    x : (n, *input_shape)
        As the network sees them.
    targets : (n,) of intp, or (n, n_targets) of float64
        As the network is told: with the noise of labels in the training part.
    """

    dataset: Dataset
    index: Labels
    x: Array
    targets: Labels | Array

    def __len__(self) -> int:
        return len(self.index)


def part_examples(twin: Twin, part: Part) -> Generator[float, None, PartExamples]:
    """Return the examples of a part.

    Raises
    ------
    ExamplesMissingError
        When they are not at hand.
    NnlabError
        When they cannot be read again, or are no longer those of the run.
    """
    prepared = twin.examples()
    dataset = yield from examples_of(twin.data, twin.spec.data)
    split = split_examples(dataset, twin.spec.data)
    index = {"train": split.train, "validation": split.validation, "test": split.test}[part]
    examples = {"train": prepared.train, "validation": prepared.validation, "test": prepared.test}[part]
    return PartExamples(dataset, index, examples.x, examples.targets)
