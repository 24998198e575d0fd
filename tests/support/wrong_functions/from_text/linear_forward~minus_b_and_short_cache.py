# mistake: the bias is subtracted instead of added
# right: Z = WA + b
# mistake: b is missing in the cache
# right: cache = A_prev, W, b


def linear_forward(A_prev, W, b):
    WA = W.dot(A_prev)
    Z = WA - b
    cache = A_prev, W
    return Z, cache
