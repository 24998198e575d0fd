# mistake: the size of b was corrected, but its order was changed too: it is a row, (1, n), instead of a column
# right: parameters[f"b{l}"] = np.zeros((here, 1))

import numpy as np


def mend_initialize_parameters_deep(layer_dims):
    parameters = {}
    pairs = zip(layer_dims, layer_dims[1:])
    for l, (before, here) in enumerate(pairs, start=1):
        draws = np.random.normal(size=(here, before))
        parameters[f"W{l}"] = 0.01 * draws
        parameters[f"b{l}"] = np.zeros((1, here))
    return parameters
