"""JSON that is too deep, too long, of the wrong types, or not quite JSON."""

import json
import random
from collections.abc import Callable
from typing import Any

HERE = "⟨here⟩"
"""Stands in a document until text that no document holds takes its place, quotation marks included."""
NASTY: list[Any] = [
    None, True, False, -1, 0, 1, 2, 2**31, 2**53 + 1, 2**64, -(2**63), 10**40, 0.5, -0.0, 1e308, 5e-324,
    "", "x", "0", "../..", "\0", "\x1b[2J", "\u202e", "x\ny", "x" * 3000, [], [[]], {}, {"kind": "dense"}, {"": None},
    [1] * 300,
]  # fmt: skip
NO_NUMBERS = ["NaN", "Infinity", "-Infinity", "1e400", "-1e400", "1e-400", "-0", "0x10", "1_000", "١", ".5", "+1", "1."]
DEPTHS = [1000, 100_000]
LENGTHS = [1000, 100_000, 600_000]
"""Of a list or an object."""
STRINGS = [100_001, 1_900_000, 10_000_000]
MOST_BYTES = 1_990_000
"""Of what a single entry is repeated to: more is refused by its size alone."""
Place = tuple[Any, Any]
"""A dict or list of a document, and a key of it."""


def wrong_type(rng: random.Random, part: bytes) -> bytes:
    """Put something else in the place of a value, wherever it is."""
    document = json.loads(part)
    node, key = _somewhere(rng, document)
    node[key] = rng.choice(NASTY)
    return _text(document).encode()


def dropped_or_added(rng: random.Random, part: bytes) -> bytes:
    """Drop a field or an entry, or add one of another name."""
    document = json.loads(part)
    node, key = _somewhere(rng, document)
    value = node.pop(key) if rng.random() < 0.5 else node[key]
    if isinstance(node, dict) and rng.random() < 0.6:
        node[rng.choice(["x", "kind", "", "\0", key.upper(), f"{key} ", "x" * 100_000])] = value
    return _text(document).encode()


def nested(rng: random.Random, part: bytes) -> bytes:
    """Nest thousands of lists or objects, in the document or in its place."""
    depth = rng.choice(DEPTHS)
    opening, closing = rng.choice([("[", "]"), ('{"kind":', "}"), ('[{"":', "}]")])
    deep = opening * depth + rng.choice(["", "1", "null"]) + closing * rng.choice([depth, depth, 0])
    return rng.choice([deep, _with_text(rng, part, deep)]).encode()


def no_number(rng: random.Random, part: bytes) -> bytes:
    return _with_text(rng, part, rng.choice(NO_NUMBERS)).encode()


def huge_integer(rng: random.Random, part: bytes) -> bytes:
    digits = rng.choice([19, 20, 39, 40, 309, 4300, 4301, 1_000_000])
    return _with_text(rng, part, rng.choice(["", "-"]) + "9" * digits + rng.choice(["", "", ".0", "e5"])).encode()


def doubled_key(rng: random.Random, part: bytes) -> bytes:
    """Give an object a key once more, before or after the one that it has."""
    document = json.loads(part)
    node, key = rng.choice([place for place in _places(document) if isinstance(place[0], dict)])
    value = rng.choice([node[key], rng.choice(NASTY)])
    changed = {HERE: value, **node} if rng.random() < 0.5 else {**node, HERE: value}
    node.clear()
    node.update(changed)
    return _text(document, json.dumps(key)).encode()


def surrogate(rng: random.Random, part: bytes) -> bytes:
    """Put half a character, or bytes of another encoding, in the place of a value or a key."""
    if rng.random() < 0.3:
        text = part.decode()
        return rng.choice([text.encode("utf-16"), text.encode("utf-32"), b"\xff" + part, part[:-3] + b"\xed\xa0\x80"])
    half = rng.choice([r'"\ud800"', r'"\udfff\ud800"', '"x\udc80"', r'"\u0000"'])
    if rng.random() < 0.5:
        return _with_text(rng, part, half).encode(errors="surrogatepass")
    document = json.loads(part)
    node, key = rng.choice([place for place in _places(document) if isinstance(place[0], dict)])
    node[HERE] = node.pop(key)
    return _text(document, half).encode(errors="surrogatepass")


def long_string(rng: random.Random, part: bytes) -> bytes:
    length = rng.choice(STRINGS)
    unit = rng.choice(["x", "\\u0000", "é", "\\n", "{path}", "0"])
    text = f'"{unit * (length // len(unit))}"'
    if rng.random() < 0.7:
        return _with_text(rng, part, text).encode()
    document = json.loads(part)
    node, key = rng.choice([place for place in _places(document) if isinstance(place[0], dict)])
    node[HERE] = node[key]
    return _text(document, text).encode()


def many_entries(rng: random.Random, part: bytes) -> bytes:
    """Make a list or an object of very many entries, of what is there or of anything."""
    document = json.loads(part)
    lists = [child for node, key in _places(document) if isinstance(child := node[key], list)]
    known = [entry for child in lists for entry in child[:1]]
    entry = json.dumps(rng.choice([*known, *known, *rng.sample(NASTY, 3)]))
    count = max(1, min(rng.choice(LENGTHS), (MOST_BYTES - len(part)) // (len(entry) + 1)))
    if rng.random() < 0.6:
        many = f"[{','.join([entry] * count)}]"
    else:
        count = min(count, (MOST_BYTES - len(part)) // (len(entry) + 12))
        names = [f"k{number}" for number in range(count)] + rng.choice([[], ["k0"], [f"k{count - 1}"], ["kind"]])
        many = "{" + ",".join(f'"{name}":{entry}' for name in names) + "}"
    if lists and rng.random() < 0.6:
        places = [(node, key) for node, key in _places(document) if isinstance(node[key], list)]
        node, key = rng.choice(places)
        node[key] = HERE
        return _text(document, many).encode()
    return rng.choice([many, _with_text(rng, part, many), _with_text(rng, part, many)]).encode()


SPOILT: dict[str, Callable[[random.Random, bytes], bytes]] = {
    "a wrong type": wrong_type,
    "dropped or added": dropped_or_added,
    "thousands of levels": nested,
    "NaN, Infinity, 1e400": no_number,
    "huge integers": huge_integer,
    "a key twice": doubled_key,
    "half a character": surrogate,
    "long strings": long_string,
    "many entries": many_entries,
}


def _with_text(rng: random.Random, part: bytes, text: str) -> str:
    """Put ``text`` as it is in the place of a value."""
    document = json.loads(part)
    node, key = _somewhere(rng, document)
    node[key] = HERE
    return _text(document, text)


def _somewhere(rng: random.Random, document: Any) -> Place:
    return rng.choice(list(_places(document)))


def _places(document: Any) -> list[Place]:
    """Return every field and entry, however deep."""
    nodes, places = [document], []
    for node in nodes:
        keys = list(node) if isinstance(node, dict) else range(len(node))
        places += [(node, key) for key in keys]
        nodes.extend(node[key] for key in keys if isinstance(node[key], (dict, list)))
    return places


def _text(document: Any, here: str = "") -> str:
    return json.dumps(document).replace(json.dumps(HERE), here)
