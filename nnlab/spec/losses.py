"""What training makes small, by kind."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from nnlab.spec.base import Spec


class SoftmaxSpec(Spec):
    """Cross-entropy of the softmax of the logits."""

    kind: Literal["softmax"] = "softmax"


class LogisticSpec(Spec):
    """Cross-entropy of one sigmoid output, for two classes."""

    kind: Literal["logistic"] = "logistic"


class HingeSpec(Spec):
    """Sum over the wrong classes of max(0, score - score of the right one + 1)."""

    kind: Literal["hinge"] = "hinge"


class MseSpec(Spec):
    """Mean squared distance from the targets; of classes, from 1 at the right one and 0 at the others."""

    kind: Literal["mse"] = "mse"


LossSpec = Annotated[SoftmaxSpec | LogisticSpec | HingeSpec | MseSpec, Field(discriminator="kind")]
