"""What the program makes: classes of the plane, numbers to be met, and noise."""

from __future__ import annotations

from typing import Final

from nnlab.gui.views.form.kinds.sources.shared import ERROR, classes_row, examples_row, noise_row
from nnlab.gui.views.form.steps import Counts
from nnlab.gui.views.form.table import Explanation, FieldRow, Kind, Number
from nnlab.text import QT_TRANSLATE_NOOP

IN_THE_PLANE: Final = (
    Kind(
        "blobs",
        QT_TRANSLATE_NOOP("form", "Blobs"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "points of the plane, one round cloud a class"),
            QT_TRANSLATE_NOOP("form", "The easiest there is: a network without a hidden layer tells them apart."),
        ),
        (examples_row(600), noise_row(0.15), classes_row(3, 10)),
    ),
    Kind(
        "circles",
        QT_TRANSLATE_NOOP("form", "Circles"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "points of the plane, one ring around the centre a class"),
            QT_TRANSLATE_NOOP("form", "No straight line divides them: it takes at least three units that bend."),
        ),
        (examples_row(600), noise_row(0.05), classes_row(2, 5)),
    ),
    Kind(
        "xor",
        QT_TRANSLATE_NOOP("form", "XOR"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "points of a square, 2 classes:  the signs of x and y agree, or not"),
            QT_TRANSLATE_NOOP(
                "form", "The classic that no linear network learns: neither x nor y alone says anything."
            ),
        ),
        (examples_row(600), noise_row(0.05)),
    ),
    Kind(
        "moons",
        QT_TRANSLATE_NOOP("form", "Moons"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "points of the plane, one half circle a class"),
            QT_TRANSLATE_NOOP("form", "A straight line comes quite far, and a bent one all the way."),
        ),
        (examples_row(600), noise_row(0.1)),
    ),
    Kind(
        "spirals",
        QT_TRANSLATE_NOOP("form", "Spirals"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "points of the plane, one spiral arm a class"),
            QT_TRANSLATE_NOOP(
                "form",
                "No straight line divides them, so they show what activations are for.",
            ),
        ),
        (examples_row(600), noise_row(0.03), classes_row(3, 5)),
    ),
)

NUMBERS: Final = (
    Kind(
        "plane",
        QT_TRANSLATE_NOOP("form", "Plane"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "height = a · x + b · y"),
            QT_TRANSLATE_NOOP("form", "A number to be met instead of a class: a linear network is enough."),
            QT_TRANSLATE_NOOP("form", "Needs the loss for numbers, MSE."),
        ),
        (examples_row(600), noise_row(0.05, ERROR)),
    ),
    Kind(
        "hills",
        QT_TRANSLATE_NOOP("form", "Hills"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "height = a sum of Gaussian hills and hollows"),
            QT_TRANSLATE_NOOP(
                "form", "A number to be met that takes a hidden layer: a linear network learns next to nothing."
            ),
            QT_TRANSLATE_NOOP("form", "Needs the loss for numbers, MSE."),
        ),
        (examples_row(600), noise_row(0.05, ERROR)),
    ),
)

PROBES: Final = (
    Kind(
        "noise",
        QT_TRANSLATE_NOOP("form", "Noise"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "x ~ N(0, 1), labels at random"),
            QT_TRANSLATE_NOOP(
                "form",
                "For probing an initialisation: the spread of each layer is the network's own doing.",
            ),
            QT_TRANSLATE_NOOP("form", "There is nothing to learn but by heart."),
        ),
        (
            examples_row(1000),
            FieldRow(
                "features",
                QT_TRANSLATE_NOOP("form", "Features"),
                Number(Counts(1, 100_000), whole=True),
                Explanation(
                    QT_TRANSLATE_NOOP("form", "fan-in of the first layer"),
                    QT_TRANSLATE_NOOP("form", "How many numbers an example has."),
                    QT_TRANSLATE_NOOP("form", "The first layer has features × units weights."),
                ),
                500,
            ),
            classes_row(10, 1000),
        ),
    ),
)
