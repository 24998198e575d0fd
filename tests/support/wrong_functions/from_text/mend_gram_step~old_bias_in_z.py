# mistake: Z uses the new S but still the bias from before the step
# right: Z_new = WX + b_new - S_new @ G, after b_new is computed


def mend_gram_step(S, b, dZ, learning_rate, WX, G):
    length = learning_rate / dZ.shape[1]
    S_new = S + length * dZ
    Z_new = WX + b - S_new @ G
    b_new = b - length * dZ.sum(axis=1, keepdims=True)
    return S_new, b_new, Z_new
