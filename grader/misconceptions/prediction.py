"""Mistakes in using the trained network."""

import numpy as np

from grader.misconceptions.record import mistake
from solutions import L_model_forward


@mistake("probabilities-returned", "The probabilities are returned in place of 0 and 1.")
def predict(X, y, parameters):
    AL, caches = L_model_forward(X, parameters)
    print("Accuracy: " + str(np.mean((AL > 0.5) == y)))
    return AL
