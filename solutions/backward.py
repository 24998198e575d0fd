"""Backpropagation: from the cost back to a gradient for every parameter."""

import numpy as np

from dnn_utils import relu_backward, sigmoid_backward


def linear_backward(dZ, cache):
    """
    Go back through the linear part of a layer.

    Parameters
    ----------
    dZ : ndarray, shape (n, m)
        Gradient of the loss with respect to Z, one example per column.
    cache : tuple (A_prev, W, b)
        The cache of `linear_forward`, with the shapes (n_prev, m),
        (n, n_prev) and (n, 1).

    Returns
    -------
    dA_prev : ndarray, shape (n_prev, m)
        Gradient of the loss with respect to A_prev, one example per
        column.
    dW : ndarray, shape (n, n_prev)
        Gradient of the cost with respect to W: the mean over the
        m examples.
    db : ndarray, shape (n, 1)
        Gradient of the cost with respect to b: the mean over the
        m examples.
    """
    ### BEGIN SOLUTION
    A_prev, W, b = cache
    m = A_prev.shape[1]
    # Each input affects every unit: W.T adds up its effects.
    dA_prev = np.dot(W.T, dZ)
    # Sums over the examples become means: each term gets its 1/m.
    terms = 1 / m * dZ
    dW = np.dot(terms, A_prev.T)
    db = terms.sum(axis=1, keepdims=True)
    return dA_prev, dW, db
    ### END SOLUTION


def linear_activation_backward(dA, cache, activation):
    """
    Go back through a layer: the activation, then the linear part.

    Parameters
    ----------
    dA : ndarray, shape (n, m)
        Gradient of the loss with respect to A, one example per column.
    cache : tuple (linear_cache, activation_cache)
        The cache of `linear_activation_forward`.
    activation : {"sigmoid", "relu"}
        The layer's activation function.

    Returns
    -------
    dA_prev : ndarray, shape (n_prev, m)
    dW : ndarray, shape (n, n_prev)
    db : ndarray, shape (n, 1)
        As `linear_backward` returns them.
    """
    ### BEGIN SOLUTION
    linear_cache, activation_cache = cache
    # Forward, the activation function came last; backward, first.
    if activation == "relu":
        dZ = relu_backward(dA, activation_cache)
    elif activation == "sigmoid":
        dZ = sigmoid_backward(dA, activation_cache)
    else:
        known = 'activation must be "sigmoid" or "relu", not {!r}'
        raise ValueError(known.format(activation))
    return linear_backward(dZ, linear_cache)
    ### END SOLUTION


def L_model_backward(AL, Y, caches):
    """
    Go back through the network: one sigmoid, then L-1 ReLU layers.

    Parameters
    ----------
    AL : ndarray, shape (1, m)
        The predictions, from `L_model_forward`.
    Y : ndarray, shape (1, m)
        The labels: 1 for a cat, 0 for anything else.
    caches : list of L tuples
        The caches, from `L_model_forward`. caches[l-1] is that of
        layer l.

    Returns
    -------
    grads : dict
        For each layer l from 1 to L:
        "dWl" : ndarray, the shape of Wl
        "dbl" : ndarray, the shape of bl
        and for each l from 0 to L-1:
        "dAl" : ndarray, the shape of Al, where A0 is the input X
    """
    ### BEGIN SOLUTION
    L = len(caches)
    Y = Y.reshape(AL.shape)
    grads = {}
    # The derivative of the loss of each example with respect to AL.
    dA = (1 - Y) / (1 - AL) - Y / AL
    for layer in range(L, 0, -1):
        activation = "sigmoid" if layer == L else "relu"
        # Layers are numbered from 1, the list of caches from 0.
        cache = caches[layer - 1]
        dA, dW, db = linear_activation_backward(dA, cache, activation)
        grads[f"dA{layer - 1}"] = dA
        grads[f"dW{layer}"] = dW
        grads[f"db{layer}"] = db
    return grads
    ### END SOLUTION
