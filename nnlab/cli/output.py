"""Results on stdout: JSON for programs, aligned lines for people."""

from __future__ import annotations

import contextlib
import json
import math
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from nnlab.training.evaluation import Result

INVISIBLE = frozenset({"Cc", "Cs", "Zl", "Zp"})
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
    """Say something beside the result, on stderr."""
    with contextlib.suppress(OSError):  # a stderr that takes nothing changes no exit code
        print(sentence, file=sys.stderr)


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
    return f"loss {number(result['loss'])}, accuracy {share(result['accuracy'])}"


def share(value: float | None) -> str:
    """Return a percentage with one decimal, or a dash."""
    return "–" if value is None else f"{100 * value:.1f} %"
