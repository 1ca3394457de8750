"""The pages of the decision tab, in the order in which they stand."""

from __future__ import annotations

from typing import Final

from nnlab.gui.views.decision.examples.confusion_page import ConfusionPage
from nnlab.gui.views.decision.examples.draw_page import DrawPage
from nnlab.gui.views.decision.examples.first_layer_page import FirstLayerPage
from nnlab.gui.views.decision.examples.mistakes_page import MistakesPage
from nnlab.gui.views.decision.examples.predicted_page import PredictedPage
from nnlab.gui.views.decision.page import DecisionPage
from nnlab.gui.views.decision.plane.boundary import BoundaryPage
from nnlab.gui.views.decision.plane.neurons import NeuronsPage
from nnlab.gui.views.decision.plane.surface import SurfacePage
from nnlab.gui.views.decision.plane.warp import WarpPage

PAGES: Final[tuple[type[DecisionPage], ...]] = (
    BoundaryPage,
    SurfacePage,
    NeuronsPage,
    WarpPage,
    PredictedPage,
    ConfusionPage,
    MistakesPage,
    FirstLayerPage,
    DrawPage,
)
