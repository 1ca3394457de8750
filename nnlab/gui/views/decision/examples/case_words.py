"""What is said of an example and of what a network says of it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from nnlab.data.dataset import Array
from nnlab.gui import numbers
from nnlab.gui.views.data.prediction_columns import RIGHT_SIGN, WRONG_SIGN
from nnlab.training.inside.cases import Cases

ARROW = "→"
MOST_CLASSES = 3


def case_caption(cases: Cases, row: int) -> str:
    """Return the shortest: ``8 → 1 97 %``, or for a right one ``8 97 %``."""
    names = cases.dataset.class_names
    truth, said = names[cases.truth[row]], names[cases.predicted[row]]
    pair = f"{RIGHT_SIGN} {truth}" if cases.is_right[row] else f"{truth} {ARROW} {said}"
    return pair if cases.certainty is None else f"{pair}  {numbers.percent(float(cases.certainty[row]))}"


def case_words(cases: Cases, row: int) -> str:
    """Return a sentence: ``example 12: 8, taken for 1 with probability 97 %, loss 3.4``."""
    return ", ".join([f"{number_words(cases, row)}: {verdict_words(cases, row)}", loss_words(cases, row)])


def number_words(cases: Cases, row: int) -> str:
    """Return which example it is, counted from 1 as the data view does."""
    template = QCoreApplication.translate("CaseWords", "example {number}")
    return template.format(number=numbers.count(int(cases.index[row]) + 1))


def verdict_words(cases: Cases, row: int) -> str:
    """Return true and named class with a sign."""
    names = cases.dataset.class_names
    truth, said = names[cases.truth[row]], names[cases.predicted[row]]
    if cases.is_right[row]:
        return QCoreApplication.translate("CaseWords", "{sign} {name}, rightly named").format(
            sign=RIGHT_SIGN, name=truth
        )
    return QCoreApplication.translate("CaseWords", "{sign} {truth}, taken for {said}").format(
        sign=WRONG_SIGN, truth=truth, said=said
    )


def loss_words(cases: Cases, row: int) -> str:
    """Return the loss of one example, with the probability of the named class where there is one."""
    loss = QCoreApplication.translate("CaseWords", "loss {loss}").format(
        loss=numbers.significant(float(cases.loss[row]))
    )
    if cases.certainty is None:
        return loss
    share = numbers.percent(float(cases.certainty[row]))
    return QCoreApplication.translate("CaseWords", "certainty {share}").format(share=share) + ", " + loss


def share_lines(cases: Cases, row: int, shares: Array, *, are_probabilities: bool) -> list[str]:
    """Return the classes with the largest (classes,) shares, and the true one: ``8: 3 %``, or scores."""
    order = list((-shares).argsort(kind="stable")[:MOST_CLASSES])
    truth = int(cases.truth[row])
    if truth not in order:
        order[-1] = truth
    write = numbers.percent if are_probabilities else numbers.significant
    true = QCoreApplication.translate("CaseWords", "{name}: {value} (true)")
    other = QCoreApplication.translate("CaseWords", "{name}: {value}")
    names = cases.dataset.class_names
    return [
        (true if label == truth else other).format(name=names[label], value=write(float(shares[label])))
        for label in order
    ]
