"""The exercises of the fifth notebook: gradient descent."""

from __future__ import annotations

from typing import Any

import numpy as np

from testcases.exercises._draw import (
    NETWORK_SIZES,
    draw_layer_dims,
    draw_parameters,
    draw_trainings,
    make_case,
)
from testcases.exercises._register import exercise
from testcases.exercises.backward import LAYER_BACKWARD
from testcases.exercises.forward import LAYER_FORWARD
from testcases.record import Case, Keys

# What one gradient descent step computes before the update, and what a training run calls.
GRADIENTS = (
    *LAYER_FORWARD,
    "L_model_forward",
    "compute_cost",
    *LAYER_BACKWARD,
    "L_model_backward",
)
TRAINING = ("initialize_parameters_deep", *GRADIENTS, "update_parameters")
# A training function that takes no `initialize` calls this exercise instead.
INITIALIZE = {"initialize": "initialize_parameters_deep"}


@exercise(
    "update_parameters",
    notebook="05-training",
    parts={"W": 3, "b": 2},
    returns=Keys("parameters", exact=True),
    insight=(
        "This is `torch.optim.SGD` without momentum. Adam adds running averages of the gradients "
        "and of their squares."
    ),
    hints=(
        "For one entry of `W1`: what are the old value, the gradient, the learning rate and "
        "the new value?",
        "The new value is the old one minus the learning rate times the gradient.",
        "Compare the update line with the formula: sign, factor, and that each parameter gets "
        "its own gradient.",
    ),
)
def updates(rng: np.random.Generator, reference: Any) -> list[Case]:
    """Draw parameters and gradients; as in training, "dA0" and so on are among the gradients."""
    cases = []
    for dims, m in NETWORK_SIZES:
        parameters = draw_parameters(rng, dims)
        grads = {"d" + name: rng.standard_normal(p.shape) for name, p in parameters.items()}
        for layer, n in enumerate(dims[:-1]):
            grads[f"dA{layer}"] = rng.standard_normal((n, m))
        rate = float(rng.uniform(0.01, 0.5))
        inputs = {"parameters": parameters, "grads": grads, "learning_rate": rate}
        cases.append(make_case(rng, inputs, m=m, L=len(dims) - 1))
    return cases


@exercise(
    "L_layer_model",
    notebook="05-training",
    parts={"W": 5, "b": 3, "printed": 2},
    returns=Keys("parameters", exact=True),
    builds_on=TRAINING,
    stands_for=INITIALIZE,
    to_mend=True,
    insight=(
        "Forward pass, cost, backward pass, update: every training loop in deep learning has these"
        " four lines. Try a learning rate ten times as large."
    ),
    insight_fixed=(
        "After one iteration both versions agree, so the bug shows only from the second on. Test a"
        " loop with more than one iteration."
    ),
    hints=(
        "After how many iterations do your parameters first differ? Try `num_iterations=1`.",
        "Each iteration runs the forward pass, the backward pass and the update, and starts "
        "from the parameters of the previous one.",
        "Run the loop once by hand, in single cells, and compare the parameters after it. Then"
        " check what the second iteration starts from.",
    ),
)
def trainings(rng: np.random.Generator, reference: Any) -> list[Case]:
    """Draw a few iterations from given parameters on small networks, and two runs that print."""
    return draw_trainings(rng, [*zip(NETWORK_SIZES[:4], (3, 1, 6, 4), strict=True)])


@exercise(
    "initialize_parameters_scaled",
    notebook="05-training",
    parts={"W": 3, "b": 2},
    returns=Keys("parameters", exact=True),
    weight_scale=lambda n_prev: n_prev**-0.5,
    insight=(
        "A sum of n weighted inputs now stays about as large as one input. With a 2 under the root"
        " this is He initialization, which makes up for the half that ReLU sets to 0."
    ),
)
def scaled_sizes(rng: np.random.Generator, reference: Any) -> list[Case]:
    """Draw layer sizes of networks of different depth."""
    return draw_layer_dims(rng)
