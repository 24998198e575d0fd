# mistake: the gradient of W is divided by the learning rate instead of multiplied by it
# right: W = parameters["W" + l] - grads["dW" + l] * learning_rate
# mistake: every bias is changed by db1, the gradient of the first layer
# right: b = parameters["b" + l] - grads["db" + l] * learning_rate


def update_parameters(parameters, grads, learning_rate):
    out = {}
    L = len(parameters) // 2
    for l in [str(k) for k in range(1, L + 1)]:
        W = parameters["W" + l] - grads["dW" + l] / learning_rate
        b = parameters["b" + l] - grads["db1"] * learning_rate
        out["W" + l] = W
        out["b" + l] = b
    return out
