"""The stages in words: what was done, as a name and as a formula."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from nnlab.data.looking.stages import Stage
from nnlab.gui import numbers
from nnlab.gui.translation import translate as sentence
from nnlab.spec.preprocessing import CenterSpec, NormalizeSpec, PcaSpec, PreprocessingSpec, WhitenSpec

translate = QCoreApplication.translate


def title(place: int, stage: Stage) -> str:
    """Return ``Raw``, or the number and the name of a step: ``1 Centre``."""
    if stage.step is None:
        return translate("StageWords", "Raw")
    names = {
        "center": translate("StageWords", "Centre"),
        "normalize": translate("StageWords", "Normalise"),
        "pca": translate("StageWords", "PCA"),
        "whiten": translate("StageWords", "Whiten"),
    }
    return f"{place} {names[stage.step.kind]}"


def formula(step: PreprocessingSpec | None, before: Stage | None, after: Stage) -> str:
    """Return what a step does to an example: ``x − mean, per feature``.

    Parameters
    ----------
    step : PreprocessingSpec or None
    before, after : Stage
        There is none before the raw examples.
    """
    match step:
        case CenterSpec():
            return f"x − μ, {_mean_words(step)}"
        case NormalizeSpec(by="std"):
            return translate("StageWords", "x / σ, per feature")
        case NormalizeSpec():
            return translate("StageWords", "range → [−1, 1], per feature")
        case PcaSpec():
            return _pca_words(before, after)
        case WhitenSpec():
            return f"x / √(λ + {numbers.edge(step.epsilon)})"
    words = translate("StageWords", "x, {features} features")
    return words.format(features=numbers.count(after.features))


def notes(stage: Stage) -> str:
    """Return what changed, in one paragraph."""
    return " ".join(sentence(note) for note in stage.notes)


def cloud_words(stage: Stage) -> tuple[str, str]:
    """Return means and deviations of the cloud: ``mean (7.4, 3.1)`` and ``std (0.8, 1.1)``."""
    mean, std = (
        ", ".join(numbers.significant(value) for value in values[:2].tolist()) for values in (stage.mean, stage.std)
    )
    return (
        translate("StageWords", "mean ({values})").format(values=mean),
        translate("StageWords", "std ({values})").format(values=std),
    )


def _mean_words(step: CenterSpec) -> str:
    return {
        "feature": translate("StageWords", "per feature"),
        "channel": translate("StageWords", "per channel"),
        "all": translate("StageWords", "one over all"),
    }[step.mean]


def _pca_words(before: Stage | None, after: Stage) -> str:
    if before is not None and after.features < before.features:
        words = translate("StageWords", "x · V, {kept} of {features}")
        return words.format(kept=numbers.count(after.features), features=numbers.count(before.features))
    return translate("StageWords", "x · V, all components")
