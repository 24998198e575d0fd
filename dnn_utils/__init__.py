"""
Helpers that the course gives to students: activations, data, plots, checking, timing, a bar.

Matplotlib, h5py, Pillow, tqdm and ipywidgets are imported when they are first needed. So importing
this package is quick, and it works without the last two.
"""

from dnn_utils.threads import limit_threads

limit_threads()  # before NumPy is loaded, if it isn't yet

# ruff: noqa: E402
from typing import Any

from dnn_utils import plots
from dnn_utils._glossary import glossary
from dnn_utils.activations import relu, relu_backward, sigmoid, sigmoid_backward
from dnn_utils.data import DataError, load_data
from dnn_utils.gradient_checking import gradient_check, numerical_gradient, relative_error
from dnn_utils.pictures import load_picture
from dnn_utils.progress import progress_bar
from dnn_utils.speed import milliseconds

# Courses released earlier import it by this name.
_RENAMED = {"plot_mislabelled_images": "plot_mislabeled_images"}

__all__ = [
    "DataError",
    "draw_blocks",
    "draw_network",
    "explore_backward",
    "explore_boundary",
    "explore_cats",
    "explore_learning_rate",
    "glossary",
    "gradient_check",
    "load_data",
    "load_picture",
    "milliseconds",
    "numerical_gradient",
    "plot_activation",
    "plot_confusion",
    "plot_cost_difference",
    "plot_costs",
    "plot_curves",
    "plot_decision_boundary",
    "plot_examples",
    "plot_first_layer",
    "plot_gradient_check",
    "plot_mislabeled_images",
    "plot_pictures",
    "plot_spread",
    "plot_times",
    "progress_bar",
    "relative_error",
    "relu",
    "relu_backward",
    "sigmoid",
    "sigmoid_backward",
]


def __getattr__(name: str) -> Any:
    known = _RENAMED.get(name, name)
    if known not in plots.__all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(plots, known)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
