# mistake: the minus in front of the mean is missing, so the cost is negative
# right: return float(-np.mean(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)))

import numpy as np


def compute_cost(AL, Y):
    return float(np.mean(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)))
