"""What the tooltips of data and preprocessing say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from nnlab.gui.views.form.table import Explanation
from nnlab.text import QT_TRANSLATE_NOOP

DATA: Final[Mapping[str, Explanation]] = {
    "name": Explanation(
        "",
        QT_TRANSLATE_NOOP("form", "What this experiment is called, in the title and beside its curves."),
    ),
    "data.source": Explanation(
        "",
        QT_TRANSLATE_NOOP("form", "Where the examples come from."),
        QT_TRANSLATE_NOOP(
            "form",
            "Another source changes the number of inputs and classes, and so the network.",
        ),
    ),
    "data.split.train": Explanation(
        QT_TRANSLATE_NOOP("form", "train + validation + test = 1"),
        QT_TRANSLATE_NOOP(
            "form",
            "The share of the examples that the weights learn from; preprocessing takes its statistics from it.",
        ),
        QT_TRANSLATE_NOOP(
            "form",
            "What is learned from cannot tell how well the network does on new examples.",
        ),
    ),
    "data.split.validation": Explanation(
        QT_TRANSLATE_NOOP("form", "train + validation + test = 1"),
        QT_TRANSLATE_NOOP(
            "form",
            "The share that is measured after each epoch: learning rate, width and penalty are chosen by it.",
        ),
        QT_TRANSLATE_NOOP(
            "form",
            "The more is chosen by it, the kinder it gets; that is why the test part exists.",
        ),
    ),
    "data.split.test": Explanation(
        QT_TRANSLATE_NOOP("form", "train + validation + test = 1"),
        QT_TRANSLATE_NOOP(
            "form",
            "The share that is kept for the last word: looked at once, when everything is chosen.",
        ),
        QT_TRANSLATE_NOOP("form", "Few examples make it coarse: at 100, one mistake is a whole percent."),
    ),
    "data.limit": Explanation(
        "",
        QT_TRANSLATE_NOOP(
            "form",
            "Uses only so many examples. With 20 a healthy network must reach 100 % on the training part.",
        ),
        QT_TRANSLATE_NOOP(
            "form",
            "Few examples are learned by heart: training accuracy rises, validation accuracy does not.",
        ),
    ),
    "data.label_noise": Explanation(
        QT_TRANSLATE_NOOP("form", "share of training labels that are replaced, 0 … 1"),
        QT_TRANSLATE_NOOP(
            "form",
            "Shows what a network does with wrong labels: validation and test labels stay right.",
        ),
        QT_TRANSLATE_NOOP(
            "form",
            "With enough parameters and epochs even wrong labels are learned by heart.",
        ),
    ),
    "data.seed": Explanation(
        "",
        QT_TRANSLATE_NOOP(
            "form",
            "Decides made data, the split, the limit and the label noise. The same seed gives the same examples.",
        ),
        QT_TRANSLATE_NOOP("form", "Compare runs at one data seed; otherwise the examples differ as well."),
    ),
    "preprocessing_fit": Explanation(
        "",
        QT_TRANSLATE_NOOP(
            "form",
            "Which examples means, scales and components come from. The training part alone is right.",
        ),
        QT_TRANSLATE_NOOP(
            "form",
            "From all examples, test data leak into the training and the estimate comes out too good.",
        ),
    ),
}
