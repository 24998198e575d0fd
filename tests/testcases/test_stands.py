"""Whether what an explanation says of a function's code is looked up there rightly."""

from __future__ import annotations

import ast

import pytest

from testcases.judging.stands import Code, code_of

TRAINING = """def train(X, num_iterations, print_cost):
    "Cost after i % 100."
    for it in range(num_iterations):
        cost = -np.sum(X * np.log(X)) / X.shape[1]
        if print_cost and it % 102 == 0:
            print(cost)
    return cost
"""
LAYER = """def layer(dA, cache, activation):
    linear_cache, Z = cache
    if activation == "relu":
        dZ = relu_backward(dA, Z)
    dZ = sigmoid_backward(dA, Z)
    grads = {}
    for l in range(2):
        grads["dW" + str(l - 1)] = dZ @ linear_cache.T
        caches.append(dZ)
    dW = grads["dW1"]
    return dW, (linear_cache, Z)
"""
TRUE = {
    "train": [
        ("it % 102",),
        ("i % 102",),  # the number has another name
        ("i%102 == 0",),
        ("i % 102 == 0",),
        ("name: cost", "X * log(X)"),
        ("name: cost", "np.log(X) * X"),
        ("name: cost", "call: np.sum"),
        ("name: cost", "sign: /"),
        ("_ / _",),
        ("name: cost", "anywhere", "print_cost"),
        ("statement: loop", "statement: condition"),
        ("returned: cost",),
        ("known: num_iterations",),
        ("known: m",),
        ("inside: cost",),
        ("text: it%102",),
    ],
    "layer": [
        ("name: dZ", "call: sigmoid_backward"),
        ("name: dZ", "for: relu", "call: relu_backward"),
        ("name: dW", "dot(_, linear_cache.T)"),
        ("key: dW: l - 1",),
        ("keys: dW",),
        ("unpacked: linear_cache, Z",),
        ("statement: branch without else",),
        ("word: relu",),
        ("after: dW",),
        ("before: dZ",),
        ("order: dZ; dW",),
        ("inside: dW",),
    ],
}
FALSE = {
    "train": [
        ("i % 101",),
        ("i % 100",),  # in the docstring
        ("it * 102",),
        ("name: cost", "call: np.mean"),
        ("name: cost", "it % 102"),
        ("name: dW",),
        ("name: cost", "sign: +"),
        ("size: rows",),
        ("statement: branches",),
        ("returned: X",),
        ("known: old",),
        ("after: cost",),
        ("text: it % 101",),
        ("name: cost", "text: it % 102"),
        ("branch: return",),
    ],
    "layer": [
        ("name: dZ", "for: relu", "call: sigmoid_backward"),
        ("key: dW: l",),
        ("keys: db",),
        ("unpacked: Z, linear_cache",),
        ("statement: branches alike",),
        ("word: sigmoid",),
        ("created: grads",),
        ("after: dZ",),
        ("order: dW; linear_cache",),
        ("Z.T",),
        ("argument: axis=0",),
    ],
}
SOURCES = {"train": TRAINING, "layer": LAYER}


def code(source: str, results: tuple[str, ...] = ()) -> Code:
    [function] = ast.parse(source).body
    return Code(function, results)


@pytest.mark.parametrize(
    ("name", "claims"), [(name, claims) for name, some in TRUE.items() for claims in some]
)
def test_what_stands_there_is_found_in_whatever_form(name, claims):
    assert code(SOURCES[name]).has(claims)


@pytest.mark.parametrize(
    ("name", "claims"), [(name, claims) for name, some in FALSE.items() for claims in some]
)
def test_what_does_not_stand_there_is_not_found(name, claims):
    assert not code(SOURCES[name]).has(claims)


@pytest.mark.parametrize(
    ("claim", "line"),
    [
        ("np.dot(W, A)", "W @ A"),
        ("np.dot(W, A)", "W.dot(A)"),
        ("np.dot(W, A)", "np.matmul(W, A)"),
        ("W.T", "np.transpose(W)"),
        ("W.T", "W.transpose()"),
        ("W * A", "np.multiply(A, W)"),
        ("W / A", "np.divide(W, A)"),
        ("W - A", "np.subtract(W, A)"),
        ("W ** 2", "np.square(W)"),
        ("W > 0.5", "0.5 < W"),
        ("W == A", "A == W"),
        ("call: np.sum", "W.sum(axis=1)"),
        ("call: np.mean", "np.average(W)"),
        ("argument: axis=0", "np.sum(W, 0)"),
        ("argument: axis=0", "W.sum(axis=0)"),
        ("W - 1", "grads['W' + str(n)] - 1"),
        ("W - 1", "grads[f'W{n}'] - 1"),
        ("W[-1]", "W[-1]"),
        ("W * A", "W[0, n] * A[0, n]"),
        ("size: rows", "len(W)"),
        ("size: rows", "W.shape[0]"),
        ("size: entries", "W.size"),
    ],
)
def test_equal_forms_of_an_expression_count_as_one(claim, line):
    source = "def f(W, A, n, grads):\n    Z = {}\n    return Z"
    assert code(source.format(line)).has([claim])
    assert not code(source.format("A + n")).has([claim])


def test_a_variable_is_held_against_the_lines_that_compute_it():
    one = code("def f(AL, Y):\n    logs = Y * np.log(AL)\n    cost = np.sum(logs)\n    return cost")
    assert one.has(("name: cost", "Y"))
    assert not one.has(("name: cost", "Y"), directly=True)
    assert one.has(("name: logs", "Y"), directly=True)


def test_a_variable_with_another_name_than_the_course_s_is_called_by_it():
    one = code(
        "def f(AL, Y, g):\n    dAL = AL - Y\n    g['dA1'] = dA = h(dAL)\n    dA = g['dA1']\n"
        "    return g"
    )
    assert one.own_names(("name: dA", "AL - Y")) == {"dA": "dAL"}
    assert one.own_names(("name: dA",)) == {"dA": "dAL"}  # it is computed, and not only passed on
    assert one.own_names(("name: dA", "keys: dA")) == {}
    assert one.own_names(("name: dA", "call: h")) == {}
    assert code("def f(A):\n    dA = A - 1\n    return dA").own_names(("name: dA",)) == {"dA": "dA"}
    assert code("def f(A):\n    np.dA = A - 1\n    return A").own_names(("name: dA",)) == {
        "dA": "dA"
    }


def test_code_too_deep_to_be_written_has_no_names_of_its_own(monkeypatch):
    def too_deep(*arguments):
        raise RecursionError

    one = code("def f(AL, Y):\n    dAL = AL - Y\n    return dAL")
    monkeypatch.setattr(Code, "_has", too_deep)
    assert one.own_names(("name: dA", "AL - Y")) == {}
    assert not one.has(("name: dA", "AL - Y"))


def test_variables_of_one_line_can_have_lines_of_their_own():
    one = code("def f(W):\n    A, cache = W\n    Z = A\n    return Z")
    assert one.place_of("A, cache") == "the line for"
    assert one.place_of("A, Z") == "the lines for"


def test_what_is_returned_at_once_needs_no_name():
    at_once = "def f(A, W, b):\n    return W @ A + b, (A, W, b)"
    assert code(at_once, ("Z",)).has(("name: Z", "_ + b"))
    assert not code(at_once).has(("name: Z", "_ + b"))
    assert code("def f(A, W, b):\n    return A, (A, W, b)", ("cache",)).has(("name: cache", "W"))
    assert not code("def f(A, W, b):\n    return A, (A, W, b)").has(("name: dZ", "W"))


def test_a_name_is_known_from_the_code_or_from_what_is_returned():
    source = "def f(A):\n    total = 0\n    return total"
    assert code(source).has(["known: total * A"])
    assert not code(source).has(["known: cost"])
    assert code(source, ["cost"]).has(["known: cost"])


def test_only_a_local_variable_may_have_another_name():
    source = "def f(AL, Y):\n    count = Y.size\n    return AL * FACTOR"
    assert code(source.replace("FACTOR", "count")).has(["_ * m"])
    assert not code(source.replace("FACTOR", "Y")).has(["_ * m"])


def test_a_sign_in_text_is_no_sign_of_a_formula():
    source = "def f(W, l):\n    return {'W' + str(l): W * 2, 'b' + 'c': f'{l}' + 'x'}"
    assert not code(source).has(["sign: +"])
    assert code(source).has(["sign: *"])


def test_code_that_nobody_writes_is_not_read():
    deep = "def f(A):\n    return " + "-" * 900 + "A"
    [function] = ast.parse(deep).body
    assert code_of(function) is None
    [function] = ast.parse("def f(A):\n    return " + str([1] * 6_000)).body
    assert code_of(function) is None
    assert code_of(None) is None
    [function] = ast.parse("def f(A):\n    return A").body
    assert code_of(function).has(["returned: A"])


def test_in_the_number_of_a_key_only_that_of_a_loop_may_have_another_name():
    source = "def f(L):\n    for k in range(L):\n        g['dA' + str(NUMBER)] = 1"
    assert code(source.replace("NUMBER", "k - 1")).has(["key: dA: l - 1"])
    assert not code(source.replace("NUMBER", "L - 1")).has(["key: dA: l - 1"])
    assert not code(source.replace("NUMBER", "k")).has(["bare: dA"])
    assert code("def f(g):\n    return g['dA']").has(["bare: dA"])


def test_a_piece_can_be_absent():
    source = "def f(A, m):\n    Z = A / m\n    B = A\n    return Z, B"
    assert not code(source).has(["name: Z", "without: _ / m"])
    assert code(source).has(["name: B", "without: _ / m"])


def test_an_argument_is_unread_if_no_line_reads_it():
    assert code("def f(a, b, layer):\n    b = 1\n    return layer").unread() == ["a", "b"]
    assert code("def f(a, b):\n    return sum(locals().values())").unread() == []
