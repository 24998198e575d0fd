"""The exercises of the course, in order."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from testcases.exercises import inputs
from testcases.record import Case, Exercise, Group, Keys, Many, Value

_LINEAR_CACHE = Group("linear_cache", (Value("A_prev"), Value("W"), Value("b")))
_LAYER_CACHE = Group("cache", (_LINEAR_CACHE, Value("activation_cache")))
_LINEAR_GRADIENTS = Group("answer", (Value("dA_prev"), Value("dW"), Value("db")))
_FORWARD = ("linear_forward", "linear_activation_forward")
_BACKWARD = ("linear_backward", "linear_activation_backward")
_ONE_STEP = (*_FORWARD, "L_model_forward", "compute_cost", *_BACKWARD, "L_model_backward")
_INITIALIZE = {"initialize": "initialize_parameters_deep"}
_TRAINING = ("initialize_parameters_deep", *_ONE_STEP, "update_parameters")


def _where_fast_is_faster(inputs: Mapping[str, Any]) -> tuple[str, ...]:
    """
    Name what `L_layer_model_fast` may not call: the plain training, on fewer examples than inputs.

    On more it would be right to fall back on it.
    """
    n_0, m = inputs["X"].shape
    return ("L_layer_model", "mend_L_layer_model") if m < n_0 else ()


_WRITTEN = (
    Exercise(
        name="initialize_parameters",
        notebook="01-initialization",
        parts={"W": 3, "b": 2},
        returns=Keys("parameters", exact=True),
        draw=inputs.shallow_sizes,
        weight_scale=lambda n_prev: 0.01,
    ),
    Exercise(
        name="initialize_parameters_deep",
        notebook="01-initialization",
        parts={"W": 3, "b": 2},
        returns=Keys("parameters", exact=True),
        draw=inputs.deep_sizes,
        weight_scale=lambda n_prev: 0.01,
    ),
    Exercise(
        name="linear_forward",
        notebook="02-forward",
        parts={"Z": 3, "cache": 2},
        returns=Group("answer", (Value("Z"), Group("cache", _LINEAR_CACHE.items))),
        draw=inputs.layers,
    ),
    Exercise(
        name="linear_activation_forward",
        notebook="02-forward",
        parts={"A": 3, "cache": 2},
        returns=Group("answer", (Value("A"), _LAYER_CACHE)),
        draw=inputs.activated_layers,
        builds_on=("linear_forward",),
    ),
    Exercise(
        name="L_model_forward",
        notebook="02-forward",
        parts={"AL": 6, "caches": 4},
        returns=Group("answer", (Value("AL"), Many("caches", _LAYER_CACHE))),
        draw=inputs.networks,
        builds_on=_FORWARD,
    ),
    Exercise(
        name="compute_cost",
        notebook="03-cost",
        parts={"cost": 10},
        returns=Value("cost", number=True),
        draw=inputs.answers_and_labels,
    ),
    Exercise(
        name="linear_backward",
        notebook="04-backward",
        parts={"dA_prev": 4, "dW": 3, "db": 3},
        returns=_LINEAR_GRADIENTS,
        draw=inputs.linear_gradients,
    ),
    Exercise(
        name="linear_activation_backward",
        notebook="04-backward",
        parts={"dA_prev": 4, "dW": 3, "db": 3},
        returns=_LINEAR_GRADIENTS,
        draw=inputs.activated_gradients,
        builds_on=("linear_backward",),
    ),
    Exercise(
        name="L_model_backward",
        notebook="04-backward",
        parts={"dA": 4, "dW": 3, "db": 3},
        returns=Keys("grads"),
        draw=inputs.network_gradients,
        builds_on=_BACKWARD,
    ),
    Exercise(
        name="update_parameters",
        notebook="05-training",
        parts={"W": 3, "b": 2},
        returns=Keys("parameters", exact=True),
        draw=inputs.steps,
    ),
    Exercise(
        name="L_layer_model",
        notebook="05-training",
        parts={"W": 5, "b": 3, "printed": 2},
        returns=Keys("parameters", exact=True),
        draw=inputs.trainings,
        builds_on=_TRAINING,
        stands_for=_INITIALIZE,
    ),
    Exercise(
        name="initialize_parameters_scaled",
        notebook="05-training",
        parts={"W": 3, "b": 2},
        returns=Keys("parameters", exact=True),
        draw=inputs.deep_sizes,
        weight_scale=lambda n_prev: n_prev**-0.5,
    ),
    Exercise(
        name="predict",
        notebook="06-cat-classifier",
        parts={"p": 4, "printed": 1},
        returns=Value("p"),
        draw=inputs.predictions,
        builds_on=(*_FORWARD, "L_model_forward"),
    ),
    Exercise(
        name="assembled_network",
        notebook="06-cat-classifier",
        parts={"parameters": 3, "predictions": 2},
        returns=Group("answer", (Value("predictions"), Keys("parameters", exact=True))),
        draw=inputs.assembled,
        builds_on=(
            *_FORWARD,
            "L_model_forward",
            "compute_cost",
            *_BACKWARD,
            "L_model_backward",
            "update_parameters",
            "L_layer_model",
            "predict",
        ),
        together=True,
        stands_for=_INITIALIZE,
    ),
    Exercise(
        name="parameter_gradients",
        notebook="07-make-it-fast",
        parts={"dW": 3, "db": 2},
        returns=Keys("grads"),
        draw=inputs.gradients_without_W1,
        builds_on=_BACKWARD,
    ),
    Exercise(
        name="train_step",
        notebook="07-make-it-fast",
        parts={"parameters": 2, "in place": 2, "cost": 1},
        returns=Group("answer", (Keys("parameters", exact=True), Value("cost", number=True))),
        draw=inputs.steps_in_place,
        builds_on=(*_ONE_STEP, "parameter_gradients"),
        in_place="parameters",
    ),
    Exercise(
        name="gram_step",
        notebook="07-make-it-fast",
        parts={"S": 2, "b": 1, "Z": 2},
        returns=Group("answer", (Value("S"), Value("b"), Value("Z"))),
        draw=inputs.gram_steps,
    ),
    Exercise(
        name="L_layer_model_fast",
        notebook="07-make-it-fast",
        parts={"W": 3, "b": 1, "printed": 1},
        returns=Keys("parameters", exact=True),
        draw=inputs.fast_trainings,
        builds_on=(*_TRAINING, "gram_step"),
        without=_where_fast_is_faster,
        stands_for=_INITIALIZE,
    ),
)

# In each notebook a function with a mistake in it, to be found and mended: all or nothing.
_TO_MEND = (
    "initialize_parameters_deep",
    "L_model_forward",
    "compute_cost",
    "linear_backward",
    "L_layer_model",
    "predict",
    "gram_step",
)
_MENDED_POINTS = 2


def _all() -> Iterator[Exercise]:
    """Give the exercises in order; what is to be mended stands behind what is to be written."""
    for _, group in itertools.groupby(_WRITTEN, lambda exercise: exercise.notebook):
        here = list(group)
        yield from (_apart(one) for one in here if not one.together)
        for one in here:
            if one.name in _TO_MEND:
                yield _to_mend(one)
        yield from (one for one in here if one.together)


def _to_mend(exercise: Exercise) -> Exercise:
    """Give the exercise of mending a faulty function; what that prints is in order, and long."""

    def draw(rng: np.random.Generator, reference: Any) -> list[Case]:
        cases = exercise.draw(rng, reference)
        return [case for case in cases if not case.options.get("print_cost")]

    name, parts = f"mend_{exercise.name}", {"mended": _MENDED_POINTS}
    made = replace(exercise, name=name, parts=parts, draw=draw, mends=exercise.name)
    return replace(made, without=lambda inputs: (exercise.name,))


def _apart(exercise: Exercise) -> Exercise:
    """Let no function be the mended one under another name."""
    if exercise.name not in _TO_MEND:
        return exercise
    return replace(exercise, without=lambda inputs: (f"mend_{exercise.name}",))


EXERCISES: dict[str, Exercise] = {exercise.name: exercise for exercise in _all()}
