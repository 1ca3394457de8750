"""What the tooltips of the training say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from nnlab.gui.views.form.table import Explanation
from nnlab.text import QT_TRANSLATE_NOOP

TRAINING: Final[Mapping[str, Explanation]] = {
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
        QT_TRANSLATE_NOOP("form", "The size of a step, and the first thing to tune. Search it on a logarithmic scale."),
        QT_TRANSLATE_NOOP(
            "form", "Too small and the loss barely moves; too large and it leaps, sticks or becomes infinite."
        ),
    ),
    "training.schedule": Explanation(
        "",
        QT_TRANSLATE_NOOP(
            "form", "How the rate moves during a run: high to get on fast, low to settle. Time counts in epochs."
        ),
        QT_TRANSLATE_NOOP("form", "A good constant rate comes first; a schedule then gains a little more."),
    ),
    "training.l2": Explanation(
        QT_TRANSLATE_NOOP("form", "loss + ½ · L2 · Σw²"),
        QT_TRANSLATE_NOOP(
            "form",
            "Keeps weights small and spread, which helps on new examples. "
            "Biases, gamma, beta and learned slopes are not penalised.",
        ),
        QT_TRANSLATE_NOOP("form", "Too much and the network cannot fit even the training part. Costs next to no time."),
    ),
    "training.l1": Explanation(
        QT_TRANSLATE_NOOP("form", "loss + L1 · Σ|w|"),
        QT_TRANSLATE_NOOP(
            "form", "Pulls every weight to zero at the same pace, large or small, so that few of them stay large."
        ),
        QT_TRANSLATE_NOOP("form", "Weights end up close to zero, hardly ever at it. Too much and nothing is learned."),
    ),
    "training.batch_size": Explanation(
        QT_TRANSLATE_NOOP("form", "steps per epoch = ⌈training examples / batch size⌉"),
        QT_TRANSLATE_NOOP(
            "form", "How many examples one step averages over. Small batches are noisy and take many steps."
        ),
        QT_TRANSLATE_NOOP(
            "form",
            "Large ones use the processor better and need more memory and a larger rate. "
            "Batch norm takes its statistics from each, and needs more than a few.",
        ),
    ),
    "training.epochs": Explanation(
        "",
        QT_TRANSLATE_NOOP("form", "How often the training part is gone through."),
        QT_TRANSLATE_NOOP(
            "form",
            "Time grows in proportion; once the validation loss rises, the network learns by heart. "
            "The cosine schedule stretches to the last epoch.",
        ),
    ),
    "training.clip_norm": Explanation(
        QT_TRANSLATE_NOOP("form", "g ← g · clip / |g|,  where |g| > clip"),
        QT_TRANSLATE_NOOP(
            "form",
            "Shortens the gradient of all parameters together where it is too long, so that one bad batch cannot "
            "throw the weights away. Empty: never.",
        ),
        QT_TRANSLATE_NOOP("form", "Can hide a learning rate that is too large; too small a value slows every step."),
    ),
    "training.early_stopping": Explanation(
        QT_TRANSLATE_NOOP("form", "patience = epochs without a new lowest validation loss"),
        QT_TRANSLATE_NOOP(
            "form", "Ends a run when its patience is over, as it then only learns by heart. Empty: all epochs are run."
        ),
        QT_TRANSLATE_NOOP("form", "Too little patience stops at a pause of the curve. Needs a validation part."),
    ),
    "seed": Explanation(
        "",
        QT_TRANSLATE_NOOP(
            "form",
            "Decides initial weights, the order of examples and what dropout silences. "
            "The same seed gives the same run, bit for bit.",
        ),
        QT_TRANSLATE_NOOP("form", "One lucky seed proves little: try several before believing a small difference."),
    ),
    "precision": Explanation(
        "",
        QT_TRANSLATE_NOOP(
            "form", "The numbers that are computed with: 32 bits are enough to train, 64 are for checking gradients."
        ),
        QT_TRANSLATE_NOOP("form", "64 bits take twice the memory and about twice the time."),
    ),
}
