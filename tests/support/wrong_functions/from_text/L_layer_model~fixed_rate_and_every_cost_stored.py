# mistake: the step uses the fixed rate 0.0075 instead of learning_rate
# right: parameters = update_parameters(parameters, grads, learning_rate)
# mistake: the cost is stored in every iteration instead of every hundredth
# right: costs.append(cost), inside the if

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
        costs.append(cost)
        if print_cost and i % 100 == 0:
            print("Cost after iteration %d: %f" % (i, cost))
        grads = L_model_backward(AL, Y, caches)
        parameters = update_parameters(parameters, grads, 0.0075)
    if print_cost:
        plot_costs(costs, learning_rate)
    return parameters
