"""Mistakes in the cost."""

import numpy as np

from grader.misconceptions.record import mistake


@mistake("cost-without-minus", "The minus sign is missing.")
def compute_cost(AL, Y):
    m = Y.shape[1]
    cost = 1 / m * np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))
    return np.squeeze(cost)


@mistake("cost-not-averaged", "The losses are summed over the examples and not divided by m.")
def compute_cost(AL, Y):
    cost = -np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))
    return np.squeeze(cost)
