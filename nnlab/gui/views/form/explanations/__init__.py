"""What the tooltips of the fields say: a formula, why one uses it, and what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from nnlab.gui.views.form.explanations.data import DATA
from nnlab.gui.views.form.explanations.network import NETWORK
from nnlab.gui.views.form.explanations.training import TRAINING
from nnlab.gui.views.form.table import Explanation

FIELDS: Final[Mapping[str, Explanation]] = {**DATA, **NETWORK, **TRAINING}
"""By path, the index of a layer left out."""
