"""
A small canvas: shapes as signed distances, painted with smooth edges.

Only addition, multiplication, division and square roots are done for each point, which IEEE 754
rounds in one way only, so that every machine draws the same bytes. A distance is negative inside
a shape; lengths are in units of the frame that is drawn in.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

PIXELS = 64
FINER = 2

Colour = Sequence[float]


class Canvas:
    """
    A picture of 64 x 64 dots, drawn twice as fine.

    Attributes
    ----------
    rgb : ndarray, shape (128, 128, 3), red, green and blue from 0 to 1
    x, y : ndarray, shape (128, 128), the coordinates of the frame that is drawn in; y points down
    """

    def __init__(self) -> None:
        side = PIXELS * FINER
        axis = (np.arange(side) + 0.5) / side
        self._x, self._y = np.meshgrid(axis, axis)
        self.rgb = np.zeros((side, side, 3))
        self.frame(0.0, 0.0, 1.0)

    def frame(
        self, cx: float, cy: float, size: float, tilt: float = 0.0, mirrored: bool = False
    ) -> None:
        """Draw from now on in a frame with its origin at (cx, cy) of the picture."""
        cos, sin = math.cos(tilt), math.sin(tilt)
        dx, dy = (self._x - cx) / size, (self._y - cy) / size
        self.x, self.y = dx * cos + dy * sin, dy * cos - dx * sin
        if mirrored:
            self.x = -self.x
        self._edge = 1.0 / (PIXELS * FINER * size)

    def paint(self, distance: np.ndarray, colour: Colour | np.ndarray, opacity: float = 1) -> None:
        """Paint the inside of a shape in one colour, or in one for each point."""
        cover = np.clip(0.5 - distance / self._edge, 0.0, 1.0)[..., None] * opacity
        self.rgb = self.rgb * (1 - cover) + np.asarray(colour) * cover

    def shade(self, distance: np.ndarray, colour: Colour, light: float = 0.16) -> None:
        """Paint a shape that is lit from above on the left."""
        slope = np.clip(1 - light * (self.x + 1.6 * self.y), 0.6, 1.3)[..., None]
        self.paint(distance, np.clip(np.asarray(colour) * slope, 0, 1))

    def ellipse(self, x: float, y: float, rx: float, ry: float) -> np.ndarray:
        """Give the distance from an ellipse around (x, y), near enough for painting."""
        dx, dy = (self.x - x) / rx, (self.y - y) / ry
        return (np.sqrt(dx * dx + dy * dy) - 1) * min(rx, ry)

    def line(self, points: Sequence[tuple[float, float]], width: float) -> np.ndarray:
        """Give the distance from a line of a width through some points, with round ends."""
        nearest = None
        for (x0, y0), (x1, y1) in zip(points[:-1], points[1:], strict=True):
            ax, ay = x1 - x0, y1 - y0
            along = ((self.x - x0) * ax + (self.y - y0) * ay) / (ax * ax + ay * ay + 1e-12)
            along = np.clip(along, 0, 1)
            dx, dy = self.x - x0 - along * ax, self.y - y0 - along * ay
            distance = dx * dx + dy * dy
            nearest = distance if nearest is None else np.minimum(nearest, distance)
        return np.sqrt(nearest) - width / 2

    def polygon(self, *corners: tuple[float, float]) -> np.ndarray:
        """Give the distance from a convex polygon, its corners clockwise on the screen."""
        distance = None
        for (x0, y0), (x1, y1) in zip(corners, corners[1:] + corners[:1], strict=True):
            ax, ay = x1 - x0, y1 - y0
            length = math.sqrt(ax * ax + ay * ay)
            side = ((self.x - x0) * ay - (self.y - y0) * ax) / length
            distance = side if distance is None else np.maximum(distance, side)
        return distance

    def picture(self) -> np.ndarray:
        """Give the picture as uint8, shape (64, 64, 3)."""
        blocks = self.rgb.reshape(PIXELS, FINER, PIXELS, FINER, 3)
        return np.rint(np.clip(blocks.mean(axis=(1, 3)), 0, 1) * 255).astype(np.uint8)


def mix(one: Colour, other: Colour, share: float) -> np.ndarray:
    """Mix two colours: `share` of the other one."""
    return np.asarray(one) * (1 - share) + np.asarray(other) * share


def vary(rng: np.random.Generator, colour: Colour, amount: float = 0.06) -> np.ndarray:
    """Move a colour a little."""
    return np.clip(np.asarray(colour) + amount * (2 * rng.random(3) - 1), 0, 1)


def between(rng: np.random.Generator, low: float, high: float) -> float:
    """Draw a number between two."""
    return low + (high - low) * float(rng.random())


def choose(rng: np.random.Generator, things: Sequence):
    """Draw one of several things."""
    return things[int(rng.integers(len(things)))]
