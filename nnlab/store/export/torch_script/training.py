"""How a spec is trained, as lines of a script for PyTorch."""

from __future__ import annotations

from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.optimizers import NesterovSpec, OptimizerSpec
from nnlab.spec.schedules import ConstantSpec, CosineSpec, ExponentialSpec, InverseTimeSpec, ScheduleSpec, StepSpec
from nnlab.spec.training import TrainingSpec

STREAM = '''def stream(purpose, index=0):
    """Return one of the streams of random numbers that nnlab draws from: 0 is for weights, 1 for the order."""
    return np.random.default_rng(np.random.SeedSequence(SEED, spawn_key=(1, purpose, index)))'''
LOSS = '''def loss_of(outputs, targets):
    """Return the mean over a batch of {about}."""
    return {formula}'''
LOSSES = {
    "softmax": ("the cross-entropy of the softmax", "nn.functional.cross_entropy(outputs, targets)"),
    "logistic": (
        "the cross-entropy of one sigmoid",
        "nn.functional.binary_cross_entropy_with_logits(outputs[:, 0], targets.to(outputs.dtype))",
    ),
    "hinge": (
        "the hinge loss, which PyTorch divides by the number of classes",
        "outputs.shape[1] * nn.functional.multi_margin_loss(outputs, targets)",
    ),
    "mse": ("the squared distance", "nn.functional.mse_loss(outputs, targets)"),
}
ONE_HOT = (
    "the squared distance from 1 for the right class and 0 for the others",
    "nn.functional.mse_loss(outputs, nn.functional.one_hot(targets, outputs.shape[1]).to(outputs.dtype))",
)
PENALTY = '''def penalty(network):
    """Return what large weights cost; biases and the like cost nothing."""
    weights = [layer.weight for layer in network.layers if isinstance(layer, nn.Linear)]
    return sum({formula} for w in weights)'''
RATE = '''def learning_rate(time{length}):
    """Return the rate of a step that begins so many epochs after the start{about}."""
    {lines}'''
EVALUATE = '''@torch.no_grad()
def evaluate(network, x, targets):
    """Return the loss and the share of examples whose class is named, with the network as at test time."""
    network.eval()
    outputs = network(x)
    network.train()
    right = {named} == targets
    return loss_of(outputs, targets).item(), right.float().mean().item()'''
EVALUATE_NUMBERS = '''@torch.no_grad()
def evaluate(network, x, targets):
    """Return the loss, with the network as at test time."""
    network.eval()
    outputs = network(x)
    network.train()
    return loss_of(outputs, targets).item()'''
OPTIMIZERS = {
    "sgd": "SGD",
    "momentum": "SGD",
    "nesterov": "SGD",
    "adagrad": "Adagrad",
    "rmsprop": "RMSprop",
    "adam": "Adam",
    "adamw": "AdamW",
}
Constants = dict[str, int | float]
LONGEST_LINE = 100


def constants(spec: ExperimentSpec) -> Constants:
    """Return the numbers that stand at the top of a script, by name."""
    training = spec.training
    found: Constants = {
        "SEED": spec.seed,
        "EPOCHS": training.epochs,
        "BATCH_SIZE": training.batch_size,
        "LEARNING_RATE": training.learning_rate,
    }
    optional = {
        "WARMUP": training.schedule.warmup or None,
        "L2": training.l2 or None,
        "L1": training.l1 or None,
        "CLIP_NORM": training.clip_norm,
        "PATIENCE": training.early_stopping.patience if training.early_stopping else None,
    }
    return found | {name: value for name, value in optional.items() if value is not None}


def functions(spec: ExperimentSpec, *, has_classes: bool) -> list[str]:
    """Return the functions that the training calls, each as text."""
    loss = spec.training.loss.kind
    about, formula = ONE_HOT if loss == "mse" and has_classes else LOSSES[loss]
    named = "(outputs[:, 0] > 0)" if loss == "logistic" else "outputs.argmax(dim=1)"
    return [
        LOSS.format(about=about, formula=formula),
        *([PENALTY.format(formula=_penalty(spec.training))] if has_penalty(spec.training) else []),
        *([_rate(spec.training.schedule)] if has_schedule(spec.training) else []),
        EVALUATE.format(named=named) if has_classes else EVALUATE_NUMBERS,
    ]


def has_penalty(training: TrainingSpec) -> bool:
    """Return whether large weights cost anything."""
    return training.l2 > 0 or training.l1 > 0


def has_schedule(training: TrainingSpec) -> bool:
    """Return whether the learning rate moves."""
    return training.schedule != ConstantSpec()


def _penalty(training: TrainingSpec) -> str:
    parts = (["0.5 * L2 * (w**2).sum()"] if training.l2 else []) + (["L1 * w.abs().sum()"] if training.l1 else [])
    return " + ".join(parts)


def _rate(schedule: ScheduleSpec) -> str:
    """Return the function of a schedule; what follows a warm-up is counted from its end."""
    lines = []
    if schedule.warmup:
        lines.append("if time < WARMUP:\n        return LEARNING_RATE * min(1.0, (time + length) / WARMUP)")
        lines.append("time = time - WARMUP")
    lines.append(_formula(schedule))
    if lines[-1] == "return LEARNING_RATE":
        lines.remove("time = time - WARMUP")
    length, about = (", length", ", and is so many long") if schedule.warmup else ("", "")
    return RATE.format(length=length, about=about, lines="\n    ".join(lines))


def _formula(schedule: ScheduleSpec) -> str:
    match schedule:
        case StepSpec():
            return f"return LEARNING_RATE * {schedule.gamma!r} ** int((time + 1e-9) / {schedule.step_size})"
        case ExponentialSpec():
            return f"return LEARNING_RATE * {schedule.gamma!r} ** time"
        case InverseTimeSpec():
            return f"return LEARNING_RATE / (1 + {schedule.decay!r} * time)"
        case CosineSpec():
            end = "(EPOCHS - WARMUP)" if schedule.warmup else "EPOCHS"
            half_cosine = f"0.5 * (1 + math.cos(math.pi * min(time / {end}, 1.0)))"
            low = schedule.eta_min
            return (
                f"return {low!r} + (LEARNING_RATE - {low!r}) * {half_cosine}"
                if low
                else (f"return LEARNING_RATE * {half_cosine}")
            )
        case _:
            return "return LEARNING_RATE"


def optimizer(spec: OptimizerSpec) -> list[str]:
    """Return the lines that make the optimiser; its options are called in PyTorch as in nnlab."""
    options = spec.model_dump(exclude={"kind"})
    if isinstance(spec, NesterovSpec) and spec.momentum:
        options["nesterov"] = True
    arguments = ["network.parameters()", "lr=LEARNING_RATE", *(f"{name}={value!r}" for name, value in options.items())]
    before, after = f"optimizer = torch.optim.{OPTIMIZERS[spec.kind]}(", ")"
    line = before + ", ".join(arguments) + after
    return [line] if len(line) <= LONGEST_LINE else [before, *(f"    {each}," for each in arguments), after]
