"""
The activation functions and the step back through each.

Each forward function returns its answer and a cache, which is Z itself; the backward function
takes that cache. Derivatives: I. Goodfellow, Y. Bengio and A. Courville, *Deep Learning*, MIT Press
2016, sections 3.10 (sigmoid) and 6.3.1 (ReLU).
"""

from __future__ import annotations

import numpy as np


def sigmoid(Z):
    """
    Squash every number into (0, 1): 1 / (1 + exp(-Z)).

    Parameters
    ----------
    Z : ndarray, any shape, such as (n, m)

    Returns
    -------
    A : ndarray, the shape of Z
    cache : ndarray, Z itself, for `sigmoid_backward`
    """
    # For Z far below zero exp(-Z) overflows to infinity, and 1 / infinity is the right answer, 0.
    with np.errstate(over="ignore"):
        A = 1 / (1 + np.exp(-np.asarray(Z)))
    return A, Z


def relu(Z):
    """
    Keep what is above zero, and put zero in place of the rest: max(0, Z).

    Parameters
    ----------
    Z : ndarray, any shape, such as (n, m)

    Returns
    -------
    A : ndarray, the shape of Z
    cache : ndarray, Z itself, for `relu_backward`
    """
    return np.maximum(0, Z), Z


def sigmoid_backward(dA, cache):
    """
    Go back through `sigmoid`: dZ = dA * s * (1 - s) with s = sigmoid(Z).

    Parameters
    ----------
    dA : ndarray, shape (n, m)
        The gradient with respect to A.
    cache : ndarray, shape (n, m)
        Z, as `sigmoid` returned it.

    Returns
    -------
    dZ : ndarray, shape (n, m)
        The gradient with respect to Z.
    """
    s, _ = sigmoid(cache)
    return dA * s * (1 - s)


def relu_backward(dA, cache):
    """
    Go back through `relu`: dZ is dA where Z is above zero, and 0 elsewhere.

    Parameters
    ----------
    dA : ndarray, shape (n, m)
        The gradient with respect to A.
    cache : ndarray, shape (n, m)
        Z, as `relu` returned it.

    Returns
    -------
    dZ : ndarray, shape (n, m)
        The gradient with respect to Z.
    """
    return np.where(np.asarray(cache) > 0, dA, 0.0)
