# mistake: the cost is an array of shape (1, 1), because the products of matrices are not turned into one number
# right: return float(np.squeeze(cost))

import numpy as np


def compute_cost(AL, Y):
    m = Y.shape[1]
    cost = -(1 / m) * (np.dot(Y, np.log(AL).T) + np.dot(1 - Y, np.log(1 - AL).T))
    return cost
