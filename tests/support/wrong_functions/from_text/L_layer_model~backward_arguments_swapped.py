# mistake: L_model_backward gets Y and AL in the wrong order
# right: grads = L_model_backward(AL, Y, caches)

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
    p = initialize(layers_dims)
    cost_list = []
    for it in range(num_iterations):
        AL, caches = L_model_forward(X, p)
        if print_cost and it % 100 == 0:
            c = compute_cost(AL, Y)
            cost_list.append(c)
            print(f"Cost after iteration {it}: {c:f}")
        grads = L_model_backward(Y, AL, caches)
        p = update_parameters(p, grads, learning_rate)
    if print_cost:
        plot_costs(cost_list, learning_rate)
    return p
