"""
The course's pictures, in one style: diagrams (`draw_...`), plots of numbers (`plot_...`), and plots
to move through with a slider (`explore_...`).

Each function shows its figure at once where there is a notebook or a screen, and returns it; the
figure's attribute `alt` says in words what it shows.
"""

from dnn_utils.plots.activations import plot_activation, plot_spread
from dnn_utils.plots.backward import explore_backward
from dnn_utils.plots.blocks import draw_blocks
from dnn_utils.plots.boundary import plot_decision_boundary, plot_examples
from dnn_utils.plots.cats import explore_cats
from dnn_utils.plots.classifier import plot_confusion, plot_mislabeled_images
from dnn_utils.plots.costs import plot_costs
from dnn_utils.plots.curves import plot_curves
from dnn_utils.plots.explore import explore_boundary, explore_learning_rate
from dnn_utils.plots.gallery import plot_pictures
from dnn_utils.plots.gradients import plot_gradient_check
from dnn_utils.plots.network import draw_network
from dnn_utils.plots.times import plot_cost_difference, plot_times
from dnn_utils.plots.weights import plot_first_layer

__all__ = [
    "draw_blocks",
    "draw_network",
    "explore_backward",
    "explore_boundary",
    "explore_cats",
    "explore_learning_rate",
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
]
