"""The fields of a spec, and what they are called."""

from nnlab.gui.views.compare.field_words import FieldWords, field_value, number_list
from nnlab.gui.views.compare.fields import changeable, fields_of
from nnlab.gui.views.form.table import Path, Words
from nnlab.spec.document import to_document
from nnlab.training.differences import ABSENT, differences
from tests.training.runs import spec_with


def layer(units=100, activation="relu", **options):
    return {"units": units, "activation": {"kind": activation}, **options}


def told(*specs):
    words = FieldWords(specs)
    return {words.name(d): tuple(words.value(d.path, value) for value in d.values) for d in differences(specs)}


def leaves(node, path=""):
    if isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, f"{path}.{key}" if path else key)
    elif isinstance(node, list) and node and not isinstance(node[0], list):
        for index, value in enumerate(node):
            yield from leaves(value, f"{path}.{index}")
    else:
        yield path


def test_every_field_of_a_spec_has_a_name():
    spec = spec_with(
        training__optimizer="adam",
        training__schedule="step",
        network__layers=[layer(activation="leaky_relu", batch_norm={"epsilon": 0.1})],
        data__source={"kind": "csv", "path": "/x.csv"},
        preprocessing=[{"kind": "pca"}],
    )
    known = {field.path for field in fields_of(spec)}
    apart = {"nnlab", "name", "notes"}
    missing = {path.removesuffix(".kind") for path in leaves(to_document(spec))} - known - apart
    assert missing <= {"network.layers.0"}


def test_names_say_what_a_field_belongs_to():
    names = {field.path: field.name for field in fields_of(spec_with(training__optimizer="adam"))}
    assert names["training.learning_rate"] == "Learning rate"
    assert names["training.optimizer.betas.0"] == "Optimiser: beta 1"
    assert names["network.layers.1.units"] == "Layer 2: units"
    assert names["network.layers.*.dropout"] == "All layers: dropout"
    assert names["preprocessing.0.mean"] == "Preprocessing 1: mean"


def test_names_tell_all_changeable_fields_apart():
    names = [field.name for field in changeable(spec_with())]
    assert len(set(names)) == len(names)


def test_only_what_one_thing_can_change_is_offered():
    fields = changeable(spec_with(data__source={"kind": "csv", "path": "/x.csv"}))
    assert not any(isinstance(field.editor, Words | Path) for field in fields)
    assert not any(field.path.startswith("data.split") for field in fields)


def test_a_single_layer_is_not_offered_twice():
    paths = {field.path for field in changeable(spec_with(network__layers=[layer()]))}
    assert "network.layers.0.units" in paths
    assert "network.layers.*.units" not in paths


def test_a_field_of_all_layers_that_differ_has_no_value():
    fields = {field.path: field for field in fields_of(spec_with(network__layers=[layer(5), layer(6)]))}
    assert fields["network.layers.*.units"].value is None
    assert fields["network.layers.*.activation"].value == "relu"


def test_values_are_written_as_the_form_writes_them():
    fields = {field.path: field for field in fields_of(spec_with(training__l2=1e-5))}
    texts = {path: field_value(field, field.value) for path, field in fields.items()}
    assert texts["training.l2"] == "1e-5"
    assert texts["training.clip_norm"] == "off"
    assert texts["network.layers.0.batch_norm"] == "off"
    assert texts["training.optimizer"] == "Momentum"


def test_differences_are_told_in_words():
    one = spec_with(network__layers=[layer(50), layer(50)])
    other = spec_with(
        network__layers=[layer(50, "tanh"), layer(50, "tanh"), layer(7, dropout=0.5, batch_norm=True)],
        training__learning_rate=0.1,
        preprocessing=[],
    )
    assert told(one, other) == {
        "Preprocessing": ("Centre · Normalise", "none"),
        "Layers 1–2: activation": ("ReLU", "Tanh"),
        "Layer 3": ("–", "ReLU 7 · BN · drop 0.5"),
        "Learning rate": ("0.01", "0.1"),
    }


def test_points_by_hand_are_counted():
    few, many = (
        spec_with(data__source={"kind": "points", "points": [[0.0, 0.0, place % 2] for place in range(count)]})
        for count in (20, 30)
    )
    assert list(told(few, many).values()) == [("20 points", "30 points")]


def test_a_field_that_no_run_has_keeps_its_path():
    assert FieldWords([]).value("some.where", 1.0) == "1"
    assert FieldWords([]).value("some.where", ABSENT) == "–"


def test_numbers_in_a_row_are_told_as_a_span():
    assert number_list([1, 2, 3, 5]) == "1–3, 5"
    assert number_list([4]) == "4"
