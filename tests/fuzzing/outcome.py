"""What became of a spoilt file, and what may not become of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

SECONDS, MEGABYTES = 2.0, 300.0
LONGEST = 1000
"""Characters of a sentence, the path aside."""


@dataclass
class Outcome:
    """What became of a spoilt file.

    Attributes
    ----------
    number : int
    kind, shape : str
        How it was spoilt, and what it was before.
    opened : bool
    seconds, megabytes : float
        What it took to open or refuse it.
    use_seconds : float
        The longest of what was done with it.
    used_longest : str
        What that was.
    wrong : list of str
    """

    number: int
    kind: str = ""
    shape: str = ""
    opened: bool = False
    seconds: float = 0.0
    megabytes: float = 0.0
    use_seconds: float = 0.0
    used_longest: str = ""
    wrong: list[str] = field(default_factory=list)


def wrong_with(sentence: str, path: str = "") -> Iterator[str]:
    """Tell what is wrong with what is told to a person of the file at ``path``."""
    if path not in sentence:
        yield f"the file is not named: {sentence[:200]!r}"
    if len(sentence) > LONGEST + len(path) or len(sentence.splitlines()) > 1:
        yield f"not one sentence: {len(sentence):,} characters, {sentence[:200]!r}"
    if not sentence.endswith("."):
        yield f"not a sentence: {sentence[-200:]!r}"
