# mistake: the two factors S and G are in the wrong order
# right: SG = np.matmul(S, G)

import numpy as np


def gram_step(S, b, dZ, learning_rate, WX, G):
    n, m = dZ.shape
    alpha_m = learning_rate / m
    S = S + alpha_m * dZ
    b = b - alpha_m * np.sum(dZ, axis=1).reshape(n, 1)
    SG = np.matmul(G, S)
    Z = WX - SG + b
    return S, b, Z
