# mistake: the result of update_parameters is not assigned, so the parameters never change
# right: parameters = update_parameters(parameters, grads, learning_rate)

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

    for i in range(num_iterations):
        AL, caches = L_model_forward(X, parameters)
        cost = compute_cost(AL, Y)
        grads = L_model_backward(AL, Y, caches)
        update_parameters(parameters, grads, learning_rate)

        if print_cost and i % 100 == 0:
            print("Cost after iteration %i: %f" % (i, cost))
            costs.append(cost)

    if print_cost:
        plot_costs(costs, learning_rate)
    return parameters
