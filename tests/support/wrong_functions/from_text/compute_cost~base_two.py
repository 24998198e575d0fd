# mistake: the logarithm has base 2 instead of being the natural one
# right: log_p = np.log(AL)
# right: log_q = np.log(1 - AL)

import numpy as np


def compute_cost(AL, Y):
    m = Y.shape[1]
    log_p = np.log2(AL)
    log_q = np.log2(1 - AL)
    loss = -(np.multiply(Y, log_p) + np.multiply(1 - Y, log_q))
    return np.sum(loss) / m
