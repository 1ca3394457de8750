"""Results on stdout: JSON for programs, aligned lines for people."""

from __future__ import annotations

import contextlib
import json
import math
import os
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, TextIO

from nnlab.insight.forensics import Cause
from nnlab.spec.document import get_at, set_at, to_document
from nnlab.training.checkpoint import RunRecord
from nnlab.training.divergence import FirstNonFinite
from nnlab.training.evaluation import Result

INVISIBLE = frozenset({"Cc", "Cs", "Zl", "Zp"})
FINISH_WORDS = {"early_stopped": "stopped early"}
TURNING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


def plain(text: object, keep: str = "") -> str:
    """Return ``text`` with an escape for each character that could command a terminal or turn the text round.

    What files hold may come from a stranger. The escapes are those of JSON, which stays valid; ``keep`` lists
    exceptions.
    """
    return "".join(c if c in keep or _is_harmless(c) else f"\\u{ord(c):04x}" for c in str(text))


def _is_harmless(character: str) -> bool:
    return unicodedata.category(character) not in INVISIBLE and unicodedata.bidirectional(character) not in TURNING


def tell(sentence: str) -> None:
    """Say something beside the result, on stderr; one that takes nothing changes no exit code."""
    try:
        print(sentence, file=sys.stderr)
    except OSError:
        discard(sys.stderr)


def discard(stream: TextIO) -> None:
    """Send what a stream could not get rid of nowhere, so that Python does not try once more at its end."""
    with contextlib.suppress(OSError):  # it may have no descriptor
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def print_json(value: Any) -> None:
    """Print ``value`` as JSON; numbers that are not finite become null."""
    print(plain(json.dumps(_finite(value), indent=2, ensure_ascii=False), keep="\n"))


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def print_lines(rows: Iterable[tuple[str, str]]) -> None:
    """Print labels and values in two columns; further lines of a value stand below its first."""
    rows = list(rows)
    width = max((len(label) for label, _ in rows), default=0)
    for label, value in rows:
        first, *others = value.expandtabs(4).splitlines() or [""]
        print(f"{label:<{width}}  {plain(first)}")
        for line in others:
            print(f"{'':<{width}}  {plain(line)}")


def number(value: float | None) -> str:
    """Return three significant digits, or words for what is no number."""
    if value is None or math.isnan(value):
        return "not a number"
    return f"{value:.3g}" if math.isfinite(value) else "infinite"


def shape_words(shape: tuple[int, ...]) -> str:
    """Return the shape of an example: 8 × 8 for an image of one channel, 64 features for a row."""
    if len(shape) == 1:
        return f"{shape[0]:,} features"
    sizes = shape[:-1] if shape[-1] == 1 else shape
    return " × ".join(str(size) for size in sizes)


def results_as_json(results: Mapping[str, Result | None]) -> dict[str, Any]:
    """Return loss and accuracy of each part; None for one without examples."""
    return {name: {"loss": r.loss, "accuracy": r.accuracy} if r else None for name, r in results.items()}


def result_words(result: Mapping[str, float | None] | None) -> str:
    """Return loss and accuracy of a part, as ``results_as_json`` gives them, in words."""
    if result is None:
        return "no examples"
    accuracy = result["accuracy"]
    return f"loss {number(result['loss'])}" + ("" if accuracy is None else f", accuracy {share(accuracy)}")


def finish_words(finish: str | None, epochs: int, steps: int) -> str:
    """Return how and when a run ended."""
    state = "not finished" if finish is None else FINISH_WORDS.get(finish, finish)
    return f"{state} after {counted(epochs, 'epoch')}, {counted(steps, 'step')}"


def counted(count: int, noun: str) -> str:
    """Return a count and what is counted."""
    ending = "" if count == 1 else "es" if noun.endswith("s") else "s"
    return f"{count:,} {noun}{ending}"


def changes_as_json(record: RunRecord) -> list[dict[str, Any]]:
    """Return what was changed in mid-run, with the value before it."""
    document, changes = to_document(record.spec), []
    for change in record.checkpoint.changes:
        changes.append({**asdict(change), "before": get_at(document, change.path)})
        document = set_at(document, change.path, change.value)
    return changes


def change_rows(changes: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Return changes, as ``changes_as_json`` gives them, in words."""
    return [("changed", f"{c['path']} {c['before']} → {c['value']} after step {c['step']:,}") for c in changes]


def broken_as_json(broke: FirstNonFinite) -> dict[str, Any]:
    """Return where a run diverged."""
    return {"step": broke.step, "layer": broke.layer, "pass": broke.during}


def broken_rows(broke: Mapping[str, Any] | None) -> list[tuple[str, str]]:
    """Return where a run diverged, as ``broken_as_json`` gives it, in words."""
    if broke is None:
        return []
    return [("not finite", f"first in step {broke['step']:,}, layer {broke['layer']}, {broke['pass']} pass")]


def cause_as_json(cause: Cause) -> dict[str, str]:
    """Return why a run is likely to have diverged."""
    return {"key": cause.key, "title": str(cause.title), "evidence": str(cause.evidence)}


def cause_rows(cause: Cause) -> list[tuple[str, str]]:
    """Return why a run is likely to have diverged, and the first thing to do, in words."""
    return [("likely cause", f"{cause.title}. {cause.evidence}"), ("remedy", str(cause.remedies[0].text))]


def share(value: float | None) -> str:
    """Return a percentage with one decimal, or a dash."""
    return "–" if value is None else f"{100 * value:.1f} %"
