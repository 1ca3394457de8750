"""scikit-learn's MLPClassifier: one ``partial_fit`` a step, on one batch."""

from __future__ import annotations

import numpy as np
from sklearn.neural_network import MLPClassifier

from benchmarks.speed.contestants.contestant import Contestant, ShuffledBatches, gaussian_examples
from benchmarks.speed.nets import LEARNING_RATE, Net


def prepare(net: Net, _threads: int) -> Contestant:
    """Return the equivalent classifier; it knows neither batch norm nor dropout."""
    if net.regularised:
        raise ValueError("MLPClassifier has neither batch norm nor dropout")
    x, labels = gaussian_examples(net)
    classifier = MLPClassifier(
        net.hidden,
        activation=net.activation,
        solver="sgd",
        alpha=0.0,
        batch_size=net.batch,
        learning_rate_init=LEARNING_RATE,
        momentum=0.9,
        nesterovs_momentum=False,
        random_state=0,
    )
    classes = np.arange(net.classes)
    batches = ShuffledBatches(net.examples, net.batch, np.random.default_rng(0).permutation)

    def step() -> None:
        index = batches.next()
        classifier.partial_fit(x[index], labels[index], classes=classes)

    return Contestant(step, loss=lambda: float(classifier.loss_))
