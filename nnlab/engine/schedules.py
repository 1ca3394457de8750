"""How the learning rate moves: pure functions of the time in epochs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from math import cos, floor, pi

ROUNDING = 1e-9
"""Epochs that count as none: a time less the warm-up may be that much short of a whole number."""


@dataclass(frozen=True, kw_only=True)
class Schedule(ABC):
    """A learning rate that depends on the time alone.

    Parameters
    ----------
    warmup : float
        Epochs in which the rate first rises evenly from zero; what follows is counted from their end.
    """

    warmup: float = 0.0

    def rate(self, base: float, epoch: float, epochs: float, step: float) -> float:
        """Return the rate of one training step.

        While it warms up, a step gets the rate of its end: the first one is above zero, and the last one ``base``.
        After that a step gets the rate of its beginning: the first one is ``base``, as in PyTorch.

        Parameters
        ----------
        base : float
            The rate that the schedule starts from, warm.
        epoch : float
            When the step begins: epochs done so far, 3.5 in the middle of the fourth.
        epochs : float
            Of the whole run.
        step : float
            The length of one step in epochs, above zero.
        """
        if epoch < self.warmup:
            return base * min(1.0, (epoch + step) / self.warmup)
        return self._warm_rate(base, epoch - self.warmup, epochs - self.warmup)

    @abstractmethod
    def _warm_rate(self, base: float, epoch: float, epochs: float) -> float:
        """Return the rate ``epoch`` epochs after the warm-up, in a run that goes on for ``epochs`` after it."""


@dataclass(frozen=True, kw_only=True)
class Constant(Schedule):
    """rate = base."""

    def _warm_rate(self, base: float, epoch: float, epochs: float) -> float:
        return base


@dataclass(frozen=True, kw_only=True)
class Step(Schedule):
    """rate = base · gamma^floor(epoch / step_size) (``torch.optim.lr_scheduler.StepLR``)."""

    step_size: int = 10
    gamma: float = 0.1

    def _warm_rate(self, base: float, epoch: float, epochs: float) -> float:
        factor: float = self.gamma ** floor((epoch + ROUNDING) / self.step_size)
        return base * factor


@dataclass(frozen=True, kw_only=True)
class Exponential(Schedule):
    """rate = base · gamma^epoch (``torch.optim.lr_scheduler.ExponentialLR``, evenly within the epoch too)."""

    gamma: float = 0.95

    def _warm_rate(self, base: float, epoch: float, epochs: float) -> float:
        factor: float = self.gamma**epoch
        return base * factor


@dataclass(frozen=True, kw_only=True)
class InverseTime(Schedule):
    """rate = base / (1 + decay · epoch)."""

    decay: float = 0.1

    def _warm_rate(self, base: float, epoch: float, epochs: float) -> float:
        return base / (1 + self.decay * epoch)


@dataclass(frozen=True, kw_only=True)
class Cosine(Schedule):
    """rate = eta_min + ½ (base - eta_min) (1 + cos(π · epoch / epochs)).

    Loshchilov & Hutter 2017, eq. 5, without restarts (``torch.optim.lr_scheduler.CosineAnnealingLR``); from the last
    epoch on it stays at ``eta_min``.
    """

    eta_min: float = 0.0

    def _warm_rate(self, base: float, epoch: float, epochs: float) -> float:
        if epoch >= epochs:
            return self.eta_min
        return self.eta_min + 0.5 * (base - self.eta_min) * (1 + cos(pi * epoch / epochs))
