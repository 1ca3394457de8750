"""Where examples come from, by kind: a person's own files.

Options that are null are found out from the file itself.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from nnlab.spec.base import Spec

Name = Annotated[str, Field(min_length=1, max_length=1000)]
Task = Literal["classes", "numbers"]
"""Whether a network is to name one of several classes, or to meet a number."""


class FileSpec(Spec):
    """Something that lies in a file or folder; without a path yet, it waits for one."""

    path: str = Field(default="", max_length=4096)


class CsvSpec(FileSpec):
    """A table as text, an example a row.

    ``label`` is the name of the column to be predicted, or its number from 1 where there is no header.
    """

    kind: Literal["csv"] = "csv"
    separator: Literal[",", ";", "\t", "|", " "] | None = None
    header: bool | None = None
    decimal: Literal[".", ","] | None = None
    encoding: Literal["utf-8", "utf-16", "cp1252", "latin-1"] | None = None
    label: Name | None = None
    task: Task | None = None
    missing: Literal["refuse", "drop", "fill"] = "refuse"


class NpzSpec(FileSpec):
    """Arrays of NumPy: ``examples`` and ``labels`` are the names of two of them."""

    kind: Literal["npz"] = "npz"
    examples: Name | None = None
    labels: Name | None = None
    task: Task | None = None


class IdxSpec(FileSpec):
    """Images and labels in the format of MNIST; ``labels`` is the path of the second file."""

    kind: Literal["idx"] = "idx"
    labels: Name | None = None


class CifarSpec(FileSpec):
    """CIFAR-10 or CIFAR-100, binary or for Python: one file, or the folder of all.

    ``labels`` chooses between the fine and the coarse ones of CIFAR-100.
    """

    kind: Literal["cifar"] = "cifar"
    labels: Literal["fine", "coarse"] = "fine"


class ImageFolderSpec(FileSpec):
    """A folder of images with a folder for each class, cropped and scaled to one size."""

    kind: Literal["image_folder"] = "image_folder"
    width: int = Field(default=32, ge=1, le=1024)
    height: int = Field(default=32, ge=1, le=1024)
    colours: Literal["rgb", "grey"] = "rgb"
