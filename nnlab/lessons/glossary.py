"""The terms that lessons link to, each explained in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

LINK: Final = re.compile(r"\]\(glossary:([^)]*)\)")
HEADING: Final = "## "


def linked(text: str) -> Iterator[str]:
    """Yield the terms that a text links to, as in ``[dead](glossary:dead-unit)``."""
    for match in LINK.finditer(text):
        yield match[1]


def terms(text: str) -> dict[str, str]:
    """Return the explanations of a glossary by their terms; each follows a heading of the second level."""
    found = {}
    for section in ("\n" + text).split(f"\n{HEADING}")[1:]:
        term, _, explanation = section.partition("\n")
        found[term.strip()] = " ".join(explanation.split())
    return found
