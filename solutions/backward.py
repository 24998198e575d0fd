"""Step 4: from the cost back to every parameter, by the chain rule."""

import numpy as np

from dnn_utils import relu_backward, sigmoid_backward


def linear_backward(dZ, cache):
    """
    Compute the linear part of one layer's backward step.

    Parameters
    ----------
    dZ : ndarray, shape (n, m)
        The gradient of the loss with respect to this layer's Z, one example in each column.
    cache : tuple (A_prev, W, b)
        What `linear_forward` kept: shapes (n_prev, m), (n, n_prev) and (n, 1).

    Returns
    -------
    dA_prev : ndarray, shape (n_prev, m)
        The gradient of the loss with respect to A_prev, one example in each column.
    dW : ndarray, shape (n, n_prev)
        The gradient of the cost, averaged over the m examples, with respect to W.
    db : ndarray, shape (n, 1)
        The gradient of the cost, averaged over the m examples, with respect to b.
    """
    ### BEGIN SOLUTION
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dA_prev = np.dot(W.T, dZ)
    dW = np.dot(dZ / m, A_prev.T)
    db = np.sum(dZ / m, axis=1, keepdims=True)
    return dA_prev, dW, db
    ### END SOLUTION


def linear_activation_backward(dA, cache, activation):
    """
    Compute one whole layer's backward step: through the activation function, then the linear part.

    Parameters
    ----------
    dA : ndarray, shape (n, m)
        The gradient of the loss with respect to this layer's activations A.
    cache : tuple (linear_cache, activation_cache)
        What `linear_activation_forward` kept.
    activation : {"sigmoid", "relu"}
        Which activation function the layer has.

    Returns
    -------
    dA_prev : ndarray, shape (n_prev, m)
    dW : ndarray, shape (n, n_prev)
    db : ndarray, shape (n, 1)
        As `linear_backward` returns them.
    """
    ### BEGIN SOLUTION
    linear_cache, activation_cache = cache
    if activation == "relu":
        dZ = relu_backward(dA, activation_cache)
    elif activation == "sigmoid":
        dZ = sigmoid_backward(dA, activation_cache)
    else:
        raise ValueError(f'activation must be "sigmoid" or "relu", not {activation!r}')
    return linear_backward(dZ, linear_cache)
    ### END SOLUTION


def L_model_backward(AL, Y, caches):
    """
    Compute the backward pass of the whole network: the sigmoid layer, then L-1 ReLU layers.

    Parameters
    ----------
    AL : ndarray, shape (1, m)
        The network's answers, from `L_model_forward`.
    Y : ndarray, shape (1, m)
        The labels: 1 for a cat, 0 for anything else.
    caches : list of L tuples
        The caches from `L_model_forward`; caches[l-1] belongs to layer l.

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
    dA = (1 - Y) / (1 - AL) - Y / AL
    for layer in range(L, 0, -1):
        activation = "sigmoid" if layer == L else "relu"
        dA, dW, db = linear_activation_backward(dA, caches[layer - 1], activation)
        grads[f"dA{layer - 1}"] = dA
        grads[f"dW{layer}"] = dW
        grads[f"db{layer}"] = db
    return grads
    ### END SOLUTION
