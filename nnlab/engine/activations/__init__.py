"""Activation functions, one a module: each a layer that knows what is worth knowing about it."""

from nnlab.engine.activations.activation import Activation, Bounds
from nnlab.engine.activations.elu import Elu
from nnlab.engine.activations.gelu import Gelu
from nnlab.engine.activations.leaky_relu import LeakyRelu
from nnlab.engine.activations.linear import Linear
from nnlab.engine.activations.maxout import Maxout
from nnlab.engine.activations.prelu import Prelu
from nnlab.engine.activations.relu import Relu
from nnlab.engine.activations.selu import Selu
from nnlab.engine.activations.sigmoid import Sigmoid
from nnlab.engine.activations.silu import Silu
from nnlab.engine.activations.tanh import Tanh

__all__ = [
    "Activation",
    "Bounds",
    "Elu",
    "Gelu",
    "LeakyRelu",
    "Linear",
    "Maxout",
    "Prelu",
    "Relu",
    "Selu",
    "Sigmoid",
    "Silu",
    "Tanh",
]
