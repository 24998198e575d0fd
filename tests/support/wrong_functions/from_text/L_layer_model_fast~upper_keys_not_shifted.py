# mistake: the upper network keeps the numbers of the whole network, so it has no "W1"
# right: upper[f"W{l - 1}"] = start[f"W{l}"]
# right: upper[f"b{l - 1}"] = start[f"b{l}"]

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
    W1, b1 = start["W1"], start["b1"]
    upper = {}
    for l in range(2, len(layers_dims)):
        upper[f"W{l}"] = start[f"W{l}"]
        upper[f"b{l}"] = start[f"b{l}"]
    WX, G = W1 @ X, X.T @ X
    S, Z = np.zeros_like(WX), WX + b1
    costs = []
    for i in range(num_iterations):
        A1 = relu(Z)[0]
        AL, caches = L_model_forward(A1, upper)
        cost = compute_cost(AL, Y)
        if print_cost and i % 100 == 0:
            print("Cost after iteration %d: %f" % (i, cost))
            costs.append(cost)
        grads = L_model_backward(AL, Y, caches)
        dZ = relu_backward(grads["dA0"], Z)
        S, b1, Z = gram_step(S, b1, dZ, learning_rate, WX, G)
        upper = update_parameters(upper, grads, learning_rate)
    if print_cost:
        plot_costs(costs, learning_rate)
    parameters = {"W1": W1 - S @ X.T, "b1": b1}
    for l in range(2, len(layers_dims)):
        parameters[f"W{l}"] = upper[f"W{l - 1}"]
        parameters[f"b{l}"] = upper[f"b{l - 1}"]
    return parameters
