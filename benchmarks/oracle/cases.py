"""What is compared: everything crossed with everything on one net, and the rest on a smaller set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from nnlab.spec.document import Document
from tests.engine.oracle import EXAMPLES, Case

ACTIVATIONS: dict[str, Document] = {
    "linear": {"kind": "linear"},
    "sigmoid": {"kind": "sigmoid"},
    "tanh": {"kind": "tanh"},
    "relu": {"kind": "relu"},
    "leaky_relu": {"kind": "leaky_relu"},
    "leaky_relu 0.3": {"kind": "leaky_relu", "slope": 0.3},
    "prelu per layer": {"kind": "prelu"},
    "prelu per unit": {"kind": "prelu", "per": "unit"},
    "elu": {"kind": "elu"},
    "elu alpha 0.6": {"kind": "elu", "alpha": 0.6},
    "maxout 2": {"kind": "maxout"},
    "maxout 3": {"kind": "maxout", "pieces": 3},
    "selu": {"kind": "selu"},
    "gelu": {"kind": "gelu"},
    "silu": {"kind": "silu"},
}
LOSSES = ("softmax", "logistic", "hinge", "mse")
BATCH_NORMS: dict[str, bool | Document] = {
    "off": False,
    "on": True,
    "epsilon 0.01, momentum 0.3": {"epsilon": 0.01, "momentum": 0.3},
}
PENALTIES: dict[str, Document] = {
    "none": {"l2": 0.0},
    "l2": {"l2": 0.1},
    "l1": {"l2": 0.0, "l1": 0.01},
    "l2 and l1": {"l2": 0.03, "l1": 0.02},
}
OPTIMIZERS: dict[str, tuple[Document, float]] = {
    "sgd": ({"kind": "sgd"}, 0.05),
    "momentum": ({"kind": "momentum"}, 0.02),
    "momentum 0.5": ({"kind": "momentum", "momentum": 0.5}, 0.05),
    "nesterov": ({"kind": "nesterov"}, 0.02),
    "nesterov 0.5": ({"kind": "nesterov", "momentum": 0.5}, 0.05),
    "adagrad": ({"kind": "adagrad"}, 0.02),
    "adagrad with lr_decay": ({"kind": "adagrad", "lr_decay": 0.1}, 0.05),
    "adagrad from 0.1": ({"kind": "adagrad", "initial_accumulator_value": 0.1, "eps": 1e-6}, 0.05),
    "rmsprop": ({"kind": "rmsprop"}, 0.002),
    "rmsprop with momentum": ({"kind": "rmsprop", "momentum": 0.5}, 0.002),
    "rmsprop centered": ({"kind": "rmsprop", "centered": True}, 0.002),
    "rmsprop centered with momentum": (
        {"kind": "rmsprop", "alpha": 0.9, "eps": 1e-6, "momentum": 0.9, "centered": True},
        0.001,
    ),
    "adam": ({"kind": "adam"}, 0.01),
    "adam 0.8, 0.95": ({"kind": "adam", "betas": [0.8, 0.95], "eps": 1e-6}, 0.01),
    "adamw": ({"kind": "adamw"}, 0.01),
    "adamw 0.3": ({"kind": "adamw", "betas": [0.8, 0.95], "weight_decay": 0.3}, 0.01),
}
"""Each with a rate that suits it."""
CLIPPING: dict[str, float | None] = {"none": None, "always": 0.05, "never": 1000.0}
SCHEDULES: dict[str, Document] = {
    "constant": {"kind": "constant"},
    "step": {"kind": "step", "step_size": 3, "gamma": 0.5},
    "exponential": {"kind": "exponential", "gamma": 0.8},
    "inverse_time": {"kind": "inverse_time", "decay": 0.4},
    "cosine": {"kind": "cosine", "eta_min": 0.002},
}
DROPOUTS = (0.2, 0.5)
SMALLER: dict[str, tuple[str, bool]] = {"tanh": ("tanh", False), "elu, batch norm": ("elu", True)}
"""Smooth nets: an adaptive optimiser turns the rounding of a gradient that ought to be zero into whole steps."""
UNITS = (6, 5)


@dataclass(frozen=True)
class Tagged:
    """A case, and the groups under which its disagreement is reported."""

    case: Case
    tags: tuple[str, ...]


def network(activation: str, *, batch_norm: bool | Document = False, dropout: float = 0.0) -> Document:
    """Return two hidden layers."""
    options = {"activation": ACTIVATIONS[activation], "batch_norm": batch_norm, "dropout": dropout}
    return {"layers": [{"kind": "dense", "units": units, **options} for units in UNITS]}


def training(loss: str = "softmax", optimizer: str = "momentum", **options: object) -> Document:
    """Return how it is trained, without a penalty unless ``options`` have one."""
    document, rate = OPTIMIZERS[optimizer]
    return {"loss": {"kind": loss}, "optimizer": document, "learning_rate": rate, "l2": 0.0, **options}


def classes_of(loss: str) -> int:
    """Return how many classes the examples have."""
    return 2 if loss == "logistic" else 4


def all_cases() -> Iterator[Tagged]:
    """Yield everything that is compared."""
    yield from crossed()
    yield from optimised()
    yield from scheduled()
    yield from batched()
    yield from dropped_out()


def crossed() -> Iterator[Tagged]:
    """Yield every activation with every loss, with and without batch norm, under every penalty."""
    for activation, loss, norm, penalty in product(ACTIVATIONS, LOSSES, BATCH_NORMS, PENALTIES):
        tags = (f"activation: {activation}", f"loss: {loss}", f"batch norm: {norm}", f"penalty: {penalty}")
        net = network(activation, batch_norm=BATCH_NORMS[norm])
        how = training(loss, **PENALTIES[penalty])
        yield Tagged(Case(", ".join(tags), net, how, classes_of(loss)), tags)


def optimised() -> Iterator[Tagged]:
    """Yield every optimiser on the smaller set, with and without penalties and clipping."""
    for net, optimizer, penalty, clipping in product(SMALLER, OPTIMIZERS, ("none", "l2 and l1"), CLIPPING):
        tags = (f"optimiser: {optimizer}", f"clipping: {clipping}")
        activation, norm = SMALLER[net]
        how = training(optimizer=optimizer, clip_norm=CLIPPING[clipping], **PENALTIES[penalty])
        name = ", ".join((*tags, f"penalty: {penalty}", net))
        yield Tagged(Case(name, network(activation, batch_norm=norm), how), tags)


def scheduled() -> Iterator[Tagged]:
    """Yield every schedule, with and without a warm-up, with one step an epoch and with four."""
    for net, kind, warmup, batch_size in product(SMALLER, SCHEDULES, (0.0, 3.0), (EXAMPLES, EXAMPLES // 4)):
        tags = (f"schedule: {kind}", f"warm-up: {warmup:g} epochs")
        activation, norm = SMALLER[net]
        schedule = {**SCHEDULES[kind], "warmup": warmup}
        how = training(schedule=schedule, batch_size=batch_size, epochs=20 * batch_size // EXAMPLES)
        name = ", ".join((*tags, f"batches of {batch_size}", net))
        yield Tagged(Case(name, network(activation, batch_norm=norm), how), tags)


def batched() -> Iterator[Tagged]:
    """Yield batches of several sizes, the last of an epoch shorter."""
    for net, loss, batch_size in product(SMALLER, LOSSES, (5, 6, 8)):
        tags = (f"batches of {batch_size} of {EXAMPLES}",)
        activation, norm = SMALLER[net]
        norm = norm and EXAMPLES % batch_size != 1  # PyTorch takes no batch of one
        name = ", ".join((*tags, f"loss: {loss}", net))
        how = training(loss, batch_size=batch_size)
        yield Tagged(Case(name, network(activation, batch_norm=norm), how, classes_of(loss)), tags)


def dropped_out() -> Iterator[Tagged]:
    """Yield dropout, PyTorch being given our masks."""
    for activation, norm, rate in product(("relu", "maxout 2", "tanh"), (False, True), DROPOUTS):
        tags = (f"dropout: {rate}",)
        name = ", ".join((*tags, f"activation: {activation}", f"batch norm: {norm}"))
        yield Tagged(Case(name, network(activation, batch_norm=norm, dropout=rate), training()), tags)


def one_of_each() -> Iterator[Case]:
    """Yield one case of every kind, for the tests; none depends on the order of examples or on chance."""
    for activation in ACTIVATIONS:
        yield Case(f"activation: {activation}", network(activation), training())
    for loss in LOSSES:
        yield Case(f"loss: {loss}", network("tanh"), training(loss), classes_of(loss))
    for norm in ("on", "epsilon 0.01, momentum 0.3"):
        yield Case(f"batch norm: {norm}", network("elu", batch_norm=BATCH_NORMS[norm]), training())
    for penalty in ("l2", "l1", "l2 and l1"):
        yield Case(f"penalty: {penalty}", network("tanh"), training(**PENALTIES[penalty]))
    for optimizer in OPTIMIZERS:
        yield Case(f"optimiser: {optimizer}", network("tanh"), training(optimizer=optimizer))
    yield Case("clipping", network("tanh"), training(clip_norm=CLIPPING["always"], **PENALTIES["l2 and l1"]))
    for kind, schedule in SCHEDULES.items():
        yield Case(f"schedule: {kind}", network("tanh"), training(schedule={**schedule, "warmup": 3.0}))
