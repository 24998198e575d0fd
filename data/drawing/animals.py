"""Animals that show more than a face: birds, fish, and small ones of the garden."""

from __future__ import annotations

import numpy as np

from data.drawing.canvas import Canvas, choose, curve, join, mix, vary, within
from data.drawing.faces import DARK, PINK, WHITE, eye, smile

BEAK = (0.96, 0.64, 0.18)


def bird(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a small bird."""
    base = vary(rng, choose(rng, ((0.25, 0.50, 0.80), (0.85, 0.30, 0.24), (0.96, 0.80, 0.28))))
    for x in (-0.1, 0.3):
        canvas.stroke([(x, 0.8), (x - 0.04, 1.3), (x - 0.25, 1.34)], 0.09, BEAK)
    tail = canvas.polygon((0.6, 0.0), (1.6, -0.40), (1.55, 0.05), (0.7, 0.5)) - 0.04
    canvas.shade(tail, mix(base, DARK, 0.3))
    body = join(
        canvas.ellipse(0.1, 0.25, 0.95, 0.68), canvas.ellipse(-0.62, -0.35, 0.54, 0.52), 0.25
    )
    canvas.shade(canvas.polygon((-1.06, -0.48), (-1.06, -0.20), (-1.55, -0.28)) - 0.03, BEAK)
    canvas.shade(body, base)
    canvas.paint(within(body, canvas.ellipse(-0.25, 0.60, 0.62, 0.50)), mix(base, WHITE, 0.7))
    wing = join(canvas.ellipse(0.25, 0.12, 0.55, 0.32), canvas.ellipse(0.65, 0.20, 0.4, 0.18))
    canvas.shade(wing, mix(base, DARK, 0.25))
    eye(canvas, -0.74, -0.42, 0.14)


def duck(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a duck that swims."""
    base = vary(
        rng, choose(rng, ((0.98, 0.84, 0.30), (0.95, 0.94, 0.90), (0.60, 0.46, 0.34))), 0.04
    )
    body = join(
        canvas.ellipse(0.2, 0.45, 1.05, 0.60),
        canvas.polygon((0.9, 0.3), (1.45, -0.25), (1.2, 0.6)) - 0.08,
        0.2,
    )
    neck = join(
        canvas.line([(-0.55, 0.3), (-0.6, -0.4)], 0.55), canvas.ellipse(-0.62, -0.55, 0.50, 0.46)
    )
    canvas.shade(canvas.ellipse(-1.15, -0.42, 0.36, 0.15), BEAK, 0.05)
    canvas.shade(join(body, neck, 0.2), base)
    canvas.shade(canvas.ellipse(0.4, 0.38, 0.58, 0.32), mix(base, DARK, 0.15))
    eye(canvas, -0.75, -0.62, 0.13)
    water = canvas.box(0, 1.35, 2.2, 0.55, 0.3)
    canvas.paint(water, (0.25, 0.50, 0.66), 0.92)
    for x, y in ((-1.0, 0.98), (0.5, 1.08), (-0.2, 1.3), (1.2, 1.2)):
        canvas.stroke([(x - 0.3, y), (x + 0.3, y)], 0.06, WHITE, 0.6)


def penguin(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a penguin."""
    coat = vary(rng, choose(rng, ((0.16, 0.18, 0.26), (0.26, 0.34, 0.46))), 0.03)
    for side in (-1, 1):
        canvas.shade(canvas.ellipse(side * 0.36, 1.42, 0.34, 0.16), BEAK, 0.05)
        canvas.shade(canvas.line([(side * 0.65, 0.15), (side * 1.05, 0.85)], 0.34, 0.2), coat, 0.05)
    body = join(canvas.ellipse(0, 0.55, 0.80, 0.92), canvas.ellipse(0, -0.45, 0.66, 0.62), 0.3)
    canvas.shade(body, coat)
    belly = join(canvas.ellipse(0, 0.68, 0.56, 0.72), canvas.ellipse(-0.22, -0.35, 0.3, 0.34), 0.3)
    canvas.paint(join(belly, canvas.ellipse(0.22, -0.35, 0.3, 0.34), 0.3), WHITE)
    for side in (-1, 1):
        eye(canvas, side * 0.25, -0.46, 0.12)
        canvas.paint(canvas.ellipse(side * 0.36, -0.20, 0.12, 0.08), PINK, 0.7, 0.08)
    canvas.shade(canvas.polygon((-0.17, -0.30), (0.17, -0.30), (0, -0.06)) - 0.03, BEAK, 0.05)
    scarf = vary(rng, choose(rng, ((0.82, 0.25, 0.28), (0.28, 0.58, 0.50), (0.90, 0.70, 0.25))))
    canvas.shade(canvas.line(curve((-0.6, 0.05), (0, 0.32), (0.6, 0.05)), 0.24), scarf, 0.04)
    canvas.shade(canvas.line([(0.36, 0.2), (0.42, 0.75)], 0.24), scarf, 0.04)


def fish(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a fish."""
    base = vary(
        rng,
        choose(
            rng, ((0.97, 0.55, 0.16), (0.96, 0.82, 0.28), (0.88, 0.40, 0.50), (0.40, 0.75, 0.80))
        ),
    )
    fin = mix(base, DARK, 0.18)
    canvas.shade(canvas.polygon((0.75, 0.0), (1.45, -0.62), (1.25, 0.0), (1.45, 0.62)) - 0.06, fin)
    canvas.shade(canvas.polygon((-0.4, -0.45), (0.05, -1.0), (0.5, -0.4)) - 0.06, fin)
    canvas.shade(canvas.polygon((-0.1, 0.5), (0.25, 0.9), (0.4, 0.4)) - 0.05, fin)
    body = canvas.ellipse(0, 0, 1.08, 0.66)
    canvas.shade(body, base, 0.25)
    for x in (-0.2, 0.4):
        canvas.paint(
            within(body, canvas.line(curve((x, -0.8), (x + 0.2, 0), (x, 0.8)), 0.2)), WHITE
        )
    canvas.spot(-0.66, -0.12, 0.20, WHITE)
    eye(canvas, -0.68, -0.11, 0.14)
    canvas.stroke(curve((-1.02, 0.15), (-0.85, 0.35), (-0.68, 0.26)), 0.06, DARK, 0.8)
    canvas.shade(canvas.ellipse(0.05, 0.14, 0.22, 0.15), fin, 0.05)
    for x, y, r in ((-1.25, -0.45, 0.1), (-1.4, -0.85, 0.14), (-1.2, -1.2, 0.08)):
        canvas.paint(np.abs(canvas.ellipse(x, y, r, r)) - 0.025, WHITE, 0.8)


def whale(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a whale that blows."""
    base = vary(rng, choose(rng, ((0.34, 0.52, 0.72), (0.44, 0.50, 0.60), (0.26, 0.40, 0.58))))
    for side in (-1, 1):
        canvas.stroke(
            curve((-0.3, -0.75), (-0.3, -1.3), (-0.3 + 0.5 * side, -1.2)), 0.13, WHITE, 0.85
        )
    body = join(
        canvas.ellipse(-0.2, 0.2, 1.15, 0.80),
        canvas.line(curve((0.5, 0.5), (1.3, 0.5), (1.4, -0.35)), 0.6, 0.2),
        0.3,
    )
    fluke = join(
        canvas.ellipse(1.15, -0.5, 0.34, 0.18), canvas.ellipse(1.7, -0.5, 0.34, 0.18), 0.15
    )
    whole = join(body, fluke, 0.1)
    canvas.shade(whole, base)
    belly = within(body, canvas.ellipse(-0.55, 0.95, 1.1, 0.55))
    canvas.paint(belly, mix(base, WHITE, 0.75))
    for x in (-0.9, -0.6, -0.3, 0.0):
        canvas.paint(within(belly, canvas.line([(x, 0.45), (x + 0.1, 1.1)], 0.045)), base)
    eye(canvas, -0.80, 0.12, 0.13)
    smile(canvas, -0.95, 0.32, 0.16, 0.06)
    canvas.shade(canvas.ellipse(0.1, 0.72, 0.34, 0.17), mix(base, DARK, 0.2), 0.05)


def butterfly(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a butterfly."""
    wings = ((0.95, 0.55, 0.15), (0.35, 0.55, 0.92), (0.92, 0.40, 0.60), (0.96, 0.85, 0.35))
    base = vary(rng, choose(rng, wings))
    for side in (-1, 1):
        upper = canvas.ellipse(side * 0.72, -0.42, 0.66, 0.58)
        lower = canvas.ellipse(side * 0.52, 0.52, 0.46, 0.50)
        for wing in (lower, upper):
            canvas.shade(wing, mix(base, DARK, 0.75), 0.05)
            canvas.paint(wing + 0.12, base)
        canvas.spot(side * 0.82, -0.50, 0.20, mix(base, WHITE, 0.8))
        canvas.spot(side * 0.56, 0.58, 0.15, mix(base, WHITE, 0.8))
        canvas.stroke(curve((0, -0.6), (side * 0.1, -1.1), (side * 0.40, -1.25)), 0.06, DARK)
        canvas.spot(side * 0.40, -1.25, 0.08, DARK)
    canvas.shade(canvas.line([(0, -0.62), (0, 0.85)], 0.26, 0.16), mix(base, DARK, 0.85), 0.05)
    canvas.shade(canvas.ellipse(0, -0.68, 0.18, 0.18), mix(base, DARK, 0.8), 0.05)


def snail(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a snail."""
    skin = vary(rng, (0.86, 0.74, 0.56), 0.05)
    shell = vary(rng, choose(rng, ((0.72, 0.40, 0.24), (0.80, 0.55, 0.60), (0.45, 0.55, 0.62))))
    for x in (-1.15, -0.82):
        canvas.shade(canvas.line([(-0.95, 0.2), (x, -0.42)], 0.12), skin, 0.04)
        canvas.spot(x, -0.46, 0.13, DARK)
        canvas.spot(x - 0.04, -0.50, 0.05, WHITE)
    foot = join(
        canvas.line([(-0.85, 0.88), (1.35, 0.98)], 0.48, 0.14),
        canvas.line([(-0.9, 0.85), (-0.98, 0.2)], 0.5),
        0.2,
    )
    canvas.shade(foot, skin, 0.05)
    smile(canvas, -1.05, 0.30, 0.12, 0.05)
    canvas.shade(canvas.ellipse(0.2, 0.12, 0.88, 0.82), shell)
    for radius in (0.62, 0.40, 0.18):
        ring = np.abs(canvas.ellipse(0.26 - 0.1 * radius, 0.16, radius, radius * 0.95)) - 0.045
        canvas.paint(ring, mix(shell, WHITE, 0.55))


def turtle(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a turtle."""
    skin = vary(rng, (0.55, 0.72, 0.40), 0.06)
    shell = vary(rng, choose(rng, ((0.48, 0.36, 0.22), (0.32, 0.48, 0.32), (0.62, 0.46, 0.26))))
    for x in (-0.55, 0.65):
        canvas.shade(canvas.box(x, 0.75, 0.26, 0.36, 0.2), skin, 0.05)
    canvas.shade(canvas.line([(1.0, 0.6), (1.45, 0.72)], 0.2, 0.06), skin, 0.04)
    canvas.shade(
        join(
            canvas.line([(-0.7, 0.5), (-1.1, 0.0)], 0.4), canvas.ellipse(-1.15, -0.12, 0.44, 0.40)
        ),
        skin,
    )
    dome = within(canvas.ellipse(0.1, 0.6, 1.12, 1.15), canvas.y - 0.6)
    canvas.shade(dome - 0.03, shell)
    for x, y in ((0.1, -0.05), (-0.45, 0.30), (0.65, 0.30), (0.1, 0.42)):
        canvas.paint(within(dome, canvas.box(x, y, 0.24, 0.17, 0.1)), mix(shell, (1, 1, 0.7), 0.4))
    canvas.shade(canvas.box(0.1, 0.62, 1.18, 0.11, 0.11), mix(shell, WHITE, 0.3), 0.04)
    eye(canvas, -1.26, -0.20, 0.12)
    smile(canvas, -1.32, 0.03, 0.12, 0.05)


def hedgehog(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a hedgehog."""
    spines = vary(rng, (0.40, 0.29, 0.22), 0.05)
    skin = vary(rng, (0.90, 0.76, 0.60), 0.04)
    rim = (
        (-0.9, -0.15),
        (-0.7, -0.7),
        (-0.2, -0.95),
        (0.35, -0.98),
        (0.85, -0.7),
        (1.2, -0.2),
        (1.3, 0.35),
    )
    body = canvas.ellipse(0.2, 0.15, 1.05, 0.88)
    for x, y in rim:
        out = (0.2 + 1.2 * (x - 0.2), 0.15 + 1.2 * (y - 0.15))
        body = np.minimum(body, canvas.line([(0.2 + 0.7 * (x - 0.2), y * 0.7), out], 0.42, 0.04))
    canvas.shade(body, spines)
    for x, y in (
        (-0.2, -0.45),
        (0.3, -0.5),
        (0.75, -0.25),
        (0.1, -0.05),
        (0.55, 0.2),
        (0.95, 0.2),
        (0.2, 0.4),
    ):
        canvas.stroke([(x, y), (x + 0.18, y - 0.2)], 0.07, mix(spines, WHITE, 0.45))
    for x in (-0.3, 0.7):
        canvas.shade(canvas.ellipse(x, 1.02, 0.22, 0.13), skin, 0.04)
    canvas.shade(canvas.box(0.15, 0.82, 0.85, 0.18, 0.18), skin, 0.05)
    face = join(
        canvas.ellipse(-0.55, 0.38, 0.55, 0.50),
        canvas.line([(-0.7, 0.5), (-1.25, 0.55)], 0.5, 0.14),
        0.2,
    )
    canvas.shade(face, skin, 0.1)
    canvas.spot(-1.30, 0.52, 0.14, DARK)
    eye(canvas, -0.72, 0.28, 0.13)
    canvas.shade(canvas.ellipse(-0.18, 0.05, 0.18, 0.2), mix(skin, DARK, 0.2), 0.05)
    smile(canvas, -0.85, 0.64, 0.14, 0.05)


def ladybird(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a ladybird on a leaf."""
    leaf = canvas.polygon(
        *curve((-1.7, 0.9), (0.1, -0.4), (1.7, 0.6)),
        *curve((1.7, 0.6), (0.2, 1.9), (-1.7, 0.9))[1:-1],
    )
    canvas.shade(leaf, vary(rng, (0.36, 0.62, 0.26)), 0.06)
    canvas.stroke(curve((-1.6, 0.9), (0.1, 0.75), (1.6, 0.62)), 0.07, (0.6, 0.8, 0.45))
    for side in (-1, 1):
        canvas.stroke(curve((-0.75, -0.35), (-1.0, -0.8), (-1.15 + 0.3 * side, -0.95)), 0.07, DARK)
    canvas.shade(canvas.ellipse(-0.82, 0.0, 0.46, 0.46), (0.20, 0.17, 0.19))
    shell = canvas.ellipse(0.15, 0.0, 0.98, 0.80)
    canvas.shade(shell, vary(rng, choose(rng, ((0.88, 0.20, 0.16), (0.95, 0.60, 0.15)))), 0.2)
    canvas.paint(
        within(shell, canvas.line(curve((-0.85, 0.1), (0.2, -0.3), (1.2, 0.1)), 0.07)), DARK
    )
    for x, y in ((-0.25, 0.38), (0.3, 0.45), (0.05, -0.45), (0.6, -0.35), (0.75, 0.3)):
        canvas.paint(within(shell, canvas.ellipse(x, y, 0.16, 0.15)), DARK)
    for y in (-0.12, 0.18):
        canvas.spot(-0.98, y, 0.12, WHITE)
        canvas.spot(-1.0, y, 0.06, DARK)
