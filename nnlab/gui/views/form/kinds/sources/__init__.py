"""Sources of examples, in groups: another kind is another row in one of these tables, and nothing else in the form."""

from __future__ import annotations

from typing import Final

from nnlab.gui.views.form.kinds.sources.files import CIFAR, IDX, IMAGE_FOLDER, NPZ, POINTS
from nnlab.gui.views.form.kinds.sources.made import IN_THE_PLANE, NUMBERS, PROBES
from nnlab.gui.views.form.kinds.sources.real import IMAGES, TABLES
from nnlab.gui.views.form.kinds.sources.shared import under
from nnlab.gui.views.form.kinds.sources.tables import CSV
from nnlab.text import QT_TRANSLATE_NOOP

SOURCES: Final = (
    *under(QT_TRANSLATE_NOOP("form", "Classes in the plane"), IN_THE_PLANE),
    *under(QT_TRANSLATE_NOOP("form", "Numbers to be met"), NUMBERS),
    *under(QT_TRANSLATE_NOOP("form", "Real tables"), TABLES),
    *under(QT_TRANSLATE_NOOP("form", "Images"), IMAGES),
    *under(QT_TRANSLATE_NOOP("form", "For probing"), PROBES),
    *under(QT_TRANSLATE_NOOP("form", "Your own"), (POINTS, CSV, NPZ, IDX, CIFAR, IMAGE_FOLDER)),
)
