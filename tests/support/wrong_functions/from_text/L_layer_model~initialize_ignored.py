# mistake: initialize_parameters_deep is called instead of the function that was passed as initialize
# right: parameters = initialize(layers_dims)

from dnn_utils import plot_costs, progress_bar


def L_layer_model(
    X,
    Y,
    layers_dims,
    learning_rate=0.0075,
    num_iterations=3000,
    print_cost=False,
    initialize=initialize_parameters_deep,
):
    parameters = initialize_parameters_deep(layers_dims)
    costs = []
    bar = progress_bar(num_iterations)
    for i in bar:
        AL, caches = L_model_forward(X, parameters)
        cost = compute_cost(AL, Y)
        bar.cost = cost
        grads = L_model_backward(AL, Y, caches)
        parameters = update_parameters(parameters, grads, learning_rate)
        if print_cost and i % 100 == 0:
            print("Cost after iteration {}: {:f}".format(i, cost))
            costs.append(cost)
    if print_cost:
        plot_costs(costs, learning_rate)
    return parameters
