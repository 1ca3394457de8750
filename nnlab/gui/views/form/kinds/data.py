"""Sources of examples and steps of preprocessing: another kind is another row here, and nothing else in the form."""

from __future__ import annotations

from typing import Final

from nnlab.gui.views.form.steps import Counts, OneTwoFive
from nnlab.gui.views.form.table import Choice, Explanation, FieldRow, Kind, Number
from nnlab.text import QT_TRANSLATE_NOOP

EXAMPLES: Final = QT_TRANSLATE_NOOP("form", "Examples")
CLASSES: Final = QT_TRANSLATE_NOOP("form", "Classes")
HOW_MANY: Final = Explanation(
    "",
    QT_TRANSLATE_NOOP("form", "How many examples are made, before they are split."),
    QT_TRANSLATE_NOOP("form", "An epoch takes time in proportion."),
)
HOW_MANY_CLASSES: Final = Explanation(
    QT_TRANSLATE_NOOP("form", "with softmax:  output units = classes,  first loss ≈ ln(classes)"),
    QT_TRANSLATE_NOOP("form", "How many classes there are to tell apart."),
)

SOURCES: Final = (
    Kind(
        "digits",
        QT_TRANSLATE_NOOP("form", "Digits"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "1,797 images of 8 × 8 pixels, 10 classes"),
            QT_TRANSLATE_NOOP("form", "Handwritten digits: real, small, and learned within seconds."),
        ),
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
        (
            FieldRow("examples", EXAMPLES, Number(Counts(10), whole=True), HOW_MANY, 600),
            FieldRow(
                "noise",
                QT_TRANSLATE_NOOP("form", "Noise"),
                Number(OneTwoFive(0.001, 1, zero=True)),
                Explanation(
                    QT_TRANSLATE_NOOP("form", "standard deviation of the shift of each point"),
                    QT_TRANSLATE_NOOP(
                        "form",
                        "Blurs the arms; the more, the harder, up to what no network can tell apart.",
                    ),
                ),
                0.03,
            ),
            FieldRow("classes", CLASSES, Number(Counts(2, 5), whole=True), HOW_MANY_CLASSES, 3),
        ),
    ),
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
            FieldRow("examples", EXAMPLES, Number(Counts(10), whole=True), HOW_MANY, 1000),
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
            FieldRow("classes", CLASSES, Number(Counts(2, 1000), whole=True), HOW_MANY_CLASSES, 10),
        ),
    ),
)

STEPS: Final = (
    Kind(
        "center",
        QT_TRANSLATE_NOOP("form", "Centre"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "x − mean"),
            QT_TRANSLATE_NOOP(
                "form",
                "Inputs that are all positive give the weights of a unit gradients of one sign, and the steps zig-zag.",
            ),
            QT_TRANSLATE_NOOP("form", "Next to nothing. For images it is often all that is done."),
        ),
        (
            FieldRow(
                "mean",
                QT_TRANSLATE_NOOP("form", "Mean"),
                Choice(
                    (
                        ("feature", QT_TRANSLATE_NOOP("form", "per feature")),
                        ("channel", QT_TRANSLATE_NOOP("form", "per channel")),
                        ("all", QT_TRANSLATE_NOOP("form", "over all")),
                    )
                ),
                Explanation(
                    "",
                    QT_TRANSLATE_NOOP(
                        "form",
                        "One mean for each feature (of images, the mean image), one for each colour channel, "
                        "or a single one. For images they differ little.",
                    ),
                ),
                "feature",
            ),
        ),
    ),
    Kind(
        "normalize",
        QT_TRANSLATE_NOOP("form", "Normalise"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "x / std,  or  range → [−1, 1]"),
            QT_TRANSLATE_NOOP("form", "Features of different scale would need different learning rates."),
            QT_TRANSLATE_NOOP(
                "form",
                "Blows up features that hardly vary. Pixels share one scale and rarely need it.",
            ),
        ),
        (
            FieldRow(
                "by",
                QT_TRANSLATE_NOOP("form", "By"),
                Choice(
                    (
                        ("std", QT_TRANSLATE_NOOP("form", "by deviation")),
                        ("range", QT_TRANSLATE_NOOP("form", "by range")),
                    )
                ),
                Explanation(
                    QT_TRANSLATE_NOOP("form", "x / std,  or  range → [−1, 1]"),
                    QT_TRANSLATE_NOOP(
                        "form",
                        "To a standard deviation of 1, or so that smallest and largest become −1 and 1.",
                    ),
                    QT_TRANSLATE_NOOP(
                        "form",
                        "The range depends on two examples alone, so outliers squeeze the rest.",
                    ),
                ),
                "std",
            ),
        ),
    ),
)
