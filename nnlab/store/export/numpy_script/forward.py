"""The way of an example through preprocessing and network, as lines of Python and the arrays that they name."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import prod
from typing import Any

from numpy.typing import NDArray

from nnlab.data.dataset import Shape
from nnlab.data.preprocessing import FittedStep, Projection
from nnlab.spec.activations import ActivationSpec
from nnlab.spec.network import BatchNormSpec
from nnlab.spec.preprocessing import CenterSpec, NormalizeSpec, PcaSpec, PreprocessingSpec
from nnlab.store.export.facts import fills_missing
from nnlab.store.export.trained_layers import TrainedLayer, trained_layers
from nnlab.training.checkpoint import RunRecord


@dataclass
class Forward:
    """What a script computes.

    Attributes
    ----------
    prepare, predict : list of str
        The lines of the two functions, without those that begin and end them.
    arrays : dict of str to NDArray
        By the names that the lines use.
    functions : set of str
        What the lines call.
    """

    prepare: list[str] = field(default_factory=list)
    predict: list[str] = field(default_factory=list)
    arrays: dict[str, NDArray[Any]] = field(default_factory=dict)
    functions: set[str] = field(default_factory=set)


def forward_of(record: RunRecord) -> Forward:
    """Return what a script for the network of a run computes."""
    forward, data = Forward(), record.checkpoint.data
    if fills_missing(record):
        forward.arrays["usual"] = data.means
        forward.prepare.append("x = np.where(np.isnan(x), usual, x)  # what is missing is taken to be as usual")
    shape = data.shape.example_shape
    for number, (spec, step) in enumerate(zip(record.spec.preprocessing, data.fitted, strict=True), 1):
        _add_step(forward, number, spec, step, shape)
        shape = step.output_shape(shape)
    if len(shape) > 1:
        forward.prepare.append(f"x = x.reshape(-1, {prod(shape)})")
    if any(layer.dropout for layer in record.spec.network.layers):
        forward.predict.append("# Dropout is for training alone: here nothing is dropped.")
    for number, layer in enumerate(trained_layers(record), 1):
        _add_layer(forward, number, layer, record.spec.training.loss.kind if layer.spec is None else "")
    return forward


def _add_step(forward: Forward, number: int, spec: PreprocessingSpec, step: FittedStep, shape: Shape) -> None:
    """Add a step of preprocessing."""
    if isinstance(step, Projection):
        if len(shape) > 1:
            forward.prepare.append(f"x = x.reshape(-1, {prod(shape)})")
        matrix, why = (
            ("axes", "the principal components")
            if isinstance(spec, PcaSpec)
            else (
                "whitening",
                "the principal components, each of variance 1",
            )
        )
        forward.arrays |= {f"mean{number}": step.mean, f"{matrix}{number}": step.matrix}
        forward.prepare.append(f"x = (x - mean{number}) @ {matrix}{number}  # {why}")
    elif isinstance(spec, CenterSpec):
        forward.arrays[f"mean{number}"] = step.shift
        forward.prepare.append(f"x = x - mean{number}")
    elif isinstance(spec, NormalizeSpec) and spec.by == "std":
        forward.arrays[f"std{number}"] = step.scale
        forward.prepare.append(f"x = x / std{number}  # every feature counts alike, whatever its unit")
    else:
        names, why = (
            (("middle", "half"), "from -1 to 1 in training")
            if isinstance(spec, NormalizeSpec)
            else (("mean", "deviation"), "each component of variance 1")
        )
        forward.arrays |= {f"{names[0]}{number}": step.shift, f"{names[1]}{number}": step.scale}
        forward.prepare.append(f"x = (x - {names[0]}{number}) / {names[1]}{number}  # {why}")


def _add_layer(forward: Forward, number: int, layer: TrainedLayer, loss: str) -> None:
    """Add a layer; ``loss`` is the kind of the loss where it is the last one."""
    names = {"running_mean": "average", "running_var": "variance"}
    here = {name: f"{names.get(name, name)}{number}" for name in layer.arrays}
    forward.arrays |= {here[name]: array for name, array in layer.arrays.items()}
    z = f"x @ {here['w']}" + (f" + {here['b']}" if "b" in here else "")
    if layer.spec is None:
        forward.predict.append(f"return {_result(z, loss, forward.functions)}")
        return
    norm = layer.spec.normalization
    if norm is not None:
        forward.predict.append(f"z = {z}")
        z = _normalized("z", norm, here)
        forward.functions.add("batch_norm")
    forward.predict.append(f"x = {_activated(z, layer.spec.activation, here, forward.functions)}")


def _normalized(z: str, norm: BatchNormSpec, here: dict[str, str]) -> str:
    arrays = ", ".join(here[name] for name in ("running_mean", "running_var", "gamma", "beta"))
    return f"batch_norm({z}, {arrays}, epsilon={norm.epsilon!r})"


def _activated(z: str, spec: ActivationSpec, here: dict[str, str], functions: set[str]) -> str:
    """Return the call of an activation, and note which function it is."""
    if spec.kind == "linear":
        return z
    if spec.kind == "tanh":
        return f"np.tanh({z})"
    functions.add(spec.kind)
    if "slope" in here:
        return f"prelu({z}, {here['slope']})"
    options = spec.model_dump(exclude={"kind"})
    return f"{spec.kind}({', '.join([z, *(f'{name}={value!r}' for name, value in options.items())])})"


def _result(z: str, loss: str, functions: set[str]) -> str:
    """Return what becomes of the outputs: probabilities, where the loss has them."""
    match loss:
        case "softmax":
            functions.add("softmax")
            return f"softmax({z})"
        case "logistic":
            functions |= {"sigmoid", "both"}
            return f"both(sigmoid({z}))"
        case _:
            return z
