# mistake: the costs are returned together with the parameters
# right: return parameters

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
    parameters = initialize(layers_dims)
    costs = []

    for i in range(0, num_iterations):
        # forward
        AL, caches = L_model_forward(X, parameters)
        # cost
        cost = compute_cost(AL, Y)
        # backward
        grads = L_model_backward(AL, Y, caches)
        # step
        parameters = update_parameters(parameters, grads, learning_rate)

        if print_cost == True and i % 100 == 0:
            print("Cost after iteration " + str(i) + ": " + format(cost, ".6f"))
            costs.append(cost)

    if print_cost == True:
        plot_costs(costs, learning_rate)

    return parameters, costs
