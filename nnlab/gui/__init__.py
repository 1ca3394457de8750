"""The window: the only place that imports Qt."""

# What needs no Qt comes first: once it is there, PySide6 looks into the source of every module that is imported.
import nnlab.store.experiment_file
import nnlab.training.runner  # noqa: F401
