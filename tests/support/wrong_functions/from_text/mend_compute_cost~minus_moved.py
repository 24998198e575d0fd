# mistake: the inner minus was kept and the outer one removed, so examples with label 1 now count negative
# right: total += -y * np.log(a) - (1 - y) * np.log(1 - a)

import numpy as np


def mend_compute_cost(AL, Y):
    total = 0.0
    for a, y in zip(AL[0], Y[0]):
        total += y * np.log(a) - (1 - y) * np.log(1 - a)
    return total / AL.shape[1]
