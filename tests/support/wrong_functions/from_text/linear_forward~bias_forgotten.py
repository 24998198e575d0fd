# mistake: the bias is not added
# right: return W @ A_prev + b, (A_prev, W, b)


def linear_forward(A_prev, W, b):
    return W @ A_prev, (A_prev, W, b)
