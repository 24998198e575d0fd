# mistake: the loop starts at 1 and leaves out the first example
# right: for i in range(m):
# mistake: the loss of an example with label 0 is added with the wrong sign
# right: total -= np.log(1 - AL[0, i])

import numpy as np


def compute_cost(AL, Y):
    m = AL.shape[1]
    total = 0
    for i in range(1, m):
        if Y[0, i] == 1:
            total -= np.log(AL[0, i])
        else:
            total += np.log(1 - AL[0, i])
    return total / m
