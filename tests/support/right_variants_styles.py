"""More right functions: what stands beside a function, and Python's and NumPy's other ways."""

RIGHT: dict[str, str] = {
    "initialize_parameters: a helper and a constant": """
from math import sqrt
SCALE = sqrt(1e-4)
def layer(n, n_prev):
    return SCALE * np.random.randn(n, n_prev), np.zeros((n, 1))
def initialize_parameters(n_x, n_h, n_y):
    (W1, b1), (W2, b2) = layer(n_h, n_x), layer(n_y, n_h)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
""",
    "initialize_parameters: update and zip": """
def initialize_parameters(input_size: int, hidden: int, output: int) -> dict[str, np.ndarray]:
    parameters: dict[str, np.ndarray] = {}
    for l, shape in enumerate([(hidden, input_size), (output, hidden)], start=1):
        parameters.update(zip((f"W{l}", f"b{l}"), (np.random.randn(*shape), np.zeros(shape[0]))))
        parameters[f"W{l}"] *= 0.01
        parameters[f"b{l}"] = parameters[f"b{l}"].reshape(-1, 1)
    return parameters
""",
    "initialize_parameters: an ordered dictionary": """
from collections import OrderedDict
def initialize_parameters(n_x, n_h, n_y):
    p = OrderedDict()
    p["W1"] = np.multiply(np.random.standard_normal(size=(n_h, n_x)), 1e-2)
    p["b1"] = np.zeros_like(p["W1"][:, :1])
    p["W2"] = np.multiply(np.random.standard_normal(size=(n_y, n_h)), 1e-2)
    p["b2"] = np.zeros_like(p["W2"][:, :1])
    return p
""",
    "initialize_parameters_deep: pairs": """
from itertools import pairwise
def initialize_parameters_deep(layer_dims):
    parameters = {}
    for l, (n_prev, n) in enumerate(pairwise(layer_dims), 1):
        parameters |= {f"W{l}": np.random.randn(n, n_prev) * 0.01, f"b{l}": np.zeros([n, 1])}
    return parameters
""",
    "initialize_parameters_deep: a class": """
class Drawer:
    rng = np.random.default_rng()
    def __init__(self, scale):
        self.scale = scale
    def __call__(self, *shape):
        return self.scale * self.rng.standard_normal(shape)
draw = Drawer(0.01)
def initialize_parameters_deep(layer_dims):
    W = [draw(n, n_prev) for n_prev, n in zip(layer_dims, layer_dims[1:])]
    return {k + str(l): v for l, w in enumerate(W, 1) for k, v in
            (("W", w), ("b", np.zeros((len(w), 1))))}
""",
    "initialize_parameters_scaled: a partial of another": """
from functools import partial
def initialize(layer_dims, scale):
    p = {}
    for l in range(1, len(layer_dims)):
        p["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) * scale(layer_dims[l-1])
        p["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return p
initialize_parameters_scaled = partial(initialize, scale=lambda n: 1 / np.sqrt(n))
""",
    "linear_forward: a lambda": """
linear_forward = lambda A_prev, W, b: (W @ A_prev + b, (A_prev, W, b))
""",
    "linear_forward: tensordot": """
def linear_forward(A_prev, W, b):
    return np.tensordot(W, A_prev, axes=1) + b, (A_prev, W, b)
""",
    "linear_forward: one product": """
def linear_forward(A_prev, W, b):
    ones = np.ones((1, A_prev.shape[1]))
    Z = np.hstack([W, b]) @ np.vstack([A_prev, ones])
    return Z, (A_prev, W, b)
""",
    "linear_forward: column by column": """
def linear_forward(inputs, weights, bias):
    columns = [weights @ a[:, None] + bias for a in inputs.T]
    return np.concatenate(columns, axis=1), (inputs, weights, bias)
""",
    "linear_forward: a named tuple": """
from typing import NamedTuple
class Cache(NamedTuple):
    A_prev: np.ndarray
    W: np.ndarray
    b: np.ndarray
def linear_forward(A_prev: np.ndarray, W: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, Cache]:
    return (W @ A_prev) + b, Cache(A_prev, W, b)
""",
    "linear_forward: a method": """
class Layer:
    def forward(self, A_prev, W, b):
        return W @ A_prev + b, (A_prev, W, b)
linear_forward = Layer().forward
""",
    "linear_forward: np.inner": """
def linear_forward(A_prev, W, b):
    Z = np.inner(W, A_prev.T)
    return np.add(Z, b.reshape(-1, 1)), tuple([A_prev, W, b])
""",
    "linear_activation_forward: a table filled by a loop": """
TABLE = {}
for one in (relu, sigmoid):
    TABLE[one.__name__] = one
def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    A, activation_cache = TABLE[activation](Z)
    return A, (linear_cache, activation_cache)
""",
    "linear_activation_forward: np.where": """
def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    A = np.where(activation == "relu", np.maximum(Z, 0), 1 / (1 + np.exp(-Z)))
    return A, (linear_cache, Z)
""",
    "linear_activation_forward: own tanh form": """
def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    if activation == "relu":
        A = (Z + np.abs(Z)) / 2
    else:
        A = 0.5 * (1 + np.tanh(Z / 2))
    return A, (linear_cache, Z.copy())
""",
    "linear_activation_forward: np.vectorize": """
f = np.vectorize(lambda z: z if z > 0 else 0.0, otypes=[float])
def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    A = f(Z) if activation == "relu" else sigmoid(Z)[0]
    return A, (linear_cache, Z)
""",
    "linear_activation_forward: globals by name": """
def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    return (globals()[activation](Z)[0], (linear_cache, globals()[activation](Z)[1]))
""",
    "L_model_forward: two partials": """
from functools import partial
hidden = partial(linear_activation_forward, activation="relu")
output = partial(linear_activation_forward, activation="sigmoid")
def L_model_forward(X, parameters):
    caches, A, L = [], X, len(parameters) // 2
    for l in range(1, L + 1):
        A, cache = (hidden if l < L else output)(A, parameters[f"W{l}"], parameters[f"b{l}"])
        caches.append(cache)
    return A, caches
""",
    "L_model_forward: reduce": """
from functools import reduce
def L_model_forward(X, parameters):
    L = len(parameters) // 2
    def step(state, l):
        A, caches = state
        A, cache = linear_activation_forward(
            A, parameters[f"W{l}"], parameters[f"b{l}"], ("relu", "sigmoid")[l == L])
        return A, [*caches, cache]
    return reduce(step, range(1, L + 1), (X, []))
""",
    "L_model_forward: a generator": """
def layers(X, p, L):
    A = X
    for l in range(1, L + 1):
        kind = "sigmoid" if l == L else "relu"
        A, cache = linear_activation_forward(A, p[f"W{l}"], p[f"b{l}"], kind)
        yield A, cache
def L_model_forward(X, parameters):
    activations, caches = zip(*layers(X, parameters, len(parameters) // 2))
    return activations[-1], list(caches)
""",
    "L_model_forward: a list of activations": """
def L_model_forward(X, parameters):
    L = len(parameters) // 2
    A, caches = [X], [None] * L
    for l, kind in zip(range(1, L + 1), ["relu"] * (L - 1) + ["sigmoid"]):
        out, caches[l - 1] = linear_activation_forward(
            A[-1], parameters["W" + str(l)], parameters["b" + str(l)], kind)
        A.append(out)
    return A[-1], caches
""",
    "L_model_forward: insert": """
def L_model_forward(X, parameters):
    L = len([key for key in parameters if key[0] == "W"])
    caches, A_prev = [], X
    for i in range(L - 1):
        A_prev, c = linear_activation_forward(A_prev, parameters["W{}".format(i + 1)],
                                              parameters["b{}".format(i + 1)], activation="relu")
        caches.insert(i, c)
    AL, c = linear_activation_forward(A_prev, parameters["W%s" % L], parameters["b%s" % L],
                                      activation="sigmoid")
    return AL, caches + [c]
""",
    "compute_cost: a constant from a call": """
from math import sqrt
EPS = sqrt(1e-24)
def compute_cost(AL, Y):
    return float(-np.mean(Y * np.log(AL + EPS) + (1 - Y) * np.log(1 - AL + EPS)))
""",
    "compute_cost: clipped at 1e-7": """
def compute_cost(AL, Y):
    AL = np.clip(AL, 1e-7, 1 - 1e-7)
    return -(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)).mean()
""",
    "compute_cost: a constant of 1e-7": """
def compute_cost(AL, Y, epsilon=1e-7):
    return np.squeeze(-np.mean(Y * np.log(AL + epsilon) + (1 - Y) * np.log(1 - AL + epsilon)))
""",
    "compute_cost: the probability of the truth": """
def compute_cost(AL, Y):
    truth = np.abs(1 - Y - AL)
    return np.average(-np.log(truth))
""",
    "compute_cost: by odds": """
def compute_cost(AL, Y):
    Z = np.log(AL / (1 - AL))
    return float(np.mean(np.logaddexp(0, Z) - Y * Z))
""",
    "compute_cost: einsum and squeeze": """
def compute_cost(AL, Y):
    m = Y.shape[1]
    cost = -(np.einsum("ij,ij->", Y, np.log(AL)) + np.einsum("ij,ij->", 1 - Y, np.log(1 - AL))) / m
    return np.squeeze(np.array([[cost]]))
""",
    "compute_cost: np.vdot and item": """
def compute_cost(AL: np.ndarray, Y: np.ndarray) -> float:
    total = np.vdot(Y, np.log(AL)) + np.vdot(1 - Y, np.log1p(-AL))
    return (-total / AL.size).item()
""",
    "compute_cost: a generator and fsum": """
from math import fsum, log
def compute_cost(AL, Y):
    pairs = list(zip(AL[0], Y[0]))
    return fsum(-log(a) if y == 1 else -log(1 - a) for a, y in pairs) / len(pairs)
""",
    "compute_cost: decorated": """
import functools
def number(function):
    @functools.wraps(function)
    def called(*args, **kwargs):
        return float(np.squeeze(function(*args, **kwargs)))
    return called
@number
def compute_cost(AL, Y):
    return -1 / Y.shape[1] * (np.dot(Y, np.log(AL).T) + np.dot(1 - Y, np.log(1 - AL).T))
""",
    "linear_backward: unpacked by index": """
def linear_backward(dZ, cache):
    m = cache[0].shape[-1]
    return cache[1].T.dot(dZ), dZ.dot(cache[0].T) / m, (dZ.sum(axis=1) / m).reshape(-1, 1)
""",
    "linear_backward: newaxis and multiply": """
def linear_backward(dZ, cache):
    A_prev, W, _ = cache
    scale = 1. / dZ.shape[1]
    dW = np.multiply(scale, np.matmul(dZ, np.transpose(A_prev)))
    db = np.mean(dZ, axis=1)[:, np.newaxis]
    return np.matmul(W.transpose(), dZ), dW, db
""",
    "linear_backward: a helper with a dataclass": """
from dataclasses import dataclass
@dataclass
class Gradients:
    dA_prev: object
    dW: object
    db: object
    def as_tuple(self):
        return self.dA_prev, self.dW, self.db
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    db = np.sum(dZ, axis=1, keepdims=True) / m
    return Gradients(W.T @ dZ, dZ @ A_prev.T / m, db).as_tuple()
""",
    "linear_backward: outer products": """
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = np.mean([np.outer(z, a) for z, a in zip(dZ.T, A_prev.T)], axis=0)
    db = np.average(dZ, axis=1).reshape(b.shape)
    return np.array([W.T @ z for z in dZ.T]).T, dW, db
""",
    "linear_backward: add.reduce and tensordot": """
def linear_backward(dZ, cache):
    (A_prev, W, b), m = cache, dZ.shape[1]
    dW = np.tensordot(dZ, A_prev, axes=([1], [1])) / m
    return np.tensordot(W, dZ, axes=([0], [0])), dW, np.add.reduce(dZ, axis=1, keepdims=True) / m
""",
    "linear_backward: expand_dims": """
def linear_backward(dZ: np.ndarray, cache: tuple) -> tuple:
    A, W, b = cache
    gradient_b = np.expand_dims(np.einsum("nm->n", dZ), 1) / dZ.shape[1]
    return np.einsum("np,nm->pm", W, dZ), np.einsum("nm,pm->np", dZ, A) / len(A.T), gradient_b
""",
    "linear_activation_backward: Z > 0": """
def linear_activation_backward(dA, cache, activation):
    linear_cache, Z = cache
    if activation == "relu":
        dZ = dA * (Z > 0)
    else:
        s = 1 / (1 + np.exp(-Z))
        dZ = dA * s * (1 - s)
    return linear_backward(dZ, linear_cache)
""",
    "linear_activation_backward: a mask by index": """
def linear_activation_backward(dA, cache, activation):
    linear_cache, activation_cache = cache
    if activation == "relu":
        dZ = np.array(dA, copy=True)
        dZ[activation_cache <= 0] = 0
    elif activation == "sigmoid":
        dZ = sigmoid_backward(dA, activation_cache)
    dA_prev, dW, db = linear_backward(dZ, linear_cache)
    return dA_prev, dW, db
""",
    "linear_activation_backward: heaviside": """
SLOPES = dict(
    relu=lambda Z: np.heaviside(Z, 0),
    sigmoid=lambda Z: sigmoid(Z)[0] * (1 - sigmoid(Z)[0]),
)
def linear_activation_backward(dA, cache, activation):
    (A_prev, W, b), Z = cache
    return linear_backward(dA * SLOPES[activation](Z), (A_prev, W, b))
""",
    "linear_activation_backward: by the output": """
def linear_activation_backward(dA, cache, activation):
    linear_cache, Z = cache
    A = (relu if activation == "relu" else sigmoid)(Z)[0]
    slope = np.sign(A) if activation == "relu" else A - A**2
    return linear_backward(np.multiply(dA, slope), linear_cache)
""",
    "linear_activation_backward: getattr": """
import dnn_utils
def linear_activation_backward(dA, cache, activation):
    linear_cache, Z = cache
    return linear_backward(getattr(dnn_utils, activation + "_backward")(dA, Z), linear_cache)
""",
    "L_model_backward: one loop": """
def L_model_backward(AL, Y, caches):
    grads, L = {}, len(caches)
    dA = np.divide(1 - Y, 1 - AL) - np.divide(Y, AL)
    for l in range(L, 0, -1):
        kind = "sigmoid" if l == L else "relu"
        dA, dW, db = linear_activation_backward(dA, caches[l - 1], kind)
        grads["dA" + str(l - 1)], grads["dW" + str(l)], grads["db" + str(l)] = dA, dW, db
    return grads
""",
    "L_model_backward: caches popped from a copy": """
def L_model_backward(AL, Y, caches):
    left, grads = list(caches), dict()
    Y = Y.reshape(AL.shape)
    dA, kind = (AL - Y) / (AL * (1 - AL)), "sigmoid"
    while left:
        l = len(left)
        results = linear_activation_backward(dA, left.pop(), kind)
        grads.update(zip((f"dA{l-1}", f"dW{l}", f"db{l}"), results))
        dA, kind = grads[f"dA{l-1}"], "relu"
    return grads
""",
    "L_model_backward: two partials": """
from functools import partial
relu_layer = partial(linear_activation_backward, activation="relu")
sigmoid_layer = partial(linear_activation_backward, activation="sigmoid")
def L_model_backward(AL, Y, caches):
    grads, L = {}, len(caches)
    dAL = -(Y / AL - (1 - Y) / (1 - AL))
    grads[f"dA{L-1}"], grads[f"dW{L}"], grads[f"db{L}"] = sigmoid_layer(dAL, caches[-1])
    for l in reversed(range(L - 1)):
        a, w, b = relu_layer(grads[f"dA{l+1}"], caches[l])
        grads[f"dA{l}"], grads[f"dW{l+1}"], grads[f"db{l+1}"] = a, w, b
    return grads
""",
    "update_parameters: zip of names": """
def update_parameters(params, grads, lr):
    new = params.copy()
    for key in new:
        new[key] = new[key] - lr * grads[f"d{key}"]
    return new
""",
    "update_parameters: np.subtract and map": """
def update_parameters(parameters, grads, learning_rate):
    def step(key):
        return key, np.subtract(parameters[key], np.multiply(learning_rate, grads["d" + key]))
    return dict(map(step, parameters))
""",
    "update_parameters: a helper class": """
class Descent:
    def __init__(self, rate):
        self.rate = rate
    def step(self, p, g):
        return p - self.rate * g
def update_parameters(parameters, grads, learning_rate):
    descent, L = Descent(learning_rate), len(parameters) // 2
    return {f"{k}{l}": descent.step(parameters[f"{k}{l}"], grads[f"d{k}{l}"])
            for l in range(1, L + 1) for k in "Wb"}
""",
    "L_layer_model: partial steps": """
from functools import partial
def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False,
                  initialize=initialize_parameters_deep):
    update = partial(update_parameters, learning_rate=learning_rate)
    parameters, costs = initialize(layers_dims), []
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, parameters)
        cost = compute_cost(AL, Y)
        parameters = update(parameters, L_model_backward(AL, Y, caches))
        if print_cost and not i % 100:
            print(f"Cost after iteration {i}: {cost:.6f}")
            costs.append(cost)
    return parameters
""",
    "L_layer_model: a constant of the notebook": """
EVERY = int(1e2)
def report(i, cost):
    print("Cost after iteration {}: {}".format(i, cost))
def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False,
                  initialize=initialize_parameters_deep):
    parameters = initialize(layers_dims)
    for i in range(0, num_iterations):
        AL, caches = L_model_forward(X, parameters)
        if print_cost and i % EVERY == 0:
            report(i, compute_cost(AL, Y))
        grads = L_model_backward(AL, Y, caches)
        parameters = update_parameters(parameters, grads, learning_rate)
    return parameters
""",
    "L_layer_model: the last one said as well": """
def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False,
                  initialize=initialize_parameters_deep):
    parameters = initialize(layers_dims)
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, parameters)
        cost = np.squeeze(compute_cost(AL, Y))
        parameters = update_parameters(parameters, L_model_backward(AL, Y, caches), learning_rate)
        if print_cost and (i % 100 == 0 or i == num_iterations - 1):
            print("Cost after iteration %d: %.4f" % (i, cost))
    if print_cost:
        print("Done.")
    return parameters
""",
    "predict: a comprehension": """
def predict(X, y, parameters):
    probabilities = L_model_forward(X, parameters)[0]
    p = np.array([[1 if a > 0.5 else 0 for a in probabilities[0]]])
    print(f"Accuracy: {np.mean(p == y)}")
    return p
""",
    "predict: np.greater": """
HALF = round(0.5, 3)
def predict(X, y, parameters):
    AL, _ = L_model_forward(X, parameters)
    p = np.greater(AL, HALF).astype(np.float64)
    m = X.shape[1]
    print("Accuracy: " + str(np.sum(p == y) / m))
    return p
""",
    "predict: ceil": """
def predict(X, y, parameters):
    AL, caches = L_model_forward(X, parameters)
    p = np.ceil(AL - 0.5)
    print("Accuracy:", float(np.count_nonzero(p == y)) / y.size)
    return p
""",
    "predict: zeros, and a mask": """
def predict(X: np.ndarray, y: np.ndarray, parameters: dict) -> np.ndarray:
    AL, _ = L_model_forward(X, parameters)
    p = np.zeros_like(AL)
    p[AL > .5] = 1
    print("Accuracy: %s" % np.equal(p, y).mean())
    return p
""",
    "parameter_gradients: recursion from the top": """
def parameter_gradients(AL, Y, caches):
    grads = {}
    def down(dZ, l):
        (A_prev, W, b), Z = caches[l - 1]
        grads[f"dW{l}"] = dZ @ A_prev.T / Y.shape[1]
        grads[f"db{l}"] = dZ.mean(axis=1, keepdims=True)
        if l > 1:
            down((W.T @ dZ) * (caches[l - 2][1] > 0), l - 1)
    down(AL - Y, len(caches))
    return grads
""",
    "gram_step: helper and names": """
def mean_over_examples(a):
    return a.sum(axis=1)[:, None] / a.shape[1]
def gram_step(S, b, dZ, learning_rate, WX, G):
    total = S + learning_rate / dZ.shape[1] * dZ
    bias = b - learning_rate * mean_over_examples(dZ)
    return total, bias, WX - total @ G + bias
""",
    "update_parameters: by the gradients' names": """
def update_parameters(parameters, grads, learning_rate):
    rates = {name[1:]: learning_rate * g for name, g in grads.items() if name[1] in "Wb"}
    return {name: p - rates[name] for name, p in parameters.items()}
""",
    "linear_forward: under if": """
if hasattr(np, "matvec"):
    def linear_forward(A_prev, W, b):
        return np.matvec(W, A_prev.T).T + b, (A_prev, W, b)
else:
    def linear_forward(A_prev, W, b):
        return np.array([W @ a for a in A_prev.T]).T + b, (A_prev, W, b)
""",
    "initialize_parameters: star arguments": """
def initialize_parameters(*sizes):
    keys = iter(["W1", "b1", "W2", "b2"])
    return {next(keys): array for n_prev, n in zip(sizes, sizes[1:])
            for array in (np.random.normal(size=(n, n_prev)) / 100, np.zeros((n, 1), np.float32))}
""",
    "initialize_parameters_deep: popped from a copy": """
def initialize_parameters_deep(layer_dims):
    sizes, parameters = list(layer_dims), dict()
    while len(sizes) >= 2:
        l, n = len(sizes) - 1, sizes.pop()
        parameters.setdefault(f"W{l}", 1e-2 * np.random.standard_normal((n, sizes[-1])))
        parameters.setdefault(f"b{l}", np.array([[0.0]] * n))
    return parameters
""",
    "initialize_parameters_deep: two dictionaries joined": """
def initialize_parameters_deep(layer_dims):
    L = len(layer_dims) - 1
    weights = {"W" + str(l): np.random.randn(*layer_dims[l : l - 2 if l > 1 else None : -1]) / 100
               for l in range(L, 0, -1)}
    biases = {"b" + str(l): np.full((n, 1), 0) for l, n in enumerate(layer_dims) if l}
    return weights | biases
""",
    "initialize_parameters_scaled: each unit by itself": """
def initialize_parameters_scaled(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        fan_in = layer_dims[l - 1]
        rows = [np.random.randn(fan_in) / np.linalg.norm(np.ones(fan_in))
                for _ in range(layer_dims[l])]
        parameters["W%d" % l] = np.vstack(rows)
        parameters["b%d" % l] = np.zeros(layer_dims[l])[:, None]
    return parameters
""",
    "initialize_parameters_scaled: np.power and float32": """
def initialize_parameters_scaled(layer_dims):
    out = {}
    for l, n in enumerate(layer_dims):
        if l == 0:
            n_prev = n
            continue
        W = np.random.randn(n, n_prev).astype(np.float32)
        W *= np.float32(np.power(float(n_prev), -0.5))
        out[f"W{l}"], out[f"b{l}"], n_prev = W, np.zeros((n, 1), dtype="float32"), n
    return out
""",
    "linear_forward: a walrus and += on an own array": """
def linear_forward(A_prev, W, b):
    (Z := np.empty((W.shape[0], A_prev.shape[1])))[:] = b
    Z += np.einsum("np,pm->nm", W, A_prev)
    return Z, (A_prev, W, b)
""",
    "linear_activation_forward: star-unpacked, in place on an own array": """
def linear_activation_forward(A_prev, W, b, activation):
    Z, *rest = linear_forward(A_prev, W, b)
    A = Z.copy()
    if activation.lower().startswith("r"):
        A[A < 0] = 0
    else:
        np.negative(A, out=A)
        np.exp(A, out=A)
        A += 1
        np.reciprocal(A, out=A)
    return A, (*rest, Z)
""",
    "L_model_forward: a stack of names": """
def L_model_forward(X, parameters):
    names = sorted((k for k in parameters if k.startswith("W")), key=lambda k: int(k[1:]))
    A, caches = X.copy(), []
    while names:
        l = names.pop(0)[1:]
        A, c = linear_activation_forward(A, parameters["W" + l], parameters["b" + l],
                                         activation="relu" if names else "sigmoid")
        caches += [c]
    return A, caches
""",
    "compute_cost: a loop over columns with a walrus": """
def compute_cost(AL, Y):
    total, m = 0.0, 0
    for column in np.vstack((AL, Y)).T:
        m += 1
        total -= np.log(a if (y := column[1]) else 1 - a) if (a := column[0]) is not None else y
    return total / m
""",
    "linear_backward: star-unpacked and concatenated": """
def linear_backward(dZ, cache):
    A_prev, W, *_ = cache
    with_ones = np.concatenate([A_prev, np.ones((1, A_prev.shape[1]))])
    both = np.matmul(dZ, with_ones.T)
    both /= with_ones.shape[1]
    *left, dW, db = np.dot(W.T, dZ), both[:, :-1], both[:, -1:]
    return (*left, dW, db)
""",
    "linear_activation_backward: in place on an own copy": """
def linear_activation_backward(dA, cache, activation):
    linear_cache, Z = cache
    dZ = dA.astype(np.float64)
    if activation == "sigmoid":
        e = np.exp(-np.abs(Z))
        dZ *= e
        dZ /= (1 + e) ** 2
    else:
        np.putmask(dZ, Z <= 0, 0)
    return linear_backward(cache=linear_cache, dZ=dZ)
""",
    "L_model_backward: a class that remembers": """
class Tape:
    def __init__(self, caches):
        self.caches, self.grads = caches, {}
    def back(self, dA, l, kind):
        dA, self.grads[f"dW{l}"], self.grads[f"db{l}"] = linear_activation_backward(
            dA, self.caches[l - 1], kind)
        self.grads[f"dA{l - 1}"] = dA
        return self.back(dA, l - 1, "relu") if l > 1 else self.grads
def L_model_backward(AL, Y, caches):
    return Tape(caches).back(np.where(Y == 1, -1 / AL, 1 / (1 - AL)), len(caches), "sigmoid")
""",
    "L_model_backward: lists, and keys at the end": """
def L_model_backward(AL, Y, caches):
    dA, dW, db = [np.divide(AL - Y, AL * (1 - AL))], [], []
    for n, cache in enumerate(caches[::-1]):
        a, w, b = linear_activation_backward(dA[-1], cache, ["sigmoid", "relu"][n > 0])
        dA.append(a), dW.append(w), db.append(b)
    L, grads = len(caches), {}
    for n in range(L):
        grads["dW" + str(L - n)], grads["db" + str(L - n)] = dW[n], db[n]
        grads["dA" + str(L - n - 1)] = dA[n + 1]
    return grads
""",
    "update_parameters: in place on own copies": """
def update_parameters(parameters, grads, learning_rate):
    new = {name: np.array(value, dtype=float) for name, value in parameters.items()}
    for name in new.keys():
        np.add(new[name], -learning_rate * grads[f"d{name}"], out=new[name])
    return new
""",
    "L_layer_model: a generator of steps": """
def steps(X, Y, parameters, rate):
    while True:
        AL, caches = L_model_forward(X, parameters)
        parameters = update_parameters(parameters, L_model_backward(AL, Y, caches), rate)
        yield compute_cost(AL, Y), parameters
def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False,
                  initialize=initialize_parameters_deep):
    parameters = initialize(layers_dims)
    for i, (cost, new) in zip(range(num_iterations), steps(X, Y, parameters, learning_rate)):
        if i % 100 < 1 and print_cost:
            print("iteration", i, "cost", cost)
        parameters = new
    return parameters
""",
    "predict: sign, and star-unpacked": """
def predict(X, y, parameters):
    AL, *_ = L_model_forward(X, parameters)
    p = (np.sign(AL - 0.5) + 1) // 2
    print("Accuracy: {:.4f}".format(1 - np.abs(p - y).sum() / y.shape[-1]))
    return p
""",
    "parameter_gradients: popped, with einsum": """
def parameter_gradients(AL, Y, caches):
    grads, left, dZ = {}, list(caches), AL - Y
    while left:
        l, ((A_prev, W, _), Z) = len(left), left.pop()
        grads[f"dW{l}"] = np.einsum("nm,pm->np", dZ, A_prev) / AL.size
        grads[f"db{l}"] = np.mean(dZ, 1)[:, np.newaxis]
        if left:
            dZ = np.where(left[-1][1] > 0, np.matmul(W.T, dZ), 0)
    return grads
""",
    "train_step: a mean of its own, and out": """
def train_step(X, Y, parameters, learning_rate):
    AL, caches = L_model_forward(X, parameters)
    cost = -np.log(np.where(Y == 1, AL, 1 - AL)).mean()
    grads = parameter_gradients(AL, Y, caches)
    for key in parameters:
        np.subtract(parameters[key], learning_rate * grads["d" + key], out=parameters[key])
    return parameters, cost
""",
    "train_step: ellipsis, and the arrays taken first": """
def train_step(X, Y, parameters, learning_rate):
    names, arrays = zip(*parameters.items())
    AL, caches = L_model_forward(X, parameters)
    grads = L_model_backward(AL, Y, caches)
    cost = compute_cost(AL, Y)
    for name, array in zip(names, arrays):
        array[...] = array - learning_rate * grads[f"d{name}"]
    return dict(zip(names, arrays)), cost
""",
    "gram_step: a walrus and matmul": """
def gram_step(S, b, dZ, learning_rate, WX, G):
    step = learning_rate * dZ / (m := dZ.shape[1])
    new_b = b - step @ np.ones((m, 1))
    return (new_S := S + step), new_b, np.matmul(-new_S, G) + new_b + WX
""",
    "L_layer_model_fast: a class with its own state": """
class First:
    def __init__(self, W, b, X):
        self.X, self.W, self.b = X, W, b
        self.WX, self.G, self.S = W @ X, X.T @ X, 0 * (W @ X)
    def Z(self):
        return self.WX - self.S @ self.G + self.b
    def step(self, dZ, rate):
        self.S, self.b, _ = gram_step(self.S, self.b, dZ, rate, self.WX, self.G)
def L_layer_model_fast(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000,
                       print_cost=False, initialize=initialize_parameters_deep):
    p = dict(initialize(layers_dims))
    first = First(p.pop("W1"), p.pop("b1"), X)
    above = {k[0] + str(int(k[1:]) - 1): v for k, v in p.items()}
    for i in range(num_iterations):
        Z = first.Z()
        AL, caches = L_model_forward(np.maximum(Z, 0), above)
        if print_cost and i % 100 == 0:
            print(f"Cost after iteration {i}: {compute_cost(AL, Y)}")
        grads = L_model_backward(AL, Y, caches)
        above = update_parameters(above, grads, learning_rate)
        first.step(grads["dA0"] * (Z > 0), learning_rate)
    found = {k[0] + str(int(k[1:]) + 1): v for k, v in above.items()}
    return {"W1": first.W - first.S @ X.T, "b1": first.b, **found}
""",
}
