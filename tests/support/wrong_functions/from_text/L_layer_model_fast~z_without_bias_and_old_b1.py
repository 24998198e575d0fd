# mistake: the first Z has no bias
# right: Z = WX + start["b1"]
# mistake: b1 of the start is returned instead of the trained one
# right: out = {"W1": start["W1"] - S.dot(X.T), "b1": b1}

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
    n_layers = len(layers_dims) - 1
    WX = start["W1"].dot(X)
    G = X.T.dot(X)
    S = np.zeros(WX.shape)
    b1 = start["b1"]
    Z = WX
    upper = {}
    for l in range(1, n_layers):
        for kind in ("W", "b"):
            upper[kind + str(l)] = start[kind + str(l + 1)]
    costs = []
    for i in range(num_iterations):
        AL, caches = L_model_forward(relu(Z)[0], upper)
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
    out = {"W1": start["W1"] - S.dot(X.T), "b1": start["b1"]}
    for l in range(1, n_layers):
        for kind in ("W", "b"):
            out[kind + str(l + 1)] = upper[kind + str(l)]
    return out
