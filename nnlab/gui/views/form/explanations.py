"""What the tooltips of the fields say: a formula, why one uses it, and what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from nnlab.gui.views.form.table import Explanation
from nnlab.text import QT_TRANSLATE_NOOP

FIELDS: Final[Mapping[str, Explanation]] = {
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
            "Which examples the means and scales come from. The training part alone is right.",
        ),
        QT_TRANSLATE_NOOP(
            "form",
            "From all examples, test data leak into the training and the estimate comes out too good.",
        ),
    ),
    "network.layers.units": Explanation(
        QT_TRANSLATE_NOOP("form", "parameters = inputs × units + units"),
        QT_TRANSLATE_NOOP("form", "How many neurons this layer has. More of them can draw finer boundaries."),
        QT_TRANSLATE_NOOP(
            "form",
            "Time and memory grow with inputs × units, and so does the power to learn by heart.",
        ),
    ),
    "network.layers.activation": Explanation(
        QT_TRANSLATE_NOOP("form", "output = f(x·W + b)"),
        QT_TRANSLATE_NOOP(
            "form",
            "The bend after each layer; without it, many layers are worth one. Try ReLU first.",
        ),
    ),
    "network.layers.init": Explanation(
        QT_TRANSLATE_NOOP("form", "W ~ N(0, std²)"),
        QT_TRANSLATE_NOOP(
            "form",
            "How weights start. The scale decides whether signals and gradients survive many layers.",
        ),
        QT_TRANSLATE_NOOP("form", "Too small and they fade to zero, too large and they saturate or explode."),
    ),
    "network.layers.bias": Explanation(
        QT_TRANSLATE_NOOP("form", "b = constant, before the first step"),
        QT_TRANSLATE_NOOP(
            "form",
            "Zero is usual. A small positive bias, such as 0.01, keeps a few more ReLUs alive at the start.",
        ),
        QT_TRANSLATE_NOOP("form", "The effect is slight; with He initialisation there is none to see."),
    ),
    "network.output.init": Explanation(
        QT_TRANSLATE_NOOP("form", "first loss ≈ ln(classes)"),
        QT_TRANSLATE_NOOP(
            "form",
            "Small weights give every class about the same score, so the first loss is ln C.",
        ),
        QT_TRANSLATE_NOOP("form", "Large ones begin with confident mistakes and a loss far above ln C."),
    ),
    "network.output.bias": Explanation(
        QT_TRANSLATE_NOOP("form", "b = constant, before the first step"),
        QT_TRANSLATE_NOOP(
            "form",
            "The same number on every class changes nothing under softmax; zero is usual.",
        ),
    ),
    "training.loss": Explanation(
        "",
        QT_TRANSLATE_NOOP("form", "What training makes small: the mean over the batch, plus the penalty."),
    ),
    "training.optimizer": Explanation(
        "",
        QT_TRANSLATE_NOOP("form", "How a gradient becomes a step."),
    ),
    "training.learning_rate": Explanation(
        QT_TRANSLATE_NOOP("form", "w ← w − rate · gradient"),
        QT_TRANSLATE_NOOP(
            "form",
            "The size of a step, and the first thing to tune. Search it on a logarithmic scale.",
        ),
        QT_TRANSLATE_NOOP(
            "form",
            "Too small and the loss barely moves; too large and it leaps, sticks or becomes infinite.",
        ),
    ),
    "training.l2": Explanation(
        QT_TRANSLATE_NOOP("form", "loss + ½ · L2 · Σw²"),
        QT_TRANSLATE_NOOP(
            "form",
            "Keeps weights small and spread, which helps on new examples. Biases are not penalised.",
        ),
        QT_TRANSLATE_NOOP(
            "form",
            "Too much and the network cannot fit even the training part. Costs next to no time.",
        ),
    ),
    "training.batch_size": Explanation(
        QT_TRANSLATE_NOOP("form", "steps per epoch = ⌈training examples / batch size⌉"),
        QT_TRANSLATE_NOOP(
            "form",
            "How many examples one step averages over. Small batches are noisy and take many steps.",
        ),
        QT_TRANSLATE_NOOP(
            "form",
            "Large ones use the processor better and need more memory and a larger rate.",
        ),
    ),
    "training.epochs": Explanation(
        "",
        QT_TRANSLATE_NOOP("form", "How often the training part is gone through."),
        QT_TRANSLATE_NOOP(
            "form",
            "Time grows in proportion; past the lowest validation loss the network only overfits.",
        ),
    ),
    "seed": Explanation(
        "",
        QT_TRANSLATE_NOOP(
            "form",
            "Decides initial weights and the order of examples. The same seed gives the same run, bit for bit.",
        ),
        QT_TRANSLATE_NOOP(
            "form",
            "One lucky seed proves little: try several before believing a small difference.",
        ),
    ),
    "precision": Explanation(
        "",
        QT_TRANSLATE_NOOP(
            "form",
            "The numbers that are computed with: 32 bits are enough to train, 64 are for checking gradients.",
        ),
        QT_TRANSLATE_NOOP("form", "64 bits take twice the memory and about twice the time."),
    ),
}
"""By path, the index of a layer left out."""
