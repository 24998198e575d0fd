# mistake: the result of update_parameters is not assigned, so the upper network never changes
# right: top = update_parameters(top, grads, learning_rate)
# mistake: S X^T is added to the initial weights instead of subtracted
# right: parameters["W1"] = W_start - np.dot(S, X.T)

import numpy as np

from dnn_utils import plot_costs, relu, relu_backward


def L_layer_model_fast(
    X,
    Y,
    layers_dims,
    learning_rate=0.0075,
    num_iterations=3000,
    print_cost=False,
    initialize=initialize_parameters_deep,
):
    parameters = dict(initialize(layers_dims))
    L = len(parameters) // 2
    W_start, b = parameters["W1"], parameters["b1"]

    # computed once
    WX = np.dot(W_start, X)
    G = np.dot(X.T, X)

    S = np.zeros(WX.shape)
    Z = WX + b
    top = {}
    for l in range(2, L + 1):
        top["W" + str(l - 1)] = parameters["W" + str(l)]
        top["b" + str(l - 1)] = parameters["b" + str(l)]

    costs = []
    for i in range(num_iterations):
        A1, cache1 = relu(Z)
        AL, caches = L_model_forward(A1, top)
        cost = compute_cost(AL, Y)
        grads = L_model_backward(AL, Y, caches)
        dZ = relu_backward(grads["dA0"], cache1)
        S, b, Z = gram_step(S, b, dZ, learning_rate, WX, G)
        update_parameters(top, grads, learning_rate)
        if print_cost and i % 100 == 0:
            print(f"Cost after iteration {i}: {cost:f}")
            costs.append(cost)
    if print_cost:
        plot_costs(costs, learning_rate)

    parameters["W1"] = W_start + np.dot(S, X.T)
    parameters["b1"] = b
    for l in range(2, L + 1):
        parameters["W" + str(l)] = top["W" + str(l - 1)]
        parameters["b" + str(l)] = top["b" + str(l - 1)]
    return parameters
