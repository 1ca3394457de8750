"""Remedies change something, and only what may be changed."""

from nnlab.insight.remedies import at_rate, batch_normalised, centred_and_scaled, changes, clipped, fitting_init, slower
from nnlab.text import Text
from tests.training.runs import spec_with


def of(layers=({"units": 4},), **training):
    options = {f"training__{name}": value for name, value in training.items()}
    return spec_with(network__layers=[{"kind": "dense", **layer} for layer in layers], **options)


def test_what_changes_nothing_is_not_offered():
    spec = of(clip_norm=0.5)
    assert clipped(spec) == ()
    assert at_rate(spec, spec.training.learning_rate) == ()


def test_what_a_field_does_not_allow_is_not_offered():
    spec = of()
    assert changes(spec, Text("More"), {"network.layers.0.units": 10**9}) == ()
    assert slower(spec, 1e300)[0].spec.training.learning_rate > 0
    assert at_rate(spec, 0.0) == ()


def test_batch_norm_comes_to_the_layers_that_have_none_and_leaves_the_others_as_they_are():
    own = {"units": 4, "batch_norm": {"momentum": 0.5}}
    spec = of([own, {"units": 4}])
    (remedy,) = batch_normalised(spec)
    first, second = remedy.spec.network.layers
    assert first == spec.network.layers[0]
    assert second.normalization is not None
    assert batch_normalised(remedy.spec) == ()


def test_a_batch_of_one_is_not_normalised():
    assert batch_normalised(of(batch_size=1)) == ()


def test_what_comes_after_a_projection_stays():
    pca = [{"kind": "center"}, {"kind": "pca", "components": 5}, {"kind": "normalize"}]
    (remedy,) = centred_and_scaled(spec_with(preprocessing=pca))
    assert [step.kind for step in remedy.spec.preprocessing] == ["center", "normalize", "pca", "normalize"]


def test_each_activation_gets_its_own_initialisation():
    zeros = {"kind": "zeros"}
    mixed = of([{"activation": {"kind": "relu"}, "init": zeros}, {"activation": {"kind": "tanh"}, "init": zeros}])
    (remedy,) = fitting_init(mixed)
    assert [layer.init.kind for layer in remedy.spec.network.layers] == ["he", "xavier"]
    assert str(remedy.text) == "Start the hidden layers from He or Xavier’s initialisation"
