"""Lessons for tests, written to a folder."""

import json
from copy import deepcopy

LESSON = {
    "lesson": 1,
    "title": "A test",
    "question": "Does it work?",
    "prediction": {"question": "Does it?", "answers": ["Yes", "No"]},
    "experiments": {
        "small": {
            "title": "A small network",
            "set": {
                "data.source": {"kind": "blobs", "examples": 60},
                "network.depth": 2,
                "network.units": 6,
                "training.epochs": 3,
                "training.batch_size": 16,
            },
        },
        "tanh": {"title": "With tanh", "like": "small", "set": {"network.activation": "tanh"}},
    },
    "claims": [
        {
            "name": "guess",
            "sentence": "It begins near ln 3.",
            "measure": {"kind": "start_loss", "of": "small"},
            "expected": {"at_least": 0.9, "at_most": 1.3},
        }
    ],
}


def lesson(**changes):
    """Return the document of a lesson with some fields changed."""
    return {**deepcopy(LESSON), **changes}


def claim(measure, **expected):
    """Return the document of a claim."""
    return {"name": "claim", "sentence": "So it is.", "measure": measure, "expected": expected or {"at_most": 1.0}}


def written(folder, document=LESSON, text="# A test\n"):
    """Write a lesson, and return its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    content = document if isinstance(document, str) else json.dumps(document)
    (folder / "lesson.json").write_text(content, encoding="utf-8")
    if text is not None:
        (folder / "lesson.md").write_text(text, encoding="utf-8")
    return folder
