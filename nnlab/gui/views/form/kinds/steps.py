"""Steps of preprocessing: another kind is another row here, and nothing else in the form."""

from __future__ import annotations

from typing import Final

from nnlab.gui.views.form.steps import Counts, NearOne, OneTwoFive, ShareOrCount
from nnlab.gui.views.form.table import Choice, Explanation, FieldRow, Kind, Number
from nnlab.spec.preprocessing import MOST_COMPONENTS
from nnlab.text import QT_TRANSLATE_NOOP

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
    Kind(
        "pca",
        QT_TRANSLATE_NOOP("form", "PCA"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "(x − mean) · U,  U from cov = U S Uᵀ"),
            QT_TRANSLATE_NOOP(
                "form",
                "Turns the features so that none goes along with another, and keeps those that vary most.",
            ),
            QT_TRANSLATE_NOOP(
                "form",
                "What varies little is lost, and it may be what tells classes apart. Images are no images after it.",
            ),
        ),
        (
            FieldRow(
                "components",
                QT_TRANSLATE_NOOP("form", "Components"),
                Number(
                    ShareOrCount(NearOne(0.1, 0.999), Counts(1, MOST_COMPONENTS)),
                    unit=QT_TRANSLATE_NOOP("form", "kept"),
                ),
                Explanation(
                    QT_TRANSLATE_NOOP("form", "20: so many components;  0.95: that share of the variance"),
                    QT_TRANSLATE_NOOP(
                        "form",
                        "From 1 on it is a count; below 1, as many are kept as hold that share of the variance.",
                    ),
                    QT_TRANSLATE_NOOP("form", "The network has one input for each: fewer weights in the first layer."),
                ),
                0.95,
            ),
        ),
    ),
    Kind(
        "whiten",
        QT_TRANSLATE_NOOP("form", "Whiten"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "x · U / √(λ + epsilon)"),
            QT_TRANSLATE_NOOP(
                "form",
                "After it all features have variance 1 and none goes along with another. It turns the features as PCA "
                "does, unless that came before.",
            ),
            QT_TRANSLATE_NOOP(
                "form",
                "Blows up what hardly varies, which is mostly noise. Fitted on few examples, it fits those alone.",
            ),
        ),
        (
            FieldRow(
                "epsilon",
                QT_TRANSLATE_NOOP("form", "Epsilon"),
                Number(OneTwoFive(1e-10, 1e6, zero=True), unit=QT_TRANSLATE_NOOP("form", "epsilon")),
                Explanation(
                    QT_TRANSLATE_NOOP("form", "1 / √(λ + epsilon)"),
                    QT_TRANSLATE_NOOP(
                        "form",
                        "Keeps directions of next to no variance from being blown up; larger smooths images.",
                    ),
                    QT_TRANSLATE_NOOP("form", "At 0 the variances come out as exactly 1."),
                ),
                1e-5,
            ),
        ),
    ),
)
