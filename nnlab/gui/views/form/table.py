"""The rows of the form as data: what a field is called, how it is edited, and what is said about it.

All texts here are English templates of the translation context ``form``; widgets translate them when they are made.
"""

from __future__ import annotations

from dataclasses import dataclass

from nnlab.gui.views.form.steps import Steps


@dataclass(frozen=True)
class Explanation:
    """What a tooltip says.

    Attributes
    ----------
    formula : str
        In plain Unicode; empty where there is none.
    why : str
        Why one uses it.
    cost : str
        What it costs, or where it fails.
    facts : tuple
        What is known about it in a word each: pairs such as ``("saturates", "below")``.
    """

    formula: str
    why: str
    cost: str = ""
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Words:
    """Free text.

    Attributes
    ----------
    placeholder : str
        What stands in the field while it is empty.
    empty : str
        What an empty field means, as a placeholder; then it stands for null.
    """

    placeholder: str = ""
    empty: str = ""


@dataclass(frozen=True)
class Path(Words):
    """Where a file or folder lies: typed, dropped there, or looked for."""


@dataclass(frozen=True)
class Number:
    """A number as text, with steps.

    Attributes
    ----------
    steps : Steps
    whole : bool
        Whether it counts something.
    empty : str
        What an empty field means, as a placeholder; then it stands for null. Otherwise nothing may be left out.
    unit : str
        What the number counts, where the label does not say it; shown after the number.
    """

    steps: Steps
    whole: bool = False
    empty: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Choice:
    """One of several.

    Attributes
    ----------
    labels : tuple
        Each a value of the document and its label.
    headings : tuple
        Pairs of a value and what stands above it in the list, where a group begins.
    """

    labels: tuple[tuple[str | bool | None, str], ...]
    headings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Switch:
    """Off or on: false or true."""


Editor = Words | Number | Choice | Switch


@dataclass(frozen=True)
class FieldRow:
    """A field: where it stands below its group, its label, its editor and its explanation.

    ``default`` is for options of a kind that the default experiment does not use; elsewhere that experiment says it.
    ``is_fine`` marks an option that hardly anybody touches, which may stand apart from the others.
    """

    path: str
    label: str
    editor: Editor
    explanation: Explanation
    default: object = None
    is_fine: bool = False


@dataclass(frozen=True)
class Kind:
    """One of the kinds that a field can be, with the options it brings.

    ``heading`` stands above it in the list of kinds, where a group of them begins.
    """

    kind: str
    label: str
    explanation: Explanation
    options: tuple[FieldRow, ...] = ()
    heading: str = ""
