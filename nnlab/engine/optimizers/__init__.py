"""Optimisers: a few lines on the flat vectors each; formulas, options and defaults are those of ``torch.optim``."""

from nnlab.engine.optimizers.adagrad import Adagrad
from nnlab.engine.optimizers.adam import Adam, Adamw
from nnlab.engine.optimizers.optimizer import Optimizer, Piece
from nnlab.engine.optimizers.rmsprop import Rmsprop
from nnlab.engine.optimizers.sgd import Momentum, Nesterov, Sgd

__all__ = ["Adagrad", "Adam", "Adamw", "Momentum", "Nesterov", "Optimizer", "Piece", "Rmsprop", "Sgd"]
