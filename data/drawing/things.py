"""Things of a house: food, toys and instruments."""

from __future__ import annotations

import numpy as np

from data.drawing.canvas import Canvas, between, choose, curve, join, mix, vary, within
from data.drawing.faces import DARK, WHITE

GREEN = (0.36, 0.62, 0.28)
COLORS = (
    (0.82, 0.26, 0.26),
    (0.26, 0.48, 0.74),
    (0.94, 0.74, 0.26),
    (0.40, 0.62, 0.42),
    (0.62, 0.42, 0.70),
    (0.90, 0.87, 0.80),
)


def some_color(rng: np.random.Generator, amount: float = 0.06) -> np.ndarray:
    """Draw the color of something that is painted."""
    return vary(rng, choose(rng, COLORS), amount)


def teapot(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a teapot."""
    china = some_color(rng)
    canvas.shade(np.abs(canvas.ellipse(0.95, 0.25, 0.42, 0.48)) - 0.10, china, 0.05)
    spout = canvas.line(curve((-0.7, 0.6), (-1.15, 0.4), (-1.35, -0.25)), 0.42, 0.2)
    canvas.shade(join(canvas.ellipse(0, 0.35, 0.92, 0.78), spout), china)
    canvas.shade(canvas.ellipse(0, -0.38, 0.52, 0.16), mix(china, DARK, 0.15), 0.05)
    canvas.shade(canvas.ellipse(0, -0.62, 0.15, 0.15), china, 0.05)
    for x, y in ((-0.4, 0.3), (0, 0.45), (0.4, 0.3)):
        canvas.spot(x, y, 0.13, WHITE, 0.85)
        canvas.spot(x, y, 0.05, (0.95, 0.75, 0.25))


def mug(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a mug that steams."""
    china = some_color(rng)
    canvas.shade(np.abs(canvas.ellipse(0.85, 0.25, 0.36, 0.40)) - 0.10, china, 0.05)
    canvas.shade(canvas.box(0, 0.25, 0.78, 0.85, 0.18), china)
    canvas.paint(canvas.box(0, 0.3, 0.78, 0.14), mix(china, WHITE, 0.6), 0.9)
    canvas.shade(canvas.ellipse(0, -0.55, 0.80, 0.20), mix(china, WHITE, 0.25), 0.05)
    canvas.paint(canvas.ellipse(0, -0.53, 0.66, 0.14), (0.34, 0.19, 0.11))
    for x in (-0.3, 0.25):
        canvas.stroke(curve((x, -0.85), (x + 0.25, -1.1), (x, -1.35)), 0.09, WHITE, 0.6)


def ball(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a basket ball, a beach ball or a football."""
    kind = int(rng.integers(3))
    disc = canvas.ellipse(0, 0.1, 0.98, 0.98)
    first = ((0.92, 0.50, 0.18), some_color(rng), WHITE)[kind]
    canvas.shade(disc, first, 0.25)
    if kind == 0:
        for ring in (canvas.ellipse(-1.25, 0.1, 0.98, 0.98), canvas.ellipse(1.25, 0.1, 0.98, 0.98)):
            canvas.paint(within(disc, np.abs(ring) - 0.045), DARK)
        for line in (canvas.y - 0.1, canvas.x):
            canvas.paint(within(disc, np.abs(line) - 0.045), DARK)
    elif kind == 1:
        for x, y, color in (
            (-1.0, -0.3, WHITE),
            (0.0, 1.3, (0.98, 0.82, 0.3)),
            (1.1, -0.6, WHITE),
        ):
            panel = canvas.polygon(
                (-0.15, -0.1), (x - 0.35 * y, y + 0.35 * x), (x + 0.35 * y, y - 0.35 * x)
            )
            canvas.paint(within(disc, panel), color)
        canvas.spot(-0.1, -0.1, 0.18, (0.95, 0.8, 0.3))
    else:
        for x, y in ((0, 0.1), (-0.75, -0.35), (0.75, -0.35), (-0.5, 0.85), (0.5, 0.85), (0, -0.8)):
            canvas.paint(within(disc, canvas.ellipse(x, y, 0.27, 0.25)), DARK)
            canvas.paint(within(disc, canvas.line([(0, 0.1), (x, y)], 0.05)), DARK, 0.7)


def clock(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw an alarm clock."""
    case = some_color(rng)
    for side in (-1, 1):
        canvas.shade(
            canvas.line([(side * 0.5, 0.75), (side * 0.75, 1.15)], 0.2), mix(case, DARK, 0.4), 0.04
        )
        canvas.shade(
            canvas.ellipse(side * 0.58, -0.88, 0.38, 0.28), mix(case, (0.9, 0.8, 0.4), 0.4)
        )
    canvas.stroke([(0, -0.9), (0, -1.15)], 0.14, mix(case, DARK, 0.4))
    canvas.shade(canvas.ellipse(0, 0.08, 0.98, 0.98), case)
    canvas.spot(0, 0.08, 0.78, WHITE)
    for x, y in (
        (0, -1),
        (0.87, -0.5),
        (0.87, 0.5),
        (0, 1),
        (-0.87, 0.5),
        (-0.87, -0.5),
        (1, 0),
        (-1, 0),
    ):
        canvas.spot(0.64 * x, 0.08 + 0.64 * y, 0.06, DARK)
    hour, minute = choose(
        rng, (((0.3, -0.2), (-0.1, -0.5)), ((-0.3, 0.1), (0.4, -0.3)), ((0.2, 0.3), (0.0, -0.52)))
    )
    for (x, y), width in ((hour, 0.12), (minute, 0.08)):
        canvas.stroke([(0, 0.08), (x, 0.08 + y)], width, DARK)
    canvas.spot(0, 0.08, 0.1, (0.85, 0.25, 0.25))


def lamp(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a lamp that is lit."""
    shade, foot = some_color(rng), vary(rng, (0.50, 0.36, 0.24), 0.1)
    canvas.paint(canvas.ellipse(0, -0.1, 1.2, 1.2), (1.0, 0.86, 0.5), 0.5, 1.2)
    canvas.shade(canvas.line([(0, 0.2), (0, 1.1)], 0.16, 0.24), foot, 0.05)
    canvas.shade(canvas.ellipse(0, 0.95, 0.36, 0.34), foot)
    canvas.shade(canvas.box(0, 1.28, 0.52, 0.10, 0.1), foot, 0.05)
    canvas.paint(canvas.ellipse(0, 0.28, 0.55, 0.12), (1.0, 0.93, 0.65))
    canvas.shade(
        canvas.polygon((-0.45, -0.95), (0.45, -0.95), (0.85, 0.25), (-0.85, 0.25)) - 0.04,
        mix(shade, (1, 0.92, 0.7), 0.3),
    )
    canvas.stroke([(-0.84, 0.2), (0.84, 0.2)], 0.1, mix(shade, WHITE, 0.6))


def cake(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a birthday cake with candles."""
    sponge, icing = (
        vary(rng, (0.62, 0.40, 0.26)),
        choose(rng, ((0.98, 0.72, 0.76), WHITE, (0.75, 0.88, 0.80))),
    )
    for x in (-0.5, 0.0, 0.5):
        canvas.shade(canvas.line([(x, -0.15), (x, -0.62)], 0.15), some_color(rng), 0.04)
        canvas.paint(canvas.ellipse(x, -0.85, 0.22, 0.28), (1.0, 0.85, 0.4), 0.5, 0.25)
        canvas.paint(canvas.ellipse(x, -0.84, 0.09, 0.16), (1.0, 0.82, 0.3))
    canvas.shade(canvas.box(0, 1.06, 1.35, 0.09, 0.09), (0.86, 0.86, 0.90), 0.03)
    canvas.shade(canvas.box(0, 0.48, 1.05, 0.58, 0.12), sponge, 0.1)
    canvas.paint(canvas.box(0, 0.58, 1.05, 0.10), icing)
    top = canvas.box(0, 0.04, 1.08, 0.20, 0.15)
    for x, y in ((-0.85, 0.28), (-0.42, 0.4), (0.05, 0.3), (0.48, 0.42), (0.88, 0.26)):
        top = join(top, canvas.ellipse(x, y, 0.17, 0.22), 0.12)
    canvas.shade(top, icing, 0.08)
    for x in (-0.7, -0.2, 0.3, 0.75):
        canvas.spot(x, 0.02, 0.10, (0.85, 0.18, 0.25))


def ice_cream(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw an ice cream in a cone."""
    scoops = (
        (0.98, 0.78, 0.80),
        (0.97, 0.92, 0.76),
        (0.55, 0.36, 0.26),
        (0.70, 0.88, 0.70),
        (0.95, 0.62, 0.40),
    )
    cone = canvas.polygon((-0.58, 0.15), (0.58, 0.15), (0.0, 1.45)) - 0.04
    canvas.shade(cone, (0.86, 0.62, 0.34), 0.08)
    for shift in (-0.6, -0.3, 0.0, 0.3, 0.6):
        for way in (-0.35, 0.35):
            canvas.paint(
                within(cone, canvas.line([(shift - way, 0.1), (shift + way, 1.5)], 0.05)),
                (0.66, 0.42, 0.2),
            )
    for x, y in ((-0.4, 0.0), (0.4, 0.0), (0.0, -0.6)):
        scoop = join(
            canvas.ellipse(x, y - 0.05, 0.48, 0.46), canvas.ellipse(x, y + 0.25, 0.52, 0.14), 0.1
        )
        canvas.shade(scoop, vary(rng, choose(rng, scoops)), 0.15)
    canvas.stroke(curve((0.05, -1.1), (0.1, -1.4), (0.35, -1.45)), 0.06, (0.35, 0.5, 0.2))
    canvas.shade(canvas.ellipse(0.02, -1.08, 0.19, 0.18), (0.86, 0.14, 0.2), 0.2)


def fruit(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw an apple or a pear."""
    skin = vary(rng, choose(rng, ((0.86, 0.20, 0.20), (0.56, 0.76, 0.26), (0.95, 0.76, 0.28))))
    if rng.random() < 0.6:
        flesh = join(
            canvas.ellipse(-0.36, 0.15, 0.66, 0.84), canvas.ellipse(0.36, 0.15, 0.66, 0.84), 0.1
        )
        top = -0.55
    else:
        flesh = join(canvas.ellipse(0, 0.5, 0.82, 0.72), canvas.ellipse(0, -0.45, 0.44, 0.52), 0.5)
        top = -0.85
    canvas.shade(flesh, skin, 0.22)
    canvas.paint(canvas.ellipse(-0.45, -0.05 if top > -0.6 else 0.3, 0.13, 0.26), WHITE, 0.6, 0.1)
    canvas.stroke(
        curve((0, top + 0.1), (0, top - 0.3), (0.15, top - 0.5)), 0.13, (0.40, 0.26, 0.15)
    )
    leaf = canvas.polygon(
        *curve((0.05, top - 0.1), (0.35, top - 0.6), (0.85, top - 0.35)),
        *curve((0.85, top - 0.35), (0.6, top), (0.05, top - 0.1))[1:-1],
    )
    canvas.shade(leaf, GREEN, 0.1)


def strawberry(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a strawberry."""
    berry = join(
        canvas.ellipse(0, -0.1, 0.92, 0.66),
        canvas.polygon((-0.7, 0.1), (0.7, 0.1), (0, 1.05)) - 0.15,
        0.25,
    )
    canvas.shade(berry, vary(rng, (0.90, 0.20, 0.22)), 0.2)
    for row, xs in enumerate(
        ((-0.55, 0.0, 0.55), (-0.32, 0.30), (-0.5, 0.02, 0.5), (-0.25, 0.25), (0.0,))
    ):
        for x in xs:
            canvas.paint(canvas.ellipse(x, -0.22 + 0.27 * row, 0.05, 0.08), (1.0, 0.88, 0.5))
    for x, y in ((-0.85, -0.55), (-0.45, -0.22), (0.0, -0.12), (0.45, -0.22), (0.85, -0.55)):
        canvas.shade(canvas.line([(0, -0.72), (x, y)], 0.32, 0.06), GREEN, 0.04)
    canvas.shade(canvas.line([(0, -0.72), (0.1, -1.15)], 0.15), GREEN, 0.04)


def guitar(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a guitar."""
    wood = vary(rng, choose(rng, ((0.80, 0.50, 0.22), (0.70, 0.24, 0.18), (0.86, 0.68, 0.42))))
    with canvas.at(0, 0.05, 1.0, 0.22):
        canvas.shade(canvas.box(0, -0.65, 0.12, 0.75), (0.36, 0.22, 0.14), 0.03)
        canvas.shade(canvas.box(0, -1.35, 0.2, 0.26, 0.08), mix(wood, DARK, 0.4), 0.03)
        body = join(canvas.ellipse(0, 0.75, 0.76, 0.62), canvas.ellipse(0, 0.08, 0.55, 0.45), 0.25)
        canvas.shade(body, wood, 0.15)
        canvas.spot(0, 0.30, 0.25, (0.16, 0.10, 0.08))
        canvas.paint(canvas.box(0, 0.88, 0.28, 0.06, 0.03), (0.25, 0.15, 0.1))
        for x in (-0.06, 0.06):
            canvas.stroke([(x, -1.3), (x, 0.88)], 0.025, WHITE, 0.8)


def present(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a present with a bow."""
    paper, band = some_color(rng), choose(rng, ((0.98, 0.85, 0.40), WHITE, (0.85, 0.22, 0.28)))
    canvas.shade(canvas.box(0, 0.48, 0.92, 0.70, 0.04), paper, 0.12)
    for x in (-0.6, 0.6):
        for y in (0.25, 0.6, 0.95):
            canvas.spot(x + 0.1 * (y > 0.5), y, 0.08, mix(paper, WHITE, 0.6))
    canvas.paint(canvas.box(0, 0.48, 0.17, 0.70), band)
    canvas.shade(canvas.box(0, -0.22, 1.06, 0.20, 0.04), mix(paper, DARK, 0.1), 0.08)
    canvas.paint(canvas.box(0, -0.22, 0.17, 0.20), band)
    for side in (-1, 1):
        with canvas.at(side * 0.42, -0.72, 1, side * -0.18):
            canvas.shade(np.abs(canvas.ellipse(0, 0, 0.36, 0.22)) - 0.1, band, 0.1)
    canvas.shade(canvas.ellipse(0, -0.55, 0.18, 0.16), band, 0.1)


def umbrella(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw an open umbrella."""
    one, other = some_color(rng), some_color(rng)
    canvas.stroke(
        [(0, -0.9), (0, 1.05), (0.1, 1.25), (0.32, 1.25), (0.42, 1.05)], 0.13, (0.42, 0.27, 0.17)
    )
    hood = within(canvas.ellipse(0, 0.15, 1.28, 1.12), canvas.y - 0.15)
    for x in (-0.96, -0.32, 0.32, 0.96):
        hood = np.maximum(hood, -canvas.ellipse(x, 0.2, 0.31, 0.16))
    canvas.shade(hood, one)
    for x in (-0.64, 0.64):
        panel = canvas.polygon((0, -1.0), (x - 0.32, 0.2), (x + 0.32, 0.2))
        canvas.paint(within(hood, panel), mix(other, WHITE, 0.4))
    canvas.stroke([(0, -0.95), (0, -1.2)], 0.1, (0.42, 0.27, 0.17))


def pot_plant(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a cactus in a pot."""
    green = vary(rng, GREEN)
    for side, y in ((-1, 0.1), (1, -0.2)):
        arm = [(0, y + 0.35), (side * 0.62, y + 0.3), (side * 0.66, y - 0.35)]
        canvas.shade(canvas.line(arm, 0.34), green, 0.08)
    trunk = canvas.line([(0, 0.9), (0, -0.75)], 0.72)
    canvas.shade(trunk, green, 0.15)
    for x, y in (
        (-0.18, -0.6),
        (0.15, -0.35),
        (-0.15, -0.05),
        (0.18, 0.2),
        (-0.62, -0.1),
        (0.68, -0.4),
    ):
        canvas.stroke([(x, y - 0.06), (x, y + 0.06)], 0.05, (0.95, 0.95, 0.75))
    canvas.shade(canvas.ellipse(0, -1.12, 0.22, 0.18), (0.95, 0.50, 0.62), 0.1)
    pot = some_color(rng)
    canvas.shade(
        canvas.polygon((-0.68, 0.65), (0.68, 0.65), (0.48, 1.35), (-0.48, 1.35)) - 0.04, pot, 0.1
    )
    canvas.shade(
        canvas.box(0, 0.62, 0.82, 0.14, 0.05), mix(pot, WHITE, between(rng, 0.1, 0.3)), 0.05
    )
