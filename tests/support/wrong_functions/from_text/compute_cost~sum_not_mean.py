# mistake: the losses are added up but not divided by m
# right: cost = -np.sum(losses) / Y.shape[1]

import numpy as np


def compute_cost(AL, Y):
    losses = Y * np.log(AL) + (1 - Y) * np.log(1 - AL)
    cost = -np.sum(losses)
    return cost
