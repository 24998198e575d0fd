"""Weight initialization.

Dividing by ``sqrt(n_prev)`` keeps the variance of a unit's weighted sum
close to that of its inputs: Y. LeCun, L. Bottou, G. Orr and
K.-R. Müller, *Efficient BackProp*, 1998, section 4.6.
"""

import numpy as np


def initialize_parameters(n_x, n_h, n_y):
    """
    Initialize a network with one hidden layer.

    The weights are drawn from the standard normal distribution and
    multiplied by 0.01. The biases are zeros.

    Parameters
    ----------
    n_x : int
        Number of input features.
    n_h : int
        Number of units in the hidden layer.
    n_y : int
        Number of units in the output layer.

    Returns
    -------
    parameters : dict
        "W1" : ndarray, shape (n_h, n_x)
        "b1" : ndarray, shape (n_h, 1)
        "W2" : ndarray, shape (n_y, n_h)
        "b2" : ndarray, shape (n_y, 1)
    """
    ### BEGIN SOLUTION
    # Random weights break the symmetry; biases may start at 0.
    W1 = np.random.randn(n_h, n_x) * 0.01
    b1 = np.zeros((n_h, 1))
    W2 = np.random.randn(n_y, n_h) * 0.01
    b2 = np.zeros((n_y, 1))
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
    ### END SOLUTION


def initialize_parameters_deep(layer_dims):
    """
    Initialize a network with any number of layers.

    The rules are those of `initialize_parameters`: weights from the
    standard normal distribution times 0.01, biases zero.

    Parameters
    ----------
    layer_dims : list of int
        Sizes [n_0, n_1, ..., n_L]: the number of input features, then
        the number of units in each of the L layers.

    Returns
    -------
    parameters : dict
        For each layer l from 1 to L:
        "Wl" : ndarray, shape (n_l, n_{l-1})
        "bl" : ndarray, shape (n_l, 1)
    """
    ### BEGIN SOLUTION
    parameters = {}
    # Entry 0 of the list is the number of inputs, which is no layer.
    for layer in range(1, len(layer_dims)):
        n, n_prev = layer_dims[layer], layer_dims[layer - 1]
        parameters[f"W{layer}"] = np.random.randn(n, n_prev) * 0.01
        parameters[f"b{layer}"] = np.zeros((n, 1))
    return parameters
    ### END SOLUTION


def initialize_parameters_scaled(layer_dims):
    """
    Initialize a deep network so that its numbers keep their size.

    The weights of layer l are drawn from the standard normal
    distribution and divided by the square root of n_{l-1}, the number
    of inputs of each unit in the layer. The biases are zeros.

    Parameters
    ----------
    layer_dims : list of int
        Sizes [n_0, n_1, ..., n_L], as in `initialize_parameters_deep`.

    Returns
    -------
    parameters : dict
        For each layer l from 1 to L:
        "Wl" : ndarray, shape (n_l, n_{l-1})
        "bl" : ndarray, shape (n_l, 1)
    """
    ### BEGIN SOLUTION
    parameters = {}
    for layer in range(1, len(layer_dims)):
        n, n_prev = layer_dims[layer], layer_dims[layer - 1]
        # Then a sum of n_prev products keeps its variance.
        draws = np.random.randn(n, n_prev)
        parameters[f"W{layer}"] = draws / np.sqrt(n_prev)
        parameters[f"b{layer}"] = np.zeros((n, 1))
    return parameters
    ### END SOLUTION
