"""Which fields of several specs differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import PurePath
from typing import Any, Final

from nnlab.spec.base import Spec
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.network import BatchNormSpec
from nnlab.spec.paths import paths_of
from nnlab.spec.training import EarlyStoppingSpec


class Absent(Enum):
    """Stands for a field that a spec does not have."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT
Value = bool | int | float | str | None | Spec | tuple[Any, ...] | Absent
"""Of a field; a spec is a layer that others lack, a tuple the steps of a preprocessing or points drawn by hand."""

LAYERS: Final = "network.layers"
STEPS: Final = "preprocessing"
SOURCE: Final = "data.source"
APART: Final = frozenset({"nnlab", "name", "notes"})
"""Fields that no run depends on."""
LAYER: Final = re.compile(r"network\.layers\.\d+(.*)")


@dataclass(frozen=True)
class Difference:
    """A field whose values are not the same in all runs.

    Attributes
    ----------
    path : str
        ``training.learning_rate``, ``network.layers.0.activation``; ``network.layers.2`` for a layer that not every
        run has, ``preprocessing`` where the steps are of other kinds or in another order.
    values : tuple of Value
        One for each run; a kind stands for itself, its options have paths of their own.
    also : tuple of str
        The paths in further layers that differ in the very same way.
    """

    path: str
    values: tuple[Value, ...]
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Leaf:
    value: Value
    is_default: bool


def differences(specs: Sequence[ExperimentSpec], among: Iterable[int] | None = None) -> list[Difference]:
    """Return where specs differ, in the order of the fields.

    An option that only some kinds have is left out where it has its default in all of those.

    Parameters
    ----------
    specs : sequence of ExperimentSpec
    among : iterable of int, optional
        Which of them have to differ; all of them by default. Values are told of all in any case.
    """
    counted = sorted(set(range(len(specs)) if among is None else among))
    flat = _flat(specs)
    paths = dict.fromkeys(path for leaves in flat for path in leaves)
    found = {path: [leaves.get(path) for leaves in flat] for path in paths}
    differing = {path for path, leaves in found.items() if _differ([leaves[index] for index in counted])}
    ordered = _in_order([[path for path in leaves if path in differing] for leaves in flat])
    return _merged([Difference(path, _values(path, found[path], specs)) for path in ordered])


def _differ(leaves: Sequence[_Leaf | None]) -> bool:
    """Return whether a field has several values."""
    present = [leaf for leaf in leaves if leaf is not None]
    if not present:
        return False
    if len(present) < len(leaves):
        return not all(leaf.is_default for leaf in present)
    return any(leaf.value != present[0].value for leaf in present)


def _flat(specs: Sequence[ExperimentSpec]) -> list[dict[str, _Leaf]]:
    """Return the fields of each spec by path, with layers and steps taken apart as far as all have them."""
    layers = min((len(spec.network.layers) for spec in specs), default=0)
    kinds = {tuple(step.kind for step in spec.preprocessing) for spec in specs}
    return [dict(_fields(spec, "", layers, are_steps_alike=len(kinds) == 1)) for spec in specs]


def _fields(spec: Spec, path: str, layers: int, *, are_steps_alike: bool) -> Iterator[tuple[str, _Leaf]]:
    for name, field in type(spec).model_fields.items():
        value, place = getattr(spec, name), f"{path}.{name}" if path else name
        if name == "kind" or place in APART:
            continue
        if place == LAYERS:
            yield from _entries(value, place, layers)
        elif place == STEPS:
            yield from _entries(value, place, len(value)) if are_steps_alike else [(place, _Leaf(value, False))]
        elif isinstance(value, Spec) and not isinstance(value, EarlyStoppingSpec):
            yield from _group(value, place, layers, are_steps_alike=are_steps_alike)
        else:
            yield from _plain(value, place, field.get_default(call_default_factory=True))


def _group(spec: Spec, path: str, layers: int, *, are_steps_alike: bool) -> Iterator[tuple[str, _Leaf]]:
    """Yield what a group of fields is called, where it has a kind or is switched on, and what is in it."""
    kind = True if isinstance(spec, BatchNormSpec) else getattr(spec, "kind", None)
    if kind is not None:
        yield path, _Leaf(kind, False)
    yield from _fields(spec, path, layers, are_steps_alike=are_steps_alike)


def _entries(entries: Sequence[Spec], path: str, shared: int) -> Iterator[tuple[str, _Leaf]]:
    """Yield the fields of the first ``shared`` entries of a list, and the others whole."""
    for index, entry in enumerate(entries):
        place = f"{path}.{index}"
        if index >= shared:
            yield place, _Leaf(entry, False)
        elif path == LAYERS:  # of one kind, all of them
            yield from _fields(entry, place, 0, are_steps_alike=True)
        else:
            yield from _group(entry, place, 0, are_steps_alike=True)


def _plain(value: Any, path: str, default: Any) -> Iterator[tuple[str, _Leaf]]:
    if isinstance(value, EarlyStoppingSpec):
        value = value.patience
    if isinstance(value, tuple) and value and all(isinstance(item, int | float) for item in value):
        for index, (item, usual) in enumerate(zip(value, default, strict=True)):
            yield f"{path}.{index}", _Leaf(item, item == usual)
    else:
        yield path, _Leaf(value, value == default)


def _values(path: str, leaves: Sequence[_Leaf | None], specs: Sequence[ExperimentSpec]) -> tuple[Value, ...]:
    values = tuple(ABSENT if leaf is None else leaf.value for leaf in leaves)
    is_file = [path in {f"{SOURCE}.{name}" for name in paths_of(spec)} for spec in specs]
    if not any(is_file):
        return values
    shown = _shortened([str(value) for value, is_path in zip(values, is_file, strict=True) if is_path and value])
    return tuple(shown.get(value, value) if isinstance(value, str) else value for value in values)


def _shortened(paths: Sequence[str]) -> Mapping[str, str]:
    """Return the last parts of each path, as few as tell them apart."""
    parts = {path: PurePath(path).parts for path in dict.fromkeys(paths)}
    longest = max((len(each) for each in parts.values()), default=0)
    for count in range(1, longest + 1):
        short = {path: str(PurePath(*each[-count:])) for path, each in parts.items()}
        if len(set(short.values())) == len(short):
            return short
    return {path: path for path in parts}


def _in_order(lists: Sequence[Sequence[str]]) -> list[str]:
    """Return what stands in any of the lists, each after what it follows in its own."""
    ordered: list[str] = []
    for paths in lists:
        place = 0
        for path in paths:
            if path in ordered:
                place = ordered.index(path)
            else:
                ordered.insert(place, path)
            place += 1
    return ordered


def _merged(found: Sequence[Difference]) -> list[Difference]:
    """Tell once what is different in the same way in several layers."""
    merged: dict[tuple[Any, ...], Difference] = {}
    for difference in found:
        layer = LAYER.fullmatch(difference.path)
        key = (layer[1], repr(difference.values)) if layer else (difference.path,)
        first = merged.get(key)
        merged[key] = (
            difference if first is None else Difference(first.path, first.values, (*first.also, difference.path))
        )
    return list(merged.values())
