"""Losses, one a module: each a mean over the batch, and its gradient with respect to the outputs."""

from nnlab.engine.losses.hinge import Hinge
from nnlab.engine.losses.logistic import Logistic
from nnlab.engine.losses.loss import Loss, Targets
from nnlab.engine.losses.mse import Mse
from nnlab.engine.losses.softmax import SoftmaxCrossEntropy

__all__ = ["Hinge", "Logistic", "Loss", "Mse", "SoftmaxCrossEntropy", "Targets"]
