"""The same training in less time.

Gradient descent needs the examples only through their dot products. For
linear models this is the dual representation: C. Bishop, *Pattern
Recognition and Machine Learning*, Springer 2006, section 6.1. Here it
holds for the first layer, whose input never changes.
"""

import numpy as np

from dnn_utils import plot_costs, relu, relu_backward, sigmoid_backward
from solutions.backward import L_model_backward, linear_activation_backward
from solutions.cost import compute_cost
from solutions.forward import L_model_forward
from solutions.initialization import initialize_parameters_deep
from solutions.training import update_parameters


def parameter_gradients(AL, Y, caches):
    """
    Compute the gradients that a step needs: everything except dA0.

    Parameters
    ----------
    AL : ndarray, shape (1, m)
        The predictions, from `L_model_forward`.
    Y : ndarray, shape (1, m)
        The labels: 1 for a cat, 0 for anything else.
    caches : list of L tuples
        The caches, from `L_model_forward`. The cache of layer 1 may
        contain None instead of W1, which isn't needed here.

    Returns
    -------
    grads : dict
        For each layer l from 1 to L, as `L_model_backward` returns
        them (other keys are allowed):
        "dWl" : ndarray, the shape of Wl
        "dbl" : ndarray, the shape of bl
    """
    ### BEGIN SOLUTION
    L = len(caches)
    m = AL.shape[1]
    Y = Y.reshape(AL.shape)
    grads = {}
    dA = (1 - Y) / (1 - AL) - Y / AL
    for layer in range(L, 1, -1):
        activation = "sigmoid" if layer == L else "relu"
        cache = caches[layer - 1]
        dA, dW, db = linear_activation_backward(dA, cache, activation)
        grads[f"dW{layer}"] = dW
        grads[f"db{layer}"] = db
    # Layer 1 without dA0: no step uses it, and it costs most.
    (X, _, _), Z1 = caches[0]
    dZ1 = relu_backward(dA, Z1) if L > 1 else sigmoid_backward(dA, Z1)
    terms = 1 / m * dZ1
    grads["dW1"] = np.dot(terms, X.T)
    grads["db1"] = terms.sum(axis=1, keepdims=True)
    return grads
    ### END SOLUTION


def train_step(X, Y, parameters, learning_rate):
    """
    Take one step of gradient descent, updating the arrays in place.

    Parameters
    ----------
    X : ndarray, shape (n_0, m)
        The training examples, one per column.
    Y : ndarray, shape (1, m)
        Their labels: 1 for a cat, 0 for anything else.
    parameters : dict
        "W1", "b1", ..., "WL", "bL". Its arrays are overwritten.
    learning_rate : float
        The factor that multiplies the gradient.

    Returns
    -------
    parameters : dict
        The same dictionary with the same arrays, which now contain the
        values after the step.
    cost : float
        The cost before the step.
    """
    ### BEGIN SOLUTION
    AL, caches = L_model_forward(X, parameters)
    cost = compute_cost(AL, Y)
    grads = parameter_gradients(AL, Y, caches)
    for name, array in parameters.items():
        # In place: parameters keeps its arrays, with new values.
        array -= learning_rate * grads["d" + name]
    return parameters, cost
    ### END SOLUTION


def gram_step(S, b, dZ, learning_rate, WX, G):
    """
    Take one step of gradient descent for layer 1, keeping S and not W.

    After any number of steps the weights are W - np.dot(S, X.T), where
    W are the initial weights. They are never computed here.

    Parameters
    ----------
    S : ndarray, shape (n, m)
        The sum of learning_rate * dZ / m over all steps so far; zeros
        before the first step.
    b : ndarray, shape (n, 1)
        The biases before this step.
    dZ : ndarray, shape (n, m)
        Gradient of the loss with respect to Z, one example per column.
    learning_rate : float
        The factor that multiplies the gradient.
    WX : ndarray, shape (n, m)
        np.dot(W, X), with the initial weights W.
    G : ndarray, shape (m, m)
        np.dot(X.T, X), the dot products of all pairs of examples.

    Returns
    -------
    S : ndarray, shape (n, m)
        The sum including this step.
    b : ndarray, shape (n, 1)
        The biases after this step.
    Z : ndarray, shape (n, m)
        The linear part of the layer after this step, for all examples.
    """
    ### BEGIN SOLUTION
    m = dZ.shape[1]
    step = learning_rate / m * dZ
    # W1 = W_0 - S X^T holds at any time; the step only changes S.
    S = S + step
    b = b - step.sum(axis=1, keepdims=True)
    Z = WX - np.dot(S, G) + b
    return S, b, Z
    ### END SOLUTION


def L_layer_model_fast(
    X,
    Y,
    layers_dims,
    learning_rate=0.0075,
    num_iterations=3000,
    print_cost=False,
    initialize=initialize_parameters_deep,
):
    """
    Train as `L_layer_model` does, but faster for few, large examples.

    Parameters
    ----------
    X : ndarray, shape (n_0, m)
        The training examples, one per column.
    Y : ndarray, shape (1, m)
        Their labels: 1 for a cat, 0 for anything else.
    layers_dims : list of int
        Sizes [n_0, n_1, ..., n_L], with L at least 2.
    learning_rate, num_iterations, print_cost, initialize
        As in `L_layer_model`, and the same is printed.

    Returns
    -------
    parameters : dict
        "W1", "b1", ..., "WL", "bL" after the last step.
    """
    ### BEGIN SOLUTION
    start = initialize(layers_dims)
    WX, G = np.dot(start["W1"], X), np.dot(X.T, X)
    S, b = np.zeros(WX.shape), start["b1"]
    Z = WX + b
    # Layers 2 to L are a network of their own, whose input is A1.
    L, upper = len(layers_dims) - 1, {}
    for layer in range(2, L + 1):
        upper[f"W{layer - 1}"] = start[f"W{layer}"]
        upper[f"b{layer - 1}"] = start[f"b{layer}"]
    # Integers would be converted again in each iteration.
    Y = Y.astype(float)
    costs = []
    for i in range(num_iterations):
        A1, _ = relu(Z)
        AL, caches = L_model_forward(A1, upper)
        grads = L_model_backward(AL, Y, caches)
        dZ = relu_backward(grads["dA0"], Z)
        S, b, Z = gram_step(S, b, dZ, learning_rate, WX, G)
        upper = update_parameters(upper, grads, learning_rate)
        if print_cost and i % 100 == 0:
            # No step needs the cost: it is only for printing.
            cost = compute_cost(AL, Y)
            print(f"Cost after iteration {i}: {cost:f}")
            costs.append(cost)
    if print_cost:
        plot_costs(costs, learning_rate)
    # All steps of layer 1 at once.
    parameters = {"W1": start["W1"] - np.dot(S, X.T), "b1": b}
    for layer in range(2, L + 1):
        parameters[f"W{layer}"] = upper[f"W{layer - 1}"]
        parameters[f"b{layer}"] = upper[f"b{layer - 1}"]
    return parameters
    ### END SOLUTION
