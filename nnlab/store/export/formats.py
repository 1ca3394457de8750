"""What a run can be exported as; each format is imported when it is asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from nnlab.errors import NnlabError
from nnlab.store.experiment_file import Experiment
from nnlab.store.number_files import write_parts
from nnlab.text import QT_TRANSLATE_NOOP, Text
from nnlab.training.checkpoint import RunRecord

NO_RUN = QT_TRANSLATE_NOOP("nnlab", "There is no run to export: train the network first.")
MISSING = QT_TRANSLATE_NOOP("nnlab", 'This format needs the package {package}: run "{python}" -m pip install {package}')
EXTRA = frozenset({"onnx", "safetensors"})
"""The packages of the extra `export`, which somebody may have left out."""


@dataclass(frozen=True)
class Options:
    """What a person may choose.

    Attributes
    ----------
    probabilities : bool
        Whether an ONNX model gives probabilities where the loss has them; else what the last layer gives.
    """

    probabilities: bool = True


@dataclass(frozen=True)
class Format:
    """One of the formats.

    Attributes
    ----------
    name : str
        On the command line.
    title : str
        What a person reads, as a template of a Text.
    ending : str
        What is added to the name of a run to name its file; no two formats have the same.
    encode : callable
        Returns the file of an experiment with a run, in parts.
    """

    name: str
    title: str
    ending: str
    encode: Callable[[Experiment, Options], Sequence[bytes]]

    @property
    def suffix(self) -> str:
        """How all files of this format end, such as ``.py``."""
        return Path(f"name{self.ending}").suffix


def export(path: Path, experiment: Experiment, to: Format, options: Options | None = None) -> None:
    """Write the run of an experiment to ``path``, atomically.

    Raises
    ------
    NnlabError
        Where there is no run, an optional package is missing, the data cannot be had, or the file cannot be written; an
        old file is then as it was.
    """
    with _told_as_sentence():
        parts = to.encode(experiment, options or Options())
    write_parts(path, parts)


@contextmanager
def _told_as_sentence() -> Iterator[None]:
    """Say in a sentence which package is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package not in EXTRA:
            raise
        raise NnlabError(Text(MISSING, package=package, python=sys.executable)) from error


def run_of(experiment: Experiment) -> RunRecord:
    """Return the run of an experiment.

    Raises
    ------
    NnlabError
        Where there is none.
    """
    if experiment.record is None:
        raise NnlabError(Text(NO_RUN))
    return experiment.record


def _onnx(experiment: Experiment, options: Options) -> Sequence[bytes]:
    record = run_of(experiment)
    from nnlab.store.export.onnx_model.model import to_onnx

    return [to_onnx(record, probabilities=options.probabilities)]


def _safetensors(experiment: Experiment, _: Options) -> Sequence[bytes]:
    record = run_of(experiment)
    from nnlab.store.export.tensors import to_safetensors

    return [to_safetensors(record)]


def _python(experiment: Experiment, _: Options) -> Sequence[bytes]:
    from nnlab.store.export.numpy_script.script import to_python

    return [to_python(run_of(experiment))]


def _pytorch(experiment: Experiment, _: Options) -> Sequence[bytes]:
    from nnlab.store.export.torch_script.script import to_pytorch

    return [to_pytorch(run_of(experiment))]


def _csv(experiment: Experiment, _: Options) -> Sequence[bytes]:
    from nnlab.store.export.history_table import to_csv

    return to_csv(run_of(experiment))


def _html(experiment: Experiment, _: Options) -> Sequence[bytes]:
    run_of(experiment)
    from nnlab.store.export.report import to_html

    return [to_html(experiment).encode()]


FORMATS = (
    Format("onnx", QT_TRANSLATE_NOOP("nnlab", "Model (ONNX)"), ".onnx", _onnx),
    Format("safetensors", QT_TRANSLATE_NOOP("nnlab", "Tensors (safetensors)"), ".safetensors", _safetensors),
    Format("python", QT_TRANSLATE_NOOP("nnlab", "Script that predicts (NumPy)"), ".py", _python),
    Format("pytorch", QT_TRANSLATE_NOOP("nnlab", "Script that trains (PyTorch)"), "_pytorch.py", _pytorch),
    Format("csv", QT_TRANSLATE_NOOP("nnlab", "History as a table (CSV)"), "_history.csv", _csv),
    Format("html", QT_TRANSLATE_NOOP("nnlab", "Report (HTML)"), ".html", _html),
)
"""In the order in which a person is offered them."""
