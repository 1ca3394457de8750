import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest

import nnlab
from nnlab.data.preprocessing import Affine
from nnlab.jobs import drained
from nnlab.spec.files import CsvSpec
from nnlab.store.export.onnx_model.model import to_onnx
from nnlab.training.checkpoint import RunRecord
from nnlab.training.prediction import predicting
from tests.data.new.files import put_table
from tests.store.export.kinds import KINDS, assert_close, prediction_of, raw_of, run_of, said_of
from tests.training.runs import small_spec
from tests.training.trained import trained


def session(record: RunRecord, *, probabilities: bool = True) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(to_onnx(record, probabilities=probabilities), options)


@pytest.mark.parametrize("name", KINDS)
def test_it_predicts_as_the_run_does_from_raw_features(name: str) -> None:
    (found,) = session(run_of(name)).run(None, {"features": raw_of(name).astype(np.float32)})
    assert_close(found, said_of(name))


@pytest.mark.parametrize("name", ["digits", "logistic", "batch norm and dropout", "hinge", "numbers"])
def test_without_probabilities_it_gives_what_the_last_layer_does(name: str) -> None:
    model = session(run_of(name), probabilities=False)
    (found,) = model.run(None, {"features": raw_of(name).astype(np.float32)})
    assert_close(found, prediction_of(name).outputs)
    (output,) = model.get_outputs()
    assert output.name == {"hinge": "scores", "numbers": "values"}.get(name, "logits")


def test_a_feature_far_from_zero_keeps_its_digits() -> None:
    """Of a million and a little, float32 alone would leave one digit of what matters."""
    record = run_of("numbers")
    far = Affine(np.array([1e6 + 1 / 3, -2e6 - 1 / 7]), np.array([0.25, 0.25]))
    data = replace(record.checkpoint.data, fitted=(far,))
    moved = replace(record, checkpoint=replace(record.checkpoint, data=data))
    x = np.array([[1e6, -2e6], [1e6 + 0.5, -2e6 + 0.25]], np.float32)
    (found,) = session(moved).run(None, {"features": x})
    assert_close(found, drained(predicting(moved, x)).outputs)


def test_gaps_are_filled_as_in_training(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    rows = [[*row, sum(row)] for row in rng.normal(100, 10, (60, 2)).round(2).tolist()]
    table = put_table(tmp_path / "own.csv", rows, ("height", "width", "sum"))
    source = CsvSpec(path=str(table), label="sum", task="numbers", missing="fill")
    record = trained(small_spec(data__source=source.model_dump(mode="json"), training__loss="mse"), last=5)
    height, width = record.checkpoint.data.means
    gaps, filled = [[np.nan, 90.0], [110.0, np.nan]], [[height, 90.0], [110.0, width]]
    model = session(record)
    (found,) = model.run(None, {"features": np.array(gaps, np.float32)})
    assert_close(found, model.run(None, {"features": np.array(filled, np.float32)})[0])


def test_names_versions_and_a_batch_of_any_size() -> None:
    record = run_of("digits")
    model = session(record)
    (given,), (result,) = model.get_inputs(), model.get_outputs()
    assert (given.name, given.shape, given.type) == ("features", ["batch", 8, 8, 1], "tensor(float)")
    assert (result.name, result.shape) == ("probabilities", ["batch", 10])
    facts = model.get_modelmeta().custom_metadata_map
    assert json.loads(facts["class_names"]) == list(record.checkpoint.data.class_names)
    assert facts["nnlab"] == nnlab.__version__
    assert json.loads(facts["spec"])["data"]["source"]["kind"] == "digits"


@pytest.mark.parametrize("name", KINDS)
def test_only_old_operators_are_used(name: str) -> None:
    model = onnx.load_model_from_string(to_onnx(run_of(name)))
    assert [(each.domain, each.version) for each in model.opset_import] == [("", 13)]
