"""The solutions."""

import numpy as np


def predict_line(x, w, b):
    """
    Predict y for each x with a line.

    Parameters
    ----------
    x : ndarray, shape (1, m)
    w, b : floats, the slope and the intercept

    Returns
    -------
    y_hat : ndarray, shape (1, m)
    """
    ### BEGIN SOLUTION
    return w * x + b
    ### END SOLUTION


def mean_squared_error(y_hat, y):
    """
    Measure how far the predictions are from the points.

    Parameters
    ----------
    y_hat, y : ndarrays, shape (1, m)

    Returns
    -------
    mse : float, the mean of the squared differences
    """
    ### BEGIN SOLUTION
    return float(np.mean((y_hat - y) ** 2))
    ### END SOLUTION
