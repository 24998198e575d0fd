# mistake: only the caches are computed again in the loop; the predictions are still those of the start
# right: answers, kept = L_model_forward(X, p)


def mend_L_layer_model(
    X,
    Y,
    layers_dims,
    learning_rate=0.0075,
    num_iterations=3000,
    print_cost=False,
    initialize=initialize_parameters_deep,
):
    p = initialize(layers_dims)
    answers, kept = L_model_forward(X, p)
    for i in range(num_iterations):
        _, kept = L_model_forward(X, p)
        slopes = L_model_backward(answers, Y, kept)
        p = update_parameters(p, slopes, learning_rate)
    return p
