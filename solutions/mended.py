"""What the fixed functions have to do: the solutions, under their names."""

from solutions.backward import linear_backward as mend_linear_backward
from solutions.cost import compute_cost as mend_compute_cost
from solutions.fast import gram_step as mend_gram_step
from solutions.forward import L_model_forward as mend_L_model_forward
from solutions.initialization import (
    initialize_parameters_deep as mend_initialize_parameters_deep,
)
from solutions.prediction import predict as mend_predict
from solutions.training import L_layer_model as mend_L_layer_model

__all__ = [
    "mend_L_layer_model",
    "mend_L_model_forward",
    "mend_compute_cost",
    "mend_gram_step",
    "mend_initialize_parameters_deep",
    "mend_linear_backward",
    "mend_predict",
]
