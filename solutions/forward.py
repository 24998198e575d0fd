"""Forward propagation, with the caches that backpropagation needs."""

import numpy as np

from dnn_utils import relu, sigmoid


def linear_forward(A_prev, W, b):
    """
    Compute the linear part of a layer, for all examples at once.

    Parameters
    ----------
    A_prev : ndarray, shape (n_prev, m)
        Activations of the layer before (or the inputs X), one example
        per column.
    W : ndarray, shape (n, n_prev)
        Weights of this layer.
    b : ndarray, shape (n, 1)
        Biases of this layer.

    Returns
    -------
    Z : ndarray, shape (n, m)
        The weighted sums, the input of the activation function.
    cache : tuple (A_prev, W, b)
        The three arguments in this order, for the backward pass.
    """
    ### BEGIN SOLUTION
    # NumPy adds the column b to every column of the product.
    Z = np.dot(W, A_prev) + b
    return Z, (A_prev, W, b)
    ### END SOLUTION


def linear_activation_forward(A_prev, W, b, activation):
    """
    Compute a layer: the linear part, then the activation function.

    Parameters
    ----------
    A_prev : ndarray, shape (n_prev, m)
        Activations of the layer before (or the inputs X).
    W : ndarray, shape (n, n_prev)
        Weights of this layer.
    b : ndarray, shape (n, 1)
        Biases of this layer.
    activation : {"sigmoid", "relu"}
        The activation function to apply.

    Returns
    -------
    A : ndarray, shape (n, m)
        Activations of this layer.
    cache : tuple (linear_cache, activation_cache)
        The cache of `linear_forward`, then the cache of the activation
        function.
    """
    ### BEGIN SOLUTION
    Z, linear_cache = linear_forward(A_prev, W, b)
    if activation == "sigmoid":
        A, activation_cache = sigmoid(Z)
    elif activation == "relu":
        A, activation_cache = relu(Z)
    else:
        known = 'activation must be "sigmoid" or "relu", not {!r}'
        raise ValueError(known.format(activation))
    return A, (linear_cache, activation_cache)
    ### END SOLUTION


def L_model_forward(X, parameters):
    """
    Compute the forward pass: L-1 ReLU layers, then a sigmoid layer.

    Parameters
    ----------
    X : ndarray, shape (n_0, m)
        The inputs, one example per column.
    parameters : dict
        "W1", "b1", ..., "WL", "bL", as `initialize_parameters_deep`
        returns them.

    Returns
    -------
    AL : ndarray, shape (1, m)
        The predictions: for each example, the probability of a cat.
    caches : list of L tuples
        The caches of `linear_activation_forward`, in order. caches[0]
        is that of layer 1, caches[L-1] that of the output layer.
    """
    ### BEGIN SOLUTION
    L = len(parameters) // 2
    caches = []
    A = X
    for layer in range(1, L + 1):
        activation = "relu" if layer < L else "sigmoid"
        # The output of one layer is the input of the next.
        W, b = parameters[f"W{layer}"], parameters[f"b{layer}"]
        A, cache = linear_activation_forward(A, W, b, activation)
        caches.append(cache)
    return A, caches
    ### END SOLUTION
