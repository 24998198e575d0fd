# mistake: the cost is computed again after the step, so the printed and stored cost belongs to the new parameters
# right: cost = compute_cost(AL, Y)

from dnn_utils import plot_costs


def L_layer_model(
    X,
    Y,
    layers_dims,
    learning_rate=0.0075,
    num_iterations=3000,
    print_cost=False,
    initialize=initialize_parameters_deep,
):
    params = initialize(layers_dims)
    costs = []
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, params)
        grads = L_model_backward(AL, Y, caches)
        params = update_parameters(params, grads, learning_rate)
        if print_cost and i % 100 == 0:
            cost = compute_cost(L_model_forward(X, params)[0], Y)
            print(f"Cost after iteration {i}: {cost:f}")
            costs.append(cost)
    if print_cost:
        plot_costs(costs, learning_rate)
    return params
