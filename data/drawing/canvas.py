"""
A small canvas: shapes as signed distances, painted with smooth edges.

Only addition, multiplication, division and square roots are done for each point, and for the
frames too, which IEEE 754 rounds in one way only, so that every machine draws the same bytes. A
distance is negative inside a shape; lengths are in units of the frame that is drawn in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np

PIXELS = 64
FINER = 2
# How wide the darker line around a shape is, in pixels of the finer picture.
RIM = 1.5

Color = Sequence[float]
Point = tuple[float, float]


class Canvas:
    """
    A picture of 64 x 64 pixels, drawn twice as fine.

    Attributes
    ----------
    rgb : ndarray, shape (128, 128, 3), red, green and blue from 0 to 1, times the cover
    cover : ndarray, shape (128, 128, 1), how much of each pixel is painted on, from 0 to 1
    x, y : ndarray, shape (128, 128), the coordinates of the frame that is drawn in; y points down.
        The frame of the whole picture goes from 0 to 1.
    """

    def __init__(self) -> None:
        side = PIXELS * FINER
        axis = (np.arange(side) + 0.5) / side
        self.x, self.y = np.meshgrid(axis, axis)
        self.rgb = np.zeros((side, side, 3))
        self.cover = np.zeros((side, side, 1))
        self._dot = 1.0 / side

    @contextmanager
    def at(
        self, x: float, y: float, size: float, lean: float = 0.0, mirrored: bool = False
    ) -> Iterator[None]:
        """
        Draw in a frame of its own within the present one.

        Parameters
        ----------
        x, y : where its origin is
        size : how long its unit is
        lean : the tangent of half the angle by which it is turned clockwise
        mirrored : whether its x points to the left
        """
        before = self.x, self.y, self._dot
        cos, sin = (1 - lean * lean) / (1 + lean * lean), 2 * lean / (1 + lean * lean)
        dx, dy = (self.x - x) / size, (self.y - y) / size
        self.x, self.y = dx * cos + dy * sin, dy * cos - dx * sin
        if mirrored:
            self.x = -self.x
        self._dot = self._dot / size
        yield
        self.x, self.y, self._dot = before

    def paint(
        self,
        distance: np.ndarray,
        color: Color | np.ndarray,
        opacity: float = 1,
        soft: float = 0,
    ) -> None:
        """Paint the inside of a shape in one color."""
        cover = np.clip(0.5 - distance / (self._dot + soft), 0.0, 1.0) * opacity
        rows, columns = (np.flatnonzero(cover.any(axis)) for axis in (1, 0))
        if not len(rows):
            return
        part = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
        cover = cover[part][..., None]
        color = np.asarray(color)
        color = color[part] if color.ndim == 3 else color
        self.rgb[part] += (color - self.rgb[part]) * cover
        self.cover[part] += (1 - self.cover[part]) * cover

    def shade(self, distance: np.ndarray, color: Color, light: float = 0.14) -> None:
        """Paint a shape that is lit from above on the left, with a darker line around it."""
        self.paint(distance - RIM * self._dot, 0.42 * np.asarray(color))
        slope = np.clip(1 - light * (self.x + 1.6 * self.y), 0.65, 1.15)[..., None]
        self.paint(distance, np.clip(np.asarray(color) * slope, 0, 1))

    def spot(self, x: float, y: float, radius: float, color: Color, opacity: float = 1) -> None:
        """Paint a disc."""
        self.paint(self.ellipse(x, y, radius, radius), color, opacity)

    def stroke(
        self, points: Sequence[Point], width: float, color: Color, opacity: float = 1
    ) -> None:
        """Paint a line."""
        self.paint(self.line(points, width), color, opacity)

    def ellipse(self, x: float, y: float, rx: float, ry: float) -> np.ndarray:
        """Give the distance from an ellipse around (x, y), near enough for painting."""
        dx, dy = (self.x - x) / rx, (self.y - y) / ry
        length = np.sqrt(dx * dx + dy * dy)
        slope = np.sqrt(dx * dx / (rx * rx) + dy * dy / (ry * ry)) + 1e-9
        return np.where(length < 1e-3, -min(rx, ry), length * (length - 1) / slope)

    def box(self, x: float, y: float, half_w: float, half_h: float, r: float = 0) -> np.ndarray:
        """Give the distance from a box around (x, y) whose corners are rounded by `r`."""
        dx = np.abs(self.x - x) - half_w + r
        dy = np.abs(self.y - y) - half_h + r
        ox, oy = np.maximum(dx, 0), np.maximum(dy, 0)
        return np.sqrt(ox * ox + oy * oy) + np.minimum(np.maximum(dx, dy), 0) - r

    def line(self, points: Sequence[Point], width: float, end: float | None = None) -> np.ndarray:
        """Give the distance from a line through some points, one width to another."""
        end = width if end is None else end
        nearest = None
        steps = len(points) - 1
        for i, ((x0, y0), (x1, y1)) in enumerate(zip(points[:-1], points[1:], strict=True)):
            away, along = self._from_segment(x0, y0, x1, y1)
            share = (i + along) / steps
            distance = away - (width + (end - width) * share) / 2
            nearest = distance if nearest is None else np.minimum(nearest, distance)
        return nearest

    def polygon(self, *corners: Point) -> np.ndarray:
        """Give the distance from a polygon."""
        nearest, inside = None, np.zeros(self.x.shape, bool)
        for (x0, y0), (x1, y1) in zip(corners, corners[1:] + corners[:1], strict=True):
            away, _ = self._from_segment(x0, y0, x1, y1)
            nearest = away if nearest is None else np.minimum(nearest, away)
            if y0 != y1:
                left = self.x < x0 + (self.y - y0) / (y1 - y0) * (x1 - x0)
                inside ^= ((y0 > self.y) != (y1 > self.y)) & left
        return np.where(inside, -nearest, nearest)

    def _from_segment(self, x0, y0, x1, y1) -> tuple[np.ndarray, np.ndarray]:
        """Give how far each point is from a segment, and how far along it (from 0 to 1)."""
        ax, ay = x1 - x0, y1 - y0
        along = ((self.x - x0) * ax + (self.y - y0) * ay) / (ax * ax + ay * ay + 1e-12)
        along = np.clip(along, 0, 1)
        dx, dy = self.x - x0 - along * ax, self.y - y0 - along * ay
        return np.sqrt(dx * dx + dy * dy), along

    def lay(self, other: Canvas, shadow: bool) -> None:
        """Lay what is painted on another canvas over this one, with a shadow where it stands."""
        rows = np.flatnonzero((other.cover[..., 0] > 0.5).any(axis=1))
        lowest = rows[-1] / len(other.rgb)
        if shadow and lowest < 0.97:
            foot = other.cover[max(rows[-1] - 5, 0) : rows[-1] + 1, :, 0]
            x = np.flatnonzero((foot > 0.5).any(axis=0)) / len(other.rgb)
            middle, half = (x[0] + x[-1]) / 2, (x[-1] - x[0]) / 2 + 0.05
            self.paint(self.ellipse(middle, lowest, half, 0.035), (0.06, 0.05, 0.08), 0.5, 0.05)
        self.rgb = other.rgb + self.rgb * (1 - other.cover)

    def dots(self) -> np.ndarray:
        """Give the picture, shape (64, 64, 3), from 0 to 1."""
        rgb = np.clip(self.rgb, 0, 1)
        rows = rgb[0::FINER] + rgb[1::FINER]
        return (rows[:, 0::FINER] + rows[:, 1::FINER]) / (FINER * FINER)


def join(one: np.ndarray, other: np.ndarray, soft: float = 0.1) -> np.ndarray:
    """Join two shapes into one, with a rounded seam."""
    share = np.clip(0.5 + 0.5 * (other - one) / soft, 0, 1)
    return other * (1 - share) + one * share - soft * share * (1 - share)


def within(*shapes: np.ndarray) -> np.ndarray:
    """Give what lies in all of some shapes."""
    result = shapes[0]
    for shape in shapes[1:]:
        result = np.maximum(result, shape)
    return result


def curve(start: Point, bend: Point, end: Point, steps: int = 8) -> list[Point]:
    """Give points along a curve that starts and ends as a line by way of `bend` would."""
    points = []
    for i in range(steps + 1):
        t = i / steps
        one, two, three = (1 - t) * (1 - t), 2 * t * (1 - t), t * t
        points.append(
            (
                one * start[0] + two * bend[0] + three * end[0],
                one * start[1] + two * bend[1] + three * end[1],
            )
        )
    return points


def mix(one: Color, other: Color, share: float) -> np.ndarray:
    """Mix two colors: `share` of the other one."""
    return np.asarray(one) * (1 - share) + np.asarray(other) * share


def vary(rng: np.random.Generator, color: Color, amount: float = 0.05) -> np.ndarray:
    """Move a color a little."""
    return np.clip(np.asarray(color) + amount * (2 * rng.random(3) - 1), 0, 1)


def between(rng: np.random.Generator, low: float, high: float) -> float:
    """Draw a number between two."""
    return low + (high - low) * float(rng.random())


def choose(rng: np.random.Generator, things: Sequence):
    """Draw one of several things."""
    return things[int(rng.integers(len(things)))]
