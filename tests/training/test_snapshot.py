import dataclasses

import numpy as np
import pytest

from nnlab.spec.live import Change
from nnlab.training.layer_picture import LayerPicture
from nnlab.training.snapshot import Evaluation, Progress, Snapshot, merge


def snapshot(step: int, losses: list[float], first_step: int, run_id: int = 1, layers_step: int = 0) -> Snapshot:
    return Snapshot(
        run_id=run_id,
        progress=Progress(step, 100, step / 10, 10, 1.0, 5.0),
        first_step=first_step,
        losses=np.array(losses),
        evaluations=(Evaluation(step, step / 10, "validation", 1.0, 0.5),),
        changes=tuple(Change(k, "training.l2", 0.5) for k in range(step)),
        picture=LayerPicture(layers_step, 0.0, ()),
    )


def test_metrics_are_kept_and_pictures_replaced() -> None:
    merged = merge(snapshot(2, [3.0, 2.5], 0, layers_step=1), snapshot(3, [2.0], 2, layers_step=3))
    assert merged.first_step == 0
    assert merged.losses.tolist() == [3.0, 2.5, 2.0]
    assert [found.step for found in merged.evaluations] == [2, 3]
    assert merged.progress.step == 3
    assert [change.step for change in merged.changes] == [0, 1, 2]  # each snapshot tells all of them
    assert merged.picture.step == 3


def test_merging_in_any_grouping_gives_the_same() -> None:
    a, b, c = snapshot(1, [3.0], 0), snapshot(2, [2.0], 1), snapshot(4, [1.5, 1.0], 2)
    left, right = merge(merge(a, b), c), merge(a, merge(b, c))
    assert left.losses.tolist() == right.losses.tolist()
    assert left.first_step == right.first_step == 0
    assert left.evaluations == right.evaluations


def test_another_run_replaces_all() -> None:
    newer = snapshot(1, [9.0], 0, run_id=2)
    assert merge(snapshot(5, [1.0], 4), newer) is newer


def test_merging_changes_neither() -> None:
    older, newer = snapshot(1, [3.0], 0), snapshot(2, [2.0], 1)
    merge(older, newer)
    assert older.losses.tolist() == [3.0]
    assert newer.losses.tolist() == [2.0]


def test_a_snapshot_is_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        snapshot(1, [], 1).first_step = 5  # type: ignore[misc]


@pytest.mark.parametrize(("step", "epoch"), [(0, 0), (9, 0), (10, 1), (25, 2), (100, 10)])
def test_an_epoch_counts_when_it_is_over(step: int, epoch: int) -> None:
    assert snapshot(step, [], step).progress.epoch == epoch
