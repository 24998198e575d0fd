"""The original recipe, its costs, and small networks."""

from __future__ import annotations

import numpy as np

NETWORKS = [[3, 1], [4, 3, 1], [5, 4, 2, 1], [3, 5, 4, 2, 1], [4, 3, 3, 2, 2, 1]]


# The specification's cost table: iterations 0, 100, ..., 2400 on the original data.
COST_TABLE = """
0.771749 0.672053 0.648263 0.611507 0.567047 0.540138 0.527930 0.465477 0.369126 0.391747 0.315187
0.272700 0.237419 0.199601 0.189263 0.161189 0.148214 0.137775 0.129740 0.121225 0.113821 0.107839
0.102855 0.100897 0.092878
""".split()
# Its accuracies on the original data.
ORIGINAL_TRAIN_ACCURACY, ORIGINAL_TEST_ACCURACY = 0.985645933014, 0.8
RECIPE = {"layers_dims": [12288, 20, 7, 5, 1], "learning_rate": 0.0075, "num_iterations": 2500}


def draw_network(dims, m, seed):
    rng = np.random.default_rng(seed)
    parameters = {}
    for layer in range(1, len(dims)):
        shape = (dims[layer], dims[layer - 1])
        parameters[f"W{layer}"] = rng.standard_normal(shape) / np.sqrt(shape[1])
        parameters[f"b{layer}"] = rng.standard_normal((dims[layer], 1))
    return rng.standard_normal((dims[0], m)), rng.integers(0, 2, (1, m)), parameters


def flatten(images):
    return images.reshape(len(images), -1).T / 255
