"""The prepared examples of a run, inside a script or beside it."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnlab.data.prepared import PreparedData
from nnlab.store.export.source_text import wrapped
from nnlab.training.snapshot import PARTS

MOST_BYTES = 4 << 20
"""Compressed; what is larger makes a script that no editor likes to open."""
HOPELESS = 16 * MOST_BYTES
"""Before compressing, which is not even tried above this."""

INSIDE = '''def load_data():
    """Return the examples as nnlab prepared them, which stand compressed at the end of this file."""
    arrays = np.load(io.BytesIO(base64.b64decode(DATA)))
    return {name: torch.from_numpy(arrays[name]) for name in arrays.files}'''
BESIDE = '''def load_data(path):
    """Return the examples as nnlab prepared them."""
    arrays = np.load(path)
    return {name: torch.from_numpy(arrays[name]) for name in arrays.files}'''
WANTED = """
The examples are too many to stand in this file. DATA.npz holds them as these arrays:

{arrays}

Where nnlab is installed, this makes it:

    import numpy as np
    from nnlab.data.prepared import prepare
    from nnlab.store.experiment_file import find

    run, arrays = find("RUN.nnlab").record, {{}}
    data = prepare(run.spec, run.checkpoint.data)
    for part in ("train", "validation", "test"):
        examples = getattr(data, part)
        arrays[part + "_x"] = examples.x.reshape(len(examples), -1)
        arrays[part + "_targets"] = examples.targets
    np.savez("DATA.npz", **arrays)
"""


def arrays_of(data: PreparedData) -> dict[str, NDArray[Any]]:
    """Return examples and targets of each part by name; an example is a row, classes are int64."""
    arrays: dict[str, NDArray[Any]] = {}
    for part in PARTS:
        examples = getattr(data, part)
        x, targets = examples.x, examples.targets
        is_class = targets.dtype.kind == "i"
        arrays[f"{part}_x"] = x.reshape(len(x), -1) if len(x) else np.empty((0, 0), x.dtype)
        arrays[f"{part}_targets"] = targets.astype(np.int64 if is_class else x.dtype)
    return arrays


def packed(arrays: dict[str, NDArray[Any]]) -> str | None:
    """Return arrays as base64 of a compressed ``.npz``; None where that is too large for a script."""
    if sum(array.nbytes for array in arrays.values()) > HOPELESS:
        return None
    file = io.BytesIO()
    np.savez_compressed(file, **{name: array for name, array in arrays.items() if len(array)})  # type: ignore[arg-type]
    return wrapped(file.getvalue()) if file.tell() <= MOST_BYTES else None


def wanted(arrays: dict[str, NDArray[Any]]) -> str:
    """Return what a script says of the file that it needs."""
    lines = (f"    {name:<18} {array.dtype} {array.shape}" for name, array in arrays.items() if len(array))
    return WANTED.format(arrays="\n".join(lines))
