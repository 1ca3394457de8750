"""Makes the views that the first picture of the window does without: each is imported when it is first needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from nnlab.gui.views.guide.guide import Guide


def live() -> QWidget:
    """Return the view of a run as it goes on."""
    from nnlab.gui.views.live import LiveView

    return LiveView()


def activations() -> QWidget:
    """Return the view of what the layers give."""
    from nnlab.gui.views.activations.activations_view import ActivationsView

    return ActivationsView()


def gradients() -> QWidget:
    """Return the view of weights and their gradients."""
    from nnlab.gui.views.gradients.gradients_view import GradientsView

    return GradientsView()


def decision() -> QWidget:
    """Return the view of what the network makes of its inputs."""
    from nnlab.gui.views.decision.decision_view import DecisionView

    return DecisionView()


def network() -> QWidget:
    """Return the drawing of the network."""
    from nnlab.gui.views.network.network_view import NetworkView

    return NetworkView()


def initialisation() -> QWidget:
    """Return the view of a network before its first step."""
    from nnlab.gui.views.initialisation.initialisation_view import InitialisationView

    return InitialisationView()


def search() -> QWidget:
    """Return the view of a search for better settings."""
    from nnlab.gui.views.search.search_view import SearchView

    return SearchView()


def guide() -> Guide:
    """Return the column on the right."""
    from nnlab.gui.views.guide.guide import Guide

    return Guide()


def compare() -> QWidget:
    """Return the view of several runs."""
    from nnlab.gui.views.compare.compare_view import CompareView

    return CompareView()


def data() -> QWidget:
    """Return the view of the data."""
    from nnlab.gui.views.data.data_view import DataView

    return DataView()
