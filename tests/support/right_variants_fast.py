"""Right functions in many styles, those of notebook 07; the key is the exercise, then the style."""

RIGHT: dict[str, str] = {
    "parameter_gradients: the layers above in a loop": """
def parameter_gradients(AL, Y, caches):
    grads = {}
    L = len(caches)
    m = AL.shape[1]
    dA = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
    for l in reversed(range(1, L)):
        kind = "sigmoid" if l == L - 1 else "relu"
        dA, dW, db = linear_activation_backward(dA, caches[l], kind)
        grads["dW" + str(l + 1)] = dW
        grads["db" + str(l + 1)] = db
    linear_cache, activation_cache = caches[0]
    if L == 1:
        dZ = sigmoid_backward(dA, activation_cache)
    else:
        dZ = relu_backward(dA, activation_cache)
    grads["dW1"] = 1 / m * np.dot(dZ, linear_cache[0].T)
    grads["db1"] = 1 / m * np.sum(dZ, axis=1, keepdims=True)
    return grads
""",
    "parameter_gradients: AL - Y and everything by hand": """
def parameter_gradients(AL, Y, caches):
    dZ, m, grads = AL - Y, Y.shape[1], {}
    for l in range(len(caches), 0, -1):
        (A_prev, W, _), _ = caches[l - 1]
        grads[f"dW{l}"] = dZ @ A_prev.T / m
        grads[f"db{l}"] = dZ.mean(axis=1, keepdims=True)
        if l > 1:
            dZ = (W.T @ dZ) * (caches[l - 2][1] > 0)
    return grads
""",
    "parameter_gradients: a zero row in place of W1": """
def parameter_gradients(AL, Y, caches):
    (X, _, b1), Z1 = caches[0]
    dA = np.where(Y == 1, -1 / AL, 1 / (1 - AL))
    grads = {}
    for l in range(len(caches), 0, -1):
        linear, Z = caches[l - 1]
        dZ = sigmoid_backward(dA, Z) if l == len(caches) else relu_backward(dA, Z)
        if l == 1:
            linear = (X, np.zeros((len(b1), 1)), b1)
        dA, grads["dW" + str(l)], grads["db" + str(l)] = linear_backward(dZ, linear)
    return grads
""",
    "parameter_gradients: the other dA kept": """
def parameter_gradients(AL, Y, caches):
    L = len(caches)
    grads = {f"dA{L}": (AL - Y) / (AL * (1 - AL))}
    for l in range(L, 1, -1):
        out = linear_activation_backward(grads[f"dA{l}"], caches[l - 1],
                                         "sigmoid" if l == L else "relu")
        grads[f"dA{l - 1}"], grads[f"dW{l}"], grads[f"db{l}"] = out
    back = sigmoid_backward if L == 1 else relu_backward
    dZ1 = back(grads["dA1"], caches[0][1])
    grads["dW1"] = np.einsum("im,jm->ij", dZ1, caches[0][0][0]) / AL.shape[1]
    grads["db1"] = np.mean(dZ1, axis=1).reshape(-1, 1)
    return grads
""",
    "parameter_gradients: a helper for the linear part": """
def weights_only(dZ, A_prev):
    m = dZ.shape[1]
    return dZ.dot(A_prev.T) / m, dZ.dot(np.ones((m, 1))) / m
def parameter_gradients(AL, Y, caches):
    grads, dZ = {}, AL - Y.reshape(AL.shape)
    for l, ((A_prev, W, b), Z) in reversed(list(enumerate(caches, start=1))):
        if l < len(caches):
            dZ = relu_backward(np.dot(W_above.T, dZ), Z)
        grads["dW%d" % l], grads["db%d" % l] = weights_only(dZ, A_prev)
        W_above = W
    return grads
""",
    "train_step: layer by layer": """
def train_step(X, Y, parameters, learning_rate):
    AL, caches = L_model_forward(X, parameters)
    cost = compute_cost(AL, Y)
    grads = parameter_gradients(AL, Y, caches)
    for l in range(1, len(parameters) // 2 + 1):
        parameters["W" + str(l)] -= learning_rate * grads["dW" + str(l)]
        parameters["b" + str(l)] -= learning_rate * grads["db" + str(l)]
    return parameters, cost
""",
    "train_step: into a slice": """
def train_step(X, Y, parameters, alpha):
    AL, caches = L_model_forward(X, parameters)
    grads = parameter_gradients(AL, Y, caches)
    for key, p in parameters.items():
        p[:] = p - alpha * grads["d" + key]
    return parameters, compute_cost(AL, Y)
""",
    "train_step: np.subtract with out": """
def train_step(X, Y, parameters, learning_rate):
    AL, caches = L_model_forward(X, parameters)
    cost = np.squeeze(compute_cost(AL, Y))
    grads = parameter_gradients(AL, Y, caches)
    for key in list(parameters):
        step = grads["d" + key]
        step *= learning_rate
        np.subtract(parameters[key], step, out=parameters[key])
    return parameters, cost
""",
    "train_step: np.copyto, and a list": """
def train_step(X, Y, parameters, learning_rate):
    AL, caches = L_model_forward(X, parameters)
    grads = L_model_backward(AL, Y, caches)
    new = update_parameters(parameters, grads, learning_rate)
    for key in parameters:
        np.copyto(parameters[key], new[key])
    return [parameters, compute_cost(AL, Y)]
""",
    "train_step: by hand": """
def train_step(X, Y, parameters, learning_rate):
    AL, caches = L_model_forward(X, parameters)
    m = X.shape[1]
    cost = -np.mean(np.where(Y == 1, np.log(AL), np.log(1 - AL)))
    steps, dZ = [], AL - Y
    for l in range(len(caches), 0, -1):
        (A_prev, W, b), _ = caches[l - 1]
        steps += [(f"W{l}", dZ @ A_prev.T), (f"b{l}", dZ.sum(axis=1, keepdims=True))]
        if l > 1:
            dZ = relu_backward(W.T @ dZ, caches[l - 2][1])
    for key, total in steps:
        parameters[key] -= learning_rate / m * total
    return parameters, cost
""",
    "gram_step: one line each": """
def gram_step(S, b, dZ, learning_rate, WX, G):
    m = dZ.shape[1]
    S = S + learning_rate / m * dZ
    b = b - learning_rate / m * dZ.sum(axis=1, keepdims=True)
    return S, b, WX - S @ G + b
""",
    "gram_step: mean": """
def gram_step(S, b, dZ, alpha, WX, G):
    S_new = S + alpha * dZ / np.shape(dZ)[1]
    b_new = b - alpha * np.mean(dZ, axis=1, keepdims=True)
    Z = np.dot(S_new, G)
    Z *= -1
    Z += WX
    Z += b_new
    return S_new, b_new, Z
""",
    "gram_step: einsum and a list": """
def gram_step(S, b, dZ, learning_rate, WX, G):
    m = len(G)
    S = np.add(S, np.multiply(learning_rate / m, dZ))
    b = np.subtract(b, learning_rate * np.einsum("im->i", dZ)[:, None] / m)
    return [S, b, WX + b - np.einsum("ik,km->im", S, G)]
""",
    "gram_step: in place": """
def gram_step(S, b, dZ, learning_rate, WX, G):
    m = dZ.shape[1]
    S += learning_rate * dZ / m
    b -= learning_rate * np.sum(dZ, axis=1, keepdims=True) / m
    Z = WX - np.dot(S, G) + b
    return S, b, Z
""",
    "gram_step: the change alone": """
def gram_step(S, b, dZ, learning_rate, WX, G):
    step = learning_rate * dZ / dZ.shape[1]
    before = WX - np.matmul(S, G) + b
    db = step.sum(1).reshape(b.shape)
    return S + step, b - db, before - np.matmul(step, G) - db
""",
    "gram_step: G is symmetric": """
def gram_step(S, b, dZ, learning_rate, WX, G):
    m = G.shape[0]
    S = S + learning_rate * dZ / m
    b = b - learning_rate * (dZ @ np.ones((m, 1))) / m
    return S, b, (WX.T - G @ S.T).T + b
""",
}
SIGNATURE = """(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000,
                       print_cost=False, initialize=initialize_parameters_deep):
"""
RIGHT |= {
    f"L_layer_model_fast: {style}": f"def L_layer_model_fast{SIGNATURE}{body}"
    for style, body in {
        "layers above by hand": """
    p = dict(initialize(layers_dims))
    L, m = len(layers_dims) - 1, X.shape[1]
    WX, G = p["W1"] @ X, X.T @ X
    S = np.zeros(WX.shape)
    for i in range(num_iterations):
        Z1 = WX - S @ G + p["b1"]
        (A, _), caches = relu(Z1), []
        for l in range(2, L + 1):
            kind = "sigmoid" if l == L else "relu"
            A, cache = linear_activation_forward(A, p[f"W{l}"], p[f"b{l}"], kind)
            caches.append(cache)
        if print_cost and i % 100 == 0:
            print("Cost after iteration %d: %f" % (i, compute_cost(A, Y)))
        dA = -(Y / A - (1 - Y) / (1 - A))
        new = {}
        for l in range(L, 1, -1):
            kind = "sigmoid" if l == L else "relu"
            dA, dW, db = linear_activation_backward(dA, caches[l - 2], kind)
            new[f"W{l}"] = p[f"W{l}"] - learning_rate * dW
            new[f"b{l}"] = p[f"b{l}"] - learning_rate * db
        dZ1 = relu_backward(dA, Z1)
        S = S + learning_rate * dZ1 / m
        new["b1"] = p["b1"] - learning_rate * dZ1.mean(axis=1, keepdims=True)
        p.update(new)
    p["W1"] = p["W1"] - np.dot(S, X.T)
    return p
""",
        "the sum of dZ, and the rate at the end": """
    p = initialize(layers_dims)
    c = learning_rate / X.shape[1]
    K, W1X = np.matmul(X.T, X), np.matmul(p["W1"], X)
    total, b1 = np.zeros_like(W1X), p["b1"]
    upper = {k[0] + str(int(k[1:]) - 1): v for k, v in p.items() if k not in ("W1", "b1")}
    for i in range(num_iterations):
        Z1 = W1X - c * (total @ K) + b1
        AL, caches = L_model_forward(np.maximum(Z1, 0), upper)
        grads = L_model_backward(AL, Y, caches)
        if print_cost and i % 100 == 0:
            print(f"{i}: {compute_cost(AL, Y)}")
        dZ1 = grads["dA0"] * (Z1 > 0)
        total = total + dZ1
        b1 = b1 - c * dZ1.sum(axis=1, keepdims=True)
        upper = update_parameters(upper, grads, learning_rate)
    out = {k[0] + str(int(k[1:]) + 1): v for k, v in upper.items()}
    return {"W1": p["W1"] - c * total @ X.T, "b1": b1, **out}
""",
        "the identity as input of layer 1": """
    p = dict(initialize(layers_dims))
    WX, G, m, W = np.dot(p["W1"], X), np.dot(X.T, X), X.shape[1], p["W1"]
    S = np.zeros((layers_dims[1], m))
    for i in range(num_iterations):
        Z = WX - np.dot(S, G) + p["b1"]
        A, caches = relu(Z)[0], [((np.eye(m), None, p["b1"]), Z)]
        for l in range(2, len(layers_dims)):
            kind = "relu" if l < len(layers_dims) - 1 else "sigmoid"
            A, cache = linear_activation_forward(A, p["W" + str(l)], p["b" + str(l)], kind)
            caches.append(cache)
        grads = parameter_gradients(A, Y, caches)
        S = S + learning_rate * grads.pop("dW1")
        if print_cost and i % 100 == 0:
            print("Cost after iteration", i, "is", compute_cost(A, Y))
        for name in grads:
            p[name[1:]] = p[name[1:]] - learning_rate * grads[name]
    p["W1"] = W - np.dot(S, X.T)
    return p
""",
        "gram_step and in-place steps": """
    p = initialize(layers_dims)
    WX, G = p["W1"] @ X, X.T @ X
    S, b = 0 * WX, p["b1"].copy()
    Z = WX + b
    up = {}
    for l in range(2, len(layers_dims)):
        up[f"W{l-1}"], up[f"b{l-1}"] = p[f"W{l}"].copy(), p[f"b{l}"].copy()
    for i in range(num_iterations):
        A1, Z1 = relu(Z)
        AL, caches = L_model_forward(A1, up)
        g = L_model_backward(AL, Y, caches)
        if print_cost and i % 100 == 0:
            print("Cost after iteration", i, ":", compute_cost(AL, Y))
        for k in up:
            up[k] -= learning_rate * g["d" + k]
        S, b, Z = gram_step(S, b, relu_backward(g["dA0"], Z1), learning_rate, WX, G)
    done = {"W1": p["W1"] - S @ X.T, "b1": b}
    for l in range(2, len(layers_dims)):
        done[f"W{l}"], done[f"b{l}"] = up[f"W{l-1}"], up[f"b{l-1}"]
    return done
""",
        "inputs turned into as many as there are examples": """
    p = dict(initialize(layers_dims))
    Q, R = np.linalg.qr(X)
    W = p["W1"]
    p["W1"] = np.dot(W, Q)
    first = p["W1"]
    for i in range(num_iterations):
        AL, caches = L_model_forward(R, p)
        if print_cost and i % 100 == 0:
            print("Cost after iteration %i: %f" % (i, compute_cost(AL, Y)))
        p = update_parameters(p, L_model_backward(AL, Y, caches), learning_rate)
    p["W1"] = W + np.dot(p["W1"] - first, Q.T)
    return p
""",
    }.items()
}
