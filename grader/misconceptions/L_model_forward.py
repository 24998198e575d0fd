"""Mistakes in the forward pass of the whole network."""

from grader.misconceptions.record import mistake
from solutions import linear_activation_forward


@mistake(
    "last-layer-relu",
    "The output layer uses relu like the others.",
    "What range should the network's answers have?",
    "The answer is a probability, and sigmoid is what gives numbers between 0 and 1.",
    "The call for layer L names another activation.",
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
    "The hidden layers use sigmoid like the last.",
    "Which activation do layers 1 to L-1 have?",
    "Hidden layers use ReLU; only the output has to be a probability.",
    "The calls in the loop name another activation than the last.",
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
    "The output layer's cache is not kept.",
    "How many caches does your function return for a network of two layers?",
    "Every layer needs its cache on the way back.",
    "Append the cache after the last call too.",
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
    "Only the output layer's cache is kept.",
    "How many caches does your function return for a network of two layers?",
    "Every layer needs its cache on the way back.",
    "Append inside the loop too, once in every round.",
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
    "Every hidden layer is given X in place of the layer before it.",
    "What is the input of layer 2?",
    "The activations of one layer are the inputs of the next.",
    "The first argument in the loop is what the round before gave.",
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
    "A layer is asked for that is not there.",
    "How many entries does parameters hold for a network of two layers?",
    "Each layer has a W and a b, so there are half as many layers as entries.",
    "Halve the length, as a whole number.",
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
    "Which layers does your loop go through when L is 3?",
    "range leaves out its end: range(1, L) already stops at L-1.",
    "The end of the loop is one too small.",
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
    "The network is written out for three layers.",
    "What does your function do for a network of two layers, or of five?",
    "The number of layers is half the number of parameters, and a loop goes through them.",
    "Put the repeated calls into a loop that ends with L.",
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
    "The caches stand in the opposite order, the last layer's first.",
    "Which layer's cache stands at caches[0]?",
    "caches[l - 1] belongs to layer l, so each new one goes to the end.",
    "append puts an entry at the end; insert(0, ...) puts it in front.",
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
    "caches is the last layer's cache alone, and no list.",
    "What kind of thing is caches, and how many does it hold?",
    "A name that is given a new value in each round keeps only the last one.",
    "Begin with an empty list, and append each cache to it.",
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
    "The output layer is given what the last hidden layer was given, not what came out of it.",
    "What does A_prev hold when the loop is over?",
    "A_prev is set at the beginning of a round, to what goes into that layer; what came out of the "
    "last round is A.",
    "Hand A to the output layer.",
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
    "The loop goes through the last layer too, and then it comes again.",
    "Through how many layers does your function go for a network of two?",
    "The loop is for the hidden layers 1, ..., L - 1; the output layer comes after it, once.",
    "range(1, L) ends with L - 1.",
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
    "The loop over the hidden layers begins with layer 0.",
    "Which keys does parameters have?",
    "Layer 0 is the inputs: it has no weights. The first layer with weights is layer 1.",
    "The loop's range begins at 1.",
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
