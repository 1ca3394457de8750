"""Files whose checksums are right and whose content is not: what a stranger would send."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnlab.store.experiment_file import open_experiment
from tests.store.conftest import EPOCHS_DONE, POSITION, STEPS_DONE
from tests.store.files import edit_array, edit_json, forge, header, members_of, refusal

NO_RUN = "is damaged: the saved run does not fit its experiment."
F8 = "{'descr': '<f8', 'fortran_order': False, 'shape': %s, }"
DOCUMENTS = ["spec.json", "run.json", "run_spec.json"]
ARRAYS = [
    "parameters",
    "running",
    "order",
    "optimizer/velocity",
    "history/losses",
    "history/evaluations",
    "history/dead_at_start",
    "history/dead_units",
    "history/picture_steps",
    "history/picture_times",
    "history/histogram_counts",
    "history/distributions",
    "history/layer_shares",
    "history/norm_units",
    "history/norms",
    "layers/picture_steps",
    "layers/picture_times",
    "layers/histogram_counts",
    "layers/distributions",
    "layers/layer_shares",
    "layers/norm_units",
    "layers/norms",
    "keyframes/numbers",
    "keyframes/parameters",
    "keyframes/running",
    "keyframes/orders",
    "keyframes/generators",
    "keyframes/optimizer/velocity",
    "preprocessing/0/shift",
    "preprocessing/0/scale",
]
each_document = pytest.mark.parametrize("name", DOCUMENTS)
each_array = pytest.mark.parametrize("name", ARRAYS)


def test_a_file_edited_to_what_it_was_still_opens(path: Path) -> None:
    """Else the tests below would show nothing."""
    edit_json(path, "run.json", lambda _: None)
    for name in ARRAYS:
        edit_array(path, name, lambda _: None)
    assert refusal(path) is None


@pytest.mark.parametrize("name", [*DOCUMENTS, *(f"{name}.npy" for name in ARRAYS)])
def test_a_part_left_out_is_refused(name: str, path: Path) -> None:
    forge(path, {name: None})
    refused = refusal(path)
    if name == "run.json":  # it is what says that there is a run
        assert refused is None
        assert open_experiment(path).record is None
    elif name == "spec.json":
        assert refused == f"{path} is damaged: the part spec.json is missing."
    else:
        assert refused == f"{path} {NO_RUN}"


@pytest.mark.parametrize("name", [*DOCUMENTS, *(f"{name}.npy" for name in ARRAYS)])
@pytest.mark.parametrize("text", [b"", b"\0", b"null", b"[]", b'"x"', b"\xff\xfe{\0}\0", b'{"a":', b"{}" * 2, b"NaN"])
def test_a_part_of_anything_else_is_refused(text: bytes, name: str, path: Path) -> None:
    forge(path, {name: text})
    assert refusal(path) is not None


@each_document
@pytest.mark.parametrize("levels", [100, 992, 993, 994, 1000, 100_000])
@pytest.mark.parametrize("brackets", [("[", "]"), ('{"a":', "}")])
def test_deep_documents_are_refused(levels: int, brackets: tuple[str, str], name: str, path: Path) -> None:
    left, right = brackets
    nested = left * levels + "1" + right * levels
    forge(path, {name: f'{{"nnlab": 1, "notes": {nested}, "step": {nested}}}'.encode()})
    assert refusal(path) is not None


@each_document
@pytest.mark.parametrize("digits", [17, 20, 400, 4000, 5000])
def test_huge_integers_are_refused(digits: int, name: str, path: Path) -> None:
    number = "1" + "0" * digits
    text = members_of(path)[name].decode()
    document = json.loads(text)
    for key, value in document.items():
        if isinstance(value, int):
            document[key] = 987654321
    forge(path, {name: json.dumps(document).replace("987654321", number).encode()})
    assert refusal(path) is not None


def test_an_unknown_field_of_a_run_is_refused(path: Path) -> None:
    edit_json(path, "run.json", lambda run: run.update(momentum=0.9))
    assert refusal(path) == f"{path} {NO_RUN}"


def change(index: int, **fields: Any) -> Callable[[Any], None]:
    """Make a change another."""
    return lambda run: run["changes"][index].update(fields)


def broken(**fields: Any) -> Callable[[Any], None]:
    """Let the run have broken in its last step, but for ``fields``."""
    broke = {"step": STEPS_DONE, "layer": "output", "during": "backward", **fields}
    return lambda run: run.update(finish="diverged", first_nonfinite=broke)


RUN: dict[str, Callable[[Any], Any]] = {
    "a step too many": lambda run: run.update(step=STEPS_DONE + 1),
    "a step before the first": lambda run: run.update(step=-1),
    "no step at all": lambda run: run.update(step=0),
    "a step in words": lambda run: run.update(step=str(STEPS_DONE)),
    "a step in between": lambda run: run.update(step=STEPS_DONE + 0.5),
    "true steps": lambda run: run.update(step=True),
    "time that runs backward": lambda run: run.update(seconds=-1.0),
    "time without end": lambda run: run.update(seconds=float("inf")),
    "time that is not a number": lambda run: run.update(seconds=float("nan")),
    "a place before the first": lambda run: run.update(position=-1),
    "a place beyond the last": lambda run: run.update(position=107),
    "an epoch too many": lambda run: run.update(epoch=EPOCHS_DONE + 1),
    "an epoch too few": lambda run: run.update(epoch=EPOCHS_DONE - 1),
    "an epoch before the first": lambda run: run.update(epoch=-1),
    "an epoch in between": lambda run: run.update(epoch=EPOCHS_DONE + 0.5),
    "an epoch of 400 digits": lambda run: run.update(epoch=10**400),
    "no epoch": lambda run: run.pop("epoch") and None,
    "a place between two batches": lambda run: run.update(position=POSITION + 1),
    "a place one batch early": lambda run: run.update(position=POSITION - 12),
    "a place one batch late": lambda run: run.update(position=POSITION + 12),
    "a place at the end of the epoch before": lambda run: run.update(position=106),
    "an epoch that has ended and not begun another": lambda run: run.update(epoch=EPOCHS_DONE + 1, position=106),
    "a state that is no number": lambda run: run["random_state"].update(state="x"),
    "a state below 0": lambda run: run["random_state"].update(state="-1"),
    "a state of 129 bits": lambda run: run["random_state"].update(state=str(2**128)),
    "a state in a number": lambda run: run["random_state"].update(state=1),
    "an increment of 129 bits": lambda run: run["random_state"].update(inc=str(2**128)),
    "a half that is none": lambda run: run["random_state"].update(has_uint32=2),
    "half a number of 33 bits": lambda run: run["random_state"].update(uinteger=2**32),
    "no random state": lambda run: run.update(random_state=None),
    "no dropout": lambda run: run.pop("dropout") and None,
    "dropout of no layer": lambda run: run.update(dropout=[]),
    "dropout of a layer too few": lambda run: run["dropout"].pop() and None,
    "dropout of a layer too many": lambda run: run["dropout"].append(run["dropout"][0]),
    "dropout of a thousand layers": lambda run: run.update(dropout=run["dropout"] * 500),
    "a dropout without state": lambda run: run["dropout"].__setitem__(1, None),
    "a dropout's state of 129 bits": lambda run: run["dropout"][1].update(state=str(2**128)),
    "a dropout's increment below 0": lambda run: run["dropout"][0].update(inc="-1"),
    "a dropout of another generator": lambda run: run["dropout"][0].update(bit_generator="MT19937"),
    "no changes, not even none": lambda run: run.pop("changes") and None,
    "changes forgotten": lambda run: run.update(changes=[]),
    "a change of the batches forgotten": lambda run: run["changes"].pop(2) and None,
    "changes out of order": lambda run: run["changes"].reverse(),
    "a change before the first step": change(0, step=-1),
    "a change after the last step": change(3, step=STEPS_DONE + 1),
    "a change in the middle of a step": change(0, step=5.5),
    "a change of the batches at another step": change(2, step=10),
    "a change of what is decided for the whole run": change(0, path="seed", value=1),
    "a change of what is none of the run's": change(0, path="name", value=1),
    "a change of the optimiser": change(0, path="training.optimizer.momentum", value=0.5),
    "a change of a whole group": change(0, path="training", value=1),
    "a change of no field": change(0, path=""),
    "a change of a field that is not there": change(0, path="training.rate"),
    "a change of a layer that is not there": change(1, path="network.layers.2.dropout"),
    "a change of a layer with a long number": change(1, path=f"network.layers.{'9' * 80}.dropout"),
    "a change of a field with a long name": change(0, path="x" * 101),
    "a change to a rate of 0": change(0, value=0),
    "a change to a rate below 0": change(0, value=-0.1),
    "a change to a rate that is not a number": change(0, value=float("nan")),
    "a change to a rate without end": change(0, value=float("inf")),
    "a change to a rate of 400 digits": change(0, value=10**400),
    "a change to a rate in words": change(0, value="low"),
    "a change to a rate that is true": change(0, value=True),
    "a change to nothing": change(0, value=None),
    "a change to a dropout of 1": change(1, value=1.0),
    "a change to batches of none": change(2, value=0),
    "a change to batches of a half": change(2, value=12.5),
    "a change to batches of more than there is": change(2, value=107),
    "a change to batches of another size": change(2, value=13),
    "a change to no epochs": change(3, value=0),
    "a change that knows more": change(0, why="because"),
    "a change to a rate of 0 that was taken back": lambda run: run.update(
        changes=[{"step": 2, "path": "training.learning_rate", "value": 0.0}, *run["changes"]]
    ),
    "a step of preprocessing too few": lambda run: run["data"]["steps"].pop(),
    "a step of preprocessing too many": lambda run: run["data"]["steps"].append("affine"),
    "ten thousand steps of preprocessing": lambda run: run["data"].update(steps=["affine"] * 10**4),
    "an optimiser without memory": lambda run: run.update(optimizer=[]),
    "an optimiser of another kind": lambda run: run.update(optimizer=["velocity", "square"]),
    "an optimiser that is the run": lambda run: run.update(optimizer=["../parameters"]),
    "a short fingerprint": lambda run: run["data"].update(fingerprint="00"),
    "a fingerprint in capitals": lambda run: run["data"].update(fingerprint="A" * 64),
    "a fingerprint and a line": lambda run: run["data"].update(fingerprint="0" * 64 + "\n"),
    "no BLAS thread": lambda run: run.update(blas_threads=0),
    "a thousand BLAS threads": lambda run: run.update(blas_threads=1000),
    "an unknown end": lambda run: run.update(finish="won"),
    "a break in a layer that is not there": broken(layer="3"),
    "a break in the layer before the first": broken(layer="0"),
    "a break before the first step": broken(step=-1),
    "a break in an earlier step": broken(step=STEPS_DONE - 1),
    "a break after the last step": broken(step=STEPS_DONE + 1),
    "a break in no pass": lambda run: run.update(first_nonfinite={"step": 1, "layer": "1", "during": "sideways"}),
    "a break in a layer with a long name": lambda run: run.update(
        first_nonfinite={"step": 1, "layer": "x" * 21, "during": "forward"}
    ),
    "a result of no part": lambda run: run["results"].update(exam={"loss": 1.0, "accuracy": 1.0}),
    "an accuracy of 101 %": lambda run: run["results"]["train"].update(accuracy=1.01),
    "an accuracy that is not a number": lambda run: run["results"]["train"].update(accuracy=float("nan")),
    "a loss without end": lambda run: run["results"]["train"].update(loss=float("inf")),
    "a loss in words": lambda run: run["results"]["train"].update(loss="low"),
}


@pytest.mark.parametrize("edit", RUN.values(), ids=list(RUN))
def test_a_run_that_cannot_be_is_refused(edit: Callable[[Any], Any], path: Path) -> None:
    edit_json(path, "run.json", edit)
    assert refusal(path) == f"{path} {NO_RUN}"


@pytest.mark.parametrize("name", [name for name in ARRAYS if not name.startswith("preprocessing")])
@pytest.mark.parametrize(
    "edit",
    [
        lambda array: array[..., :-1],
        lambda array: array[np.newaxis],
        lambda array: array.astype(np.float16),
        lambda array: array.astype(np.float32 if array.dtype != np.float32 else np.float64),
        lambda array: array.astype(array.dtype.newbyteorder(">")),
        lambda array: np.zeros((2, 3, 4, 5), array.dtype),
        lambda array: np.zeros(0, array.dtype),
    ],
    ids=[
        "shorter",
        "in one more dimension",
        "half",
        "of the other precision",
        "big-endian",
        "of another shape",
        "empty",
    ],
)
def test_an_array_of_another_shape_or_type_is_refused(edit: Callable[[Any], Any], name: str, path: Path) -> None:
    with np.errstate(over="ignore"):  # some numbers are too large for the other type
        edit_array(path, name, edit)
    assert refusal(path) == f"{path} {NO_RUN}"


@each_array
@pytest.mark.parametrize("shape", [f"({2**40},)", f"({2**70},)", "(-1,)", "(0,)", f"({2**31}, {2**33})"])
def test_a_header_that_lies_is_refused(shape: str, name: str, path: Path) -> None:
    forge(path, {f"{name}.npy": header(F8 % shape) + bytes(64)})
    assert refusal(path) == f"{path} {NO_RUN}"


def column(row: Any, index: int, value: float) -> Callable[[np.ndarray], None]:
    """Put ``value`` into a column of a row, or of all of them."""

    def edit(array: np.ndarray) -> None:
        array[row, ..., index] = value

    return edit


NAN, INF = float("nan"), float("inf")
EVERY = slice(None)
VALUES: dict[str, tuple[str, Callable[[np.ndarray], Any]]] = {
    "an example twice in the order": ("order", lambda order: order.__setitem__(0, order[1])),
    "an example before the first": ("order", lambda order: order.__setitem__(0, -1)),
    "an example beyond the last": ("order", lambda order: order.__setitem__(int(order.argmax()), order.size)),
    "an order in two dimensions": ("order", lambda order: order.reshape(2, -1)),
    "an edge that is not a number": ("history/distributions", column(EVERY, 0, NAN)),
    "an edge at infinity": ("history/distributions", column(-1, 1, INF)),
    "edges on one another": ("history/distributions", lambda n: n.__setitem__((0, 0, 0, slice(2)), [1.0, 1.0])),
    "edges the wrong way round": ("history/distributions", lambda n: n.__setitem__((0, 0, 0, slice(2)), [1.0, -1.0])),
    "zeros that are not a number": ("history/distributions", column(0, 2, NAN)),
    "zeros without end": ("history/distributions", column(0, 2, INF)),
    "fewer zeros than none": ("history/distributions", column(0, 2, -1)),
    "numbers that broke without end": ("history/distributions", column(0, 3, INF)),
    "a spread below 0": ("history/distributions", column(0, 5, -1)),
    "a layer without weights": ("history/distributions", lambda n: n.__setitem__((1, 1, 2), NAN)),
    "more in a bin than can be counted": ("history/histogram_counts", column(0, 3, 2**31)),
    "a share of 2": ("history/layer_shares", column(0, 1, 2)),
    "a share below 0": ("history/layer_shares", column(0, 2, -0.1)),
    "no share of zeros": ("history/layer_shares", column(0, 0, NAN)),
    "an update that goes backward": ("history/layer_shares", column(0, 5, -0.1)),
    "a picture measured before the start": ("history/picture_times", column(0, 2, -1)),
    "a picture measured at step NaN": ("history/picture_times", column(0, 2, NAN)),
    "normalisation of no layer": ("history/norm_units", column(EVERY, 0, 9)),
    "normalisation of the layer before the first": ("history/norm_units", column(EVERY, 0, -1)),
    "a dead unit too few": ("history/dead_at_start", lambda dead: dead[1:]),
    "dead units of another layer": ("history/dead_units", lambda units: units[::-1].copy()),
    "units fewer than none": ("history/dead_units", lambda units: units.__setitem__(slice(2), [13, -1])),
    "a keyframe before the start": ("keyframes/numbers", column(0, 0, -1)),
    "a keyframe after the end": ("keyframes/numbers", column(-1, 0, STEPS_DONE + 1)),
    "keyframes in disorder": ("keyframes/numbers", lambda n: n[::-1].copy()),
    "a keyframe twice": ("keyframes/numbers", lambda n: n.__setitem__(1, n[0])),
    "a keyframe at step NaN": ("keyframes/numbers", column(0, 0, NAN)),
    "a keyframe beyond the last example": ("keyframes/numbers", column(0, 3, 107)),
    "a keyframe with a broken parameter": ("keyframes/parameters", column(0, 0, NAN)),
    "a keyframe too few": ("keyframes/parameters", lambda values: values[1:]),
    "a keyframe of another network": ("keyframes/parameters", lambda values: values[:, 1:]),
    "a keyframe's example twice": ("keyframes/orders", lambda orders: orders.__setitem__((0, 0), orders[0, 1])),
    "a keyframe without dropout": ("keyframes/generators", lambda words: words[:, :-1]),
    "a keyframe's half that is none": ("keyframes/generators", column(0, 8, 2)),
    "an evaluation of no part": ("history/evaluations", column(0, 2, 3)),
    "an evaluation between two parts": ("history/evaluations", column(0, 2, 0.5)),
    "an evaluation of part NaN": ("history/evaluations", column(0, 2, NAN)),
    "an evaluation of part -1": ("history/evaluations", column(0, 2, -1)),
    "an evaluation at step NaN": ("history/evaluations", column(0, 0, NAN)),
    "an evaluation at step infinity": ("history/evaluations", column(-1, 0, INF)),
    "an evaluation before the start": ("history/evaluations", column(0, 0, -1)),
    "an evaluation after the end": ("history/evaluations", column(-1, 0, STEPS_DONE + 1)),
    "evaluations in disorder": ("history/evaluations", lambda e: e[::-1]),
    "no evaluation of the start": ("history/evaluations", lambda e: e[1:]),
    "an evaluation at epoch NaN": ("history/evaluations", column(0, 1, NAN)),
    "an evaluation at epoch infinity": ("history/evaluations", column(-1, 1, INF)),
    "an evaluation before the first epoch": ("history/evaluations", column(0, 1, -0.1)),
    "an evaluation after the last epoch": ("history/evaluations", column(-1, 1, EPOCHS_DONE + 1)),
    "epochs in disorder": ("history/evaluations", column(3, 1, 0)),
    "an accuracy without end": ("history/evaluations", column(0, 4, INF)),
    "an accuracy of 2": ("history/evaluations", column(0, 4, 2)),
    "evaluations of four columns": ("history/evaluations", lambda e: e[:, :4]),
    "evaluations in one row": ("history/evaluations", lambda e: e.ravel()),
    "no evaluation": ("history/evaluations", lambda e: e[:0]),
    "a picture before the start": ("history/picture_steps", lambda s: s.__setitem__(0, -1)),
    "a picture after the end": ("history/picture_steps", lambda s: s.__setitem__(-1, STEPS_DONE + 1)),
    "pictures in disorder": ("history/picture_steps", lambda s: s[::-1].copy()),
    "a picture of the start that is none": ("history/picture_steps", lambda s: s.__setitem__(0, 1)),
    "pictures of half a step": ("history/picture_steps", lambda s: s + 0.5),
    "a picture too few": ("history/histogram_counts", lambda counts: counts[1:]),
    "a layer too few": ("history/histogram_counts", lambda counts: counts[:, 1:]),
    "a bin too few": ("history/histogram_counts", lambda counts: counts[..., 1:]),
    "layers at the end of another step": ("layers/picture_steps", lambda s: s - 1),
    "layers at the end without a step": ("layers/picture_steps", lambda s: s[:0]),
    "a layer too few at the end": ("layers/distributions", lambda numbers: numbers[:, 1:]),
    "an edge that is not a number at the end": ("layers/distributions", column(EVERY, 0, NAN)),
    "a shift that is not a number": ("preprocessing/0/shift", lambda shift: shift.__setitem__(0, NAN)),
    "a shift without end": ("preprocessing/0/shift", lambda shift: shift.__setitem__(0, -INF)),
    "a shift of two dimensions more": ("preprocessing/0/shift", lambda shift: shift[np.newaxis, np.newaxis]),
    "a shift of another width": ("preprocessing/0/shift", lambda _: np.zeros(3)),
    "a division by zero": ("preprocessing/1/scale", lambda scale: scale.__setitem__(0, 0)),
    "a division by next to nothing": ("preprocessing/1/scale", lambda scale: scale.__setitem__(0, 5e-324)),
    "a division by infinity": ("preprocessing/1/scale", lambda scale: scale.__setitem__(0, INF)),
    "a scale for every example": ("preprocessing/1/scale", lambda _: np.ones((150, 2))),
    "a loss too few": ("history/losses", lambda losses: losses[1:]),
    "losses in a column": ("history/losses", lambda losses: losses[:, np.newaxis]),
    "a broken parameter": ("parameters", lambda values: values.__setitem__(0, NAN)),
    "a variance without end": ("running", lambda values: values.__setitem__(-1, INF)),
    "a keyframe with a variance without end": ("keyframes/running", column(0, 0, INF)),
    "a parameter without end": ("parameters", lambda values: values.__setitem__(-1, INF)),
    "a parameter too few": ("parameters", lambda values: values[1:]),
    "parameters in layers": ("parameters", lambda values: values.reshape(1, -1)),
    "a running statistic too few": ("running", lambda running: running[1:]),
    "a running statistic too many": ("running", lambda running: np.append(running, running[:1])),
    "running statistics in layers": ("running", lambda running: running.reshape(2, -1)),
    "running statistics of no layer": ("running", lambda running: running[:0]),
    "a velocity for another network": ("optimizer/velocity", lambda _: np.zeros(3, np.float32)),
}


@pytest.mark.parametrize("name", ["history/layer_shares", "layers/layer_shares", "layers/picture_steps"])
def test_pictures_of_another_number_are_refused(name: str, path: Path) -> None:
    edit_array(path, name, lambda rows: rows[:0])
    assert refusal(path) == f"{path} {NO_RUN}"


@pytest.mark.parametrize(("name", "edit"), VALUES.values(), ids=list(VALUES))
def test_values_that_cannot_be_are_refused(name: str, edit: Callable[[np.ndarray], Any], path: Path) -> None:
    edit_array(path, name, edit)
    assert refusal(path) == f"{path} {NO_RUN}"


def test_pictures_of_another_number_of_layers_are_refused(path: Path) -> None:
    for name in ("histogram_counts", "distributions", "layer_shares"):
        edit_array(path, f"history/{name}", lambda array: array[:, :-1])
    assert refusal(path) == f"{path} {NO_RUN}"


def test_no_picture_is_refused(path: Path) -> None:
    for name in ("picture_steps", "picture_times", "histogram_counts", "distributions", "layer_shares", "norms"):
        edit_array(path, f"history/{name}", lambda array: array[:0])
    assert refusal(path) == f"{path} {NO_RUN}"


def test_a_run_that_failed_in_the_middle_of_a_step_may_be_a_batch_ahead(path: Path) -> None:
    edit_json(path, "run.json", lambda run: run.update(position=POSITION + 12))
    assert refusal(path) is not None
    edit_json(path, "run.json", lambda run: run.update(finish="failed"))
    assert refusal(path) is None
    edit_json(path, "run.json", lambda run: run.update(position=POSITION + 24))
    assert refusal(path) is not None


def test_a_break_in_the_last_step_is_taken(path: Path) -> None:
    for layer in ("1", "2", "output"):
        edit_json(path, "run.json", broken(layer=layer))
        assert refusal(path) is None


class TestTheSpecOfTheRun:
    """``run_spec.json``, which need not be the one that the form shows."""

    def test_is_judged_with_its_field(self, path: Path) -> None:
        edit_json(path, "run_spec.json", lambda spec: spec["network"]["layers"][0].update(units=0))
        assert refusal(path) == f"{path}: network.layers.0.units: must be at least 1."

    def test_may_not_be_newer(self, path: Path) -> None:
        edit_json(path, "run_spec.json", lambda spec: spec.update(nnlab=2))
        assert refusal(path) == (
            f"{path}: nnlab: this experiment was made by a newer nnlab (format 2); this one reads format 1."
        )

    def test_has_to_fit_in_itself(self, path: Path) -> None:
        edit_json(path, "run_spec.json", lambda spec: spec["training"].update(batch_size=107))
        assert refusal(path) == f"{path}: training.batch_size: must be at most 106, the number of training examples."

    @pytest.mark.parametrize(
        "edit",
        [
            lambda spec: spec["network"]["layers"][0].update(units=13),
            lambda spec: spec["network"]["layers"].append({"kind": "dense", "units": 100_000}),
            lambda spec: spec["network"].update(layers=[{"kind": "dense", "units": 100_000}] * 200),
            lambda spec: spec["data"].update(source={"kind": "digits"}),
            lambda spec: spec["data"].update(source={"kind": "noise", "examples": 1_000_000, "features": 100_000}),
            lambda spec: spec["data"].update(limit=50),
            lambda spec: spec["training"].update(optimizer={"kind": "sgd"}),
            lambda spec: spec["training"].update(optimizer={"kind": "adam"}),
            lambda spec: spec["training"].update(batch_size=17),
            lambda spec: spec["network"]["layers"][0].update(batch_norm=False),
            lambda spec: spec["network"]["layers"][1].update(batch_norm=True),
            lambda spec: spec["network"]["layers"][0].update(activation={"kind": "maxout"}),
            lambda spec: spec["network"]["layers"][0].update(activation={"kind": "prelu"}),
            lambda spec: spec["training"].update(loss={"kind": "logistic"}) or spec["data"]["source"].update(classes=2),
            lambda spec: spec.update(precision="float64"),
            lambda spec: spec.update(preprocessing=[]),
        ],
        ids=[
            "units",
            "a layer",
            "a giant",
            "data",
            "giant data",
            "a limit",
            "optimiser",
            "optimiser of two memories",
            "batches",
            "batch norm less",
            "batch norm more",
            "pieces",
            "slopes",
            "one output",
            "precision",
            "preprocessing",
        ],
    )
    def test_has_to_fit_the_run(self, edit: Callable[[Any], Any], path: Path) -> None:
        edit_json(path, "run_spec.json", edit)
        assert refusal(path) == f"{path} {NO_RUN}"


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (lambda spec: spec.update(nnlab=7), "nnlab: this experiment was made by a newer nnlab (format 7)"),
        (lambda spec: spec.update(colour="red"), "colour: is not a field of an experiment"),
        (lambda spec: spec["training"].update(learning_rate=-1), "training.learning_rate: must be greater than 0."),
        (lambda spec: spec["network"].update(layers=[]), "network.layers: must have at least 1 entry."),
        (lambda spec: [spec], "must be a group of fields."),
    ],
)
def test_the_spec_of_the_form_is_judged_with_its_field(edit: Callable[[Any], Any], sentence: str, path: Path) -> None:
    edit_json(path, "spec.json", edit)
    assert (refusal(path) or "").startswith(f"{path}: {sentence}")
