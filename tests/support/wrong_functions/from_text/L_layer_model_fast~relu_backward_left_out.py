# mistake: dA0 of the upper network is used as dZ without going back through relu
# right: dZ = relu_backward(grads["dA0"], Z)

import numpy as np

from dnn_utils import plot_costs, relu


def L_layer_model_fast(
    X,
    Y,
    layers_dims,
    learning_rate=0.0075,
    num_iterations=3000,
    print_cost=False,
    initialize=initialize_parameters_deep,
):
    p = initialize(layers_dims)
    L = len(p) // 2
    rest = {}
    for l in range(1, L):
        rest["W" + str(l)] = p["W" + str(l + 1)]
        rest["b" + str(l)] = p["b" + str(l + 1)]
    b = p["b1"]
    WX = np.dot(p["W1"], X)
    G = np.dot(X.T, X)
    S = np.zeros((layers_dims[1], X.shape[1]))
    Z = WX + b
    costs = []
    for i in range(num_iterations):
        A, _ = relu(Z)
        AL, caches = L_model_forward(A, rest)
        if print_cost and i % 100 == 0:
            cost = compute_cost(AL, Y)
            costs.append(cost)
            print(f"Cost after iteration {i}: {cost:.6f}")
        grads = L_model_backward(AL, Y, caches)
        dZ = grads["dA0"]
        S, b, Z = gram_step(S, b, dZ, learning_rate, WX, G)
        rest = update_parameters(rest, grads, learning_rate)
    if print_cost:
        plot_costs(costs, learning_rate)
    final = {"W1": p["W1"] - np.dot(S, X.T), "b1": b}
    for l in range(1, L):
        final["W" + str(l + 1)] = rest["W" + str(l)]
        final["b" + str(l + 1)] = rest["b" + str(l)]
    return final
