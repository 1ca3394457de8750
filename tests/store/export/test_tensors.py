import json
from dataclasses import replace

import numpy as np
import pytest
from safetensors.numpy import load, save

from nnlab.data.loading import load as load_data
from nnlab.data.preprocessing import Affine
from nnlab.spec.document import from_json
from nnlab.store.export.tensors import to_safetensors
from nnlab.training.checkpoint import RunRecord
from tests.training.runs import small_spec, spec_with
from tests.training.trained import trained


def metadata_of(content: bytes) -> dict[str, str]:
    size = int.from_bytes(content[:8], "little")
    found = json.loads(content[8 : 8 + size])["__metadata__"]
    assert isinstance(found, dict)
    return found


def test_every_number_that_was_learned_is_there_once(record: RunRecord) -> None:
    examples = replace(record.checkpoint.data, dataset=load_data(record.spec.data))
    tensors = load(to_safetensors(replace(record, checkpoint=replace(record.checkpoint, data=examples))))
    assert not any(name in tensors for name in ("data.examples", "data.targets"))
    learned = {name: array for name, array in tensors.items() if name.startswith(("layers.", "output."))}
    checkpoint = record.checkpoint
    assert sum(array.size for array in learned.values()) == checkpoint.parameters.size + checkpoint.running.size
    assert set(np.concatenate([array.ravel() for array in learned.values()])) == set(
        np.concatenate([checkpoint.parameters, checkpoint.running])
    )
    assert {name: array.shape for name, array in learned.items()} == {
        "layers.0.w": (2, 12),
        "layers.0.gamma": (12,),
        "layers.0.beta": (12,),
        "layers.0.running_mean": (12,),
        "layers.0.running_var": (12,),
        "layers.1.w": (12, 8),
        "layers.1.b": (8,),
        "output.w": (8, 3),
        "output.b": (3,),
    }


def test_the_metadata_tell_the_experiment(record: RunRecord) -> None:
    metadata = metadata_of(to_safetensors(record))
    assert from_json(metadata["spec"]) == record.present_spec
    assert json.loads(metadata["class_names"]) == ["0", "1", "2"]
    assert json.loads(metadata["versions"])["nnlab"] == metadata["nnlab"]


def test_preprocessing_is_kept_with_all_its_digits() -> None:
    spec = spec_with(data__source={"kind": "wine"}, preprocessing=[{"kind": "normalize"}, {"kind": "pca"}])
    record = trained(spec, last=1)
    tensors = load(to_safetensors(record))
    scaled, projected = record.checkpoint.data.fitted
    assert isinstance(scaled, Affine)
    assert tensors["preprocessing.0.scale"].dtype == np.float64
    np.testing.assert_array_equal(tensors["preprocessing.0.scale"], scaled.scale)
    by_hand = (load_data(spec.data).x - tensors["preprocessing.0.shift"]) / tensors["preprocessing.0.scale"]
    by_hand = (by_hand - tensors["preprocessing.1.mean"]) @ tensors["preprocessing.1.matrix"]
    np.testing.assert_array_equal(by_hand, projected.apply(scaled.apply(load_data(spec.data).x)))


@pytest.mark.parametrize("precision", ["float32", "float64"])
def test_parameters_keep_their_precision(precision: str) -> None:
    tensors = load(to_safetensors(trained(small_spec(precision=precision), last=1)))
    assert tensors["output.w"].dtype == precision
    assert load(save(tensors))["output.w"].tobytes() == tensors["output.w"].tobytes()
