"""What the program brings along, and the images that it draws."""

from __future__ import annotations

from typing import Final

from nnlab.gui.views.form.kinds.sources.shared import GRAIN, examples_row, noise_row
from nnlab.gui.views.form.table import Explanation, Kind
from nnlab.text import QT_TRANSLATE_NOOP

TABLES: Final = (
    Kind(
        "iris",
        QT_TRANSLATE_NOOP("form", "Iris"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "150 flowers, 4 lengths each, 3 species"),
            QT_TRANSLATE_NOOP("form", "Fisher's irises: one species stands apart, the other two touch."),
            QT_TRANSLATE_NOOP("form", "With so few examples, one mistake more is several percent."),
        ),
    ),
    Kind(
        "wine",
        QT_TRANSLATE_NOOP("form", "Wine"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "178 wines, 13 measured quantities each, 3 growers"),
            QT_TRANSLATE_NOOP(
                "form",
                "Quantities of very different scales: without normalising, the largest drowns the others.",
            ),
        ),
    ),
    Kind(
        "breast_cancer",
        QT_TRANSLATE_NOOP("form", "Breast cancer"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "569 tumours, 30 measured quantities each, malignant or benign"),
            QT_TRANSLATE_NOOP(
                "form",
                "Two classes of unequal size, and quantities that go along with each other, which PCA shows.",
            ),
        ),
    ),
)

IMAGES: Final = (
    Kind(
        "digits",
        QT_TRANSLATE_NOOP("form", "Digits"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "1,797 images of 8 × 8 pixels, 10 classes"),
            QT_TRANSLATE_NOOP("form", "Handwritten digits: real, small, and learned within seconds."),
        ),
    ),
    Kind(
        "shapes",
        QT_TRANSLATE_NOOP("form", "Shapes"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "images of 32 × 32 pixels in 3 colours, 10 classes"),
            QT_TRANSLATE_NOOP(
                "form",
                "Drawn by the program, each somewhere else and turned: images whose pixels are all positive.",
            ),
            QT_TRANSLATE_NOOP("form", "3,072 inputs: the first layer is wide, and a dense network no master of it."),
        ),
        (examples_row(2000, 100_000), noise_row(0.1, GRAIN)),
    ),
)
