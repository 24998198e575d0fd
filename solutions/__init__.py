"""The model solutions, one module per topic of the course.

Everything a student sees of an exercise is made from these functions.
The signature and the docstring become the stub. The lines between
``### BEGIN SOLUTION`` and ``### END SOLUTION`` are left out of it. The
expected results are what these functions return.

This package is never given to students of a class, and never loaded
where their code runs.

Notation and formulas follow the usual treatment of a fully connected
network, with one example in each column: I. Goodfellow, Y. Bengio and
A. Courville, *Deep Learning*, MIT Press 2016, sections 6.2 (cost and
output units) and 6.5 (backpropagation).
"""

from solutions.backward import L_model_backward, linear_activation_backward, linear_backward
from solutions.cost import compute_cost
from solutions.fast import L_layer_model_fast, gram_step, parameter_gradients, train_step
from solutions.forward import L_model_forward, linear_activation_forward, linear_forward
from solutions.initialization import (
    initialize_parameters,
    initialize_parameters_deep,
    initialize_parameters_scaled,
)
from solutions.mended import (
    mend_compute_cost,
    mend_gram_step,
    mend_initialize_parameters_deep,
    mend_L_layer_model,
    mend_L_model_forward,
    mend_linear_backward,
    mend_predict,
)
from solutions.prediction import assembled_network, predict
from solutions.training import L_layer_model, update_parameters

__all__ = [
    "L_layer_model",
    "L_layer_model_fast",
    "L_model_backward",
    "L_model_forward",
    "assembled_network",
    "compute_cost",
    "gram_step",
    "initialize_parameters",
    "initialize_parameters_deep",
    "initialize_parameters_scaled",
    "linear_activation_backward",
    "linear_activation_forward",
    "linear_backward",
    "linear_forward",
    "mend_L_layer_model",
    "mend_L_model_forward",
    "mend_compute_cost",
    "mend_gram_step",
    "mend_initialize_parameters_deep",
    "mend_linear_backward",
    "mend_predict",
    "parameter_gradients",
    "predict",
    "train_step",
    "update_parameters",
]
