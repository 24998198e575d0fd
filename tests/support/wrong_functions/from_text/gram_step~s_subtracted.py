# mistake: the step is subtracted from S, although S collects with a plus what is later subtracted from W
# right: S = S + learning_rate * dZ / m


def gram_step(S, b, dZ, learning_rate, WX, G):
    m = G.shape[0]
    S = S - learning_rate * dZ / m
    b = b - learning_rate * dZ.mean(axis=1, keepdims=True)
    Z = WX - S @ G + b
    return S, b, Z
