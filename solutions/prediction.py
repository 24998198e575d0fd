"""Predictions of a trained network, and their accuracy."""

import numpy as np

from solutions.forward import L_model_forward
from solutions.training import L_layer_model


def predict(X, y, parameters):
    """
    Predict for each example whether it is a cat; print the accuracy.

    Parameters
    ----------
    X : ndarray, shape (n_0, m)
        Examples, one per column.
    y : ndarray, shape (1, m)
        Their labels: 1 for a cat, 0 for anything else.
    parameters : dict
        "W1", "b1", ..., "WL", "bL" of a trained network.

    Returns
    -------
    p : ndarray, shape (1, m)
        1 where the probability of a cat is above 0.5, otherwise 0.
        The function also prints the accuracy, the proportion of
        examples where p equals y, in the form "Accuracy: 0.8".
    """
    ### BEGIN SOLUTION
    AL, _ = L_model_forward(X, parameters)
    # True becomes 1 and False 0.
    p = (AL > 0.5).astype(int)
    print(f"Accuracy: {np.mean(p == y)}")
    return p
    ### END SOLUTION


def assembled_network(
    X,
    Y,
    layers_dims,
    learning_rate,
    num_iterations,
    initialize,
):
    """
    Train a network and make predictions, using all of your functions.

    Parameters
    ----------
    X, Y, layers_dims, learning_rate, num_iterations, initialize
        As in `L_layer_model`.

    Returns
    -------
    predictions : ndarray, shape (1, m)
        The predictions of the trained network for X.
    parameters : dict
        "W1", "b1", ..., "WL", "bL" of the trained network.
    """
    parameters = L_layer_model(
        X,
        Y,
        layers_dims,
        learning_rate,
        num_iterations,
        initialize=initialize,
    )
    return predict(X, Y, parameters), parameters
