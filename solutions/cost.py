"""The cross-entropy cost: how wrong the predictions are."""

import numpy as np


def compute_cost(AL, Y):
    """
    Compute the cross-entropy cost: the mean loss over all examples.

    Parameters
    ----------
    AL : ndarray, shape (1, m)
        The predictions: probabilities strictly between 0 and 1.
    Y : ndarray, shape (1, m)
        The labels: 1 for a cat, 0 for anything else.

    Returns
    -------
    cost : float
        One number, the mean of the losses of the m examples, computed
        with the natural logarithm.
    """
    ### BEGIN SOLUTION
    m = Y.shape[1]
    # For each example one of the two terms is 0.
    losses = -(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))
    return float(np.sum(losses) / m)
    ### END SOLUTION
