"""The edited document: validity, undo, and lists of layers and steps."""

import pytest

from nnlab.gui.controllers.draft import Draft
from nnlab.spec.document import get_at


@pytest.fixture
def draft(qapp):
    return Draft()


def test_a_new_draft_is_valid_and_knows_its_size(draft):
    assert draft.spec is not None
    assert draft.outline.parameters == 17_610
    assert draft.problems == {}


def test_a_wrong_value_is_kept_and_its_field_named(draft):
    draft.edit("network.layers.0.units", "abc")
    assert get_at(draft.document, "network.layers.0.units") == "abc"
    assert list(draft.problems) == ["network.layers.0.units"]
    assert draft.spec is None
    assert draft.outline is None


def test_a_batch_larger_than_the_data_is_a_problem_of_that_field(draft):
    draft.edit("training.batch_size", 5000)
    assert "1,257" in str(draft.problems["training.batch_size"])


def test_keystrokes_in_one_field_are_undone_together(draft):
    for text in (1, 12, 123):
        draft.edit("network.layers.0.units", text, typing=True)
    draft.undo_stack.undo()
    assert get_at(draft.document, "network.layers.0.units") == 100
    assert not draft.undo_stack.canUndo()


def test_keystrokes_after_leaving_the_field_are_undone_apart(draft):
    draft.edit("network.layers.0.units", 12, typing=True)
    draft.end_typing()
    draft.edit("network.layers.0.units", 123, typing=True)
    draft.undo_stack.undo()
    assert get_at(draft.document, "network.layers.0.units") == 12


def test_undo_and_redo_go_back_and_forth_through_invalid_values(draft):
    draft.edit("training.learning_rate", -1)
    draft.edit("training.learning_rate", 0.5)
    draft.undo_stack.undo()
    assert draft.spec is None
    draft.undo_stack.redo()
    assert draft.spec.training.learning_rate == 0.5


def test_a_chosen_kind_gets_its_defaults(draft):
    draft.edit("training.optimizer", {"kind": "sgd"})
    draft.edit("training.optimizer", {"kind": "momentum"})
    assert draft.document["training"]["optimizer"] == {"kind": "momentum", "momentum": 0.9}


def test_setting_the_value_that_is_there_is_no_step_of_undo(draft):
    draft.edit("network.layers.0.units", 100)
    assert not draft.undo_stack.canUndo()


def test_layers_are_added_duplicated_moved_and_removed(draft):
    draft.edit("network.layers.0.units", 7)
    draft.duplicate_layer(0)
    assert units(draft) == [7, 7, 100]
    draft.move_layer(2, 0)
    assert units(draft) == [100, 7, 7]
    draft.remove_layer(1)
    assert units(draft) == [100, 7]
    draft.add_layer(2)
    assert units(draft) == [100, 7, 7]


def test_the_last_layer_stays(draft):
    draft.remove_layer(0)
    draft.remove_layer(0)
    assert len(units(draft)) == 1


def test_preprocessing_steps_are_added_moved_and_removed(draft):
    draft.add_step("center")
    draft.move_step(2, 0)
    assert [step["kind"] for step in draft.document["preprocessing"]] == ["center", "center", "normalize"]
    draft.remove_step(1)
    assert [step["kind"] for step in draft.document["preprocessing"]] == ["center", "normalize"]


def units(draft: Draft) -> list[int]:
    return [layer["units"] for layer in draft.document["network"]["layers"]]


def test_a_network_too_large_for_the_memory_is_a_problem_of_the_network(draft):
    draft.edit("network.layers", [{"kind": "dense", "units": 100_000}] * 20)
    assert "GB" in str(draft.problems["network.layers"])
    assert draft.spec is None


def test_a_kind_is_written_out_while_something_else_is_wrong(draft):
    draft.edit("training.batch_size", 0)
    draft.edit("training.optimizer", {"kind": "adam"})
    draft.edit("training.optimizer.betas.0", 0.8)
    draft.edit("network.layers.1.activation", {"kind": "leaky_relu"})
    draft.edit("network.layers.1.activation.slope", 0.2)
    draft.edit("training.batch_size", 64)
    assert draft.spec.training.optimizer.betas == (0.8, 0.999)
    assert draft.spec.network.layers[1].activation.slope == 0.2


def test_an_edit_settles_when_typing_ends(qtbot, draft):
    settled = []
    draft.settled.connect(lambda: settled.append(draft.spec.training.batch_size))
    for text in (1, 12, 128):
        draft.edit("training.batch_size", text, typing=True)
    assert settled == []
    draft.end_typing()
    draft.end_typing()
    assert settled == [128]
    draft.undo_stack.undo()
    assert settled == [128, 64]
    draft.open(draft.spec)
    assert settled == [128, 64]
