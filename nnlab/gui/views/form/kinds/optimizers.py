"""Optimisers: another kind is another row here, and nothing else in the form."""

from __future__ import annotations

from typing import Final

from nnlab.gui.views.form.steps import NearOne, OneTwoFive
from nnlab.gui.views.form.table import Explanation, FieldRow, Kind, Number, Switch
from nnlab.text import QT_TRANSLATE_NOOP

SHARE: Final = Number(NearOne())
POSITIVE: Final = Number(OneTwoFive(1e-8, 1e4, zero=True))
MOMENTUM: Final = QT_TRANSLATE_NOOP("form", "Momentum")

VELOCITY: Final = FieldRow(
    "momentum",
    MOMENTUM,
    SHARE,
    Explanation(
        QT_TRANSLATE_NOOP("form", "steps become up to 1 / (1 − momentum) times as long"),
        QT_TRANSLATE_NOOP("form", "How much of the last velocity is kept: 0.9 remembers about ten steps."),
        QT_TRANSLATE_NOOP("form", "The higher, the smaller the learning rate has to be."),
    ),
    0.9,
)
BETAS: Final = (
    FieldRow(
        "betas.0",
        QT_TRANSLATE_NOOP("form", "Beta 1"),
        SHARE,
        Explanation(
            QT_TRANSLATE_NOOP("form", "m ← β₁ · m + (1 − β₁) · g"),
            QT_TRANSLATE_NOOP("form", "How long gradients are remembered: 0.9 averages over about ten steps."),
            QT_TRANSLATE_NOOP("form", "Closer to 1 it is smoother, and slower to turn."),
        ),
        0.9,
    ),
    FieldRow(
        "betas.1",
        QT_TRANSLATE_NOOP("form", "Beta 2"),
        SHARE,
        Explanation(
            QT_TRANSLATE_NOOP("form", "v ← β₂ · v + (1 − β₂) · g²"),
            QT_TRANSLATE_NOOP(
                "form", "How long squared gradients are remembered: 0.999 averages over about 1,000 steps."
            ),
            QT_TRANSLATE_NOOP("form", "Closer to 0 the size of the steps jumps about."),
        ),
        0.999,
    ),
)


def _epsilon(default: float) -> FieldRow:
    """Return the row of what is added to the root."""
    return FieldRow(
        "eps",
        QT_TRANSLATE_NOOP("form", "Epsilon"),
        Number(OneTwoFive(1e-16, 1)),
        Explanation(
            QT_TRANSLATE_NOOP("form", "added to the root that divides a step"),
            QT_TRANSLATE_NOOP("form", "Keeps a weight whose gradients were tiny from leaping."),
            QT_TRANSLATE_NOOP("form", "Large values slow such weights down, as plain descent would."),
        ),
        default,
        is_fine=True,
    )


ADAGRAD: Final = (
    FieldRow(
        "lr_decay",
        QT_TRANSLATE_NOOP("form", "Rate decay"),
        POSITIVE,
        Explanation(
            QT_TRANSLATE_NOOP("form", "rate / (1 + decay · steps done)"),
            QT_TRANSLATE_NOOP("form", "Lowers the rate further from step to step."),
            QT_TRANSLATE_NOOP("form", "Steps shrink by themselves here already, so 0 is usual."),
        ),
        0.0,
        is_fine=True,
    ),
    FieldRow(
        "initial_accumulator_value",
        QT_TRANSLATE_NOOP("form", "First sum"),
        POSITIVE,
        Explanation(
            QT_TRANSLATE_NOOP("form", "s at the start"),
            QT_TRANSLATE_NOOP("form", "From 0, the first step of each weight is as long as the rate; more tames it."),
        ),
        0.0,
        is_fine=True,
    ),
    _epsilon(1e-10),
)
RMSPROP: Final = (
    FieldRow(
        "alpha",
        QT_TRANSLATE_NOOP("form", "Alpha"),
        SHARE,
        Explanation(
            QT_TRANSLATE_NOOP("form", "v ← alpha · v + (1 − alpha) · g²"),
            QT_TRANSLATE_NOOP("form", "How long squared gradients are remembered: 0.99 averages over about 100 steps."),
            QT_TRANSLATE_NOOP("form", "Closer to 0 the size of the steps jumps about."),
        ),
        0.99,
    ),
    FieldRow(
        "momentum",
        MOMENTUM,
        SHARE,
        Explanation(
            QT_TRANSLATE_NOOP("form", "b ← momentum · b + g / (√v + epsilon),  w ← w − rate · b"),
            QT_TRANSLATE_NOOP("form", "Adds a velocity, as the optimiser of that name has; 0 is none."),
            QT_TRANSLATE_NOOP("form", "One more number per parameter; the rate has to be smaller."),
        ),
        0.0,
    ),
    FieldRow(
        "centered",
        QT_TRANSLATE_NOOP("form", "Centred"),
        Switch(),
        Explanation(
            QT_TRANSLATE_NOOP("form", "√(v − mean(g)²)  in place of  √v"),
            QT_TRANSLATE_NOOP(
                "form", "Divides by the spread of the gradients alone, so that steady ones take larger steps."
            ),
            QT_TRANSLATE_NOOP("form", "One more number per parameter."),
        ),
        default=False,
        is_fine=True,
    ),
    _epsilon(1e-8),
)
WEIGHT_DECAY: Final = FieldRow(
    "weight_decay",
    QT_TRANSLATE_NOOP("form", "Weight decay"),
    POSITIVE,
    Explanation(
        QT_TRANSLATE_NOOP("form", "w ← (1 − rate · decay) · w"),
        QT_TRANSLATE_NOOP("form", "Shrinks every parameter at the same pace, whatever its gradients."),
        QT_TRANSLATE_NOOP("form", "Set the L2 penalty to 0 beside it, or weights are held down twice."),
    ),
    0.01,
)

OPTIMIZERS: Final = (
    Kind(
        "sgd",
        QT_TRANSLATE_NOOP("form", "SGD"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "w ← w − rate · g"),
            QT_TRANSLATE_NOOP("form", "Plain steps against the gradient of each batch."),
            QT_TRANSLATE_NOOP("form", "Slow along flat directions, zig-zags across steep ones. No memory of its own."),
        ),
    ),
    Kind(
        "momentum",
        MOMENTUM,
        Explanation(
            QT_TRANSLATE_NOOP("form", "v ← momentum · v + g,  w ← w − rate · v"),
            QT_TRANSLATE_NOOP("form", "Gathers speed along flat directions and evens out the zig-zag."),
            QT_TRANSLATE_NOOP("form", "One more number per parameter; it can overshoot."),
        ),
        (VELOCITY,),
    ),
    Kind(
        "nesterov",
        QT_TRANSLATE_NOOP("form", "Nesterov"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "v ← momentum · v + g,  w ← w − rate · (g + momentum · v)"),
            QT_TRANSLATE_NOOP("form", "Momentum that looks one step ahead, and so brakes before it overshoots."),
            QT_TRANSLATE_NOOP("form", "One more number per parameter. It often differs little from momentum."),
        ),
        (VELOCITY,),
    ),
    Kind(
        "adagrad",
        QT_TRANSLATE_NOOP("form", "Adagrad"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "s ← s + g²,  w ← w − rate · g / (√s + epsilon)"),
            QT_TRANSLATE_NOOP(
                "form", "Gives every weight its own step: long for rare gradients, short for frequent ones."
            ),
            QT_TRANSLATE_NOOP(
                "form", "The sum only grows, so in long runs the steps die away. One more number per parameter."
            ),
        ),
        ADAGRAD,
    ),
    Kind(
        "rmsprop",
        QT_TRANSLATE_NOOP("form", "RMSprop"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "v ← alpha · v + (1 − alpha) · g²,  w ← w − rate · g / (√v + epsilon)"),
            QT_TRANSLATE_NOOP("form", "Adagrad that forgets: its steps do not die away."),
            QT_TRANSLATE_NOOP("form", "One more number per parameter. Wants a smaller rate than SGD: try 0.001."),
        ),
        RMSPROP,
    ),
    Kind(
        "adam",
        QT_TRANSLATE_NOOP("form", "Adam"),
        Explanation(
            QT_TRANSLATE_NOOP(
                "form", "w ← w − rate · m / (√v + epsilon);  m, v: running means of g and g², corrected for their start"
            ),
            QT_TRANSLATE_NOOP("form", "Momentum and RMSprop in one; it works at its defaults more often than others."),
            QT_TRANSLATE_NOOP("form", "Two more numbers per parameter. Wants a smaller rate than SGD: try 0.001."),
        ),
        (*BETAS, _epsilon(1e-8)),
    ),
    Kind(
        "adamw",
        QT_TRANSLATE_NOOP("form", "AdamW"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "w ← (1 − rate · decay) · w,  then as Adam"),
            QT_TRANSLATE_NOOP(
                "form",
                "Adam would divide the L2 penalty's pull by √v too; here the decay stands apart from the gradient.",
            ),
            QT_TRANSLATE_NOOP("form", "Two more numbers per parameter. Decays all parameters, biases among them."),
        ),
        (*BETAS, WEIGHT_DECAY, _epsilon(1e-8)),
    ),
)
