"""How much memory a record takes."""

from dataclasses import replace

import numpy as np

from nnlab.gui.controllers.record_size import size_of
from tests.training.runs import small_spec
from tests.training.trained import trained


def test_an_array_counts_once_and_its_views_as_itself():
    record = trained(small_spec(training__epochs=1))
    large = np.zeros(1_000_000)
    checkpoint = replace(record.checkpoint, parameters=large, running=large[10:])
    assert 8_000_000 <= size_of(replace(record, checkpoint=checkpoint)) < 8_000_000 + size_of(record)


def test_earlier_weights_count():
    record = trained(small_spec(training__epochs=1))
    keyframe = replace(record.checkpoint, parameters=np.zeros(1_000_000))
    history = replace(record.checkpoint.history, keyframes=(*record.checkpoint.history.keyframes, keyframe))
    longer = replace(record, checkpoint=replace(record.checkpoint, history=history))
    assert size_of(longer) >= size_of(record) + 8_000_000
