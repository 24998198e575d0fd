"""
Ways of writing a notebook, each with a function that needs more than its own cell.

The key is the exercise, then the style; the value is the cells, parted by a line of dashes. In a
kernel they run one after the other, and the check follows.
"""

from __future__ import annotations

from notebook_constants import CONSTANTS, COST

WRITTEN = """
def linear_forward(A_prev, W, b):
    return W @ A_prev + b, (A_prev, W, b)
"""
LAYER = """
def linear_forward(A_prev, W, b):
    return W @ A_prev + b, (A_prev, W, b)
def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    A, activation_cache = ACTIVATIONS[activation](Z)
    return A, (linear_cache, activation_cache)
"""
NETWORK = """
def linear_forward(A_prev, W, b):
    return W @ A_prev + b, (A_prev, W, b)
def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    A, activation_cache = (relu if activation == "relu" else sigmoid)(Z)
    return A, (linear_cache, activation_cache)
"""
FORWARD = """
def L_model_forward(X, parameters):
    caches, A, L = [], X, len(parameters) // 2
    for l in range(1, L + 1):
        A, cache = layer_of(l, L)(A, parameters[f"W{l}"], parameters[f"b{l}"])
        caches.append(cache)
    return A, caches
"""

STYLES: dict[str, str] = {
    **{f"compute_cost: {style}": f"{made}\n---\n{COST}" for style, made in CONSTANTS.items()},
    "compute_cost: a constant of a later cell": f"{COST}\n---\nEPS = float(1e-12)",
    "compute_cost: a wrong constant": f"EPS = float(1e-3)\n---\n{COST}",
    "compute_cost: made wrong later": f"EPS = float(1e-12)\n---\n{COST}\n---\nEPS += 0.01",
    "compute_cost: deleted": f"EPS = float(1e-12)\n---\n{COST}\n---\ndel EPS",
    "compute_cost: a class variable": (
        "class Config:\n    eps = 1.0\nfor _ in range(12):\n    Config.eps /= 10\n---\n"
        + COST.replace("EPS", "Config.eps")
    ),
    "compute_cost: a closure": """
def make(eps):
    def cost(AL, Y):
        return float(-np.mean(Y * np.log(AL + eps) + (1 - Y) * np.log(1 - AL + eps)))
    return cost
---
compute_cost = make(1e-12)
""",
    "compute_cost: a lambda": """
compute_cost = lambda AL, Y: -float(np.mean(np.where(Y == 1, np.log(AL), np.log(1 - AL))))
""",
    "compute_cost: np.vectorize inside": """
loss = np.vectorize(lambda a, y: -np.log(a if y == 1 else 1 - a))
---
def compute_cost(AL, Y):
    return float(loss(AL, Y).mean())
""",
    "compute_cost: a cached helper": """
from functools import lru_cache
@lru_cache(maxsize=None)
def log(x):
    return float(np.log(x))
---
def compute_cost(AL, Y):
    pairs = zip(AL.ravel().tolist(), Y.ravel().tolist())
    losses = [-log(a) if y == 1 else -log(1 - a) for a, y in pairs]
    return sum(losses) / len(losses)
""",
    "compute_cost: decorated": """
import functools
def as_float(function):
    @functools.wraps(function)
    def called(*args):
        return float(np.squeeze(function(*args)))
    return called
---
@as_float
def compute_cost(AL, Y):
    return -(Y @ np.log(AL).T + (1 - Y) @ np.log(1 - AL).T) / Y.shape[1]
""",
    "compute_cost: decorated without wraps": """
def as_float(function):
    def called(*args):
        return float(np.squeeze(function(*args)))
    return called
@as_float
def compute_cost(AL, Y):
    return -(Y @ np.log(AL).T + (1 - Y) @ np.log(1 - AL).T) / Y.shape[1]
""",
    "compute_cost: an object that is called": """
class Cost:
    def __call__(self, AL, Y):
        return float(-np.mean(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)))
compute_cost = Cost()
""",
    "compute_cost: a function defined in a try": """
try:
    from scipy.special import xlogy
    def compute_cost(AL, Y):
        return float(-np.mean(xlogy(Y, AL) + xlogy(1 - Y, 1 - AL)))
except ImportError:
    def compute_cost(AL, Y):
        return float(-np.mean(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)))
""",
    "compute_cost: a function defined in a loop": """
for power in (1, 2):
    def compute_cost(AL, Y, power=power):
        return float(-np.mean(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))) * power / 2
""",
    "compute_cost: an own function of NumPy": """
np.safe_log = lambda x: np.log(np.maximum(x, 1e-12))
---
def compute_cost(AL, Y):
    return float(-np.mean(Y * np.safe_log(AL) + (1 - Y) * np.safe_log(1 - AL)))
""",
    "linear_forward: under if": """
if hasattr(np, "matmul"):
    def linear_forward(A_prev, W, b):
        return np.matmul(W, A_prev) + b, (A_prev, W, b)
else:
    def linear_forward(A_prev, W, b):
        return np.dot(W, A_prev) + b, (A_prev, W, b)
""",
    "linear_forward: a method": """
class Layer:
    def forward(self, A_prev, W, b):
        return W @ A_prev + b, (A_prev, W, b)
layer = Layer()
linear_forward = layer.forward
---
layer.forward(np.ones((2, 1)), np.ones((1, 2)), 0)
""",
    "linear_forward: a static method": """
class Layer:
    @staticmethod
    def forward(A_prev, W, b):
        return W @ A_prev + b, (A_prev, W, b)
linear_forward = Layer.forward
""",
    "linear_forward: a method of an object made on the way": """
class Layer:
    def __init__(self, product):
        self.product = product
    def forward(self, A_prev, W, b):
        return self.product(W, A_prev) + b, (A_prev, W, b)
linear_forward = Layer(np.matmul).forward
""",
    "linear_forward: a partial": """
from functools import partial
def forward(product, A_prev, W, b):
    return product(W, A_prev) + b, (A_prev, W, b)
linear_forward = partial(forward, np.dot)
""",
    "linear_forward: another name": f"{WRITTEN.replace('linear_forward', 'mine')}\n---\n"
    "linear_forward = mine",
    "linear_forward: a named tuple": """
from collections import namedtuple
Cache = namedtuple("Cache", "A W b")
---
def linear_forward(A_prev, W, b):
    return W @ A_prev + b, Cache(A_prev, W, b)
""",
    "linear_forward: a typed named tuple": """
from typing import NamedTuple
class Cache(NamedTuple):
    A: np.ndarray
    W: np.ndarray
    b: np.ndarray
def linear_forward(A_prev: np.ndarray, W: np.ndarray, b: np.ndarray) -> tuple:
    return W @ A_prev + b, Cache(A_prev, W, b)
""",
    "linear_forward: a dataclass, which is no tuple": """
from dataclasses import dataclass
@dataclass
class Cache:
    A: np.ndarray
    W: np.ndarray
    b: np.ndarray
def linear_forward(A_prev, W, b):
    return W @ A_prev + b, Cache(A_prev, W, b)
""",
    "linear_forward: a dataclass that is taken apart": """
from dataclasses import astuple, dataclass
@dataclass(frozen=True)
class Cache:
    A: object
    W: object
    b: object
    def __iter__(self):
        return iter((self.A, self.W, self.b))
def linear_forward(A_prev, W, b):
    return W @ A_prev + b, tuple(Cache(A_prev, W, b))
""",
    "linear_forward: a counter": """
calls = 0
---
def linear_forward(A_prev, W, b):
    global calls
    calls += 1
    return W @ A_prev + b, (A_prev, W, b)
---
linear_forward(np.ones((2, 1)), np.ones((1, 2)), 0)
""",
    "linear_forward: an attribute of the function": """
def linear_forward(A_prev, W, b):
    linear_forward.calls += 1
    return W @ A_prev + b, (A_prev, W, b)
linear_forward.calls = 0
""",
    "linear_forward: a wrong one first": "def linear_forward(A_prev, W, b):\n    return 1\n---\n"
    + WRITTEN,
    "linear_forward: a wrong one last": WRITTEN
    + "---\ndef linear_forward(A_prev, W, b):\n    return W @ A_prev, (A_prev, W, b)",
    "linear_forward: shown, plotted and trained with": WRITTEN
    + """---
Z, cache = linear_forward(np.ones((2, 1)), np.ones((1, 2)), 0)
print(Z)
---
import matplotlib.pyplot as plt
plt.plot(Z)
plt.show()
---
for step in range(3):
    Z, cache = linear_forward(np.ones((2, 1)), np.ones((1, 2)), step)
""",
    "linear_activation_forward: a table filled by a loop": "ACTIVATIONS = {}\nfor function in "
    f"(sigmoid, relu):\n    ACTIVATIONS[function.__name__] = function\n---\n{LAYER}",
    "linear_activation_forward: a table filled by update": "ACTIVATIONS = {}\n---\n"
    f"ACTIVATIONS.update(relu=relu)\nACTIVATIONS.update(sigmoid=sigmoid)\n---\n{LAYER}",
    "linear_activation_forward: a table filled by a comprehension": "ACTIVATIONS = {}\n"
    f"[ACTIVATIONS.update({{f.__name__: f}}) for f in (relu, sigmoid)]\n---\n{LAYER}",
    "linear_activation_forward: a table made by zip": "ACTIVATIONS = dict(zip(('relu', 'sigmoid'), "
    f"(relu, sigmoid)))\n---\n{LAYER}",
    "linear_activation_forward: a table with a default": "from collections import defaultdict\n"
    "ACTIVATIONS = defaultdict(lambda: sigmoid)\n---\n"
    f"ACTIVATIONS.setdefault('relu', relu)\n---\n{LAYER}",
    "linear_activation_forward: registered by a decorator": f"""
ACTIVATIONS = {{}}
def register(function):
    ACTIVATIONS[function.__name__[1:]] = function
    return function
---
@register
def _relu(Z):
    return np.maximum(0, Z), Z
@register
def _sigmoid(Z):
    return ONE / (ONE + np.exp(-Z)), Z
---
ONE = float(1)
---
{LAYER}
""",
    "linear_activation_forward: registered by a call": f"""
ACTIVATIONS = {{}}
def register(name, function):
    ACTIVATIONS[name] = function
---
register("relu", relu)
register("sigmoid", sigmoid)
---
{LAYER}
""",
    "linear_activation_forward: a subclass": """
class Layer:
    def linear(self, A, W, b):
        return W @ A + b
class Activated(Layer):
    kinds = {}
    def forward(self, A, W, b, activation):
        Z = self.linear(A, W, b)
        return self.kinds[activation](Z)[0], ((A, W, b), Z)
Activated.kinds.update(relu=relu, sigmoid=sigmoid)
---
linear_activation_forward = Activated().forward
""",
    "linear_activation_forward: a generator's function": f"""
def activations():
    yield "relu", relu
    yield "sigmoid", sigmoid
ACTIVATIONS = dict(activations())
---
{LAYER}
""",
    "L_model_forward: two partials": NETWORK
    + """---
from functools import partial
relu_layer = partial(linear_activation_forward, activation="relu")
sigmoid_layer = partial(linear_activation_forward, activation="sigmoid")
layer_of = lambda l, L: sigmoid_layer if l == L else relu_layer
---
"""
    + FORWARD,
    "L_model_forward: a table of functions": NETWORK
    + """---
LAST, OTHERS = True, False
LAYERS = {LAST: lambda *a: linear_activation_forward(*a, "sigmoid")}
LAYERS[OTHERS] = lambda *a: linear_activation_forward(*a, "relu")
def layer_of(l, L):
    return LAYERS[l == L]
---
"""
    + FORWARD,
    "L_model_forward: a recursive helper": NETWORK
    + """---
def go(A, p, l, L):
    if l > L:
        return A, []
    kind = KINDS[l == L]
    A, cache = linear_activation_forward(A, p[f"W{l}"], p[f"b{l}"], kind)
    A, rest = go(A, p, l + 1, L)
    return A, [cache, *rest]
KINDS = list(reversed(["sigmoid", "relu"]))
---
def L_model_forward(X, parameters):
    return go(X, parameters, 1, len(parameters) // 2)
""",
    "L_model_forward: a list of the notebook": NETWORK
    + """---
caches = []
---
def layer_of(l, L):
    return lambda *a: linear_activation_forward(*a, "sigmoid" if l == L else "relu")
"""
    + FORWARD
    + "---\nAL, caches = L_model_forward(np.ones((2, 3)), {'W1': np.ones((1, 2)), 'b1': 0})",
    "update_parameters: operator.sub and a helper": """
import operator
step = {"W": operator.sub, "b": operator.sub}
---
def update_parameters(parameters, grads, learning_rate):
    return {k: step[k[0]](p, learning_rate * grads["d" + k]) for k, p in parameters.items()}
""",
    "predict: a threshold of the notebook": NETWORK
    + """---
from functools import partial
layer_of = lambda l, L: partial(linear_activation_forward, activation=KIND[l == L])
KIND = ("relu", "sigmoid")
"""
    + FORWARD
    + """---
THRESHOLD = round(0.5, 2)
---
def predict(X, y, parameters):
    p = (L_model_forward(X, parameters)[0] > THRESHOLD).astype(int)
    print("Accuracy:", np.mean(p == y))
    return p
""",
}
