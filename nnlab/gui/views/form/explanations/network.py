"""What the tooltips of the layers say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from nnlab.gui.views.form.table import Explanation
from nnlab.text import QT_TRANSLATE_NOOP

NETWORK: Final[Mapping[str, Explanation]] = {
    "network.layers.units": Explanation(
        QT_TRANSLATE_NOOP("form", "parameters = inputs × units + units"),
        QT_TRANSLATE_NOOP("form", "How many neurons this layer has. More of them can draw finer boundaries."),
        QT_TRANSLATE_NOOP(
            "form",
            "Time and memory grow with inputs × units, and so does the power to learn by heart. "
            "Maxout takes all of it once for each piece; batch norm has two parameters a unit in place of the bias.",
        ),
    ),
    "network.layers.activation": Explanation(
        QT_TRANSLATE_NOOP("form", "output = f(x·W + b)"),
        QT_TRANSLATE_NOOP("form", "The bend after each layer; without it, many layers are worth one. Try ReLU first."),
    ),
    "network.layers.init": Explanation(
        QT_TRANSLATE_NOOP("form", "spread of x·W ≈ √inputs · std of W · size of x"),
        QT_TRANSLATE_NOOP(
            "form", "How weights start. The scale decides whether signals and gradients survive many layers."
        ),
        QT_TRANSLATE_NOOP("form", "Too small and they fade to zero, too large and they saturate or explode."),
    ),
    "network.layers.batch_norm": Explanation(
        QT_TRANSLATE_NOOP("form", "f(gamma · (z − mean) / √(var + epsilon) + beta),  z = x·W"),
        QT_TRANSLATE_NOOP(
            "form",
            "Brings each unit to one scale over the batch, before the activation: gradients survive, larger rates "
            "work, and a bad initialisation is forgiven. Gamma and beta are learned and can undo it.",
        ),
        QT_TRANSLATE_NOOP(
            "form",
            "Takes time, and batches of more than a few examples. Validation and test go by running statistics, "
            "which lag behind early on.",
        ),
    ),
    "network.layers.batch_norm.epsilon": Explanation(
        QT_TRANSLATE_NOOP("form", "(z − mean) / √(var + epsilon)"),
        QT_TRANSLATE_NOOP("form", "Keeps a unit finite that hardly varies over the batch."),
        QT_TRANSLATE_NOOP("form", "Where the variance is smaller than it, as with tiny weights, units stay small."),
    ),
    "network.layers.batch_norm.momentum": Explanation(
        QT_TRANSLATE_NOOP("form", "running ← (1 − momentum) · running + momentum · batch"),
        QT_TRANSLATE_NOOP(
            "form", "How fast the running mean and variance follow the batches; validation and test use them."
        ),
        QT_TRANSLATE_NOOP("form", "High, they follow the noise of single batches; low, they lag behind the weights."),
    ),
    "network.layers.dropout": Explanation(
        QT_TRANSLATE_NOOP("form", "training:  each output 0 with this share, the others / (1 − share)"),
        QT_TRANSLATE_NOOP(
            "form",
            "Silences outputs at random, anew in each step, so that no unit can rely on another. It often helps on "
            "new examples.",
        ),
        QT_TRANSLATE_NOOP(
            "form",
            "The loss of the steps is noisier and falls more slowly. Some say batch norm replaces it, others use both.",
        ),
    ),
    "network.layers.bias": Explanation(
        QT_TRANSLATE_NOOP("form", "b = constant, before the first step"),
        QT_TRANSLATE_NOOP(
            "form", "Zero is usual. A small positive bias, such as 0.01, keeps a few more ReLUs alive at the start."
        ),
        QT_TRANSLATE_NOOP("form", "The effect is slight; with He initialisation there is none to see."),
    ),
    "network.output.init": Explanation(
        QT_TRANSLATE_NOOP("form", "first loss ≈ ln C with softmax,  ln 2 logistic,  C − 1 hinge,  1 / C squared error"),
        QT_TRANSLATE_NOOP(
            "form",
            "Small weights give every class about the same score, near 0, so the first loss is known beforehand.",
        ),
        QT_TRANSLATE_NOOP("form", "Large ones begin with confident mistakes and a loss far above it."),
    ),
    "network.output.bias": Explanation(
        QT_TRANSLATE_NOOP("form", "b = constant, before the first step"),
        QT_TRANSLATE_NOOP(
            "form", "Zero is usual. The same number on every class changes nothing under softmax and hinge."
        ),
        QT_TRANSLATE_NOOP(
            "form", "With one logistic output it leans to one class; with squared error it is off target."
        ),
    ),
}
