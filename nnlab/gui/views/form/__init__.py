"""The form: the whole experiment, to be read and edited."""

from nnlab.gui.views.form.form import ExperimentForm

__all__ = ["ExperimentForm"]
