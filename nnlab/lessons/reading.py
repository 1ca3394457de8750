"""Finds lessons, and reads them: a folder each, with a document, and a text in each language."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from nnlab.errors import InvalidSpecError, NnlabError, Problem, UnreadableFileError
from nnlab.lessons.experiments import experiments
from nnlab.lessons.glossary import linked, terms
from nnlab.lessons.lesson import Claim, Lesson
from nnlab.resources import resource
from nnlab.spec.document import check_lengths, read_json
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.problems import problems_of
from nnlab.text import QT_TRANSLATE_NOOP, Text, brief

DOCUMENT: Final = "lesson.json"
TEXT: Final = "lesson.md"
GLOSSARY: Final = "glossary.md"
LARGEST: Final = 1_000_000
"""Bytes of a file of a lesson."""
NO_FILE: Final = QT_TRANSLATE_NOOP("nnlab", "{path} is missing, or cannot be read.")
TOO_LARGE: Final = QT_TRANSLATE_NOOP("nnlab", "{path} is larger than a lesson can be.")
NOT_TEXT: Final = QT_TRANSLATE_NOOP("nnlab", "{path} is no text in UTF-8.")
WRONG: Final = QT_TRANSLATE_NOOP("nnlab", "{path}: {problem}")
NO_EXPERIMENT: Final = QT_TRANSLATE_NOOP("nnlab", "names no experiment of this lesson: {name}.")
NO_LAYER: Final = QT_TRANSLATE_NOOP("nnlab", "looks at layer {layer} of {name}, which has {count}.")
TWICE: Final = QT_TRANSLATE_NOOP("nnlab", "is the name of two claims: {name}.")
NO_TERM: Final = QT_TRANSLATE_NOOP("nnlab", "{path} links to a term that the glossary lacks: {term}.")
NO_LESSON: Final = QT_TRANSLATE_NOOP("nnlab", "There is no lesson {name}; there are: {names}.")


@dataclass(frozen=True)
class LessonFolder:
    """A lesson where it lies.

    Attributes
    ----------
    path : Path
    lesson : Lesson
    text : str
        Markdown.
    """

    path: Path
    lesson: Lesson
    text: str

    @property
    def name(self) -> str:
        """What the lesson is called on the command line: its folder."""
        return self.path.name


def shipped() -> list[LessonFolder]:
    """Return the lessons that come with the program, in their order."""
    return in_folder(resource("lessons"))


def in_folder(folder: Path) -> list[LessonFolder]:
    """Return the lessons in a folder, in their order.

    Raises
    ------
    UnreadableFileError, InvalidSpecError
        With the first thing that is wrong with one of them.
    """
    found = [read(path.parent) for path in folder.glob(f"*/{DOCUMENT}")]
    return sorted(found, key=lambda each: (each.lesson.place, each.name))


def named(name: str, folders: Sequence[LessonFolder]) -> LessonFolder:
    """Return the lesson of a name.

    Raises
    ------
    NnlabError
    """
    known = {each.name: each for each in folders}
    if name not in known:
        raise NnlabError(Text(NO_LESSON, name=brief(name), names=", ".join(known)))
    return known[name]


def read(folder: Path, language: str = "en") -> LessonFolder:
    """Read a lesson and see that its parts fit each other.

    Parameters
    ----------
    folder : Path
    language : str
        Of its text, which lies in a folder of that name; without one the text beside the document is taken.

    Raises
    ------
    UnreadableFileError
    """
    path = folder / DOCUMENT
    text = folder / language / TEXT
    try:
        lesson = _lesson(_content(path))
        _check(lesson)
    except InvalidSpecError as error:
        raise UnreadableFileError(Text(WRONG, path=path, problem=error.text)) from None
    text = text if text.exists() else folder / TEXT
    content = _content(text)
    unknown = [term for term in linked(content) if term not in glossary(language)]
    if unknown:
        raise UnreadableFileError(Text(NO_TERM, path=text, term=brief(unknown[0])))
    return LessonFolder(folder, lesson, content)


def glossary(language: str = "en") -> dict[str, str]:
    """Return the terms that lessons may link to, and what they mean."""
    folder = resource("lessons")
    path = folder / language / GLOSSARY
    return terms(_content(path if path.exists() else folder / GLOSSARY))


def _content(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError:
        raise UnreadableFileError(Text(NO_FILE, path=path)) from None
    if len(content) > LARGEST:
        raise UnreadableFileError(Text(TOO_LARGE, path=path))
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise UnreadableFileError(Text(NOT_TEXT, path=path)) from None


def _lesson(text: str) -> Lesson:
    document = read_json(text)
    check_lengths(document)
    try:
        return Lesson.model_validate_json(json.dumps(document))
    except ValidationError as error:
        raise InvalidSpecError(problems_of(error, document)) from None


def _check(lesson: Lesson) -> None:
    """See that experiments can be made, and that claims measure what is there."""
    specs = experiments(lesson)
    names = [claim.name for claim in lesson.claims]
    doubled = [name for name in names if names.count(name) > 1]
    problems = [Problem("claims", Text(TWICE, name=doubled[0]))] if doubled else []
    for index, look in enumerate(lesson.look):
        if look.of is not None and look.of not in specs:
            problems.append(Problem(f"look.{index}.of", Text(NO_EXPERIMENT, name=look.of)))
    for index, claim in enumerate(lesson.claims):
        problems += _problems_of(claim, f"claims.{index}", specs)
    if problems:
        raise InvalidSpecError(problems)


def _problems_of(claim: Claim, place: str, specs: dict[str, ExperimentSpec]) -> list[Problem]:
    measure, place = claim.measure, f"{place}.measure"
    unknown = [name for name in (*measure.runs(), *measure.probes()) if name not in specs]
    if unknown:
        return [Problem(place, Text(NO_EXPERIMENT, name=unknown[0]))]
    try:
        measure.check(specs)
    except InvalidSpecError as error:
        return [Problem(f"{place}.{problem.path}", problem.text) for problem in error.problems]
    counts = [(name, layer, len(specs[name].network.layers)) for name, layer in measure.layers()]
    return [
        Problem(place, Text(NO_LAYER, layer=layer, name=name, count=count))
        for name, layer, count in counts
        if layer == 0 or abs(layer) > count
    ]
