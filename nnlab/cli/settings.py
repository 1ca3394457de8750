"""What ``--set`` changes in a spec."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from nnlab.errors import InvalidSpecError, NnlabError
from nnlab.spec.document import from_document, set_at, to_document
from nnlab.spec.experiment import ExperimentSpec
from nnlab.store.data_paths import located
from nnlab.text import QT_TRANSLATE_NOOP, Text

BAD_SET = QT_TRANSLATE_NOOP("nnlab", "--set takes PATH=VALUE, such as training.learning_rate=0.1, not {given}.")


def changed(spec: ExperimentSpec, changes: Sequence[str]) -> ExperimentSpec:
    """Return ``spec`` with each ``PATH=VALUE`` applied; a value that is not JSON is taken as text.

    Raises
    ------
    InvalidSpecError
    NnlabError
        When one has no equals sign.
    """
    document = to_document(spec)
    for change in changes:
        path, equals, text = change.partition("=")
        if not equals or not path.strip():
            raise NnlabError(Text(BAD_SET, given=change))
        try:
            document = set_at(document, path.strip(), _value(text))
        except RecursionError:
            raise NnlabError(Text(BAD_SET, given=f"{change:.40}…")) from None
        with suppress(InvalidSpecError):  # the next one may make it valid
            document = to_document(from_document(document))  # with the options of a kind that was just chosen
    return located(from_document(document), Path.cwd())


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text
