"""The functions that a script may need, as text; each script has those of its own network."""

from __future__ import annotations

from collections.abc import Iterable

SIGMOID = '''
def sigmoid(z):
    """Squeeze any number to between 0 and 1; written with tanh, 1 / (1 + exp(-z)) overflows nowhere."""
    return 0.5 * np.tanh(0.5 * z) + 0.5
'''
RELU = '''
def relu(z):
    """Let through what is above zero."""
    return np.maximum(z, 0)
'''
LEAKY_RELU = '''
def leaky_relu(z, slope):
    """Let through what is above zero, and a little of what is below."""
    return np.maximum(z, slope * z)
'''
PRELU = '''
def prelu(z, slope):
    """Let through what is above zero, and below it as much as the slope says, which was learned."""
    return np.maximum(z, 0) + slope * np.minimum(z, 0)
'''
ELU = '''
def elu(z, alpha):
    """Let through what is above zero; below it, bend smoothly towards -alpha."""
    return np.maximum(z, 0) + alpha * np.expm1(np.minimum(z, 0))
'''
SELU = '''
def selu(z):
    """Do as elu does; with these two constants, outputs keep mean 0 and variance 1 from layer to layer."""
    scale, alpha = 1.0507009873554805, 1.6732632423543772
    return scale * (np.maximum(z, 0) + alpha * np.expm1(np.minimum(z, 0)))
'''
GELU = '''
def gelu(z):
    """Weigh each number by the chance that a Gaussian one is smaller; erf is Python's, as NumPy has none."""
    erf = np.vectorize(math.erf, otypes=[z.dtype])
    return 0.5 * z * (1 + erf(z / math.sqrt(2)))
'''
SILU = '''
def silu(z):
    """Weigh each number by its own sigmoid."""
    return z * sigmoid(z)
'''
MAXOUT = '''
def maxout(z, pieces):
    """Keep the largest of several pieces of each unit; the first piece of all units stands first."""
    return z.reshape(len(z), pieces, -1).max(axis=1)
'''
BATCH_NORM = '''
def batch_norm(z, mean, var, gamma, beta, epsilon):
    """Normalise each unit as it was on average in training: one example alone has no batch to be compared with."""
    return gamma * (z - mean) / np.sqrt(var + epsilon) + beta
'''
SOFTMAX = '''
def softmax(z):
    """Turn scores into probabilities; taking off the largest first changes nothing, but exp cannot overflow."""
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
'''
BOTH = '''
def both(p):
    """Return the probabilities of both classes, of which the network tells that of the second."""
    return np.concatenate([1 - p, p], axis=1)
'''
FUNCTIONS = {
    "sigmoid": SIGMOID,
    "relu": RELU,
    "leaky_relu": LEAKY_RELU,
    "prelu": PRELU,
    "elu": ELU,
    "selu": SELU,
    "gelu": GELU,
    "silu": SILU,
    "maxout": MAXOUT,
    "batch_norm": BATCH_NORM,
    "softmax": SOFTMAX,
    "both": BOTH,
}
CALLED_BY = {"silu": ("sigmoid",)}
"""What a function calls in its turn."""


def functions_for(names: Iterable[str]) -> list[str]:
    """Return the texts of functions by name, those that they call included, each once; names of others are left out."""
    wanted = {called for name in names for called in (name, *CALLED_BY.get(name, ()))}
    return [text.strip("\n") for name, text in FUNCTIONS.items() if name in wanted]
