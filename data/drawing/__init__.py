"""How the pictures of the data set are drawn."""

from data.drawing.canvas import Canvas
from data.drawing.others import KINDS

__all__ = ["KINDS", "Canvas"]
