"""
Checking gradients against central differences.

The central difference (J(t + h) - J(t - h)) / 2h is off by some h² J''' / 6 from the slope itself,
and by some 1e-16 J / h from rounding. The two are of equal size near h = 1e-5 where J and its
derivatives are of ordinary size; their sum is then near 1e-10. Source: W. Press et al., *Numerical
Recipes*, third edition, section 5.7.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

STEP = 1e-5
# Relative errors: below the first a gradient is right, above the second it is not.
GOOD, BAD = 1e-7, 1e-4


def relative_error(a, b):
    """
    Compare two arrays by one number: ``||a - b|| / (||a|| + ||b||)``.

    Parameters
    ----------
    a, b : ndarray, of one shape

    Returns
    -------
    error : float
        From 0 (equal) to 1; 0 where both hold only zeros.
    """
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    if a.shape != b.shape:
        raise ValueError(f"the shapes {a.shape} and {b.shape} differ")
    size = np.linalg.norm(a) + np.linalg.norm(b)
    return float(np.linalg.norm(a - b) / size) if size else 0.0


def numerical_gradient(
    cost: Callable[[dict], float], parameters: Mapping[str, np.ndarray], step: float = STEP
) -> dict[str, np.ndarray]:
    """
    Estimate the gradient of a cost by central differences, one entry at a time.

    Parameters
    ----------
    cost : from a dictionary of parameters to one number
    parameters : "W1", "b1", ... with arrays of any shape; they are left as they are
    step : how far to go to each side

    Returns
    -------
    gradients : dict
        "dW1", "db1", ... with the shapes of the parameters.
    """
    moved = {name: np.array(array, dtype=float) for name, array in parameters.items()}
    gradients = {}
    for name, array in moved.items():
        gradient = np.empty_like(array)
        for place in np.ndindex(array.shape):
            kept = array[place]
            array[place] = kept + step
            above = float(np.squeeze(cost(moved)))
            array[place] = kept - step
            below = float(np.squeeze(cost(moved)))
            array[place] = kept
            gradient[place] = (above - below) / (2 * step)
        gradients["d" + name] = gradient
    return gradients


def gradient_check(parameters, gradients, cost):
    """
    Compare gradients with central differences, and print how each compares.

    Parameters
    ----------
    parameters : dict
        "W1", "b1", ...
    gradients : dict
        "dW1", "db1", ... as `L_model_backward` returns them; it may hold more.
    cost : callable
        From a dictionary of parameters to the cost.

    Returns
    -------
    errors : dict
        For each of "dW1", "db1", ... the relative error (see `relative_error`).

    Raises
    ------
    KeyError
        If a gradient is missing.
    """
    errors = {}
    for name, estimate in numerical_gradient(cost, parameters).items():
        if name not in gradients:
            raise KeyError(f'the gradients should have the key "{name}"')
        errors[name] = error = relative_error(gradients[name], estimate)
        word = "right" if error < GOOD else "wrong" if error > BAD else "doubtful"
        print(f"{name}: relative error {error:.1e}, {word}")
    return errors
