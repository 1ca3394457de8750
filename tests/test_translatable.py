"""Qt's own tool finds every sentence that is marked for translation."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "nnlab").rglob("*.py"))
TEMPLATE_AT = {"tr": 0, "QT_TRANSLATE_NOOP": 1, "translate": 1}


def test_lupdate_finds_every_marked_text(tmp_path):
    catalogue = tmp_path / "nnlab.ts"
    tool = Path(sys.executable).with_name("pyside6-lupdate")
    subprocess.run([tool, *SOURCES, "-ts", catalogue], check=True, capture_output=True)
    found = {source.text for source in ET.parse(catalogue).iter("source")}
    marked = {text for path in SOURCES for text in marked_texts(path)}
    assert len(marked) > 200
    assert marked - found == set()


def test_no_text_is_marked_but_computed():
    """A template must stand there as it is: lupdate does not run the program."""
    computed = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in SOURCES
        for call in calls(path)
        if name_of(call) in {"tr", "QT_TRANSLATE_NOOP"} and template_of(call) is None
    ]
    assert computed == []


def marked_texts(path: Path) -> Iterator[str]:
    for call in calls(path):
        template = template_of(call)
        if name_of(call) in TEMPLATE_AT and template is not None:
            yield template


def calls(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield node


def name_of(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def template_of(call: ast.Call) -> str | None:
    place = TEMPLATE_AT.get(name_of(call), 0)
    if len(call.args) <= place or not isinstance(call.args[place], ast.Constant):
        return None
    value = call.args[place].value
    return value if isinstance(value, str) else None
