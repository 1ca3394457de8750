"""``nnlab probe``: looks at a network before its first step."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Sequence
from typing import Any

from nnlab.cli.output import number, plain, print_json, share
from nnlab.cli.preparing import add_spec_to, asked_spec, prepared
from nnlab.cli.reading import with_bar
from nnlab.cli.settings import changed
from nnlab.cli.table import Field, table
from nnlab.errors import NnlabError
from nnlab.insight.probe.layer import ProbedLayer
from nnlab.insight.probe.probe import Probe, probing
from nnlab.insight.probe.starts import Start, lecture_spec, starts
from nnlab.insight.probe.verdict import Verdict, verdict
from nnlab.spec.experiment import ExperimentSpec
from nnlab.text import QT_TRANSLATE_NOOP, Text
from nnlab.training.outline import EVALUATION_BATCH
from nnlab.training.statistics import Distribution

COLUMNS = 80
ABOUT = (
    "Pass the first 1,000 training examples forward and the gradient of their loss back, before any training. "
    "Batch normalisation goes by these examples; dropout silences nothing."
)
EITHER = QT_TRANSLATE_NOOP("nnlab", "probe takes a SPEC, or --lecture tanh or relu, one of the two.")


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("probe", help="look at a network before its first step", description=ABOUT)
    add_spec_to(parser, nargs="?", default="")
    parser.add_argument(
        "--lecture", choices=("tanh", "relu"), help="instead of SPEC: ten layers of 500 units on unit Gaussian inputs"
    )
    parser.add_argument(
        "--compare", action="store_true", help="put zeros, 0.01, 1.0, Xavier, He and its own side by side"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Probe, and print what was found."""
    spec = _spec(options)
    with prepared(spec, EVALUATION_BATCH) as data:
        if options.compare:
            probes = [(start, with_bar(str(start.title), probing(start.spec, data))) for start in starts(spec)]
            _print_all(probes, as_json=options.json)
        else:
            _print(with_bar("probing", probing(spec, data)), as_json=options.json)
    return 0


def _spec(options: argparse.Namespace) -> ExperimentSpec:
    if bool(options.spec) == bool(options.lecture):
        raise NnlabError(Text(EITHER))
    return changed(lecture_spec(options.lecture), options.set) if options.lecture else asked_spec(options)


def _print(probe: Probe, *, as_json: bool) -> None:
    if as_json:
        print_json(_as_json(probe))
        return
    found = verdict(probe)
    print(f"{probe.examples:,} examples, loss {number(probe.loss)}; {_sign(found)}")
    for line in _table([(name, [read(layer) for layer in probe.layers]) for name, read in READINGS]):
        print(plain(line))
    print(found.why)


def _print_all(probes: Sequence[tuple[Start, Probe]], *, as_json: bool) -> None:
    if as_json:
        print_json({start.key: _as_json(probe) for start, probe in probes})
        return
    fields: list[Field] = [("init", [str(start.title) for start, _ in probes])]
    for index, layer in enumerate(probes[0][1].layers):
        fields.append((f"std {layer.name}", [number(probe.layers[index].output.std) for _, probe in probes]))
    fields.append(("loss", [number(probe.loss) for _, probe in probes]))
    fields.append(("", [_sign(verdict(probe)) for _, probe in probes]))
    for line in _table(fields):
        print(plain(line))


def _table(fields: Sequence[Field]) -> list[str]:
    return list(table(fields, shutil.get_terminal_size((COLUMNS, 1)).columns))


def _sign(found: Verdict) -> str:
    return f"{'✓' if found.is_good else '✗'} {found.text}"


READINGS = (
    ("layer", lambda layer: layer.name),
    ("units", lambda layer: f"{layer.units:,}"),
    ("distinct", lambda layer: f"{layer.distinct_units:,}"),
    ("mean", lambda layer: number(layer.output.mean)),
    ("std", lambda layer: number(layer.output.std)),
    ("gradient", lambda layer: number(layer.gradient.rms)),
    ("saturated", lambda layer: share(layer.shares.saturated)),
    ("zero", lambda layer: share(layer.shares.zero)),
    ("dead", lambda layer: share(layer.shares.dead)),
)
"""What the table says of a layer: mean and spread of its outputs, and the RMS of the loss's gradient there."""


def _as_json(probe: Probe) -> dict[str, Any]:
    """Return the object that ``--json`` prints."""
    return {
        "examples": probe.examples,
        "loss": probe.loss,
        "verdict": verdict(probe).key,
        "layers": [_layer_as_json(layer) for layer in probe.layers],
    }


def _layer_as_json(layer: ProbedLayer) -> dict[str, Any]:
    return {
        "name": layer.name,
        "units": layer.units,
        "distinct_units": layer.distinct_units,
        "preactivation": _spread(layer.preactivation),
        "activation": _spread(layer.output),
        "gradient": _spread(layer.gradient),
        "weight": _spread(layer.weight),
        "weight_gradient": _spread(layer.weight_gradient),
        "saturated_share": layer.shares.saturated,
        "zero_share": layer.shares.zero,
        "dead_unit_share": layer.shares.dead,
    }


def _spread(values: Distribution) -> dict[str, float]:
    return {"mean": values.mean, "std": values.std, "rms": values.rms}
