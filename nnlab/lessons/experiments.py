"""The experiments of a lesson, as they are run with one seed."""

from __future__ import annotations

from typing import Final

from nnlab.errors import InvalidSpecError, NnlabError, Problem
from nnlab.lessons.lesson import Lesson, LessonExperiment
from nnlab.search.space import applied
from nnlab.spec.document import new_spec
from nnlab.spec.experiment import ExperimentSpec
from nnlab.store.experiment_file import find
from nnlab.text import QT_TRANSLATE_NOOP, Text

NOT_KNOWN: Final = QT_TRANSLATE_NOOP("nnlab", "is neither an experiment above this one nor an example: {name}.")


def experiments(lesson: Lesson, seed: int | None = None) -> dict[str, ExperimentSpec]:
    """Return the experiments of a lesson by their names.

    Parameters
    ----------
    lesson : Lesson
    seed : int, optional
        Of data and training; as the lesson has them if left out.

    Raises
    ------
    InvalidSpecError
        Where one of them is none, with its place in the document of the lesson.
    """
    found: dict[str, ExperimentSpec] = {}
    for name, experiment in lesson.experiments.items():
        place = f"experiments.{name}"
        spec = _base(experiment, found, place)
        try:
            found[name] = applied(spec, experiment.set).model_copy(update={"name": experiment.title})
        except InvalidSpecError as error:
            raise InvalidSpecError([Problem(f"{place}.set.{p.path}", p.text) for p in error.problems]) from None
    return {name: spec if seed is None else _seeded(spec, seed) for name, spec in found.items()}


def _base(experiment: LessonExperiment, above: dict[str, ExperimentSpec], place: str) -> ExperimentSpec:
    if experiment.like is None:
        return new_spec()
    if experiment.like in above:
        return above[experiment.like]
    try:
        return find(experiment.like).spec
    except NnlabError:
        raise InvalidSpecError([Problem(f"{place}.like", Text(NOT_KNOWN, name=experiment.like))]) from None


def _seeded(spec: ExperimentSpec, seed: int) -> ExperimentSpec:
    return spec.model_copy(update={"seed": seed, "data": spec.data.model_copy(update={"seed": seed})})
