"""What is not a cat: other animals, plants, vehicles, buildings and things."""

from __future__ import annotations

import numpy as np

from data.canvas import Canvas, between, choose, mix, vary

DARK = (0.08, 0.07, 0.07)
WHITE = (0.97, 0.97, 0.96)


def draw_other(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw one thing that isn't a cat."""
    draw = choose(rng, _KINDS)
    size = between(rng, 0.30, 0.40)
    place = between(rng, 0.40, 0.60), between(rng, 0.44, 0.58)
    canvas.frame(*place, size, between(rng, -0.12, 0.12), bool(rng.random() < 0.5))
    draw(canvas, rng)


def _dog(canvas: Canvas, rng: np.random.Generator) -> None:
    coats = ((0.72, 0.50, 0.28), (0.35, 0.24, 0.16), (0.90, 0.82, 0.68), (0.25, 0.24, 0.25))
    base = vary(rng, choose(rng, coats))
    canvas.shade(canvas.ellipse(0, 1.55, 0.85, 0.9), mix(base, DARK, 0.15))
    canvas.shade(canvas.ellipse(0, -0.05, 0.82, 0.92), base)
    for side in (-1, 1):
        ear = [(side * 0.68, -0.55), (side * 1.00, 0.0), (side * 0.92, 0.48)]
        canvas.shade(canvas.line(ear, 0.48), mix(base, DARK, 0.4))
        canvas.paint(canvas.ellipse(side * 0.34, -0.22, 0.15, 0.17), DARK)
        canvas.paint(canvas.ellipse(side * 0.34 - 0.05, -0.28, 0.05, 0.05), WHITE)
    canvas.paint(canvas.ellipse(0, 0.42, 0.52, 0.46), mix(base, WHITE, 0.45))
    canvas.paint(canvas.ellipse(0, 0.90, 0.17, 0.30), (0.88, 0.42, 0.45))
    canvas.paint(canvas.ellipse(0, 0.20, 0.25, 0.18), DARK)
    canvas.paint(canvas.line([(0, 0.3), (0, 0.62), (-0.3, 0.68)], 0.06), DARK)
    canvas.paint(canvas.line([(0, 0.62), (0.3, 0.68)], 0.06), DARK)


def _rabbit(canvas: Canvas, rng: np.random.Generator) -> None:
    base = vary(rng, choose(rng, ((0.86, 0.84, 0.82), (0.62, 0.50, 0.40), (0.55, 0.55, 0.56))))
    for side in (-1, 1):
        ear = [(side * 0.34, -0.3), (side * 0.46, -1.35)]
        canvas.shade(canvas.line(ear, 0.46), base, 0.1)
        canvas.paint(canvas.line(ear, 0.22), (0.92, 0.70, 0.70))
    canvas.shade(canvas.ellipse(0, 1.25, 0.9, 0.8), base)
    canvas.shade(canvas.ellipse(0, 0.15, 0.72, 0.66), base)
    for side in (-1, 1):
        canvas.paint(canvas.ellipse(side * 0.36, 0.0, 0.13, 0.16), DARK)
        canvas.paint(canvas.ellipse(side * 0.16, 0.42, 0.22, 0.17), WHITE)
    canvas.paint(canvas.ellipse(0, 0.28, 0.11, 0.08), (0.88, 0.52, 0.55))
    canvas.paint(canvas.polygon((-0.1, 0.55), (0.1, 0.55), (0.1, 0.74), (-0.1, 0.74)), WHITE)


def _bird(canvas: Canvas, rng: np.random.Generator) -> None:
    base = vary(rng, choose(rng, ((0.20, 0.45, 0.75), (0.82, 0.25, 0.20), (0.95, 0.78, 0.20))))
    canvas.paint(canvas.line([(-0.1, 0.7), (-0.15, 1.2)], 0.09), (0.85, 0.55, 0.15))
    canvas.paint(canvas.line([(0.25, 0.7), (0.25, 1.2)], 0.09), (0.85, 0.55, 0.15))
    canvas.shade(
        canvas.polygon((0.6, -0.1), (1.6, -0.45), (1.5, 0.1), (0.7, 0.5)), mix(base, DARK, 0.3)
    )
    canvas.shade(canvas.ellipse(0.1, 0.2, 0.95, 0.65), base)
    canvas.paint(canvas.ellipse(-0.1, 0.42, 0.55, 0.38), mix(base, WHITE, 0.6))
    canvas.shade(canvas.ellipse(0.45, 0.15, 0.62, 0.32), mix(base, DARK, 0.25))
    canvas.shade(canvas.ellipse(-0.72, -0.4, 0.48, 0.46), base)
    canvas.paint(canvas.polygon((-1.12, -0.52), (-1.12, -0.25), (-1.6, -0.32)), (0.95, 0.62, 0.12))
    canvas.paint(canvas.ellipse(-0.85, -0.5, 0.11, 0.11), DARK)


def _fish(canvas: Canvas, rng: np.random.Generator) -> None:
    base = vary(rng, choose(rng, ((0.95, 0.52, 0.14), (0.20, 0.55, 0.70), (0.86, 0.80, 0.22))))
    canvas.shade(
        canvas.polygon((0.8, 0.0), (1.5, -0.6), (1.35, 0.0), (1.5, 0.6)), mix(base, DARK, 0.2)
    )
    canvas.shade(canvas.polygon((-0.3, -0.4), (0.0, -0.95), (0.5, -0.4)), mix(base, DARK, 0.2))
    canvas.shade(canvas.ellipse(0, 0, 1.05, 0.58), base, 0.3)
    for x in (-0.25, 0.25):
        canvas.paint(canvas.line([(x, -0.42), (x, 0.42)], 0.14), WHITE, 0.85)
    canvas.paint(canvas.ellipse(-0.65, -0.1, 0.16, 0.16), WHITE)
    canvas.paint(canvas.ellipse(-0.67, -0.1, 0.09, 0.09), DARK)


def _car(canvas: Canvas, rng: np.random.Generator) -> None:
    base = vary(rng, choose(rng, ((0.80, 0.16, 0.14), (0.16, 0.34, 0.66), (0.88, 0.88, 0.90))))
    canvas.shade(canvas.polygon((-0.75, -0.1), (-0.45, -0.62), (0.5, -0.62), (0.9, -0.1)), base)
    glass = (0.68, 0.82, 0.90)
    canvas.paint(canvas.polygon((-0.58, -0.12), (-0.36, -0.5), (0.0, -0.5), (0.0, -0.12)), glass)
    canvas.paint(canvas.polygon((0.08, -0.12), (0.08, -0.5), (0.42, -0.5), (0.70, -0.12)), glass)
    body = canvas.polygon((-1.3, -0.05), (1.3, -0.05), (1.3, 0.38), (-1.3, 0.38)) - 0.08
    canvas.shade(body, base, 0.1)
    canvas.paint(canvas.ellipse(-1.28, 0.1, 0.12, 0.1), (1, 0.95, 0.65))
    for x in (-0.75, 0.75):
        canvas.paint(canvas.ellipse(x, 0.45, 0.34, 0.34), DARK)
        canvas.paint(canvas.ellipse(x, 0.45, 0.16, 0.16), (0.75, 0.75, 0.77))


def _house(canvas: Canvas, rng: np.random.Generator) -> None:
    wall = vary(rng, choose(rng, ((0.92, 0.86, 0.72), (0.80, 0.50, 0.40), (0.88, 0.90, 0.92))))
    canvas.shade(canvas.polygon((-0.9, -0.2), (0.9, -0.2), (0.9, 1.0), (-0.9, 1.0)), wall, 0.05)
    canvas.paint(
        canvas.polygon((0.4, -1.0), (0.65, -1.0), (0.65, -0.4), (0.4, -0.4)), (0.5, 0.25, 0.2)
    )
    canvas.shade(
        canvas.polygon((-1.15, -0.15), (0.0, -1.1), (1.15, -0.15)), (0.62, 0.22, 0.16), 0.1
    )
    canvas.paint(
        canvas.polygon((-0.2, 0.35), (0.2, 0.35), (0.2, 1.0), (-0.2, 1.0)), (0.35, 0.22, 0.14)
    )
    for x in (-0.58, 0.58):
        pane = canvas.polygon((x - 0.2, 0.0), (x + 0.2, 0.0), (x + 0.2, 0.36), (x - 0.2, 0.36))
        canvas.paint(pane, (0.55, 0.75, 0.88))
        canvas.paint(canvas.line([(x, 0.0), (x, 0.36)], 0.05), WHITE)


def _tree(canvas: Canvas, rng: np.random.Generator) -> None:
    leaf = vary(rng, choose(rng, ((0.20, 0.48, 0.18), (0.35, 0.58, 0.20), (0.80, 0.45, 0.14))))
    canvas.shade(canvas.line([(0, 1.3), (0, 0.1)], 0.34), (0.40, 0.27, 0.17), 0.05)
    for x, y, r in ((-0.5, -0.1, 0.55), (0.5, -0.1, 0.55), (0, -0.65, 0.6), (0, 0.0, 0.6)):
        x, y = x + between(rng, -0.1, 0.1), y + between(rng, -0.1, 0.1)
        canvas.shade(canvas.ellipse(x, y, r, r), vary(rng, leaf, 0.04), 0.25)


def _flower(canvas: Canvas, rng: np.random.Generator) -> None:
    petal = vary(
        rng, choose(rng, ((0.90, 0.30, 0.45), (0.95, 0.85, 0.25), (0.60, 0.40, 0.80), WHITE))
    )
    canvas.shade(canvas.line([(0, 0.2), (0.1, 1.5)], 0.12), (0.25, 0.52, 0.20), 0.05)
    canvas.shade(canvas.ellipse(0.42, 1.0, 0.36, 0.15), (0.28, 0.56, 0.22), 0.05)
    ring = ((0, -0.95), (0.67, -0.67), (0.95, 0), (0.67, 0.67), (0, 0.95), (-0.67, 0.67))
    for x, y in (*ring, (-0.95, 0), (-0.67, -0.67)):
        canvas.shade(canvas.ellipse(0.58 * x, 0.58 * y - 0.2, 0.36, 0.36), petal, 0.12)
    canvas.shade(canvas.ellipse(0, -0.2, 0.36, 0.36), (0.78, 0.52, 0.12), 0.3)


def _mug(canvas: Canvas, rng: np.random.Generator) -> None:
    base = vary(rng, choose(rng, ((0.20, 0.40, 0.62), (0.86, 0.84, 0.80), (0.70, 0.22, 0.20))))
    handle = canvas.ellipse(0.85, 0.1, 0.48, 0.5)
    canvas.shade(np.maximum(handle, -canvas.ellipse(0.85, 0.1, 0.28, 0.3)), base, 0.05)
    canvas.shade(
        canvas.polygon((-0.8, -0.7), (0.8, -0.7), (0.72, 0.85), (-0.72, 0.85)) - 0.06, base
    )
    canvas.paint(canvas.ellipse(0, -0.72, 0.84, 0.2), mix(base, WHITE, 0.3))
    canvas.paint(canvas.ellipse(0, -0.69, 0.72, 0.15), (0.32, 0.18, 0.10))


def _ball(canvas: Canvas, rng: np.random.Generator) -> None:
    first, second = choose(rng, (((0.9, 0.2, 0.2), WHITE), ((0.95, 0.5, 0.1), (0.2, 0.15, 0.1))))
    disc = canvas.ellipse(0, 0, 0.95, 0.95)
    canvas.shade(disc, vary(rng, first), 0.3)
    for x in (-0.75, 0.75):
        ring = canvas.ellipse(x * 1.6, 0, 0.98, 0.98)
        canvas.paint(np.maximum(disc, np.abs(ring) - 0.07), second)
    canvas.paint(np.maximum(disc, np.abs(canvas.y) - 0.07), second)


def _boat(canvas: Canvas, rng: np.random.Generator) -> None:
    hull = vary(rng, choose(rng, ((0.55, 0.20, 0.16), (0.18, 0.28, 0.45), (0.90, 0.90, 0.92))))
    sail = vary(rng, choose(rng, (WHITE, (0.95, 0.80, 0.45), (0.85, 0.30, 0.25))))
    canvas.paint(canvas.line([(0, -1.3), (0, 0.5)], 0.09), (0.40, 0.28, 0.18))
    canvas.shade(canvas.polygon((0.1, -1.2), (0.95, 0.35), (0.1, 0.35)), sail, 0.1)
    canvas.shade(canvas.polygon((-0.1, -0.9), (-0.1, 0.35), (-0.7, 0.35)), sail, 0.1)
    canvas.shade(canvas.polygon((-1.2, 0.5), (1.2, 0.5), (0.8, 1.0), (-0.8, 1.0)), hull, 0.1)
    canvas.paint(canvas.polygon((-3, 0.9), (3, 0.9), (3, 1.6), (-3, 1.6)), (0.20, 0.42, 0.62), 0.75)


def _person(canvas: Canvas, rng: np.random.Generator) -> None:
    skin = vary(rng, choose(rng, ((0.95, 0.78, 0.66), (0.72, 0.52, 0.38), (0.42, 0.28, 0.20))))
    hair = choose(rng, ((0.18, 0.12, 0.09), (0.55, 0.36, 0.16), (0.75, 0.70, 0.66)))
    canvas.shade(canvas.ellipse(0, 1.7, 1.15, 0.85), vary(rng, (0.4, 0.45, 0.6), 0.3))
    canvas.shade(canvas.ellipse(0, -0.15, 0.84, 0.95), hair)
    canvas.shade(canvas.ellipse(0, 0.12, 0.68, 0.82), skin)
    for side in (-1, 1):
        canvas.paint(canvas.ellipse(side * 0.27, 0.0, 0.13, 0.08), WHITE)
        canvas.paint(canvas.ellipse(side * 0.27, 0.0, 0.07, 0.08), DARK)
        canvas.paint(canvas.line([(side * 0.42, -0.2), (side * 0.16, -0.22)], 0.06), hair)
    canvas.paint(canvas.line([(0, 0.08), (0.07, 0.32), (-0.03, 0.34)], 0.05), mix(skin, DARK, 0.3))
    canvas.paint(canvas.line([(-0.22, 0.58), (0, 0.64), (0.22, 0.58)], 0.09), (0.72, 0.30, 0.30))


def _owl(canvas: Canvas, rng: np.random.Generator) -> None:
    base = vary(rng, choose(rng, ((0.50, 0.38, 0.26), (0.62, 0.58, 0.54))))
    for side in (-1, 1):
        tuft = ((side * 0.78, -1.05), (side * 0.75, -0.4), (side * 0.30, -0.70))
        canvas.shade(canvas.polygon(*(tuft if side > 0 else tuft[::-1])), base)
    canvas.shade(canvas.ellipse(0, 0.35, 0.85, 1.15), base)
    canvas.paint(canvas.ellipse(0, 0.75, 0.52, 0.62), mix(base, WHITE, 0.5))
    for y in (0.5, 0.8, 1.1):
        for x in (-0.25, 0, 0.25):
            canvas.paint(canvas.line([(x, y), (x + 0.01, y + 0.12)], 0.09), mix(base, DARK, 0.3))
    for side in (-1, 1):
        canvas.paint(canvas.ellipse(side * 0.34, -0.22, 0.36, 0.36), mix(base, WHITE, 0.7))
        canvas.paint(canvas.ellipse(side * 0.34, -0.22, 0.24, 0.24), (0.95, 0.72, 0.15))
        canvas.paint(canvas.ellipse(side * 0.34, -0.22, 0.13, 0.13), DARK)
    canvas.paint(canvas.polygon((-0.1, -0.05), (0.1, -0.05), (0, 0.24)), (0.85, 0.60, 0.15))


_KINDS = (
    _dog,
    _rabbit,
    _bird,
    _fish,
    _car,
    _house,
    _tree,
    _flower,
    _mug,
    _ball,
    _boat,
    _person,
    _owl,
)
