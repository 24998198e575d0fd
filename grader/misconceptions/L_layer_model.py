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
    "The updated parameters are not stored.",
    "What does your loop do with the result of `update_parameters`?",
    "`update_parameters` returns new parameters, and the next iteration has to start from them.",
    "Assign the result of `update_parameters` in the loop to the variable that the forward pass "
    "uses.",
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
    "The loop runs one iteration too many.",
    "How often does your loop run for `num_iterations=1`?",
    "`range(n)` has n values, from 0 to n - 1.",
    "Compare the end of the `range` with `num_iterations`.",
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
    "The loop runs one iteration too few.",
    "How often does your loop run for `num_iterations=1`?",
    "`range(n)` has n values, from 0 to n - 1. `range(1, n)` has one fewer.",
    "Compare the start and the end of the `range` with `num_iterations`.",
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
    "The learning rate is written as a fixed number.",
    "What does your function do when you pass another learning rate?",
    "The learning rate is an argument, so that the caller decides how long the steps are.",
    "Look at the last argument in the call of `update_parameters`.",
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
    "The learning rate is passed on with a minus sign, so the cost grows.",
    "Does the cost fall from one iteration to the next?",
    "`update_parameters` already steps against the gradient.",
    "Look at the last argument in the call of `update_parameters`.",
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
    "The function returns the costs instead of the parameters.",
    'What does the description list under "Returns"?',
    "Training changes the parameters. The costs are only printed and plotted.",
    "Change the name in the `return` statement.",
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
    "The forward and the backward pass don't both run inside the loop.",
    "Does your gradient change from one iteration to the next?",
    "After each step the parameters differ, so the predictions and the gradients differ, too.",
    "Check which lines are inside the loop. Every iteration needs both passes.",
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
    "What does your function print when `print_cost` is true?",
    "With `print_cost=True` the function prints the cost at iterations 0, 100, 200 and so on.",
    "Add a condition on `print_cost` and on the iteration to the loop, and print the cost there.",
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
    "The number of iterations is written as a fixed number.",
    "How many steps does your function take for `num_iterations=3`?",
    "The number of iterations is an argument, so that the caller decides how long to train.",
    "Replace the number in the `range` with the argument.",
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
    "The `return` statement is inside the loop, so training ends after one step.",
    "How often does your loop run?",
    "`return` ends the function at once, even in the middle of a loop.",
    "Reduce the indentation of the `return` statement to that of the `for` line.",
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
    "The function returns the costs beside the parameters.",
    'How many results does the description list under "Returns"?',
    '`return a, b` returns a tuple of two, and the caller can\'t look up "W1" in a tuple.',
    "Leave only the parameters in the `return` statement.",
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
    "The costs are printed even when `print_cost` is false.",
    "What does your function print when `print_cost` is false?",
    "`print_cost` is false by default, so a caller who wants the lines asks for them.",
    "Extend the condition above the `print` call, so that it also tests `print_cost`.",
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
