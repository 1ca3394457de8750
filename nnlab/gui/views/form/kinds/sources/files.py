"""A person's own data that are no table: points drawn by hand, arrays and images in files."""

from __future__ import annotations

from typing import Final

from nnlab.gui.views.form.kinds.sources.file_rows import FILE, FOUND_OUT, LABELS, TASK, path_row
from nnlab.gui.views.form.kinds.sources.shared import classes_row
from nnlab.gui.views.form.steps import Doubling
from nnlab.gui.views.form.table import Choice, Explanation, FieldRow, Kind, Number, Path, Words
from nnlab.text import QT_TRANSLATE_NOOP

SIDE: Final = Number(Doubling(1, 1024), whole=True, unit=QT_TRANSLATE_NOOP("form", "pixels"))

POINTS: Final = Kind(
    "points",
    QT_TRANSLATE_NOOP("form", "Points by hand"),
    Explanation(
        QT_TRANSLATE_NOOP("form", "points of the plane, drawn with the mouse or the keys"),
        QT_TRANSLATE_NOOP("form", "Pose a question of your own. They are drawn in the Data view and kept in the file."),
    ),
    (classes_row(2, 10),),
)

NPZ: Final = Kind(
    "npz",
    QT_TRANSLATE_NOOP("form", "NPZ arrays"),
    Explanation(
        QT_TRANSLATE_NOOP("form", "np.savez(path, x=…, y=…)"),
        QT_TRANSLATE_NOOP("form", "Arrays that NumPy has written: one of the examples, one of their labels."),
        QT_TRANSLATE_NOOP("form", "Arrays of Python objects are refused: reading them could run a stranger's code."),
    ),
    (
        path_row(FILE, QT_TRANSLATE_NOOP("form", "The .npz file. It is read, never changed.")),
        FieldRow(
            "examples",
            QT_TRANSLATE_NOOP("form", "Array of examples"),
            Words(empty=FOUND_OUT),
            Explanation(
                QT_TRANSLATE_NOOP("form", "(examples, features),  or  (examples, height, width, channels)"),
                QT_TRANSLATE_NOOP("form", "The name of the array of the examples in the file, such as x."),
            ),
        ),
        FieldRow(
            "labels",
            QT_TRANSLATE_NOOP("form", "Array of labels"),
            Words(empty=FOUND_OUT),
            Explanation(
                QT_TRANSLATE_NOOP("form", "(examples,)"),
                QT_TRANSLATE_NOOP("form", "The name of the array of the labels in the file, such as y."),
            ),
        ),
        TASK,
    ),
)

IDX: Final = Kind(
    "idx",
    QT_TRANSLATE_NOOP("form", "IDX (MNIST)"),
    Explanation(
        QT_TRANSLATE_NOOP("form", "one file of images, one of labels; packed with gzip or not"),
        QT_TRANSLATE_NOOP("form", "The format of MNIST, Fashion-MNIST and their like."),
    ),
    (
        path_row(
            QT_TRANSLATE_NOOP("form", "Images"),
            QT_TRANSLATE_NOOP("form", "The file of the images, such as train-images-idx3-ubyte.gz."),
        ),
        FieldRow(
            "labels",
            LABELS,
            Path(empty=QT_TRANSLATE_NOOP("form", "found beside them")),
            Explanation(
                "",
                QT_TRANSLATE_NOOP(
                    "form", "The file of the labels. Left empty, it is looked for beside the images, by their name."
                ),
            ),
        ),
    ),
)

CIFAR: Final = Kind(
    "cifar",
    QT_TRANSLATE_NOOP("form", "CIFAR"),
    Explanation(
        QT_TRANSLATE_NOOP("form", "images of 32 × 32 pixels in 3 colours, 10 or 100 classes"),
        QT_TRANSLATE_NOOP("form", "CIFAR-10 and CIFAR-100, in the binary layout or the one for Python."),
        QT_TRANSLATE_NOOP("form", "The one for Python holds code; it is read without running any."),
    ),
    (
        path_row(
            QT_TRANSLATE_NOOP("form", "File or folder"),
            QT_TRANSLATE_NOOP("form", "One file of a batch, or the folder in which all of them lie."),
        ),
        FieldRow(
            "labels",
            LABELS,
            Choice(
                (
                    ("fine", QT_TRANSLATE_NOOP("form", "fine")),
                    ("coarse", QT_TRANSLATE_NOOP("form", "coarse")),
                )
            ),
            Explanation(
                QT_TRANSLATE_NOOP("form", "100 classes,  or  the 20 that they belong to"),
                QT_TRANSLATE_NOOP("form", "CIFAR-100 has two labels an image. Of CIFAR-10 there is only one."),
            ),
            "fine",
        ),
    ),
)

IMAGE_FOLDER: Final = Kind(
    "image_folder",
    QT_TRANSLATE_NOOP("form", "Image folder"),
    Explanation(
        QT_TRANSLATE_NOOP("form", "a folder for each class, images in it: PNG, JPEG, BMP"),
        QT_TRANSLATE_NOOP("form", "Photographs of your own: sort them into folders, whose names are the classes."),
        QT_TRANSLATE_NOOP("form", "All are cropped to one form and scaled to one size, the same for each."),
    ),
    (
        path_row(
            QT_TRANSLATE_NOOP("form", "Folder"),
            QT_TRANSLATE_NOOP("form", "The folder that holds those of the classes. Nothing in it is changed."),
        ),
        FieldRow(
            "width",
            QT_TRANSLATE_NOOP("form", "Width"),
            SIDE,
            Explanation(
                QT_TRANSLATE_NOOP("form", "inputs = width × height × colours"),
                QT_TRANSLATE_NOOP("form", "How wide every image becomes."),
                QT_TRANSLATE_NOOP("form", "Twice as wide and high is four times the weights of the first layer."),
            ),
            32,
        ),
        FieldRow(
            "height",
            QT_TRANSLATE_NOOP("form", "Height"),
            SIDE,
            Explanation(
                QT_TRANSLATE_NOOP("form", "inputs = width × height × colours"),
                QT_TRANSLATE_NOOP("form", "How high every image becomes."),
            ),
            32,
        ),
        FieldRow(
            "colours",
            QT_TRANSLATE_NOOP("form", "Colours"),
            Choice(
                (
                    ("rgb", QT_TRANSLATE_NOOP("form", "colour")),
                    ("grey", QT_TRANSLATE_NOOP("form", "grey")),
                )
            ),
            Explanation(
                QT_TRANSLATE_NOOP("form", "3 numbers a pixel,  or  1"),
                QT_TRANSLATE_NOOP("form", "Grey is a third of the inputs, where colour says nothing about the class."),
            ),
            "rgb",
        ),
    ),
)
