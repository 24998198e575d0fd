"""Gradient descent, and the loop that trains a network."""

from dnn_utils import plot_costs
from solutions.backward import L_model_backward
from solutions.cost import compute_cost
from solutions.forward import L_model_forward
from solutions.initialization import initialize_parameters_deep


def update_parameters(parameters, grads, learning_rate):
    """
    Take one step of gradient descent.

    Parameters
    ----------
    parameters : dict
        "W1", "b1", ..., "WL", "bL".
    grads : dict
        "dW1", "db1", ..., "dWL", "dbL", as `L_model_backward` returns
        them. It may contain other keys.
    learning_rate : float
        The factor that multiplies the gradient.

    Returns
    -------
    parameters : dict
        "W1", "b1", ..., "WL", "bL" after the step.
    """
    ### BEGIN SOLUTION
    L = len(parameters) // 2
    updated = {}
    for layer in range(1, L + 1):
        for name in (f"W{layer}", f"b{layer}"):
            # In this order NumPy reuses the product's array.
            old, gradient = parameters[name], grads["d" + name]
            updated[name] = -learning_rate * gradient + old
    return updated
    ### END SOLUTION


def L_layer_model(
    X,
    Y,
    layers_dims,
    learning_rate=0.0075,
    num_iterations=3000,
    print_cost=False,
    initialize=initialize_parameters_deep,
):
    """
    Train a network by gradient descent: L-1 ReLU layers, one sigmoid.

    Parameters
    ----------
    X : ndarray, shape (n_0, m)
        The training examples, one per column.
    Y : ndarray, shape (1, m)
        Their labels: 1 for a cat, 0 for anything else.
    layers_dims : list of int
        Sizes [n_0, n_1, ..., n_L].
    learning_rate : float
        The factor that multiplies the gradient in each step.
    num_iterations : int
        The number of steps.
    print_cost : bool
        Whether to print the cost at iterations 0, 100, 200, ...,
        before the step, in the form
        "Cost after iteration 0: 0.693149", and to
        plot these costs at the end.
    initialize : callable
        Called once, with layers_dims. Returns the parameters to start
        from.

    Returns
    -------
    parameters : dict
        "W1", "b1", ..., "WL", "bL" after the last step.
    """
    ### BEGIN SOLUTION
    parameters = initialize(layers_dims)
    costs = []
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, parameters)
        if print_cost and i % 100 == 0:
            # No step needs the cost: it is only for printing.
            cost = compute_cost(AL, Y)
            print(f"Cost after iteration {i}: {cost:f}")
            costs.append(cost)
        # The gradients get no name, so they are freed at once.
        parameters = update_parameters(
            parameters,
            L_model_backward(AL, Y, caches),
            learning_rate,
        )
    if print_cost:
        plot_costs(costs, learning_rate)
    return parameters
    ### END SOLUTION
