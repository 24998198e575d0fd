# mistake: the results are returned in the order dW, db, dA_prev
# right: return W.T.dot(dZ), dZ.dot(A_prev.T) / m, db


def linear_backward(dZ, cache):
    A_prev, W, _ = cache
    m = A_prev.shape[1]
    db = dZ.mean(axis=1, keepdims=True)
    return dZ.dot(A_prev.T) / m, db, W.T.dot(dZ)
