# mistake: m is taken from the rows of Y, of which there is always one
# right: m = Y.shape[1]
# mistake: the second term takes the log of AL instead of 1 - AL
# right: second = (1 - Y) * np.log(1 - AL)

import numpy as np


def compute_cost(AL, Y):
    m = Y.shape[0]
    first = Y * np.log(AL)
    second = (1 - Y) * np.log(AL)
    cost = -1 / m * np.sum(first + second)
    return cost
