import csv
import io

import pytest

from nnlab.store.export.history_table import steps_of, to_csv
from nnlab.training.checkpoint import RunRecord
from tests.store.conftest import STEPS_DONE
from tests.store.variety import SCHEDULES
from tests.training.runs import small_spec
from tests.training.trained import trained


def table(record: RunRecord) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(b"".join(to_csv(record)).decode())))


def test_a_row_a_step_holds_the_loss_of_its_batch_to_the_last_digit(record: RunRecord) -> None:
    first, *rows = table(record)
    assert (first["step"], first["epoch"], first["batch_loss"], first["learning_rate"]) == ("0", "0.0", "", "")
    assert [int(row["step"]) for row in rows] == list(range(1, STEPS_DONE + 1))
    assert [float(row["batch_loss"]) for row in rows] == record.checkpoint.history.losses.tolist()
    assert float(rows[-1]["epoch"]) == record.checkpoint.place.time


def test_evaluations_stand_in_the_row_of_their_step(record: RunRecord) -> None:
    rows = table(record)
    for each in record.checkpoint.history.evaluations:
        assert float(rows[each.step][f"{each.part}_loss"]) == each.loss
        assert float(rows[each.step][f"{each.part}_accuracy"]) == each.accuracy
        assert float(rows[each.step]["epoch"]) == each.epoch
    filled = sum(bool(row[f"{part}_loss"]) for row in rows for part in ("train", "validation"))
    assert filled == len(record.checkpoint.history.evaluations)


def test_the_test_part_stands_in_the_last_row(record: RunRecord) -> None:
    *others, last = table(record)
    result = record.results["test"]
    assert result is not None
    assert (float(last["test_loss"]), float(last["test_accuracy"])) == (result.loss, result.accuracy)
    assert not any(row["test_loss"] for row in others)


def assert_rates_are_those_recorded(record: RunRecord) -> None:
    steps = list(steps_of(record))
    pictures = [picture for picture in record.checkpoint.history.pictures if picture.step]
    assert len(pictures) > 10
    for picture in pictures:
        assert steps[picture.step].learning_rate == picture.learning_rate
        assert steps[picture.step].epoch == picture.time


def test_rates_and_times_follow_what_was_changed_on_the_way(record: RunRecord) -> None:
    assert_rates_are_those_recorded(record)


@pytest.mark.parametrize("name", ["steps", "inverse time and warmup", "cosine and warmup"])
def test_rates_follow_the_schedule(name: str) -> None:
    assert_rates_are_those_recorded(trained(small_spec(**SCHEDULES[name])))
