"""
The activation functions and the backward function of each.

Each forward function returns its result and a cache, which is Z itself; the backward function
takes that cache. No function writes into what it is given. Derivatives: I. Goodfellow, Y. Bengio
and A. Courville, *Deep Learning*, MIT Press 2016, sections 3.10 (sigmoid) and 6.3.1 (ReLU).
"""

from __future__ import annotations

import numpy as np

# As arrays, since NumPy would convert numbers to arrays in each call.
_ZERO, _ONE = np.zeros(()), np.ones(())


def sigmoid(Z):
    """
    Squash every number into the range from 0 to 1: 1 / (1 + exp(-Z)).

    Parameters
    ----------
    Z : ndarray, any shape, such as (n, m)

    Returns
    -------
    A : ndarray of float64, the shape of Z
    cache : ndarray, Z itself, for `sigmoid_backward`

    Raises
    ------
    TypeError
        If Z is not an array of numbers.
    """
    return _squash(_numbers(Z, "Z")), Z


def relu(Z):
    """
    Keep what is above zero, and put zero in place of the rest: max(0, Z).

    Parameters
    ----------
    Z : ndarray, any shape, such as (n, m)

    Returns
    -------
    A : ndarray of float64, the shape of Z
    cache : ndarray, Z itself, for `relu_backward`

    Raises
    ------
    TypeError
        If Z is not an array of numbers.
    """
    return np.maximum(_ZERO, _numbers(Z, "Z")), Z


def sigmoid_backward(dA, cache):
    """
    Go back through `sigmoid`: dZ = dA * s * (1 - s) with s = sigmoid(Z).

    Parameters
    ----------
    dA : ndarray, shape (n, m)
        The gradient with respect to A. One of fewer rows or columns is repeated, as NumPy does.
    cache : ndarray, shape (n, m)
        Z, as `sigmoid` returned it.

    Returns
    -------
    dZ : ndarray of float64, shape (n, m)
        The gradient with respect to Z.

    Raises
    ------
    TypeError
        If one of the two is not an array of numbers.
    ValueError
        If their shapes don't belong together.
    """
    dA, Z = _pair(dA, cache)
    # 1 - s is taken from the rounded s on purpose: the gradient of the cross-entropy loss holds
    # 1 / s or 1 / (1 - s), made from the same rounded numbers, and so the rounding cancels.
    s = _squash(Z)
    return dA * s * (_ONE - s)


def relu_backward(dA, cache):
    """
    Go back through `relu`: dZ is dA where Z is above zero, and 0 elsewhere.

    At Z = 0 the function has a corner and no derivative; 0 is the usual choice.

    Parameters
    ----------
    dA : ndarray, shape (n, m)
        The gradient with respect to A. One of fewer rows or columns is repeated, as NumPy does.
    cache : ndarray, shape (n, m)
        Z, as `relu` returned it.

    Returns
    -------
    dZ : ndarray of float64, shape (n, m)
        The gradient with respect to Z.

    Raises
    ------
    TypeError
        If one of the two is not an array of numbers.
    ValueError
        If their shapes don't belong together.
    """
    dA, Z = _pair(dA, cache)
    return np.where(Z > _ZERO, dA, _ZERO)


# For Z below -709 exp(-Z) overflows to infinity, and 1 / infinity is the right answer, 0.
@np.errstate(over="ignore")
def _squash(Z: np.ndarray) -> np.ndarray:
    return _ONE / (_ONE + np.exp(-Z))


def _numbers(value, name: str) -> np.ndarray:
    """Give `value` as an array of float64 (the same one, where it is that already)."""
    if type(value) is np.ndarray and value.dtype == float:
        return value
    if isinstance(value, tuple):
        raise TypeError(f"{name} should be an array of numbers; it is a tuple of {len(value)}.")
    try:
        array = np.asarray(value)
    except ValueError:
        array = np.asarray(None)
    if array.dtype.kind not in "biuf":
        raise TypeError(f"{name} should be an array of numbers; it is {_kind(value)}.")
    return array.astype(float, copy=False)


def _kind(value) -> str:
    if value is None:
        return "None"
    if isinstance(value, np.ndarray):
        return f"an array of type {value.dtype}"
    return f"of type {type(value).__name__}"


def _pair(dA, cache) -> tuple[np.ndarray, np.ndarray]:
    dA, Z = _numbers(dA, "dA"), _numbers(cache, "Z (the cache)")
    if dA.shape == Z.shape:
        return dA, Z
    try:
        fits = np.broadcast_shapes(dA.shape, Z.shape) == Z.shape
    except ValueError:
        fits = False
    if not fits:
        raise ValueError(f"dA has the shape {dA.shape} and Z {Z.shape}; they should be the same.")
    return dA, Z
