"""The engine agrees with PyTorch, whose numbers ``python dev.py bench oracle --write`` has put beside this file."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.engine.oracle import Case, digest, run

CASES = json.loads(Path(__file__).with_name("oracle.json").read_text(encoding="utf-8"))["cases"]


@pytest.mark.parametrize("recorded", CASES, ids=[case["name"] for case in CASES])
def test_the_engine_agrees_with_pytorch(recorded: dict[str, Any]) -> None:
    theirs = recorded.pop("numbers")
    case = Case(**recorded)
    ours, _ = run(case)
    assert {group: set(arrays) for group, arrays in ours.items()} == {group: set(theirs[group]) for group in theirs}
    for group, arrays in ours.items():
        for name, array in arrays.items():
            squares = theirs[group][name][1]
            sizes = np.sqrt([array.size * squares, squares**2, array.size * squares])
            differences = np.abs(np.subtract(digest(array), theirs[group][name]))
            assert (differences <= case.tolerance(group) * sizes).all(), f"{group} {name}"
