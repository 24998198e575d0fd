"""Mistakes in the forward pass of the whole network."""

from grader.misconceptions.record import mistake
from solutions import linear_activation_forward


@mistake(
    "last-layer-relu",
    "The output layer uses ReLU, like the hidden layers.",
    "Which values can your `AL` take, and which values can a probability take?",
    "The output is a probability. Sigmoid gives values between 0 and 1, ReLU gives any value from "
    "0 up.",
    "Change the activation in the call for layer L, after the loop.",
)
def L_model_forward(X, parameters):
    caches = []
    A = X
    L = len(parameters) // 2
    for l in range(1, L + 1):
        A, cache = linear_activation_forward(
            A, parameters["W" + str(l)], parameters["b" + str(l)], "relu"
        )
        caches.append(cache)
    return A, caches


@mistake(
    "all-layers-sigmoid",
    "The hidden layers use sigmoid, like the output layer.",
    "Which activation function do layers 1 to L-1 have?",
    "Hidden layers use ReLU. Only the output has to be a probability.",
    "Change the activation in the call inside the loop.",
)
def L_model_forward(X, parameters):
    caches = []
    A = X
    L = len(parameters) // 2
    for l in range(1, L + 1):
        A, cache = linear_activation_forward(
            A, parameters["W" + str(l)], parameters["b" + str(l)], "sigmoid"
        )
        caches.append(cache)
    return A, caches


@mistake(
    "last-cache-missing",
    "The cache of the output layer is not stored.",
    "How many caches does your function return for a network of two layers?",
    "The backward pass visits every layer, so it needs the cache of every layer.",
    "Append one more cache after the call for layer L.",
)
def L_model_forward(X, parameters):
    caches = []
    A = X
    L = len(parameters) // 2
    for l in range(1, L):
        A, cache = linear_activation_forward(
            A, parameters["W" + str(l)], parameters["b" + str(l)], "relu"
        )
        caches.append(cache)
    AL, cache = linear_activation_forward(
        A, parameters["W" + str(L)], parameters["b" + str(L)], "sigmoid"
    )
    return AL, caches


@mistake(
    "hidden-caches-missing",
    "Only the cache of the output layer is stored.",
    "How many caches does your function return for a network of two layers?",
    "The backward pass visits every layer, so it needs the cache of every layer.",
    "Append the cache inside the loop as well, once per layer.",
)
def L_model_forward(X, parameters):
    caches = []
    A = X
    L = len(parameters) // 2
    for l in range(1, L):
        A, cache = linear_activation_forward(
            A, parameters["W" + str(l)], parameters["b" + str(l)], "relu"
        )
    AL, cache = linear_activation_forward(
        A, parameters["W" + str(L)], parameters["b" + str(L)], "sigmoid"
    )
    caches.append(cache)
    return AL, caches


@mistake(
    "every-layer-reads-x",
    "Every hidden layer gets `X` instead of the output of the previous layer.",
    "What is the input of layer 2?",
    "The activations of one layer are the inputs of the next.",
    "Change the first argument of the call inside the loop. It has to change from layer to layer.",
)
def L_model_forward(X, parameters):
    caches = []
    A = X
    L = len(parameters) // 2
    for l in range(1, L):
        A, cache = linear_activation_forward(
            X, parameters["W" + str(l)], parameters["b" + str(l)], "relu"
        )
        caches.append(cache)
    AL, cache = linear_activation_forward(
        A, parameters["W" + str(L)], parameters["b" + str(L)], "sigmoid"
    )
    caches.append(cache)
    return AL, caches


@mistake(
    "layers-not-halved",
    "The number of layers is not half the number of parameters.",
    "How many entries does `parameters` have for a network of two layers?",
    "Each layer has a `W` and a `b`, so there are half as many layers as entries.",
    "Change the line that computes L. Use integer division, because L counts layers.",
)
def L_model_forward(X, parameters):
    caches = []
    A = X
    L = len(parameters)
    for l in range(1, L):
        A, cache = linear_activation_forward(
            A, parameters["W" + str(l)], parameters["b" + str(l)], "relu"
        )
        caches.append(cache)
    AL, cache = linear_activation_forward(
        A, parameters["W" + str(L)], parameters["b" + str(L)], "sigmoid"
    )
    caches.append(cache)
    return AL, caches


@mistake(
    "hidden-layer-skipped",
    "The loop leaves out the last hidden layer.",
    "Which values does `l` take in your loop if L is 3?",
    "`range` leaves out its end, so `range(1, L)` already stops at L-1.",
    "Change the end of the `range` by one.",
)
def L_model_forward(X, parameters):
    caches = []
    A = X
    L = len(parameters) // 2
    for l in range(1, L - 1):
        A, cache = linear_activation_forward(
            A, parameters["W" + str(l)], parameters["b" + str(l)], "relu"
        )
        caches.append(cache)
    AL, cache = linear_activation_forward(
        A, parameters["W" + str(L)], parameters["b" + str(L)], "sigmoid"
    )
    caches.append(cache)
    return AL, caches


@mistake(
    "three-layers-always",
    "The code handles exactly three layers.",
    "What does your function do for a network of two layers, and for one of five?",
    "The number of layers is half the number of entries in `parameters`.",
    "Put the repeated calls into a loop over the hidden layers, followed by the call for layer L.",
)
def L_model_forward(X, parameters):
    A1, cache1 = linear_activation_forward(X, parameters["W1"], parameters["b1"], "relu")
    A2, cache2 = linear_activation_forward(A1, parameters["W2"], parameters["b2"], "relu")
    AL, cache3 = linear_activation_forward(A2, parameters["W3"], parameters["b3"], "sigmoid")
    return AL, [cache1, cache2, cache3]


@mistake(
    "append-behind-the-loop",
    "Of the hidden layers, only the last one's cache is kept.",
    "How many caches are in your list just before the return, and how many layers are there?",
    "The list is made once, before the loop. Each iteration appends the cache of its layer.",
    "Check two places: where the list is made, and whether the append is inside the loop.",
)
def L_model_forward(X, parameters):
    caches = []
    A = X
    L = len(parameters) // 2
    for l in range(1, L):
        A, cache = linear_activation_forward(
            A, parameters["W" + str(l)], parameters["b" + str(l)], "relu"
        )
    if L > 1:
        caches.append(cache)
    AL, cache = linear_activation_forward(
        A, parameters["W" + str(L)], parameters["b" + str(L)], "sigmoid"
    )
    caches.append(cache)
    return AL, caches


@mistake(
    "caches-in-front",
    "The caches are in reverse order, last layer first.",
    "Which layer does your `caches[0]` belong to?",
    "`caches[l - 1]` belongs to layer l, so each new cache goes to the end of the list.",
    "Add each cache at the end of the list instead of at its beginning.",
)
def L_model_forward(X, parameters):
    caches = []
    A = X
    L = len(parameters) // 2
    for l in range(1, L + 1):
        A, cache = linear_activation_forward(
            A,
            parameters["W" + str(l)],
            parameters["b" + str(l)],
            "relu" if l < L else "sigmoid",
        )
        caches.insert(0, cache)
    return A, caches


@mistake(
    "only-the-last-cache",
    "`caches` is a single cache, the one of the last layer, and not a list.",
    "What is the type of your `caches`, and how many caches does it hold?",
    "A variable that is assigned in every iteration keeps only its last value.",
    "Start with an empty list before the loop, and append each cache to it.",
)
def L_model_forward(X, parameters):
    A = X
    L = len(parameters) // 2
    for l in range(1, L + 1):
        A, caches = linear_activation_forward(
            A,
            parameters["W" + str(l)],
            parameters["b" + str(l)],
            "relu" if l < L else "sigmoid",
        )
    return A, caches


@mistake(
    "last-layer-reads-a-prev",
    "The output layer gets the input of the last hidden layer instead of its output.",
    "Which layer's activations does `A_prev` hold after the loop?",
    "`A_prev` is assigned at the start of an iteration. The output of that iteration is `A`.",
    "Change the first argument in the call for layer L.",
)
def L_model_forward(X, parameters):
    caches = []
    A = X
    L = len(parameters) // 2
    for l in range(1, L):
        A_prev = A
        A, cache = linear_activation_forward(
            A_prev, parameters["W" + str(l)], parameters["b" + str(l)], "relu"
        )
        caches.append(cache)
    AL, cache = linear_activation_forward(
        A_prev, parameters["W" + str(L)], parameters["b" + str(L)], "sigmoid"
    )
    caches.append(cache)
    return AL, caches


@mistake(
    "last-layer-twice",
    "The loop already includes layer L, which then runs a second time after the loop.",
    "How many layers does your code run for a network of two layers?",
    "The loop is for the hidden layers 1 to L-1. Layer L comes once, after the loop.",
    "Change the end of the `range` by one.",
)
def L_model_forward(X, parameters):
    caches = []
    A = X
    L = len(parameters) // 2
    for l in range(1, L + 1):
        A, cache = linear_activation_forward(A, parameters[f"W{l}"], parameters[f"b{l}"], "relu")
        caches.append(cache)
    AL, cache = linear_activation_forward(A, parameters[f"W{L}"], parameters[f"b{L}"], "sigmoid")
    caches.append(cache)
    return AL, caches


@mistake(
    "layers-counted-from-zero",
    "The loop over the hidden layers starts at layer 0.",
    "Which keys does `parameters` have?",
    "Layer 0 is the input, which has no weights. The first layer with weights is layer 1.",
    "Change the start of the `range`.",
)
def L_model_forward(X, parameters):
    caches = []
    A = X
    L = len(parameters) // 2
    for l in range(L):
        A, cache = linear_activation_forward(A, parameters[f"W{l}"], parameters[f"b{l}"], "relu")
        caches.append(cache)
    AL, cache = linear_activation_forward(A, parameters[f"W{L}"], parameters[f"b{L}"], "sigmoid")
    caches.append(cache)
    return AL, caches
