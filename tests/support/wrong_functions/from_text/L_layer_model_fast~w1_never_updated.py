# mistake: W1 of the start is returned, S X^T is not subtracted after the last step
# right: result = {"W1": W0 - np.dot(S, X.T), "b1": b1}

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
    start = initialize(layers_dims)
    L = len(layers_dims) - 1
    W0, b1 = start["W1"], start["b1"]
    WX = np.dot(W0, X)
    G = np.dot(X.T, X)
    S = np.zeros(WX.shape)
    Z = WX + b1

    upper = {}
    for l in range(2, L + 1):
        upper["W" + str(l - 1)] = start["W" + str(l)]
        upper["b" + str(l - 1)] = start["b" + str(l)]

    costs = []
    for i in range(num_iterations):
        A1, _ = relu(Z)
        AL, caches = L_model_forward(A1, upper)
        cost = compute_cost(AL, Y)
        if print_cost and i % 100 == 0:
            print(f"Cost after iteration {i}: {cost:f}")
            costs.append(cost)
        grads = L_model_backward(AL, Y, caches)
        dZ = relu_backward(grads["dA0"], Z)
        S, b1, Z = gram_step(S, b1, dZ, learning_rate, WX, G)
        upper = update_parameters(upper, grads, learning_rate)

    if print_cost:
        plot_costs(costs, learning_rate)

    result = {"W1": W0, "b1": b1}
    for l in range(2, L + 1):
        result["W" + str(l)] = upper["W" + str(l - 1)]
        result["b" + str(l)] = upper["b" + str(l - 1)]
    return result
