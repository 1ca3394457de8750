"""What other data ask of the rest of an experiment, so that it can be started at once."""

from __future__ import annotations

from nnlab.data.dataset import DataShape
from nnlab.data.loading import data_shape
from nnlab.data.split import part_sizes
from nnlab.errors import InvalidSpecError
from nnlab.spec.document import Document, from_document, get_at, set_at
from nnlab.spec.experiment import FORMAT, DataSpec


def data_of(document: Document) -> DataSpec | None:
    """Return the data that ``document`` asks for, whatever is wrong elsewhere in it; None where that is wrong too."""
    try:
        return from_document({"nnlab": FORMAT, "data": document.get("data", {})}).data
    except InvalidSpecError:
        return None


def suited(before: Document, after: Document) -> Document:
    """Return ``after``, which has other data than ``before``, with a loss and a batch size that suit them.

    A loss is changed only where numbers are to be met instead of classes, or the other way round; batches only where
    they would be larger than the training part. Of data that nobody has read yet nothing is known.
    """
    spec, shape = data_of(after), _shape(after)
    if spec is None or shape is None:
        return after
    kind, wanted = get_at(after, "training.loss.kind"), _loss_for(shape, _shape(before))
    if wanted is not None and kind != wanted:
        after = set_at(after, "training.loss", {"kind": wanted})
    train, _, _ = part_sizes(shape.examples, spec.split, spec.limit)
    batch_size = get_at(after, "training.batch_size")
    if isinstance(batch_size, int) and batch_size > train >= 1:
        after = set_at(after, "training.batch_size", 2 ** (train.bit_length() - 1))
    return after


def _loss_for(new: DataShape, old: DataShape | None) -> str | None:
    """Return the kind of loss that other data make necessary; None where the present one will do."""
    if not new.classes:
        return "mse"
    return "softmax" if old is not None and not old.classes else None


def _shape(document: Document) -> DataShape | None:
    data = data_of(document)
    try:
        return data_shape(data) if data else None
    except InvalidSpecError:
        return None
