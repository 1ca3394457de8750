"""Reads a report as a browser would."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"
VOID = {"meta"}


@dataclass
class Page(HTMLParser):
    """What stands in a document; every element has to be closed in its turn."""

    html: str
    tags: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    exact: list[float] = field(default_factory=list)
    attributes: set[str] = field(default_factory=set)
    text: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[str] = []
        self.feed(self.html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in VOID:
            self._open.append(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self.rows[-1].append("")
        elif tag == "data":
            self.exact.append(float(dict(attrs)["value"]))

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        if "style" in self._open:
            return
        self.text += data
        if {"td", "th"} & set(self._open):
            self.rows[-1][-1] += data

    def row(self, name: str) -> list[str]:
        """Return the cells behind the first one of this name."""
        return next(cells for first, *cells in self.rows if first == name)

    def pictures(self) -> list[ET.Element]:
        """Return each SVG, read by a strict parser."""
        parts = self.html.split("<svg ")[1:]
        return [ET.fromstring("<svg " + part.partition("</svg>")[0] + "</svg>") for part in parts]

    def titles(self) -> list[str]:
        return [picture.findtext(f"{SVG}title") or "" for picture in self.pictures()]

    def picture(self, title: str) -> ET.Element:
        return self.pictures()[self.titles().index(title)]


def words_of(picture: ET.Element) -> list[str]:
    return [element.text or "" for element in picture.iter(f"{SVG}text")]


def lines_of(picture: ET.Element, style: str) -> list[str]:
    """Return the paths of a style, the one in the legend last."""
    return [path.get("d", "") for path in picture.iter(f"{SVG}path") if style in path.get("class", "").split()]
