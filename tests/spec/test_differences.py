from nnlab.spec.differences import carried_over, differences
from nnlab.spec.document import new_spec, set_at, to_document

DOCUMENT = to_document(new_spec())


def test_a_difference_is_told_by_its_path() -> None:
    other = set_at(set_at(DOCUMENT, "training.learning_rate", 0.1), "network.layers.1.units", 7)
    assert dict(differences(DOCUMENT, other)) == {"training.learning_rate": 0.1, "network.layers.1.units": 7}
    assert not list(differences(DOCUMENT, DOCUMENT))


def test_lists_of_other_lengths_are_one_difference() -> None:
    other = set_at(DOCUMENT, "preprocessing", [])
    assert list(differences(DOCUMENT, other)) == [("preprocessing", [])]


def test_a_change_is_made_in_a_document_that_was_edited_since() -> None:
    edited = set_at(DOCUMENT, "training.epochs", 3)
    after = set_at(DOCUMENT, "training.learning_rate", 0.1)
    found = carried_over(edited, DOCUMENT, after)
    assert found["training"]["epochs"] == 3
    assert found["training"]["learning_rate"] == 0.1
    assert edited["training"]["learning_rate"] == 0.01


def test_a_change_of_a_layer_that_is_gone_is_left_out() -> None:
    edited = set_at(DOCUMENT, "network.layers", DOCUMENT["network"]["layers"][:1])
    after = set_at(set_at(DOCUMENT, "network.layers.1.units", 7), "network.layers.0.units", 5)
    found = carried_over(edited, DOCUMENT, after)
    assert [layer["units"] for layer in found["network"]["layers"]] == [5]


def test_another_kind_comes_with_its_own_options_alone() -> None:
    path = "network.layers.0.init"
    zeros, he = set_at(DOCUMENT, path, "zeros"), set_at(DOCUMENT, path, {"kind": "he"})
    edited = set_at(DOCUMENT, path, {"kind": "normal", "std": 0.5})
    assert carried_over(edited, zeros, he)["network"]["layers"][0]["init"] == {"kind": "he"}
