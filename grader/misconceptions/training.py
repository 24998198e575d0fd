"""Mistakes in gradient descent and in the training loop."""

from grader.misconceptions.record import mistake
from solutions import L_model_backward, L_model_forward, initialize_parameters_deep


@mistake("step-uphill", "The gradient is added, so that every step goes uphill.")
def update_parameters(parameters, grads, learning_rate):
    updated = {}
    for l in range(1, len(parameters) // 2 + 1):
        for name in ("W" + str(l), "b" + str(l)):
            updated[name] = parameters[name] + learning_rate * grads["d" + name]
    return updated


@mistake("learning-rate-constant", "The step's length is written as a number.")
def update_parameters(parameters, grads, learning_rate):
    updated = {}
    for l in range(1, len(parameters) // 2 + 1):
        for name in ("W" + str(l), "b" + str(l)):
            updated[name] = parameters[name] - 0.0075 * grads["d" + name]
    return updated


@mistake("training-without-update", "The updated parameters are not kept.")
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
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, parameters)
        grads = L_model_backward(AL, Y, caches)
        update_parameters(parameters, grads, learning_rate)
    return parameters
