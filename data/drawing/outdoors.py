"""What stands outdoors: buildings, plants and a snowman."""

from __future__ import annotations

import numpy as np

from data.drawing.canvas import Canvas, between, choose, curve, join, mix, vary, within
from data.drawing.faces import DARK, WHITE, eye, smile
from data.drawing.things import GREEN, some_color
from data.drawing.vehicles import GLASS, WOOD

STEM = (0.30, 0.56, 0.24)


def house(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a house."""
    walls = ((0.92, 0.86, 0.72), (0.80, 0.52, 0.42), (0.70, 0.80, 0.86), (0.90, 0.76, 0.50))
    wall = vary(rng, choose(rng, walls))
    roof = vary(rng, choose(rng, ((0.68, 0.26, 0.20), (0.36, 0.36, 0.44), (0.50, 0.34, 0.22))))
    canvas.shade(canvas.box(0.55, -0.75, 0.14, 0.35), (0.55, 0.30, 0.25), 0.05)
    canvas.shade(canvas.box(0, 0.45, 0.90, 0.65), wall, 0.06)
    canvas.shade(canvas.polygon((-1.2, -0.1), (0.0, -1.1), (1.2, -0.1)) - 0.03, roof, 0.1)
    canvas.shade(canvas.box(0, 0.72, 0.20, 0.38, 0.03), some_color(rng), 0.03)
    canvas.spot(0.1, 0.72, 0.045, (0.98, 0.85, 0.4))
    light = choose(rng, (GLASS, (1.0, 0.88, 0.5)))
    for x in (-0.56, 0.56):
        canvas.paint(canvas.box(x, 0.30, 0.23, 0.23), WHITE)
        canvas.paint(canvas.box(x, 0.30, 0.18, 0.18), light)
        canvas.stroke([(x, 0.12), (x, 0.48)], 0.04, WHITE)
        canvas.stroke([(x - 0.18, 0.30), (x + 0.18, 0.30)], 0.04, WHITE)
    canvas.spot(0, -0.48, 0.17, light)


def lighthouse(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a lighthouse."""
    red = vary(rng, choose(rng, ((0.82, 0.24, 0.22), (0.24, 0.40, 0.62))))
    for side in (-1, 1):
        beam = canvas.polygon((0, -0.92), (side * 2.4, -1.5), (side * 2.4, -0.55))
        canvas.paint(beam, (1.0, 0.93, 0.6), 0.45, 0.1)
    canvas.shade(canvas.ellipse(0, 1.35, 1.3, 0.42), (0.42, 0.40, 0.40), 0.1)
    tower = canvas.polygon((-0.32, -0.62), (0.32, -0.62), (0.52, 1.2), (-0.52, 1.2))
    canvas.shade(tower, WHITE, 0.08)
    for y in (-0.25, 0.45, 1.1):
        canvas.paint(within(tower, canvas.box(0, y, 1, 0.17)), red)
    canvas.paint(canvas.box(0, 0.97, 0.12, 0.22, 0.08), DARK)
    canvas.shade(canvas.box(0, -0.66, 0.48, 0.08), (0.30, 0.30, 0.34), 0.03)
    canvas.shade(canvas.box(0, -0.92, 0.24, 0.20), (1.0, 0.93, 0.6), 0.02)
    canvas.shade(canvas.polygon((-0.36, -1.12), (0, -1.45), (0.36, -1.12)), red, 0.05)


def windmill(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a windmill."""
    wall, cap = vary(rng, (0.86, 0.78, 0.66), 0.08), some_color(rng)
    canvas.shade(
        canvas.polygon((-0.42, -0.45), (0.42, -0.45), (0.68, 1.3), (-0.68, 1.3)), wall, 0.1
    )
    canvas.shade(within(canvas.ellipse(0, -0.42, 0.5, 0.45), canvas.y + 0.42), cap, 0.05)
    canvas.paint(canvas.box(0, 1.02, 0.17, 0.28, 0.08), WOOD)
    canvas.paint(canvas.box(0, 0.35, 0.12, 0.14, 0.04), (0.3, 0.4, 0.5))
    with canvas.at(0, -0.45, 1, between(rng, -0.3, 0.3)):
        for x, y in ((0, -1), (1, 0), (0, 1), (-1, 0)):
            canvas.shade(
                canvas.box(
                    0.66 * x + 0.14 * y,
                    0.66 * y - 0.14 * x,
                    0.15 + 0.3 * abs(x),
                    0.15 + 0.3 * abs(y),
                ),
                WHITE,
                0.03,
            )
            canvas.stroke([(0, 0), (1.05 * x, 1.05 * y)], 0.09, WOOD)
        canvas.spot(0, 0, 0.12, DARK)


def tree(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a tree, at times with apples."""
    kind = int(rng.integers(4))
    leaves = ((0.32, 0.58, 0.24), (0.46, 0.66, 0.26), (0.88, 0.52, 0.18), (0.94, 0.66, 0.74))
    leaf = vary(rng, leaves[kind])
    canvas.shade(
        join(
            canvas.line([(0, 1.4), (0, 0.1)], 0.42, 0.26),
            canvas.line([(0, 0.6), (0.45, 0.1)], 0.2),
            0.1,
        ),
        WOOD,
        0.05,
    )
    crown = None
    for x, y, r in (
        (-0.58, -0.05, 0.52),
        (0.58, -0.05, 0.52),
        (0, -0.62, 0.62),
        (0, 0.05, 0.60),
        (-0.4, -0.5, 0.4),
        (0.42, -0.5, 0.42),
    ):
        puff = canvas.ellipse(x + between(rng, -0.08, 0.08), y + between(rng, -0.08, 0.08), r, r)
        crown = puff if crown is None else join(crown, puff, 0.05)
    canvas.shade(crown, leaf, 0.2)
    for x, y in ((-0.5, -0.3), (0.15, -0.75), (0.45, -0.25), (-0.15, 0.1)):
        canvas.stroke(
            curve((x - 0.18, y), (x, y + 0.16), (x + 0.18, y)), 0.06, mix(leaf, DARK, 0.4), 0.7
        )
    if kind < 2 and rng.random() < 0.6:
        for x, y in ((-0.65, 0.0), (0.0, -0.4), (0.62, 0.12), (0.3, -0.9), (-0.35, -0.75)):
            canvas.shade(canvas.ellipse(x, y, 0.13, 0.13), (0.88, 0.22, 0.2), 0.02)


def fir(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a fir, at times with snow, at times as a Christmas tree."""
    green = vary(rng, (0.16, 0.42, 0.30))
    kind = int(rng.integers(3))
    canvas.shade(canvas.box(0, 1.2, 0.16, 0.3), WOOD, 0.03)
    for half, top, low in ((1.02, 0.05, 1.05), (0.80, -0.55, 0.45), (0.56, -1.15, -0.2)):
        tier = canvas.polygon((0, top), (half, low), (-half, low)) - 0.05
        canvas.shade(tier, green, 0.12)
        if kind == 1:
            side = 0.62 * half
            snow = ((0, top - 0.1), (side, top + 0.5), (0.1, top + 0.42), (-side, top + 0.5))
            canvas.paint(within(tier, canvas.polygon(*snow)), WHITE)
    if kind == 2:
        _trim(canvas, rng)


def _trim(canvas: Canvas, rng: np.random.Generator) -> None:
    """Hang balls on a Christmas tree, and set a star on it."""
    balls = ((0.9, 0.25, 0.25), (0.98, 0.82, 0.35), (0.4, 0.65, 0.9))
    left = ((-0.6, 0.85), (-0.35, 0.25), (-0.05, -0.15))
    for x, y in (*left, (0.05, 0.75), (0.62, 0.9), (0.35, 0.2), (0.1, -0.6)):
        canvas.spot(x, y, 0.11, choose(rng, balls))
    right = ((0.09, -1.3), (0.34, -1.28), (0.14, -1.12), (0.22, -0.88))
    star = ((0, -1.55), *right, (0, -1.02), *((-x, y) for x, y in right[::-1]))
    canvas.shade(canvas.polygon(*star), (1.0, 0.85, 0.3), 0.02)


def flower(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a flower with petals all round."""
    petals = ((0.92, 0.35, 0.48), (0.98, 0.82, 0.28), (0.66, 0.48, 0.85), WHITE, (0.95, 0.52, 0.25))
    petal = vary(rng, choose(rng, petals), 0.04)
    canvas.shade(canvas.line(curve((0, 0.2), (0.2, 0.9), (0.05, 1.6)), 0.15), STEM, 0.04)
    for side, y in ((-1, 1.15), (1, 0.98)):
        canvas.shade(
            canvas.line([(0.1, y + 0.15), (side * 0.62 + 0.1, y - 0.15)], 0.3, 0.08), STEM, 0.04
        )
    ring = (
        (0, -1),
        (0.71, -0.71),
        (1, 0),
        (0.71, 0.71),
        (0, 1),
        (-0.71, 0.71),
        (-1, 0),
        (-0.71, -0.71),
    )
    for x, y in ring:
        canvas.shade(
            canvas.line([(0.3 * x, 0.3 * y - 0.3), (0.72 * x, 0.72 * y - 0.3)], 0.34, 0.52),
            petal,
            0.08,
        )
    canvas.shade(
        canvas.ellipse(0, -0.3, 0.38, 0.38),
        choose(rng, ((0.92, 0.66, 0.16), (0.48, 0.30, 0.16))),
        0.15,
    )


def tulips(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw three tulips."""
    for x, y, bend in ((-0.72, -0.15, 0.2), (0.72, -0.05, -0.2), (0.0, -0.55, 0.0)):
        petal = vary(
            rng,
            choose(
                rng,
                ((0.90, 0.24, 0.30), (0.98, 0.76, 0.25), (0.92, 0.55, 0.70), (0.60, 0.36, 0.72)),
            ),
        )
        canvas.shade(canvas.line(curve((x, y + 0.2), (x, 0.9), (x + bend, 1.5)), 0.13), STEM, 0.04)
        canvas.shade(
            canvas.line(curve((x + bend, 1.5), (x - 0.35, 1.1), (x - 0.38, 0.5)), 0.24, 0.06),
            STEM,
            0.04,
        )
        cup = canvas.ellipse(x, y, 0.36, 0.42)
        crown = (
            (x - 0.34, y),
            (x - 0.34, y - 0.56),
            (x - 0.14, y - 0.28),
            (x, y - 0.62),
            (x + 0.14, y - 0.28),
            (x + 0.34, y - 0.56),
            (x + 0.34, y),
        )
        canvas.shade(join(cup, canvas.polygon(*crown) - 0.02, 0.05), petal, 0.1)


def mushroom(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a mushroom."""
    cap = vary(rng, choose(rng, ((0.86, 0.20, 0.18), (0.72, 0.46, 0.28), (0.62, 0.40, 0.66))))
    canvas.shade(
        join(canvas.line([(0, 0.1), (0, 1.1)], 0.55, 0.75), canvas.ellipse(0, 1.15, 0.5, 0.28)),
        (0.95, 0.90, 0.80),
        0.1,
    )
    dome = within(canvas.ellipse(0, 0.2, 1.15, 1.18), canvas.y - 0.22) - 0.04
    canvas.shade(dome, cap, 0.15)
    for x, y, r in (
        (-0.58, -0.15, 0.2),
        (0.05, -0.5, 0.24),
        (0.62, -0.05, 0.18),
        (0.0, 0.08, 0.14),
    ):
        canvas.paint(within(dome, canvas.ellipse(x, y, r, 0.85 * r)), WHITE)
    canvas.shade(canvas.ellipse(0, 0.24, 1.12, 0.13), (0.88, 0.80, 0.68), 0.02)
    for x in (-0.8, 0.75):
        canvas.stroke([(x, 1.4), (x - 0.12, 1.0)], 0.1, GREEN)
        canvas.stroke([(x, 1.4), (x + 0.14, 1.05)], 0.1, GREEN)


def snowman(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a snowman."""
    scarf = some_color(rng)
    snow = (0.93, 0.95, 0.98)
    for side in (-1, 1):
        canvas.stroke([(side * 0.6, 0.4), (side * 1.25, -0.1), (side * 1.4, -0.35)], 0.09, WOOD)
        canvas.stroke([(side * 1.2, -0.05), (side * 1.45, 0.0)], 0.07, WOOD)
    canvas.shade(canvas.ellipse(0, 0.95, 0.90, 0.75), snow)
    canvas.shade(canvas.ellipse(0, 0.25, 0.68, 0.60), snow)
    canvas.shade(canvas.ellipse(0, -0.55, 0.55, 0.52), snow)
    canvas.shade(canvas.line(curve((-0.5, -0.15), (0, 0.1), (0.5, -0.15)), 0.22), scarf, 0.03)
    canvas.shade(canvas.line([(0.3, 0.0), (0.36, 0.55)], 0.2), scarf, 0.03)
    for side in (-1, 1):
        eye(canvas, side * 0.2, -0.65, 0.09)
    canvas.shade(canvas.line([(0, -0.5), (-0.48, -0.4)], 0.16, 0.03), (0.96, 0.55, 0.15), 0.02)
    smile(canvas, 0.03, -0.32, 0.15, 0.06)
    for y in (0.25, 0.6, 1.0):
        canvas.spot(0, y, 0.08, DARK)
    canvas.shade(canvas.box(0, -1.02, 0.56, 0.08, 0.05), (0.22, 0.20, 0.26), 0.03)
    canvas.shade(canvas.box(0, -1.30, 0.36, 0.28, 0.05), (0.22, 0.20, 0.26), 0.05)
    canvas.paint(canvas.box(0, -1.12, 0.36, 0.07), scarf)
