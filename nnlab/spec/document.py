"""A spec as a JSON document: reading, writing, and changing one field by its path."""

from __future__ import annotations

import copy
import json
import re
from collections import Counter
from typing import Any

from pydantic import ValidationError

from nnlab.errors import InvalidSpecError, Problem
from nnlab.spec.base import Spec
from nnlab.spec.experiment import FORMAT, ExperimentSpec
from nnlab.spec.migration import migrated
from nnlab.spec.network import BatchNormSpec
from nnlab.spec.paths import moved_to
from nnlab.spec.problems import problems_of
from nnlab.spec.training import EarlyStoppingSpec
from nnlab.text import QT_TRANSLATE_NOOP, Text, brief

Document = dict[str, Any]
"""A spec as plain dicts, lists and values; it may be half-edited and invalid."""

NEWER = QT_TRANSLATE_NOOP(
    "nnlab", "this experiment was made by a newer nnlab (format {found}); this one reads format {known}."
)
WORDS = frozenset({"name", "notes"})
"""Fields that no run depends on."""
MOST_DIGITS = 9
MOST_ENTRIES = 10_000
"""Of a list; there are as many points that somebody drew."""
GROUPS: dict[re.Pattern[str], Spec] = {
    re.compile(r"network\.layers\.\d+\.batch_norm"): BatchNormSpec(),
    re.compile(r"training\.early_stopping"): EarlyStoppingSpec(),
}
"""Groups of options in whose place a document may have a switch or nothing."""
DOUBLED = QT_TRANSLATE_NOOP("nnlab", "is there twice; keep one.")
NO_FIELD = QT_TRANSLATE_NOOP("nnlab", "there is no such field.")
TOO_DEEP = QT_TRANSLATE_NOOP("nnlab", "is nested too deeply to be an experiment.")
TOO_LONG = QT_TRANSLATE_NOOP("nnlab", "holds a list of more than {most:,} entries, as no experiment does.")
NOT_JSON = QT_TRANSLATE_NOOP("nnlab", "is not JSON: {reason}.")


def new_spec() -> ExperimentSpec:
    """Return the spec with every default."""
    return ExperimentSpec(nnlab=FORMAT)


def to_document(spec: ExperimentSpec) -> Document:
    """Return ``spec`` as plain values, every field written out."""
    return spec.model_dump(mode="json")


def to_json(spec: ExperimentSpec) -> str:
    """Return ``spec`` as readable JSON."""
    return json.dumps(to_document(spec), indent=2, ensure_ascii=False) + "\n"


def from_document(document: object) -> ExperimentSpec:
    """Validate ``document``.

    Raises
    ------
    InvalidSpecError
        With every problem found, each naming its field.
    """
    document = migrated(document, FORMAT)
    found = document.get("nnlab") if isinstance(document, dict) else None
    if isinstance(found, int) and not isinstance(found, bool) and found > FORMAT:
        raise InvalidSpecError([Problem("nnlab", Text(NEWER, found=brief(found), known=FORMAT))])
    try:
        return ExperimentSpec.model_validate_json(json.dumps(document))
    except ValidationError as error:
        raise InvalidSpecError(problems_of(error, document)) from None
    except RecursionError:
        raise InvalidSpecError([Problem("", Text(TOO_DEEP))]) from None


def from_json(text: str | bytes) -> ExperimentSpec:
    """Read a spec from JSON text.

    Raises
    ------
    InvalidSpecError
        When it is not JSON, or not an experiment.
    """
    document = read_json(text)
    check_lengths(document)
    return from_document(document)


def read_json(text: str | bytes) -> Any:
    """Return what JSON text says, which names no field twice.

    Raises
    ------
    InvalidSpecError
    """
    try:
        return json.loads(text, object_pairs_hook=_without_doubles)
    except (ValueError, RecursionError) as error:
        raise InvalidSpecError([Problem("", Text(NOT_JSON, reason=str(error)))]) from None


def _without_doubles(pairs: list[tuple[str, Any]]) -> Document:
    """Return the fields of one JSON object, refusing one that stands there twice: readers differ on which counts."""
    document = dict(pairs)
    if len(document) < len(pairs):
        doubled, _ = Counter(name for name, _ in pairs).most_common(1)[0]
        raise InvalidSpecError([Problem(brief(doubled), Text(DOUBLED))])
    return document


def check_lengths(document: object) -> None:
    """Refuse what is longer than anything in an experiment: half a million findings would take seconds, and gigabytes.

    Raises
    ------
    InvalidSpecError
    """
    groups = [document]
    while groups:
        group = groups.pop()
        if not isinstance(group, (dict, list)):
            continue
        if len(group) > MOST_ENTRIES:
            raise InvalidSpecError([Problem("", Text(TOO_LONG, most=MOST_ENTRIES))])
        groups.extend(group.values() if isinstance(group, dict) else group)


def same_run(one: ExperimentSpec, other: ExperimentSpec) -> bool:
    """Return whether two specs ask for the same run: they may differ in name, notes, and where the data lie."""
    unnamed = dict.fromkeys(WORDS, "")
    return moved_to(one, other).model_copy(update=unnamed) == other.model_copy(update=unnamed)


def get_at(document: Document, path: str) -> Any:
    """Return the value at ``path``, such as ``network.layers.0.units``.

    Raises
    ------
    InvalidSpecError
        When the document has no such field.
    """
    node: Any = document
    for key in path.split("."):
        node = _child(node, key, path)
    return node


def set_at(document: Document, path: str, value: Any) -> Document:
    """Return a copy of ``document`` with ``value`` at ``path``.

    A bare string where the document has a choice of kinds stands for that kind with its defaults:
    ``network.layers.0.activation`` = ``"tanh"``. An option of a group that is switched off switches it on:
    ``training.early_stopping.patience`` = 3.

    Raises
    ------
    InvalidSpecError
        When the document has no such field.
    """
    changed = copy.deepcopy(document)
    put_at(changed, path, value)
    return changed


def put_at(document: Document, path: str, value: Any) -> None:
    """Put ``value`` at ``path`` of ``document`` itself; see ``set_at``.

    Raises
    ------
    InvalidSpecError
        When the document has no such field.
    """
    *parents, last = path.split(".")
    above: Any = None
    node: Any = document
    for key in parents:
        above, node = node, _child(node, key, path)
    if node is None or isinstance(node, bool):
        node = _place(above, parents[-1], _options(".".join(parents)))
    present = _child(node, last, path)
    if isinstance(value, str) and isinstance(present, dict) and "kind" in present:
        value = {"kind": value}
    _place(node, last, value)


def _options(path: str) -> Document | None:
    """Return the options of the group at ``path`` with their defaults; None where there is no group."""
    return next((group.model_dump(mode="json") for pattern, group in GROUPS.items() if pattern.fullmatch(path)), None)


def _place(node: Any, key: str, value: Any) -> Any:
    node[int(key) if isinstance(node, list) else key] = value
    return value


def _child(node: Any, key: str, path: str) -> Any:
    if isinstance(node, dict) and key in node:
        return node[key]
    if isinstance(node, list) and key.isdecimal() and len(key) <= MOST_DIGITS and int(key) < len(node):
        return node[int(key)]
    raise InvalidSpecError([Problem(path, Text(NO_FIELD))])
