"""An experiment to look at, not to train: its spec, its examples, and as many BLAS threads as a run of it has."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from nnlab.cli.reading import read_data, use_kept, with_bar
from nnlab.cli.settings import changed
from nnlab.data.prepared import PreparedData, preparing
from nnlab.jobs.blas_limit import BlasLimit
from nnlab.spec.experiment import ExperimentSpec
from nnlab.store.experiment_file import find
from nnlab.training.blas import blas_threads
from nnlab.training.memory import check_memory
from nnlab.training.outline import outline


def add_spec_to(parser: argparse.ArgumentParser, **options: Any) -> None:
    """Add what says which experiment, and in which form to print what is found."""
    parser.add_argument(
        "spec", metavar="SPEC", help="a JSON spec, an .nnlab file, or an example such as 'digits'", **options
    )
    parser.add_argument(
        "--set", metavar="PATH=VALUE", action="append", default=[], help="change a field, such as seed=3"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def asked_spec(options: argparse.Namespace) -> ExperimentSpec:
    """Return the experiment that the arguments of ``add_spec_to`` name.

    Raises
    ------
    NnlabError
    """
    experiment = find(options.spec)
    use_kept(experiment)
    return changed(experiment.spec, options.set)


@contextmanager
def prepared(spec: ExperimentSpec, batch_size: int | None = None) -> Iterator[PreparedData]:
    """Give the examples of ``spec``, and BLAS the threads that suit it until the end of the context.

    Parameters
    ----------
    spec : ExperimentSpec
    batch_size : int, optional
        Of what will be computed; that of the training if left out.

    Raises
    ------
    NnlabError
        Where the examples cannot be read, do not fit the rest, or take more memory than there is.
    """
    read_data(spec.data)
    shape = outline(spec)
    check_memory(shape)
    limit = BlasLimit()
    limit.set(blas_threads(shape, batch_size or spec.training.batch_size))
    try:
        yield with_bar("preparing", preparing(spec))
    finally:
        limit.restore()
