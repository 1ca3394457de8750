"""HTML and SVG as text; whatever a person wrote is escaped here and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document may hold, not even as an escape."""


class Markup(str):
    """Text that is HTML or SVG already; any other text is escaped before it becomes a part of some."""

    __slots__ = ()


def escaped(text: object) -> Markup:
    """Return ``text`` so that a reader sees it as it is, and nothing in it acts; markup stays as it is."""
    if isinstance(text, Markup):
        return text
    return Markup(escape(FORBIDDEN.sub("\ufffd", str(text)), quote=True))


def element(name: str, *content: object, **attributes: object) -> Markup:
    """Return an element with its content.

    Parameters
    ----------
    name : str
    *content
        Markup, or anything else, whose text is escaped.
    **attributes
        By name; a line in front of one stands for none, so that ``class`` can be given as ``class_``, and one in
        the middle for a hyphen. Without one that is None.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escaped(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = joined(content)
    return Markup(f"<{name}{written}>{inner}</{name}>")


def joined(parts: Iterable[object]) -> Markup:
    """Return several pieces as one."""
    return Markup("".join(map(escaped, parts)))


def table(rows: Iterable[Sequence[object]], head: Sequence[object] = (), **attributes: object) -> Markup:
    """Return a table whose rows begin with what they are about."""
    body = [
        element("tr", element("th", first, scope="row"), *(element("td", cell) for cell in cells))
        for first, *cells in rows
    ]
    columns = [element("thead", element("tr", *(element("th", each, scope="col") for each in head)))] if head else []
    return element("table", *columns, element("tbody", *body), **attributes)
