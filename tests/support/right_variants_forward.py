"""Right functions in many styles, exercises 1 to 6; the key is the exercise, then the style."""

RIGHT: dict[str, str] = {
    "initialize_parameters: normal with scale": """
def initialize_parameters(n_x, n_h, n_y):
    W1 = np.random.normal(0, 0.01, (n_h, n_x))
    W2 = np.random.normal(loc=0.0, scale=0.01, size=(n_y, n_h))
    return dict(W1=W1, b1=np.zeros((n_h, 1)), W2=W2, b2=np.zeros((n_y, 1)))
""",
    "initialize_parameters: new generator": """
def initialize_parameters(n_x, n_h, n_y):
    rng = np.random.default_rng()
    draw = lambda n, m: rng.standard_normal((n, m)) * 0.01
    return {"W1": draw(n_h, n_x), "b1": np.zeros((n_h, 1)),
            "W2": draw(n_y, n_h), "b2": np.zeros((n_y, 1))}
""",
    "initialize_parameters: seed inside, asserts": """
def initialize_parameters(n_x, n_h, n_y):
    np.random.seed(1)
    W1 = np.random.randn(n_h, n_x) * 0.01
    b1 = np.zeros(shape=(n_h, 1))
    W2 = np.random.randn(n_y, n_h) * 0.01
    b2 = np.zeros(shape=(n_y, 1))
    assert W1.shape == (n_h, n_x)
    parameters = {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
    return parameters
""",
    "initialize_parameters: by the deep one": """
def initialize_parameters(n_x, n_h, n_y):
    sizes = [n_x, n_h, n_y]
    p = {}
    for l, (before, here) in enumerate(zip(sizes, sizes[1:]), 1):
        p[f"W{l}"] = 0.01 * np.random.randn(here, before)
        p[f"b{l}"] = np.zeros((here, 1), dtype=float)
    return p
""",
    "initialize_parameters: integer zeros and RandomState": """
def initialize_parameters(n_x, n_h, n_y):
    state = np.random.RandomState(7)
    return {"W1": state.randn(n_h, n_x) / 100, "b1": np.zeros((n_h, 1), int),
            "W2": state.randn(n_y, n_h) / 100, "b2": np.full((n_y, 1), 0)}
""",
    "initialize_parameters_deep: comprehension": """
def initialize_parameters_deep(dims):
    W = {f"W{l}": np.random.randn(dims[l], dims[l - 1]) * 0.01 for l in range(1, len(dims))}
    b = {f"b{l}": np.zeros((dims[l], 1)) for l in range(1, len(dims))}
    return {**W, **b}
""",
    "initialize_parameters_deep: new generator": """
def initialize_parameters_deep(layer_dims):
    rng = np.random.default_rng(0)
    parameters = {"layers": len(layer_dims) - 1}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = rng.normal(scale=1e-2, size=(layer_dims[l], layer_dims[l-1]))
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters
""",
    "initialize_parameters_deep: while and in place": """
def initialize_parameters_deep(layer_dims):
    parameters, l = {}, 1
    while l < len(layer_dims):
        W = np.random.standard_normal((layer_dims[l], layer_dims[l - 1]))
        W *= 0.01
        parameters["W%d" % l], parameters["b%d" % l] = W, np.zeros((layer_dims[l], 1))
        l += 1
    return parameters
""",
    "initialize_parameters_deep: recursion": """
def initialize_parameters_deep(layer_dims):
    L = len(layer_dims) - 1
    if L == 0:
        return {}
    rest = initialize_parameters_deep(layer_dims[:-1])
    rest[f"W{L}"] = np.random.randn(layer_dims[L], layer_dims[L - 1]) * 0.01
    rest[f"b{L}"] = np.zeros((layer_dims[L], 1))
    return rest
""",
    "initialize_parameters_deep: lists of numbers": """
import random
def initialize_parameters_deep(layer_dims):
    p = {}
    for l in range(1, len(layer_dims)):
        p["W" + str(l)] = [[random.gauss(0, 0.01) for _ in range(layer_dims[l - 1])]
                           for _ in range(layer_dims[l])]
        p["b" + str(l)] = [[0.0]] * layer_dims[l]
    return p
""",
    "initialize_parameters_scaled: root with power": """
def initialize_parameters_scaled(layer_dims):
    p = {}
    for l in range(1, len(layer_dims)):
        n_prev = layer_dims[l - 1]
        p["W" + str(l)] = np.random.randn(layer_dims[l], n_prev) * n_prev ** -0.5
        p["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return p
""",
    "initialize_parameters_scaled: variance": """
import math
def initialize_parameters_scaled(layer_dims):
    p = {}
    for l, (a, n) in enumerate(zip(layer_dims[:-1], layer_dims[1:]), start=1):
        p[f"W{l}"] = np.random.normal(0, math.sqrt(1 / a), (n, a))
        p[f"b{l}"] = np.zeros((n, 1))
    return p
""",
    "initialize_parameters_scaled: on the deep one": """
def initialize_parameters_scaled(layer_dims):
    parameters = initialize_parameters_deep(layer_dims)
    for l in range(1, len(layer_dims)):
        parameters[f"W{l}"] = parameters[f"W{l}"] * 100 / np.sqrt(layer_dims[l - 1])
    return parameters
""",
    "initialize_parameters_scaled: generator": """
def initialize_parameters_scaled(layer_dims: list[int]) -> dict:
    rng = np.random.default_rng(5)
    return {k: v for l in range(1, len(layer_dims)) for k, v in (
        (f"W{l}", rng.standard_normal((layer_dims[l], layer_dims[l-1])) / layer_dims[l-1] ** 0.5),
        (f"b{l}", np.zeros((layer_dims[l], 1))))}
""",
    "initialize_parameters_scaled: divide in place": """
def initialize_parameters_scaled(layer_dims):
    p = {}
    for l in range(len(layer_dims) - 1):
        W = np.random.randn(layer_dims[l + 1], layer_dims[l])
        W /= np.sqrt(layer_dims[l])
        p["W" + str(l + 1)] = W
        p["b" + str(l + 1)] = np.zeros((layer_dims[l + 1], 1))
    return p
""",
    "linear_forward: dot": """
def linear_forward(A, W, b):
    Z = np.dot(W, A) + b
    assert Z.shape == (W.shape[0], A.shape[1])
    cache = (A, W, b)
    return Z, cache
""",
    "linear_forward: matmul and add": """
def linear_forward(A_prev, W, b):
    return np.add(np.matmul(W, A_prev), b), (A_prev, W, b)
""",
    "linear_forward: method and list": """
def linear_forward(A_prev, W, b):
    return [W.dot(A_prev) + b, [A_prev, W, b]]
""",
    "linear_forward: einsum": """
def linear_forward(A_prev, W, b):
    Z = np.einsum("np,pm->nm", W, A_prev)
    Z += b
    return Z, (A_prev, W, b)
""",
    "linear_forward: loops": """
def linear_forward(A_prev, W, b):
    n, m = W.shape[0], A_prev.shape[1]
    Z = np.zeros((n, m))
    for i in range(n):
        for j in range(m):
            Z[i, j] = b[i, 0]
            for k in range(W.shape[1]):
                Z[i, j] += W[i, k] * A_prev[k, j]
    return Z, (A_prev, W, b)
""",
    "linear_forward: transposes and copies": """
def linear_forward(A_prev, W, b):
    Z = (A_prev.T @ W.T).T + np.repeat(b, A_prev.shape[1], axis=1)
    return Z, (A_prev.copy(), W.copy(), b.copy())
""",
    "linear_activation_forward: the specification's way": """
def linear_activation_forward(A_prev, W, b, activation):
    if activation == "sigmoid":
        Z, linear_cache = linear_forward(A_prev, W, b)
        A, activation_cache = sigmoid(Z)
    elif activation == "relu":
        Z, linear_cache = linear_forward(A_prev, W, b)
        A, activation_cache = relu(Z)
    assert (A.shape == (W.shape[0], A_prev.shape[1]))
    cache = (linear_cache, activation_cache)
    return A, cache
""",
    "linear_activation_forward: table of functions": """
def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    A, activation_cache = {"sigmoid": sigmoid, "relu": relu}[activation](Z)
    return A, (linear_cache, activation_cache)
""",
    "linear_activation_forward: everything by hand": """
def linear_activation_forward(A_prev, W, b, activation):
    Z = W @ A_prev + b
    A = 1 / (1 + np.exp(-Z)) if activation == "sigmoid" else Z * (Z > 0)
    return A, ((A_prev, W, b), Z)
""",
    "linear_activation_forward: keywords": """
def linear_activation_forward(A_prev, W, b, activation="relu"):
    Z, lin = linear_forward(A_prev=A_prev, W=W, b=b)
    fn = sigmoid if activation.lower() == "sigmoid" else relu
    return fn(Z)[0], [lin, fn(Z)[1]]
""",
    "linear_activation_forward: match": """
def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    match activation:
        case "sigmoid":
            A, activation_cache = sigmoid(Z)
        case "relu":
            A, activation_cache = relu(Z)
    return A, (linear_cache, activation_cache)
""",
    "L_model_forward: the specification's way": """
def L_model_forward(X, parameters):
    caches = []
    A = X
    L = len(parameters) // 2
    for l in range(1, L):
        A_prev = A
        A, cache = linear_activation_forward(
            A_prev, parameters["W" + str(l)], parameters["b" + str(l)], "relu")
        caches.append(cache)
    AL, cache = linear_activation_forward(
        A, parameters["W" + str(L)], parameters["b" + str(L)], "sigmoid")
    caches.append(cache)
    assert AL.shape == (1, X.shape[1])
    return AL, caches
""",
    "L_model_forward: tuple of caches": """
def L_model_forward(X, parameters):
    L, A, caches = len(parameters) // 2, X, ()
    for l in range(L):
        A, cache = linear_activation_forward(A, parameters[f"W{l+1}"], parameters[f"b{l+1}"],
                                             "sigmoid" if l == L - 1 else "relu")
        caches += (cache,)
    return A, caches
""",
    "L_model_forward: recursion": """
def L_model_forward(X, parameters):
    L = len(parameters) // 2
    def upto(l):
        if l == 0:
            return X, []
        A, caches = upto(l - 1)
        A, cache = linear_activation_forward(A, parameters["W%d" % l], parameters["b%d" % l],
                                             "relu" if l < L else "sigmoid")
        return A, caches + [cache]
    return upto(L)
""",
    "L_model_forward: layers counted by keys": """
def L_model_forward(X, parameters):
    numbers = sorted(int(k[1:]) for k in parameters if k.startswith("W"))
    A, caches = X, []
    for l in numbers:
        Z = parameters[f"W{l}"] @ A + parameters[f"b{l}"]
        cache = ((A, parameters[f"W{l}"], parameters[f"b{l}"]), Z)
        A = sigmoid(Z)[0] if l == numbers[-1] else relu(Z)[0]
        caches.append(cache)
    return A, caches
""",
    "L_model_forward: while with prints": """
def L_model_forward(X, parameters):
    caches, A, l = list(), X, 1
    while "W" + str(l) in parameters:
        last = "W" + str(l + 1) not in parameters
        print("layer", l, A.shape)
        A, cache = linear_activation_forward(A, parameters["W" + str(l)], parameters["b" + str(l)],
                                             ["relu", "sigmoid"][last])
        caches.insert(len(caches), cache)
        l += 1
    return A, caches
""",
    "compute_cost: the specification's way": """
def compute_cost(AL, Y):
    m = Y.shape[1]
    cost = -1/m*np.sum(np.multiply(np.log(AL),Y)+np.multiply(np.log(1-AL),1-Y))
    cost = np.squeeze(cost)
    assert(cost.shape == ())
    return cost
""",
    "compute_cost: mean": """
def compute_cost(AL, Y):
    return np.mean(-Y * np.log(AL) - (1 - Y) * np.log(1 - AL))
""",
    "compute_cost: products of matrices": """
def compute_cost(AL, Y):
    m = AL.shape[1]
    return (-(Y @ np.log(AL).T + (1 - Y) @ np.log(1 - AL).T) / m).item()
""",
    "compute_cost: loop with math": """
from math import log
def compute_cost(AL, Y):
    total = 0.0
    for a, y in zip(AL.ravel(), Y.ravel()):
        total -= log(a) if y == 1 else log(1 - a)
    return total / AL.size
""",
    "compute_cost: where": """
def compute_cost(AL, Y):
    return float(-np.log(np.where(Y == 1, AL, 1 - AL)).mean())
""",
    "compute_cost: small constant of the notebook": """
EPS = 1e-8
def compute_cost(AL, Y):
    AL = np.clip(AL, EPS, 1 - EPS)
    return -(Y * np.log(AL + EPS) + (1 - Y) * np.log(1 - AL + EPS)).sum() / Y.shape[1]
""",
    "compute_cost: 0-d array and log1p": """
def compute_cost(AL, Y):
    return np.array(-np.average(Y * np.log(AL) + (1 - Y) * np.log1p(-AL)))
""",
}
