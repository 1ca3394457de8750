"""What the engine knows about its activation functions, put into the rows of the form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from nnlab.engine.activations import Activation
from nnlab.gui.views.form.table import Kind
from nnlab.text import QT_TRANSLATE_NOOP
from nnlab.training.build import ACTIVATIONS

ZERO_CENTRED: Final = QT_TRANSLATE_NOOP("form", "zero-centred")
SATURATES: Final = QT_TRANSLATE_NOOP("form", "saturates")
NEEDS_EXP: Final = QT_TRANSLATE_NOOP("form", "needs exp")
ANSWERS: Final[Mapping[bool, str]] = {
    True: QT_TRANSLATE_NOOP("form", "yes"),
    False: QT_TRANSLATE_NOOP("form", "no"),
}
WHERE: Final[Mapping[str, str]] = {
    "nowhere": QT_TRANSLATE_NOOP("form", "nowhere"),
    "below": QT_TRANSLATE_NOOP("form", "below"),
    "on both sides": QT_TRANSLATE_NOOP("form", "on both sides"),
}


def with_facts(*kinds: Kind) -> tuple[Kind, ...]:
    """Return rows of activations with the formula and the facts of their engine classes."""
    engine = {spec.model_fields["kind"].default: function for spec, function in ACTIVATIONS.items()}
    return tuple(_with_facts(kind, engine[kind.kind]) for kind in kinds)


def _with_facts(kind: Kind, function: type[Activation]) -> Kind:
    facts = (
        (ZERO_CENTRED, ANSWERS[function.zero_centred]),
        (SATURATES, WHERE[function.saturates]),
        (NEEDS_EXP, ANSWERS[function.needs_exp]),
    )
    return replace(kind, explanation=replace(kind.explanation, formula=function.formula, facts=facts))
