"""What pydantic finds wrong, as sentences that name the field and say what is allowed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from nnlab.errors import Problem
from nnlab.text import QT_TRANSLATE_NOOP, Text, brief

TEMPLATES: Mapping[str, str] = {
    "bool_type": QT_TRANSLATE_NOOP("nnlab", "must be true or false."),
    "both_in_stages": QT_TRANSLATE_NOOP("nnlab", "compares a grid with random search in one stage, not in {stages}."),
    "class_of_point": QT_TRANSLATE_NOOP(
        "nnlab", "has points of a class beyond the last: raise the number of classes, or erase these points."
    ),
    "components": QT_TRANSLATE_NOOP("nnlab", "must be a whole number of at least 1, or a share between 0 and 1."),
    "dict_type": QT_TRANSLATE_NOOP("nnlab", "must be a group of fields."),
    "empty_range": QT_TRANSLATE_NOOP("nnlab", "must rise: {low:g} is not below {high:g}."),
    "extra_forbidden": QT_TRANSLATE_NOOP("nnlab", "is not a field of an experiment; remove it or correct its name."),
    "finite_number": QT_TRANSLATE_NOOP("nnlab", "must be a finite number."),
    "float_parsing": QT_TRANSLATE_NOOP("nnlab", "must be a number."),
    "float_type": QT_TRANSLATE_NOOP("nnlab", "must be a number."),
    "greater_than": QT_TRANSLATE_NOOP("nnlab", "must be greater than {gt:,}."),
    "greater_than_equal": QT_TRANSLATE_NOOP("nnlab", "must be at least {ge:,}."),
    "int_from_float": QT_TRANSLATE_NOOP("nnlab", "must be a whole number."),
    "int_parsing": QT_TRANSLATE_NOOP("nnlab", "must be a whole number."),
    "int_parsing_size": QT_TRANSLATE_NOOP("nnlab", "is too large a number."),
    "int_type": QT_TRANSLATE_NOOP("nnlab", "must be a whole number."),
    "less_than": QT_TRANSLATE_NOOP("nnlab", "must be less than {lt:,}."),
    "less_than_equal": QT_TRANSLATE_NOOP("nnlab", "must be at most {le:,}."),
    "list_type": QT_TRANSLATE_NOOP("nnlab", "must be a list."),
    "literal_error": QT_TRANSLATE_NOOP("nnlab", "must be {expected}."),
    "log_of_zero": QT_TRANSLATE_NOOP("nnlab", "must lie above zero to have a logarithmic scale; {low:g} does not."),
    "missing": QT_TRANSLATE_NOOP("nnlab", "is missing."),
    "model_attributes_type": QT_TRANSLATE_NOOP("nnlab", "must be a group of fields."),
    "model_type": QT_TRANSLATE_NOOP("nnlab", "must be a group of fields."),
    "no_range": QT_TRANSLATE_NOOP("nnlab", "must be a range: uniform, log_uniform, integers or choices."),
    "none_required": QT_TRANSLATE_NOOP("nnlab", "must be null."),
    "string_too_long": QT_TRANSLATE_NOOP("nnlab", "must not be longer than {max_length:,} characters."),
    "string_too_short": QT_TRANSLATE_NOOP("nnlab", "must not be empty."),
    "string_type": QT_TRANSLATE_NOOP("nnlab", "must be text."),
    "sum_of_split": QT_TRANSLATE_NOOP("nnlab", "train, validation and test must add up to 1, not to {total:.4g}."),
    "too_long": QT_TRANSLATE_NOOP("nnlab", "must have at most {max_length:,} entries."),
    "too_many_epochs": QT_TRANSLATE_NOOP(
        "nnlab", "asks for {total:,} epochs, those of all trials together; at most {most:,} can be run."
    ),
    "too_many_trials": QT_TRANSLATE_NOOP("nnlab", "asks for {total:,} trials; at most {most:,} can be run."),
    "too_short": QT_TRANSLATE_NOOP("nnlab", "must have at least {min_length:,} entry."),
    "tuple_type": QT_TRANSLATE_NOOP("nnlab", "must be a list."),
    "union_tag_invalid": QT_TRANSLATE_NOOP("nnlab", "has no kind '{tag}'; the kinds are {expected_tags}."),
    "union_tag_not_found": QT_TRANSLATE_NOOP("nnlab", "must be a group of fields with a kind."),
}
TAGS = frozenset({"switch", "options", "uniform", "log_uniform", "integers", "choices"})
"""How pydantic's locations tell apart what a field may be, beside its kinds."""
NAMES_A_FIELD = frozenset({"extra_forbidden", "missing"})
"""Findings whose location ends with a field, even one that is called like a kind."""
OTHER = QT_TRANSLATE_NOOP("nnlab", "is not right: {reason}.")


def problems_of(error: ValidationError, document: object) -> list[Problem]:
    """Turn pydantic's findings about ``document`` into problems, each with its field's path."""
    problems = [Problem(_path(details, document), _text(details)) for details in error.errors(include_url=False)]
    return [problem for problem in problems if not _is_echo(problem, problems)]


def _is_echo(problem: Problem, problems: list[Problem]) -> bool:
    """Return whether a list is called too short only because pydantic does not count its wrong entries."""
    if problem.text.template != TEMPLATES["too_short"]:
        return False
    return any(other.path.startswith(f"{problem.path}.") for other in problems)


def _text(details: ErrorDetails) -> Text:
    context = {name: _plain(value) for name, value in details.get("ctx", {}).items()}
    if "tag" in context:
        context["tag"] = brief(context["tag"])
    template = TEMPLATES.get(details["type"])
    if template is not None:
        return Text(template, **context)
    return Text(OTHER, reason=brief(details["msg"], 200))


def _plain(value: Any) -> Any:
    """Write a limit as a person would: 0 for 0.0, and JSON's spelling for what a field may be."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return {"False": "false", "0.0": "0"}.get(value, value) if isinstance(value, str) else value


def _path(details: ErrorDetails, document: object) -> str:
    """Return the path in the document: pydantic's location without the tags of its unions."""
    keys: list[str] = []
    node, untagged = document, True
    named = len(details["loc"]) - (details["type"] in NAMES_A_FIELD)
    for place, key in enumerate(details["loc"]):
        if untagged and place < named and _is_tag(key, node):
            untagged = False
            continue
        keys.append(brief(key))
        node, untagged = _step(node, key), True
    return ".".join(keys)


def _is_tag(key: str | int, node: object) -> bool:
    return key in TAGS or (isinstance(node, dict) and key == node.get("kind"))


def _step(node: object, key: str | int) -> object:
    if isinstance(node, dict):
        return node.get(key)
    if isinstance(node, list) and isinstance(key, int) and key < len(node):
        return node[key]
    return None
