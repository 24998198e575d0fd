# mistake: the parameters are initialized again in every iteration, so only the last step is left
# right: parameters = initialize(layers_dims), before the loop

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
    costs = []
    for i in range(num_iterations):
        parameters = initialize(layers_dims)
        AL, caches = L_model_forward(X, parameters)
        cost = compute_cost(AL, Y)
        if print_cost and i % 100 == 0:
            print(f"Cost after iteration {i}: {cost:.6f}")
            costs.append(cost)
        grads = L_model_backward(AL, Y, caches)
        parameters = update_parameters(parameters, grads, learning_rate)
    if print_cost:
        plot_costs(costs, learning_rate)
    return parameters
