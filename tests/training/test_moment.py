import pytest

from nnlab.training.layer_picture import LayerPicture
from nnlab.training.moment import looking_back, nearest
from tests.training.test_keyframes import keyframe


def pictures(*steps: int) -> tuple[LayerPicture, ...]:
    return tuple(LayerPicture(step, step / 10, ()) for step in steps)


@pytest.mark.parametrize(
    ("step", "place"), [(-5, 0), (0, 0), (4, 0), (5, 0), (6, 1), (10, 1), (29, 1), (31, 2), (50, 2), (99, 2)]
)
def test_the_nearest_recorded_step_is_found_the_earlier_of_two(step: int, place: int) -> None:
    assert nearest(step, pictures(0, 10, 50)) == place


def test_of_nothing_nothing_is_nearest() -> None:
    assert nearest(5, ()) is None


def test_looking_back_takes_the_nearest_of_each() -> None:
    recorded, kept = pictures(0, 10, 20), (keyframe(0), keyframe(20))
    moment = looking_back(3, 12, 25, recorded, kept)
    assert (moment.run_id, moment.step, moment.last_step, moment.is_present) == (3, 12, 25, False)
    assert moment.picture is recorded[1]
    assert moment.weights is kept[1]
    assert (moment.pictures, moment.keyframes) == (recorded, kept)


def test_looking_back_at_a_run_without_keyframes_shows_no_weights() -> None:
    assert looking_back(3, 12, 25, pictures(0), ()).weights is None
