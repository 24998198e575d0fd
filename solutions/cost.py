"""Step 3: how far the network's answers are from the labels."""

import numpy as np


def compute_cost(AL, Y):
    """
    Compute the cross-entropy cost, averaged over the examples.

    Parameters
    ----------
    AL : ndarray, shape (1, m)
        The network's answers: probabilities strictly between 0 and 1.
    Y : ndarray, shape (1, m)
        The labels: 1 for a cat, 0 for anything else.

    Returns
    -------
    cost : float
        One number: the mean over the m examples of the loss of each, in nats.
    """
    ### BEGIN SOLUTION
    m = Y.shape[1]
    losses = -(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))
    return float(np.sum(losses) / m)
    ### END SOLUTION
