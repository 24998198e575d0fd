"""Two functions in a style of their own, and the same with other names."""

from __future__ import annotations

import re

STYLE = """def linear_backward(dZ, cache):
    A_prev, W, b = cache
    n_examples = float(A_prev.shape[-1])
    scale = 1.0 / n_examples
    dW = np.einsum("ij,kj->ik", dZ, A_prev) * scale
    db = np.add.reduce(dZ, axis=-1).reshape(b.shape[0], 1) * scale
    dA_prev = np.einsum("ji,jk->ik", W, dZ)
    checked = [one.shape == other.shape for one, other in zip((dA_prev, dW, db), (A_prev, W, b))]
    if not all(checked):
        print("shapes differ", checked)
    return dA_prev, dW, db
"""
FORWARD = """def L_model_forward(X, parameters):
    caches, A, count = list(), np.array(X, copy=True), len(parameters) // 2
    kinds = dict(enumerate(["relu"] * (count - 1) + ["sigmoid"], 1))
    while len(caches) < count:
        layer = 1 + len(caches)
        weights, biases = (parameters.get(key + str(layer)) for key in "Wb")
        A, kept = linear_activation_forward(A, weights, biases, activation=kinds.get(layer))
        caches = caches + [kept]
    assert A.shape[-1] == X.shape[-1]
    return A, caches
"""


def renamed(source: str) -> str:
    source = re.sub(r"\bscale\b", "k", source)
    source = re.sub(r"\bn_examples\b", "number", source)
    return re.sub(r"\b(kinds|kept|count|layer)\b", r"my_\1", source).replace(
        "    A_", "    # mine\n    A_"
    )
