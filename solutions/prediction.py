"""Step 6: use a trained network, and say how often it is right."""

import numpy as np

from solutions.forward import L_model_forward
from solutions.training import L_layer_model


def predict(X, y, parameters):
    """
    Say for each example whether it is a cat, and print the share that was right.

    Parameters
    ----------
    X : ndarray, shape (n_0, m)
        Examples, one in each column.
    y : ndarray, shape (1, m)
        Their labels: 1 for a cat, 0 for anything else.
    parameters : dict
        "W1", "b1", ..., "WL", "bL" of a trained network.

    Returns
    -------
    p : ndarray, shape (1, m)
        1 where the network gives a cat a probability above 0.5, else 0. On the way, the share
        of examples where p equals y is printed, as "Accuracy: 0.8".
    """
    ### BEGIN SOLUTION
    AL, _ = L_model_forward(X, parameters)
    p = (AL > 0.5).astype(int)
    print(f"Accuracy: {np.mean(p == y)}")
    return p
    ### END SOLUTION


def assembled_network(X, Y, layers_dims, learning_rate, num_iterations, initialize):
    """
    Train a network and let it predict, with all of your functions together.

    Parameters
    ----------
    X, Y, layers_dims, learning_rate, num_iterations, initialize
        As for `L_layer_model`.

    Returns
    -------
    predictions : ndarray, shape (1, m)
        What the trained network says of X.
    parameters : dict
        "W1", "b1", ..., "WL", "bL" of the trained network.
    """
    parameters = L_layer_model(
        X, Y, layers_dims, learning_rate, num_iterations, initialize=initialize
    )
    return predict(X, Y, parameters), parameters
