"""
The course's pictures, in one style: diagrams (`draw_...`), plots of numbers (`plot_...`), and plots
to move through with a slider (`explore_...`).

Each function shows its figure at once where there is a notebook or a screen, and returns it; the
figure's attribute `alt` says in words what it shows.

Each is loaded when it is first used: a check needs none of them.
"""

from __future__ import annotations

import importlib
from typing import Any

_MODULES = {
    "draw_blocks": "blocks",
    "draw_network": "network",
    "explore_backward": "backward",
    "explore_boundary": "explore",
    "explore_cats": "cats",
    "explore_learning_rate": "explore",
    "plot_activation": "activations",
    "plot_confusion": "classifier",
    "plot_cost_difference": "times",
    "plot_costs": "costs",
    "plot_curves": "curves",
    "plot_decision_boundary": "boundary",
    "plot_examples": "boundary",
    "plot_first_layer": "weights",
    "plot_gradient_check": "gradients",
    "plot_mislabeled_images": "classifier",
    "plot_pictures": "gallery",
    "plot_spread": "activations",
    "plot_times": "times",
}
__all__ = [*_MODULES]


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(importlib.import_module(f"{__name__}.{_MODULES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
