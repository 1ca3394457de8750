import numpy as np

from nnlab.training.history import History
from nnlab.training.layer_picture import LayerPicture
from nnlab.training.snapshot import Evaluation


def history(steps: int) -> History:
    grown = History()
    for step in range(steps):
        grown.losses.append(1 / (step + 1))
        grown.evaluations.append(Evaluation(step, step / 7, "validation", 1.0, 0.5))
        grown.pictures.append(LayerPicture(step, 0.0, ()))
    return grown


def test_the_loss_of_every_step_is_kept() -> None:
    losses = history(5000).record().losses
    assert losses.dtype == np.float64
    assert losses.tolist() == [1 / (step + 1) for step in range(5000)]


def test_a_record_grows_no_more() -> None:
    grown = history(3)
    record = grown.record()
    grown.losses.append(9.0)
    grown.evaluations.append(Evaluation(3, 0.4, "train", 1.0, None))
    grown.pictures.append(LayerPicture(3, 0.0, ()))
    assert (len(record.losses), len(record.evaluations), len(record.pictures)) == (3, 3, 3)


def test_a_history_goes_on_from_a_record() -> None:
    record = history(3).record()
    resumed = History(record)
    resumed.losses.append(9.0)
    resumed.pictures.append(LayerPicture(3, 0.0, ()))
    assert resumed.record().losses.tolist() == [*record.losses.tolist(), 9.0]
    assert [picture.step for picture in resumed.record().pictures] == [0, 1, 2, 3]
    assert len(record.pictures) == 3
