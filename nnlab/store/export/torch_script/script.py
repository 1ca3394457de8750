"""The script as a whole."""

from __future__ import annotations

from math import prod

import nnlab
from nnlab.data.prepared import prepare
from nnlab.spec.experiment import ExperimentSpec
from nnlab.store.export.source_text import title_of
from nnlab.store.export.torch_script.data import BESIDE, INSIDE, arrays_of, packed, wanted
from nnlab.store.export.torch_script.network import network_text, start_text
from nnlab.store.export.torch_script.training import (
    STREAM,
    constants,
    functions,
    has_penalty,
    has_schedule,
    optimizer,
)
from nnlab.training.checkpoint import RunRecord

HEAD = '''"""Trains {title} with PyTorch as nnlab {version} trained it.

The same network from the same weights, on the same examples in the same order{but}.

    python SCRIPT.py{argument}
{wanted}"""'''
SAME = ": the losses\nare those of nnlab, but for rounding, which may grow over many epochs"
SAME_BUT_DROPOUT = "; only dropout\ndraws other units, since PyTorch has random numbers of its own"
CHANGED = """
# While it trained in nnlab, these settings were changed, which this script does not repeat:
"""
MOST_CHANGES = 20
Lines = list[str]


def to_pytorch(record: RunRecord) -> bytes:
    """Return a script that trains the network of a run from its start, as its spec was before any change on the way.

    Raises
    ------
    NnlabError
        When the data cannot be read, or are no longer those of the run.
    """
    spec, kept = record.spec, record.checkpoint.data
    arrays = arrays_of(prepare(spec, kept))
    inside = packed(arrays)
    inputs, has_classes = prod(kept.input_shape), kept.shape.classes > 0
    sizes = {name.removesuffix("_x"): len(array) for name, array in arrays.items() if name.endswith("_x")}
    parts = [
        "\n\n".join(
            [
                _head(record, "" if inside else wanted(arrays)),
                _imports(spec, is_inside=inside is not None),
                _constants(record),
            ]
        ),
        STREAM,
        *network_text(spec, inputs, record.n_outputs, sizes["train"]),
        *start_text(spec, inputs, record.n_outputs),
        *functions(spec, has_classes=has_classes),
        INSIDE if inside else BESIDE,
        "\n".join(_main(spec, sizes, has_classes=has_classes)),
        *([f'DATA = """\n{inside}"""'] if inside else []),
        _end(is_inside=inside is not None),
    ]
    return "\n\n\n".join(parts).encode("utf-8")


def _head(record: RunRecord, asked: str) -> str:
    drops = any(layer.dropout for layer in record.spec.network.layers)
    return HEAD.format(
        title=title_of(record.spec.name),
        version=nnlab.__version__,
        but=SAME_BUT_DROPOUT if drops else SAME,
        argument=" DATA.npz" if asked else "",
        wanted=asked,
    )


def _imports(spec: ExperimentSpec, *, is_inside: bool) -> str:
    names = ["base64", "io"] if is_inside else []
    names += ["math"] if spec.training.schedule.kind == "cosine" else []
    names += [] if is_inside else ["sys"]
    return "\n".join(f"import {name}" for name in names) + "\n\nimport numpy as np\nimport torch\nfrom torch import nn"


def _constants(record: RunRecord) -> str:
    text = "\n".join(f"{name} = {value!r}" for name, value in constants(record.spec).items())
    changes = record.checkpoint.changes
    if not changes:
        return text
    told = [f"# - {change.path} = {change.value!r} after step {change.step}" for change in changes[:MOST_CHANGES]]
    more = [f"# - and {len(changes) - MOST_CHANGES} more"] if len(changes) > MOST_CHANGES else []
    return text + "\n" + CHANGED + "\n".join(told + more)


def _end(*, is_inside: bool) -> str:
    if is_inside:
        return 'if __name__ == "__main__":\n    main(load_data())\n'
    return (
        'if __name__ == "__main__":\n    if len(sys.argv) != 2:\n'
        '        sys.exit("usage: python " + sys.argv[0] + " DATA.npz")\n    main(load_data(sys.argv[1]))\n'
    )


def _main(spec: ExperimentSpec, sizes: dict[str, int], *, has_classes: bool) -> Lines:
    """Return the lines of the function that trains."""
    drops = any(layer.dropout for layer in spec.network.layers)
    in_float64 = ["    torch.set_default_dtype(torch.float64)"] if spec.precision == "float64" else []
    seeded = ["    torch.manual_seed(SEED)  # for dropout"] if drops else []
    stopping = ['    best, waited = float("inf"), 0'] if spec.training.early_stopping else []
    return [
        "def main(data):",
        '    """Train, and say after each epoch how good the network is."""',
        *in_float64,
        *seeded,
        '    x, targets = data["train_x"], data["train_targets"]',
        "    network = Network()",
        "    initialize(network)",
        *(f"    {line}" for line in optimizer(spec.training.optimizer)),
        "    rng, order = stream(1), np.arange(len(x))",
        *stopping,
        "    for epoch in range(EPOCHS):",
        "        rng.shuffle(order)  # what the last epoch left is shuffled further",
        "        losses = []",
        "        for start in range(0, len(x), BATCH_SIZE):",
        *(f"            {line}" for line in _step(spec)),
        '        told = f"epoch {epoch + 1}: loss of the batches {sum(losses) / len(losses):.7g}"',
        *(f"        {line}" for line in _validation(spec, has_classes=has_classes, has_any=sizes["validation"] > 0)),
        *(f"    {line}" for line in (_test(has_classes=has_classes) if sizes["test"] else [])),
    ]


def _step(spec: ExperimentSpec) -> Lines:
    """Return the lines of one step."""
    training = spec.training
    length = ", BATCH_SIZE / len(x)" if training.schedule.warmup else ""
    rate = [
        f"rate = learning_rate((epoch * len(x) + start) / len(x){length})",
        "for group in optimizer.param_groups:",
        '    group["lr"] = rate',
    ]
    clip = ["nn.utils.clip_grad_norm_(network.parameters(), CLIP_NORM)"]
    return [
        "batch = torch.from_numpy(order[start : start + BATCH_SIZE])",
        *(rate if has_schedule(training) else []),
        "loss = loss_of(network(x[batch]), targets[batch])",
        "optimizer.zero_grad()",
        "(loss + penalty(network)).backward()" if has_penalty(training) else "loss.backward()",
        *(clip if training.clip_norm is not None else []),
        "optimizer.step()",
        "losses.append(loss.item())",
    ]


def _validation(spec: ExperimentSpec, *, has_classes: bool, has_any: bool) -> Lines:
    """Return the lines that follow the steps of an epoch."""
    if not has_any:
        return ["print(told)"]
    measured = 'evaluate(network, data["validation_x"], data["validation_targets"])'
    said = ", accuracy {accuracy:.4f}" if has_classes else ""
    stopping = [
        "best, waited = (loss, 0) if loss < best else (best, waited + 1)",
        "if waited >= PATIENCE:",
        "    break",
    ]
    return [
        f"loss{', accuracy' if has_classes else ''} = {measured}",
        f'print(f"{{told}}, validation loss {{loss:.7g}}{said}")',
        *(stopping if spec.training.early_stopping else []),
    ]


def _test(*, has_classes: bool) -> Lines:
    """Return the lines at the end."""
    measured = 'evaluate(network, data["test_x"], data["test_targets"])'
    said = ", accuracy {accuracy:.4f}" if has_classes else ""
    return [
        f"loss{', accuracy' if has_classes else ''} = {measured}",
        f'print(f"test: loss {{loss:.7g}}{said}")',
    ]
