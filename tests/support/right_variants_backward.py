"""Right functions in many styles, notebooks 04 to 06; the key is the exercise, then the style."""

RIGHT: dict[str, str] = {
    "linear_backward: the specification's way": """
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = 1/m*np.dot(dZ,A_prev.T)
    db = np.sum(dZ,axis=1,keepdims=True)/m
    dA_prev = np.dot(W.T,dZ)
    assert (dA_prev.shape == A_prev.shape)
    assert (dW.shape == W.shape)
    assert (db.shape == b.shape)
    return dA_prev, dW, db
""",
    "linear_backward: matmul and mean": """
def linear_backward(dZ, cache):
    A_prev, W, _ = cache
    return W.T @ dZ, dZ @ A_prev.T / dZ.shape[1], dZ.mean(axis=1, keepdims=True)
""",
    "linear_backward: einsum": """
def linear_backward(dZ, cache):
    A, W, b = cache
    m = len(dZ[0])
    return [np.einsum("np,nm->pm", W, dZ), np.einsum("nm,pm->np", dZ, A) / m,
            np.einsum("nm->n", dZ)[:, None] / m]
""",
    "linear_backward: loop over the examples": """
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW, db = np.zeros_like(W), np.zeros_like(b)
    for i in range(m):
        dW += np.outer(dZ[:, i], A_prev[:, i])
        db += dZ[:, [i]]
    dW /= m
    db /= m
    return W.T.dot(dZ), dW, db
""",
    "linear_backward: reshape for db": """
def linear_backward(dZ, cache):
    (A_prev, W, b), m = cache, dZ.shape[1]
    db = np.sum(dZ, axis=1).reshape(b.shape) / m
    dW = (1.0 / m) * (A_prev @ dZ.T).T
    return (dZ.T @ W).T, dW, db
""",
    "linear_backward: product with ones": """
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    ones = np.ones((m, 1))
    return np.matmul(np.transpose(W), dZ), np.matmul(dZ, A_prev.T) / m, np.matmul(dZ, ones) / m
""",
    "linear_activation_backward: the specification's way": """
def linear_activation_backward(dA, cache, activation):
    linear_cache, activation_cache = cache
    if activation == "relu":
        dZ = relu_backward(dA, activation_cache)
        dA_prev, dW, db = linear_backward(dZ, linear_cache)
    elif activation == "sigmoid":
        dZ = sigmoid_backward(dA, activation_cache)
        dA_prev, dW, db = linear_backward(dZ, linear_cache)
    return dA_prev, dW, db
""",
    "linear_activation_backward: table": """
BACK = {"relu": relu_backward, "sigmoid": sigmoid_backward}
def linear_activation_backward(dA, cache, activation):
    return linear_backward(BACK[activation](dA, cache[1]), cache[0])
""",
    "linear_activation_backward: by hand": """
def linear_activation_backward(dA, cache, activation):
    (A_prev, W, b), Z = cache
    if activation == "sigmoid":
        s = 1 / (1 + np.exp(-Z))
        dZ = dA * s * (1 - s)
    else:
        dZ = np.array(dA, copy=True)
        dZ[Z <= 0] = 0
    m = dZ.shape[1]
    return W.T @ dZ, dZ @ A_prev.T / m, dZ.sum(1, keepdims=True) / m
""",
    "linear_activation_backward: keywords and list": """
def linear_activation_backward(dA, cache, activation):
    lin, act = cache
    step = sigmoid_backward if activation == "sigmoid" else relu_backward
    dA_prev, dW, db = linear_backward(dZ=step(dA, act), cache=lin)
    return [dA_prev, dW, db]
""",
    "linear_activation_backward: decorated": """
import functools
def noisy(f):
    @functools.wraps(f)
    def inner(*args, **kwargs):
        print(f.__name__)
        return f(*args, **kwargs)
    return inner
@noisy
def linear_activation_backward(dA, cache, activation):
    linear_cache, Z = cache
    dZ = relu_backward(dA, Z) if activation == "relu" else sigmoid_backward(dA, Z)
    return linear_backward(dZ, linear_cache)
""",
    "L_model_backward: the specification's way": """
def L_model_backward(AL, Y, caches):
    grads = {}
    L = len(caches)
    m = AL.shape[1]
    Y = Y.reshape(AL.shape)
    dAL = - (np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
    current_cache = linear_activation_backward(dAL, caches[L-1], "sigmoid")
    grads["dA" + str(L-1)], grads["dW" + str(L)], grads["db" + str(L)] = current_cache
    for l in reversed(range(L-1)):
        current_cache = linear_activation_backward(grads["dA" + str(l + 1)], caches[l],"relu")
        dA_prev_temp, dW_temp, db_temp = current_cache
        grads["dA" + str(l)] = dA_prev_temp
        grads["dW" + str(l + 1)] = dW_temp
        grads["db" + str(l + 1)] = db_temp
    return grads
""",
    "L_model_backward: AL - Y": """
def L_model_backward(AL, Y, caches):
    grads, L = {}, len(caches)
    dZ = AL - Y
    for l in range(L, 0, -1):
        dA, grads[f"dW{l}"], grads[f"db{l}"] = linear_backward(dZ, caches[l - 1][0])
        grads[f"dA{l - 1}"] = dA
        if l > 1:
            dZ = relu_backward(dA, caches[l - 2][1])
    return grads
""",
    "L_model_backward: dAL kept too": """
def L_model_backward(AL, Y, caches):
    L = len(caches)
    grads = {f"dA{L}": (AL - Y) / (AL * (1 - AL))}
    for l in range(L - 1, -1, -1):
        out = linear_activation_backward(grads[f"dA{l+1}"], caches[l],
                                         "relu" if l < L - 1 else "sigmoid")
        for name, g in zip((f"dA{l}", f"dW{l+1}", f"db{l+1}"), out):
            grads[name] = g
    return grads
""",
    "L_model_backward: recursion": """
def L_model_backward(AL, Y, caches):
    def back(dA, l):
        if l == 0:
            return {}
        kind = "sigmoid" if l == len(caches) else "relu"
        dA_prev, dW, db = linear_activation_backward(dA, caches[l - 1], kind)
        return {"dA%d" % (l-1): dA_prev, "dW%d" % l: dW, "db%d" % l: db, **back(dA_prev, l - 1)}
    return back(np.where(Y == 1, -1 / AL, 1 / (1 - AL)), len(caches))
""",
    "L_model_backward: enumerate reversed": """
def L_model_backward(AL, Y, caches):
    g, dA, kind = {}, -Y / AL + (1 - Y) / (1 - AL), "sigmoid"
    for i, cache in reversed(list(enumerate(caches))):
        dA, g["dW" + str(i + 1)], g["db" + str(i + 1)] = linear_activation_backward(dA, cache, kind)
        g["dA" + str(i)], kind = dA, "relu"
    return g
""",
    "update_parameters: the specification's way": """
def update_parameters(parameters, grads, learning_rate):
    L = len(parameters) // 2
    for l in range(L):
        parameters["W" + str(l+1)] = parameters["W" + str(l+1)]-learning_rate*grads["dW" + str(l+1)]
        parameters["b" + str(l+1)] = parameters["b" + str(l+1)]-learning_rate*grads["db" + str(l+1)]
    return parameters
""",
    "update_parameters: in place": """
def update_parameters(parameters, grads, learning_rate):
    for l in range(1, len(parameters) // 2 + 1):
        parameters["W" + str(l)] -= learning_rate * grads["dW" + str(l)]
        parameters["b" + str(l)] -= learning_rate * grads["db" + str(l)]
    return parameters
""",
    "update_parameters: deep copy": """
import copy
def update_parameters(params, grads, learning_rate):
    parameters = copy.deepcopy(params)
    for key in parameters:
        parameters[key] -= learning_rate * grads["d" + key]
    return parameters
""",
    "update_parameters: comprehension": """
def update_parameters(parameters, grads, lr=0.01):
    return {k: v - lr * grads[f"d{k}"] for k, v in parameters.items()}
""",
    "update_parameters: subtract and multiply": """
def update_parameters(parameters, grads, learning_rate):
    out = parameters.copy()
    for kind in "Wb":
        for l in range(len(parameters) // 2):
            k = kind + str(l + 1)
            out[k] = np.subtract(parameters[k], np.multiply(learning_rate, grads["d" + k]))
    return out
""",
    "L_layer_model: the specification's way, drawing without being asked": """
import matplotlib.pyplot as plt
def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False,
                  initialize=initialize_parameters_deep):
    costs = []
    parameters = initialize(layers_dims)
    for i in range(0, num_iterations):
        AL, caches = L_model_forward(X, parameters)
        cost = compute_cost(AL, Y)
        grads = L_model_backward(AL, Y, caches)
        parameters = update_parameters(parameters, grads, learning_rate)
        if print_cost and i % 100 == 0:
            print ("Cost after iteration %i: %f" %(i, cost))
        if print_cost and i % 100 == 0:
            costs.append(cost)
    plt.plot(np.squeeze(costs))
    plt.ylabel('cost')
    plt.xlabel('iterations (per tens)')
    plt.title("Learning rate =" + str(learning_rate))
    plt.show()
    return parameters
""",
    "L_layer_model: while": """
def L_layer_model(X, Y, dims, learning_rate=0.0075, num_iterations=3000, print_cost=False,
                  initialize=initialize_parameters_deep):
    p, i = initialize(dims), 0
    while i < num_iterations:
        AL, caches = L_model_forward(X, p)
        if print_cost and not i % 100:
            print(f"iteration {i}, cost {compute_cost(AL, Y):.4f}")
        p = update_parameters(p, L_model_backward(AL, Y, caches), learning_rate)
        i += 1
    return p
""",
    "L_layer_model: helper functions": """
def one_round(X, Y, p, rate):
    AL, caches = L_model_forward(X, p)
    return update_parameters(p, L_model_backward(AL, Y, caches), rate), compute_cost(AL, Y)
def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False,
                  initialize=initialize_parameters_deep):
    p, history = initialize(layers_dims), []
    for i in range(num_iterations):
        p, cost = one_round(X, Y, p, learning_rate)
        history.append(cost)
        if print_cost and i % 100 == 0:
            print("Cost after iteration", i, ":", cost)
    if print_cost:
        plot_costs(history[::100], learning_rate)
    return p
""",
    "L_layer_model: update by hand": """
def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False,
                  initialize=initialize_parameters_deep):
    params = dict(initialize(layers_dims))
    for it in range(num_iterations):
        AL, caches = L_model_forward(X, params)
        grads = L_model_backward(AL, Y, caches)
        if print_cost and it % 100 == 0:
            print("Cost after iteration {}: {}".format(it, np.squeeze(compute_cost(AL, Y))))
        for k in params:
            params[k] = params[k] - learning_rate * grads["d" + k]
    return params
""",
    "L_layer_model: the start drawn by its own name": """
def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    parameters = initialize_parameters_deep(layers_dims)
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, parameters)
        if print_cost and i % 100 == 0:
            print("Cost after iteration %i: %f" % (i, compute_cost(AL, Y)))
        grads = L_model_backward(AL, Y, caches)
        parameters = update_parameters(parameters, grads, learning_rate)
    return parameters
""",
    "L_layer_model: progress bar": """
from dnn_utils import progress_bar
def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False,
                  initialize=initialize_parameters_deep):
    parameters = initialize(layers_dims)
    bar = progress_bar(num_iterations)
    for i in bar:
        AL, caches = L_model_forward(X, parameters)
        bar.cost = compute_cost(AL, Y)
        grads = L_model_backward(AL, Y, caches)
        parameters = update_parameters(parameters, grads, learning_rate)
        if print_cost and i % 100 == 0:
            print("Cost after iteration %d: %.6f" % (i, bar.cost))
    return parameters
""",
    "L_layer_model: keywords": """
def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False,
                  initialize=initialize_parameters_deep):
    parameters = initialize(layers_dims)
    for i in range(num_iterations):
        AL, caches = L_model_forward(X=X, parameters=parameters)
        cost = compute_cost(AL=AL, Y=Y)
        grads = L_model_backward(AL=AL, Y=Y, caches=caches)
        parameters = update_parameters(parameters=parameters, grads=grads,
                                       learning_rate=learning_rate)
        if print_cost and i % 100 == 0:
            print("Cost after iteration %d: %.6f" % (i, cost))
    return parameters
""",
    "predict: floats in a loop": """
def predict(X, y, parameters):
    m = X.shape[1]
    p = np.zeros((1, m))
    probas, caches = L_model_forward(X, parameters)
    for i in range(0, probas.shape[1]):
        if probas[0, i] > 0.5:
            p[0, i] = 1
        else:
            p[0, i] = 0
    print("Accuracy: " + str(np.sum((p == y) / m)))
    return p
""",
    "predict: bool": """
def predict(X, y, parameters):
    p = L_model_forward(X, parameters)[0] > 0.5
    print(f"Accuracy: {(p == y).mean():.2%}")
    return p
""",
    "predict: round": """
def predict(X, y, parameters):
    AL, _ = L_model_forward(X, parameters)
    p = np.round(AL)
    print("Accuracy:", 1 - np.mean(np.abs(p - y)))
    return p
""",
    "predict: where": """
def predict(X, y, parameters):
    AL, _ = L_model_forward(X, parameters)
    p = np.where(AL > 0.5, 1, 0)
    print("Accuracy: " + str(100 * float((p == y).sum()) / y.shape[1]) + " %")
    return p
""",
    "predict: nested list": """
def predict(X, y, parameters):
    AL, _ = L_model_forward(X, parameters)
    p = [[int(a > 0.5) for a in AL[0]]]
    right = sum(int(q == t) for q, t in zip(p[0], y[0]))
    print("Accuracy: " + str(right / len(p[0])))
    return p
""",
}
