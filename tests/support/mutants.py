"""Automatic mutants of the reference, by cosmic-ray, and which of them are no mistakes."""

from __future__ import annotations

import ast
import inspect
import random

from cosmic_ray import mutating, plugins

import solutions

# Mutants that no question can tell from the reference, by the line that they have in place of its
# own, and why.
WORDS = "only two words are asked for, and they compare so"
SMALL = "layers are counted by small whole numbers, which are the same objects and end at L"
SIGNATURE = "the first line is given to students, and every question passes what it needs"
EQUIVALENT: dict[str, dict[str, str]] = {
    "linear_activation_forward": {
        "if activation is 'sigmoid':": WORDS,
        "if activation >= 'sigmoid':": WORDS,
        "elif activation is 'relu':": WORDS,
        "elif activation >= 'relu':": WORDS,
        "elif activation <= 'relu':": WORDS,
    },
    "L_model_forward": {
        "activation = 'relu' if layer is not L else 'sigmoid'": SMALL,
        "activation = 'relu' if layer != L else 'sigmoid'": SMALL,
    },
    "linear_activation_backward": {
        "if activation is 'relu':": WORDS,
        "if activation <= 'relu':": WORDS,
        "elif activation is 'sigmoid':": WORDS,
        "elif activation >= 'sigmoid':": WORDS,
        "elif activation <= 'sigmoid':": WORDS,
    },
    "L_model_backward": {
        "activation = 'sigmoid' if layer >= L else 'relu'": SMALL,
        "activation = 'sigmoid' if layer is L else 'relu'": SMALL,
    },
    "parameter_gradients": {
        "activation = 'sigmoid' if layer >= L else 'relu'": SMALL,
        "activation = 'sigmoid' if layer is L else 'relu'": SMALL,
        "dZ1 = relu_backward(dA, Z1) if L != 1 else sigmoid_backward(dA, Z1)": SMALL,
    },
}
for training in ("L_layer_model", "L_layer_model_fast"):
    first = f"def {training}(X, Y, layers_dims, "
    last = ", print_cost=False, initialize=initialize_parameters_deep):"
    EQUIVALENT[training] = {
        "if not print_cost:": "what is drawn is not judged",
        "if print_cost and i % 100 <= 0:": "a remainder is never below 0",
        f"{first}learning_rate= 1.0075, num_iterations=3000{last}": SIGNATURE,
        f"{first}learning_rate= -0.9925, num_iterations=3000{last}": SIGNATURE,
        f"{first}learning_rate=0.0075, num_iterations= 3001{last}": SIGNATURE,
        f"{first}learning_rate=0.0075, num_iterations= 2999{last}": SIGNATURE,
        f"{first}learning_rate=0.0075, num_iterations=3000{last.replace('False', 'True')}": (
            SIGNATURE
        ),
    }


def code_of(name: str) -> str:
    """Give the source of a reference function without its docstring."""
    tree = ast.parse(inspect.getsource(getattr(solutions, name)))
    tree.body[0].body = tree.body[0].body[1:]
    return ast.unparse(tree)


def mutants(name: str) -> dict[str, str]:
    """Give each mutant's source by the line that was changed."""
    return mutants_of(code_of(name))


def twice_mutated(name: str, count: int, rng: random.Random) -> dict[str, str]:
    """Give a sample of mutants of mutants, each by the lines that were changed."""
    original = code_of(name)
    first = sorted(mutants_of(original).items())
    found: dict[str, str] = {}
    for _ in range(20 * count):
        line, source = rng.choice(first)
        second = [item for item in sorted(mutants_of(source).items()) if item[1] != original]
        if len(found) == count or not second:
            break
        other, source = rng.choice(second)
        if other != line:
            found[f"{line} / {other}"] = source
    return found


def mutants_of(original: str) -> dict[str, str]:
    """Give each mutant of a source by the line that was changed."""
    found = {}
    for operator_name in sorted(plugins.operator_names()):
        kind = plugins.get_operator(operator_name)
        if kind.arguments():
            continue  # operators that are to be told which names to work on
        operator = kind()
        occurrence = 0
        while True:
            mutated = mutating.mutate_code(original, operator, occurrence)
            if mutated is None:
                break
            occurrence += 1
            lines = zip(original.splitlines(), mutated.splitlines(), strict=False)
            changed = [new.strip() for old, new in lines if old != new]
            found[" / ".join(changed) or operator_name] = mutated
    return found
