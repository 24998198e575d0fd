# mistake: m is the number of units instead of the number of examples
# right: m = dZ.shape[1]
# mistake: S G is added to W X instead of subtracted
# right: Z = WX - np.dot(S, G) + b

import numpy as np


def gram_step(S, b, dZ, learning_rate, WX, G):
    m = dZ.shape[0]
    S = S + learning_rate / m * dZ
    b = b - learning_rate / m * np.sum(dZ, axis=1, keepdims=True)
    Z = WX + np.dot(S, G) + b
    return S, b, Z
