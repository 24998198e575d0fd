"""Mistakes in the training loop."""

from grader.misconceptions.record import mistake
from solutions import (
    L_model_backward,
    L_model_forward,
    compute_cost,
    initialize_parameters_deep,
    update_parameters,
)


@mistake(
    "training-without-update",
    "The updated parameters are not kept.",
    "What does your loop do with what update_parameters returns?",
    "update_parameters gives new parameters back; the next round has to start from them.",
    "Give the result the name parameters again.",
)
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
        cost = compute_cost(AL, Y)
        grads = L_model_backward(AL, Y, caches)
        update_parameters(parameters, grads, learning_rate)
        if print_cost and i % 100 == 0:
            print("Cost after iteration %i: %f" % (i, cost))
    return parameters


@mistake(
    "one-step-more",
    "The loop takes one step too many.",
    "How often does your loop run for num_iterations = 1?",
    "range(n) has n rounds, from 0 to n - 1.",
    "The loop's range is num_iterations.",
)
def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    parameters = initialize_parameters_deep(layers_dims)
    for i in range(num_iterations + 1):
        AL, caches = L_model_forward(X, parameters)
        cost = compute_cost(AL, Y)
        grads = L_model_backward(AL, Y, caches)
        parameters = update_parameters(parameters, grads, learning_rate)
        if print_cost and i % 100 == 0:
            print("Cost after iteration %i: %f" % (i, cost))
    return parameters


@mistake(
    "one-step-less",
    "The loop takes one step too few.",
    "How often does your loop run for num_iterations = 1?",
    "range(n) has n rounds, from 0 to n - 1; range(1, n) has one less.",
    "The loop's range is num_iterations, from 0.",
)
def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    parameters = initialize_parameters_deep(layers_dims)
    for i in range(1, num_iterations):
        AL, caches = L_model_forward(X, parameters)
        cost = compute_cost(AL, Y)
        grads = L_model_backward(AL, Y, caches)
        parameters = update_parameters(parameters, grads, learning_rate)
        if print_cost and i % 100 == 0:
            print("Cost after iteration %i: %f" % (i, cost))
    return parameters


@mistake(
    "rate-not-passed-on",
    "The learning rate is written as a number and not passed on.",
    "What does your function do with another learning rate?",
    "The length of the step is an argument: whoever calls decides.",
    "Hand learning_rate to update_parameters.",
)
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
        cost = compute_cost(AL, Y)
        grads = L_model_backward(AL, Y, caches)
        parameters = update_parameters(parameters, grads, 0.0075)
        if print_cost and i % 100 == 0:
            print("Cost after iteration %i: %f" % (i, cost))
    return parameters


@mistake(
    "step-uphill-in-training",
    "The learning rate is passed on with a minus, so that the training goes uphill.",
    "Does the cost fall from one round to the next?",
    "update_parameters already goes against the gradient.",
    "Hand the learning rate on as it is.",
)
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
        cost = compute_cost(AL, Y)
        grads = L_model_backward(AL, Y, caches)
        parameters = update_parameters(parameters, grads, -learning_rate)
        if print_cost and i % 100 == 0:
            print("Cost after iteration %i: %f" % (i, cost))
    return parameters


@mistake(
    "costs-returned",
    "The costs are returned in place of the parameters.",
    "What does the description say under Returns?",
    "What was learned is in the parameters; the costs are printed and drawn.",
    "The last line names another variable.",
)
def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    parameters = initialize_parameters_deep(layers_dims)
    costs = []
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, parameters)
        cost = compute_cost(AL, Y)
        grads = L_model_backward(AL, Y, caches)
        parameters = update_parameters(parameters, grads, learning_rate)
        if print_cost and i % 100 == 0:
            print("Cost after iteration %i: %f" % (i, cost))
            costs.append(cost)
    return costs


@mistake(
    "gradients-of-the-start",
    "The network is run only once, before the loop.",
    "Do the gradients change from one round to the next?",
    "After each step the parameters are others, and so are the answers and the gradients.",
    "Move the forward and the backward pass into the loop.",
)
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
    AL, caches = L_model_forward(X, parameters)
    cost = compute_cost(AL, Y)
    grads = L_model_backward(AL, Y, caches)
    for i in range(num_iterations):
        parameters = update_parameters(parameters, grads, learning_rate)
        if print_cost and i % 100 == 0:
            print("Cost after iteration %i: %f" % (i, cost))
    return parameters


@mistake(
    "starts-again-each-time",
    "The parameters take a single step from where they started, however many iterations there are.",
    "After six iterations, how many steps have your parameters taken?",
    "Each iteration starts from the parameters that the one before has updated.",
    "Check two places: `initialize` is called once, before the loop, and the update is inside it.",
)
def L_layer_model(
    X,
    Y,
    layers_dims,
    learning_rate=0.0075,
    num_iterations=3000,
    print_cost=False,
    initialize=initialize_parameters_deep,
):
    for i in range(num_iterations):
        parameters = initialize(layers_dims)
        AL, caches = L_model_forward(X, parameters)
        cost = compute_cost(AL, Y)
        grads = L_model_backward(AL, Y, caches)
        parameters = update_parameters(parameters, grads, learning_rate)
        if print_cost and i % 100 == 0:
            print("Cost after iteration %i: %f" % (i, cost))
    return parameters


@mistake(
    "cost-not-printed",
    "The cost is never printed.",
    "What does your function print when print_cost is true?",
    "print_cost asks for a line before the first step and before every hundredth after it.",
    "In the loop: if print_cost is true and i % 100 is 0, print i and the cost.",
)
def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    parameters = initialize_parameters_deep(layers_dims)
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, parameters)
        grads = L_model_backward(AL, Y, caches)
        parameters = update_parameters(parameters, grads, learning_rate)
    return parameters


@mistake(
    "iterations-as-a-number",
    "The number of rounds is written as a number: num_iterations is not used.",
    "How many steps does your function take when it is asked for 3?",
    "How long to train is an argument: whoever calls decides.",
    "The loop's range is num_iterations.",
)
def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    parameters = initialize_parameters_deep(layers_dims)
    for i in range(100):
        AL, caches = L_model_forward(X, parameters)
        cost = compute_cost(AL, Y)
        grads = L_model_backward(AL, Y, caches)
        parameters = update_parameters(parameters, grads, learning_rate)
        if print_cost and i % 100 == 0:
            print("Cost after iteration %i: %f" % (i, cost))
    return parameters


@mistake(
    "returns-in-the-loop",
    "The return stands inside of the loop, so that the training ends after one step.",
    "How often does your loop run?",
    "A return ends the function at once, also in the middle of a loop.",
    "Move the return to the left, so that it stands behind the loop.",
)
def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    parameters = initialize_parameters_deep(layers_dims)
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, parameters)
        cost = compute_cost(AL, Y)
        grads = L_model_backward(AL, Y, caches)
        parameters = update_parameters(parameters, grads, learning_rate)
        if print_cost and i % 100 == 0:
            print("Cost after iteration %i: %f" % (i, cost))
        return parameters


@mistake(
    "costs-returned-too",
    "The costs are returned beside the parameters.",
    "How many things does the description name under Returns?",
    "With a comma behind return the caller gets a tuple of two, and looks for W1 in it in vain.",
    "Return the parameters alone; the costs are printed and drawn.",
)
def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    parameters = initialize_parameters_deep(layers_dims)
    costs = []
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, parameters)
        cost = compute_cost(AL, Y)
        grads = L_model_backward(AL, Y, caches)
        parameters = update_parameters(parameters, grads, learning_rate)
        if print_cost and i % 100 == 0:
            print("Cost after iteration %i: %f" % (i, cost))
            costs.append(cost)
    return parameters, costs


@mistake(
    "cost-always-printed",
    "The costs are printed whether print_cost is true or not.",
    "What does your function print when print_cost is false?",
    "print_cost is false by itself: whoever wants the lines asks for them.",
    "Both print_cost and the hundredth iteration belong into the condition, with and between them.",
)
def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    parameters = initialize_parameters_deep(layers_dims)
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, parameters)
        cost = compute_cost(AL, Y)
        grads = L_model_backward(AL, Y, caches)
        if i % 100 == 0:
            print(f"Cost after iteration {i}: {cost:f}")
        parameters = update_parameters(parameters, grads, learning_rate)
    return parameters
