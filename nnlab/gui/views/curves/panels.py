"""The three panels of curves of one run."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QPen

from nnlab.gui import numbers, theme
from nnlab.gui.views.curves.earlier_runs import batch_loss
from nnlab.gui.views.curves.line_style import LineStyle
from nnlab.gui.views.curves.metrics import AccuracyMetrics, LossMetrics, RateMetrics
from nnlab.gui.views.curves.panel import CurvePanel

translate = QCoreApplication.translate

FAINT = 0.45
"""How much of the train colour the line of single batches has, behind that of their mean."""
ACCURACY_LIMITS = (-4.0, 104.0)
LEAST_ACCURACY_RANGE = 10.0
"""In percent: on a closer look, the noise of an untrained network would fill the plot."""


def loss_panel() -> CurvePanel:
    """Return the loss of every batch, their mean, and the validation loss."""
    return CurvePanel(
        translate("CurvePanels", "Loss"),
        translate("CurvePanels", "loss"),
        translate("CurvePanels", "The loss of every step appears here once training starts."),
        LossMetrics,
        [
            LineStyle("batch", translate("CurvePanels", "batch"), _faint_pen, faint=True),
            LineStyle("mean", translate("CurvePanels", "mean"), _train_pen),
            LineStyle("validation", translate("CurvePanels", "validation"), _validation_pen, marked=True),
        ],
        can_be_log=True,
        is_worded=True,
        earlier=batch_loss,
        about=translate(
            "CurvePanels",
            "Faint: the loss of every batch. Over it: the mean of the last 20 batches, or early in a run of "
            "fewer: a tenth of the steps so far; where more share a pixel, the mean of those.",
        ),
    )


def accuracy_panel() -> CurvePanel:
    """Return the accuracy on training examples and on the validation part."""
    panel = CurvePanel(
        translate("CurvePanels", "Accuracy"),
        translate("CurvePanels", "accuracy (%)"),
        translate("CurvePanels", "The accuracy appears here once training starts."),
        AccuracyMetrics,
        [
            LineStyle("train", translate("CurvePanels", "train"), _train_pen),
            LineStyle("validation", translate("CurvePanels", "validation"), _validation_pen, marked=True),
        ],
        absent=translate("CurvePanels", "There is no accuracy here: the network predicts a quantity, not a class."),
        about=translate("CurvePanels", "On the first training examples, at most 1,000, and on the validation data."),
        say=_percent,
    )
    panel.plot.set_y_limits(*ACCURACY_LIMITS, LEAST_ACCURACY_RANGE)
    return panel


def rate_panel() -> CurvePanel:
    """Return the learning rate."""
    return CurvePanel(
        translate("CurvePanels", "Learning rate"),
        translate("CurvePanels", "learning rate"),
        translate("CurvePanels", "The learning rate of the steps appears here once training starts."),
        RateMetrics,
        [LineStyle("rate", translate("CurvePanels", "rate"), _text_pen)],
        can_be_log=True,
        about=translate("CurvePanels", "The rate that the optimiser was given: as set, times the schedule."),
    )


def _percent(value: float | None) -> str:
    return numbers.accuracy(value / 100 if value is not None else None)


def _faint_pen() -> QPen:
    """Return a pale solid line; half transparent ones would add up where there are many."""
    shown = theme.current()
    return theme.line_pen(theme.blend(shown.raised, shown.train, FAINT))


def _train_pen() -> QPen:
    return theme.current().part_pen("train")


def _validation_pen() -> QPen:
    return theme.current().part_pen("validation")


def _text_pen() -> QPen:
    return theme.line_pen(theme.current().layer_colour(2, 6))
