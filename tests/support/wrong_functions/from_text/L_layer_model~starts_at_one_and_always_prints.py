# mistake: the loop starts at 1, so one step is missing and iteration 0 is never reported
# right: for i in range(num_iterations):
# mistake: the cost is printed whether print_cost is true or not
# right: if print_cost and i % 100 == 0:

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
    parameters = initialize(layers_dims)
    for i in range(1, num_iterations):
        AL, caches = L_model_forward(X, parameters)
        cost = compute_cost(AL, Y)
        if i % 100 == 0:
            print(f"Cost after iteration {i}: {cost:f}")
            costs.append(cost)
        grads = L_model_backward(AL, Y, caches)
        parameters = update_parameters(parameters, grads, learning_rate)
    if print_cost:
        plot_costs(costs, learning_rate)
    return parameters
