# mistake: the step of S is not divided by m
# right: S_new = S + learning_rate * dZ / m

import numpy as np


def gram_step(S, b, dZ, learning_rate, WX, G):
    m = dZ.shape[1]
    S_new = S + learning_rate * dZ
    db = np.sum(dZ, axis=1, keepdims=True) / m
    b_new = b - learning_rate * db
    Z = WX - np.dot(S_new, G) + b_new
    return S_new, b_new, Z
