"""What a layer is made of: its activation and its initialisation, by kind."""

from nnlab.gui.views.form.kinds.activations import ACTIVATIONS
from nnlab.gui.views.form.kinds.initializers import INITIALIZERS

__all__ = ["ACTIVATIONS", "INITIALIZERS"]
