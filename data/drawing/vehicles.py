"""Vehicles: on the road, on rails, on the water and in the air."""

from __future__ import annotations

import numpy as np

from data.drawing.canvas import Canvas, curve, join, mix, within
from data.drawing.faces import DARK, WHITE
from data.drawing.things import some_color

GLASS = (0.70, 0.86, 0.94)
WOOD = (0.46, 0.30, 0.18)


def _wheel(canvas: Canvas, x: float, y: float, radius: float) -> None:
    canvas.shade(canvas.ellipse(x, y, radius, radius), (0.17, 0.16, 0.18), 0.03)
    canvas.spot(x, y, 0.48 * radius, (0.78, 0.78, 0.80))


def car(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a small car."""
    paint = some_color(rng)
    cabin = canvas.polygon((-0.72, 0.0), (-0.42, -0.60), (0.50, -0.60), (0.88, 0.0)) - 0.08
    body = canvas.box(0, 0.25, 1.35, 0.36, 0.25)
    canvas.shade(join(cabin, body, 0.1), paint)
    canvas.paint(canvas.polygon((-0.56, -0.04), (-0.34, -0.48), (0.0, -0.48), (0.0, -0.04)), GLASS)
    canvas.paint(canvas.polygon((0.10, -0.04), (0.10, -0.48), (0.42, -0.48), (0.68, -0.04)), GLASS)
    canvas.stroke([(0.05, 0.02), (0.05, 0.5)], 0.04, mix(paint, DARK, 0.5))
    canvas.paint(canvas.box(0.25, 0.15, 0.12, 0.035), mix(paint, DARK, 0.6))
    canvas.paint(canvas.ellipse(-1.24, 0.16, 0.12, 0.12), (1, 0.95, 0.65))
    canvas.paint(canvas.ellipse(1.28, 0.16, 0.08, 0.12), (0.9, 0.2, 0.2))
    for x in (-0.78, 0.78):
        _wheel(canvas, x, 0.56, 0.33)


def bus(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a bus."""
    paint = some_color(rng)
    canvas.shade(canvas.box(0, 0.0, 1.38, 0.78, 0.18), paint, 0.1)
    canvas.paint(canvas.box(0, 0.32, 1.38, 0.10), mix(paint, WHITE, 0.65))
    for x in (-0.50, 0.05, 0.60):
        canvas.paint(canvas.box(x, -0.28, 0.23, 0.26, 0.05), GLASS)
    canvas.paint(canvas.box(-1.12, -0.20, 0.24, 0.34, 0.05), GLASS)
    canvas.paint(canvas.box(1.12, 0.06, 0.18, 0.58, 0.04), mix(GLASS, DARK, 0.2))
    canvas.paint(canvas.ellipse(-1.30, 0.52, 0.09, 0.10), (1, 0.95, 0.65))
    for x in (-0.75, 0.62):
        _wheel(canvas, x, 0.82, 0.30)


def train(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a steam engine."""
    paint = some_color(rng)
    for x, y, r in ((-0.75, -1.25, 0.18), (-0.35, -1.45, 0.25), (0.2, -1.4, 0.3)):
        canvas.paint(canvas.ellipse(x, y, r, r), WHITE, 0.8, 0.1)
    canvas.shade(
        canvas.polygon((-0.95, -0.4), (-1.02, -0.98), (-0.58, -0.98), (-0.65, -0.4)),
        mix(paint, DARK, 0.6),
        0.05,
    )
    canvas.shade(canvas.box(-0.35, 0.0, 0.95, 0.45, 0.3), paint)
    canvas.shade(canvas.ellipse(-0.1, -0.46, 0.24, 0.18), (0.92, 0.76, 0.32), 0.1)
    canvas.shade(canvas.box(0.82, -0.18, 0.46, 0.66, 0.04), mix(paint, DARK, 0.15), 0.08)
    canvas.shade(canvas.box(0.82, -0.88, 0.62, 0.10, 0.06), mix(paint, DARK, 0.5), 0.05)
    canvas.paint(canvas.box(0.82, -0.42, 0.27, 0.24, 0.05), GLASS)
    canvas.shade(canvas.box(0, 0.52, 1.32, 0.12, 0.04), (0.75, 0.22, 0.20), 0.05)
    canvas.shade(canvas.polygon((-1.3, 0.5), (-1.3, 1.0), (-1.65, 1.0)), (0.75, 0.22, 0.20), 0.05)
    canvas.spot(-1.27, -0.05, 0.14, (1, 0.92, 0.6))
    canvas.stroke([(-2, 1.12), (2, 1.12)], 0.1, (0.35, 0.30, 0.28))
    for x, r in ((-0.85, 0.28), (-0.22, 0.28), (0.72, 0.40)):
        _wheel(canvas, x, 1.06 - r, r)


def sailing_boat(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a sailing boat."""
    hull, sail = some_color(rng), mix(some_color(rng), WHITE, 0.55)
    canvas.shade(canvas.line([(0, -1.35), (0, 0.6)], 0.10), WOOD, 0.03)
    canvas.shade(canvas.polygon((0.12, -1.25), (1.0, 0.35), (0.12, 0.35)), sail, 0.1)
    canvas.shade(
        canvas.polygon((-0.12, -0.95), (-0.12, 0.35), (-0.8, 0.35)), mix(sail, DARK, 0.12), 0.1
    )
    canvas.paint(canvas.polygon((0, -1.35), (0, -1.12), (-0.4, -1.24)), (0.9, 0.25, 0.25))
    canvas.shade(
        canvas.polygon((-1.25, 0.52), (1.25, 0.52), (0.85, 1.05), (-0.85, 1.05)) - 0.05, hull, 0.1
    )
    canvas.stroke([(-1.1, 0.68), (1.1, 0.68)], 0.1, WHITE, 0.9)
    for x, y in ((-0.9, 1.08), (0.0, 1.14), (0.9, 1.08)):
        canvas.stroke(
            curve((x - 0.5, y - 0.04), (x, y + 0.16), (x + 0.5, y - 0.04)), 0.1, WHITE, 0.8
        )


def aeroplane(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw an aeroplane."""
    paint, trim = mix(some_color(rng), WHITE, 0.6), some_color(rng)
    with canvas.at(0, 0, 1, 0.08):
        canvas.shade(
            canvas.polygon((0.75, -0.1), (1.15, -0.95), (1.42, -0.95), (1.3, -0.1)), trim, 0.05
        )
        canvas.shade(
            canvas.polygon((0.1, -0.1), (0.6, -0.78), (0.82, -0.78), (0.6, -0.1)),
            mix(paint, DARK, 0.35),
            0.05,
        )
        body = join(
            canvas.ellipse(-0.45, 0, 1.0, 0.36),
            canvas.line([(0, 0), (1.35, -0.12)], 0.6, 0.22),
            0.2,
        )
        canvas.shade(body, paint)
        canvas.paint(within(body, canvas.box(0, 0.16, 2, 0.06)), trim)
        canvas.paint(
            canvas.polygon((-1.2, -0.05), (-1.1, -0.2), (-0.92, -0.24), (-0.92, -0.05)),
            (0.3, 0.45, 0.6),
        )
        for x in (-0.62, -0.32, -0.02, 0.28, 0.58):
            canvas.spot(x, -0.10, 0.085, (0.3, 0.45, 0.6))
        canvas.shade(
            canvas.polygon((-0.4, 0.12), (0.3, 0.12), (1.0, 0.95), (0.72, 0.95)),
            mix(paint, DARK, 0.18),
            0.05,
        )


def balloon(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a hot-air balloon."""
    one, other = some_color(rng), some_color(rng)
    hull = join(
        canvas.ellipse(0, -0.35, 0.98, 0.95),
        canvas.polygon((-0.5, 0.3), (0.5, 0.3), (0.22, 0.85), (-0.22, 0.85)),
        0.15,
    )
    for x in (-1, 1):
        canvas.stroke([(x * 0.25, 0.8), (x * 0.22, 1.2)], 0.05, WOOD)
    canvas.shade(hull, one)
    stripes = np.abs(canvas.ellipse(0, -0.35, 0.55, 1.35)) - 0.13
    canvas.paint(within(hull, stripes), mix(other, WHITE, 0.35), 0.95)
    canvas.paint(within(hull, canvas.ellipse(0, -0.35, 0.18, 1.35)), mix(other, WHITE, 0.35), 0.95)
    canvas.shade(canvas.box(0, 1.32, 0.27, 0.20, 0.06), (0.62, 0.42, 0.24), 0.1)


def rocket(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a rocket that flies."""
    trim = some_color(rng)
    with canvas.at(0, 0, 1, 0.18):
        canvas.shade(canvas.line([(0, 0.8), (0, 1.45)], 0.5, 0.05), (0.98, 0.55, 0.15), 0.02)
        canvas.paint(canvas.line([(0, 0.75), (0, 1.15)], 0.28, 0.05), (1.0, 0.90, 0.5))
        for side in (-1, 1):
            canvas.shade(
                canvas.polygon((side * 0.35, 0.2), (side * 0.82, 0.95), (side * 0.30, 0.75)) - 0.04,
                trim,
                0.05,
            )
        leaf = within(canvas.ellipse(0.55, -0.1, 1.0, 1.25), canvas.ellipse(-0.55, -0.1, 1.0, 1.25))
        hull = within(leaf, canvas.y - 0.78)
        canvas.shade(hull, (0.92, 0.92, 0.94))
        canvas.paint(within(hull, canvas.y + 0.55), trim)
        canvas.spot(0, -0.12, 0.25, trim)
        canvas.spot(0, -0.12, 0.17, (0.55, 0.80, 0.95))
