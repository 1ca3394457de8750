"""Where examples come from, by kind: what the program makes or brings along."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from nnlab.spec.base import Spec
from nnlab.spec.files import CifarSpec, CsvSpec, IdxSpec, ImageFolderSpec, NpzSpec

Examples = Annotated[int, Field(ge=10, le=1_000_000)]
Noise = Annotated[float, Field(ge=0, le=1)]
Coordinate = Annotated[float, Field(ge=-1000, le=1000)]
ClassIndex = Annotated[int, Field(ge=0, le=9)]


class BlobsSpec(Spec):
    """Gaussian clouds in the plane, one a class, their centres on a circle."""

    kind: Literal["blobs"] = "blobs"
    examples: Examples = 600
    noise: Noise = 0.15
    classes: int = Field(default=3, ge=2, le=10)


class CirclesSpec(Spec):
    """Rings around one centre, one a class."""

    kind: Literal["circles"] = "circles"
    examples: Examples = 600
    noise: Noise = 0.05
    classes: int = Field(default=2, ge=2, le=5)


class XorSpec(Spec):
    """Four quarters of a square; those across from each other are of one class."""

    kind: Literal["xor"] = "xor"
    examples: Examples = 600
    noise: Noise = 0.05


class MoonsSpec(Spec):
    """Two half circles that reach into each other."""

    kind: Literal["moons"] = "moons"
    examples: Examples = 600
    noise: Noise = 0.1


class SpiralsSpec(Spec):
    """Interleaved spiral arms in the plane, one class an arm."""

    kind: Literal["spirals"] = "spirals"
    examples: Examples = 600
    noise: Noise = 0.03
    classes: int = Field(default=3, ge=2, le=5)


class PlaneSpec(Spec):
    """A tilted plane over the plane: a number to be met, which a linear network can."""

    kind: Literal["plane"] = "plane"
    examples: Examples = 600
    noise: Noise = 0.05


class HillsSpec(Spec):
    """Hills and hollows over the plane: a number to be met, which a linear network cannot."""

    kind: Literal["hills"] = "hills"
    examples: Examples = 600
    noise: Noise = 0.05


class DigitsSpec(Spec):
    """The 1,797 optical digits of the UCI repository, 8 x 8 pixels of 0 to 16, ten classes."""

    kind: Literal["digits"] = "digits"


class IrisSpec(Spec):
    """Fisher's 150 irises: four lengths, three species."""

    kind: Literal["iris"] = "iris"


class WineSpec(Spec):
    """178 wines of three growers: thirteen measured quantities of very different scales."""

    kind: Literal["wine"] = "wine"


class BreastCancerSpec(Spec):
    """569 tumours: thirty measured quantities, malignant or benign."""

    kind: Literal["breast_cancer"] = "breast_cancer"


class ShapesSpec(Spec):
    """Drawn colour images of 32 x 32 pixels, ten classes of shape."""

    kind: Literal["shapes"] = "shapes"
    examples: int = Field(default=2000, ge=10, le=100_000)
    noise: Noise = 0.1


class NoiseSpec(Spec):
    """Unit Gaussian features with labels that have nothing to do with them: for probing."""

    kind: Literal["noise"] = "noise"
    examples: Examples = 1000
    features: int = Field(default=500, ge=1, le=100_000)
    classes: int = Field(default=10, ge=2, le=1000)


class PointsSpec(Spec):
    """Points of the plane, drawn by hand: x, y and the class of each."""

    kind: Literal["points"] = "points"
    points: tuple[tuple[Coordinate, Coordinate, ClassIndex], ...] = Field(default=(), max_length=10_000)
    classes: int = Field(default=2, ge=2, le=10)

    @model_validator(mode="after")
    def _classes_exist(self) -> Self:
        if any(label >= self.classes for _, _, label in self.points):
            raise PydanticCustomError("class_of_point", "a point has a class beyond the last")
        return self


SourceSpec = Annotated[
    BlobsSpec
    | CirclesSpec
    | XorSpec
    | MoonsSpec
    | SpiralsSpec
    | PlaneSpec
    | HillsSpec
    | DigitsSpec
    | IrisSpec
    | WineSpec
    | BreastCancerSpec
    | ShapesSpec
    | NoiseSpec
    | PointsSpec
    | CsvSpec
    | NpzSpec
    | IdxSpec
    | CifarSpec
    | ImageFolderSpec,
    Field(discriminator="kind"),
]
