"""Faces that look at you as a cat's does, and are none: dogs, foxes, owls, people and others."""

from __future__ import annotations

import numpy as np

from data.drawing.canvas import Canvas, between, choose, curve, join, mix, vary, within

DARK = np.array((0.09, 0.07, 0.08))
WHITE = np.array((0.98, 0.97, 0.95))
PINK = np.array((0.93, 0.58, 0.58))


def eye(canvas: Canvas, x: float, y: float, radius: float) -> None:
    """Draw a round dark eye."""
    canvas.spot(x, y, radius, DARK)
    canvas.spot(x - 0.3 * radius, y - 0.35 * radius, 0.36 * radius, WHITE)


def smile(canvas: Canvas, x: float, y: float, reach: float, width: float = 0.055) -> None:
    """Draw a mouth whose ends turn up."""
    canvas.stroke(curve((x - reach, y), (x, y + reach), (x + reach, y)), width, DARK, 0.85)


def dog(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a dog with hanging ears."""
    coats = ((0.78, 0.54, 0.30), (0.40, 0.27, 0.18), (0.92, 0.84, 0.70), (0.26, 0.25, 0.28))
    base = vary(rng, choose(rng, coats), 0.04)
    light, ear = mix(base, WHITE, 0.75), mix(base, DARK, 0.4)
    chest = join(canvas.ellipse(0, 1.7, 0.95, 0.9), canvas.ellipse(0, 0.9, 0.5, 0.6), 0.2)
    canvas.shade(chest, base)
    canvas.paint(within(chest, canvas.ellipse(0, 1.3, 0.4, 0.6)), light)
    canvas.stroke(curve((-0.55, 0.85), (0, 1.15), (0.55, 0.85)), 0.16, (0.80, 0.20, 0.22))
    head = join(canvas.ellipse(0, -0.15, 0.76, 0.78), canvas.ellipse(0, 0.40, 0.62, 0.50), 0.2)
    canvas.shade(head, base)
    blaze = join(canvas.line([(0, -0.8), (0, 0.1)], 0.2, 0.3), canvas.ellipse(0, 0.46, 0.52, 0.42))
    canvas.paint(within(head, blaze), light)
    for side in (-1, 1):
        flap = canvas.line(
            curve((side * 0.56, -0.66), (side * 1.2, -0.5), (side * 0.95, 0.4)), 0.42, 0.6
        )
        canvas.shade(flap, ear, 0.08)
        eye(canvas, side * 0.34, -0.12, 0.16)
    canvas.shade(canvas.ellipse(0, 0.80, 0.15, 0.24), (0.92, 0.45, 0.50), 0.1)
    canvas.paint(canvas.ellipse(0, 0.24, 0.21, 0.15), DARK)
    canvas.stroke([(0, 0.3), (0, 0.58)], 0.055, DARK)
    for side in (-1, 1):
        smile(canvas, side * 0.2, 0.57, 0.2)


def fox(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a fox with its bushy tail."""
    base = vary(
        rng, choose(rng, ((0.88, 0.42, 0.14), (0.82, 0.36, 0.16), (0.60, 0.52, 0.48))), 0.04
    )
    tail = canvas.line(curve((0.5, 1.6), (1.7, 1.6), (1.45, 0.35)), 0.45, 0.75)
    canvas.shade(tail, base, 0.05)
    canvas.paint(within(tail, canvas.ellipse(1.42, 0.2, 0.5, 0.42)), WHITE)
    chest = canvas.ellipse(0, 1.4, 0.72, 0.85)
    canvas.shade(chest, base)
    canvas.paint(within(chest, canvas.ellipse(0, 1.1, 0.36, 0.6)), WHITE)
    for side in (-1, 1):
        tall = ((side * 0.95, -1.25), (side * 0.90, -0.15), (side * 0.12, -0.55))
        canvas.shade(canvas.polygon(*tall) - 0.04, base)
        canvas.paint(
            canvas.polygon(*((x * 0.93, y + 0.14) for x, y in tall)), mix(base, DARK, 0.75)
        )
        canvas.paint(
            canvas.polygon(*((0.7 * x + side * 0.18, 0.7 * y) for x, y in tall)), WHITE, 0.8
        )
    jaw = canvas.polygon(
        (-1.12, 0.12), (-0.6, -0.3), (0.6, -0.3), (1.12, 0.12), (0.12, 0.92), (-0.12, 0.92)
    )
    face = join(canvas.ellipse(0, -0.15, 0.86, 0.62), jaw - 0.06, 0.15)
    canvas.shade(face, base)
    for side in (-1, 1):
        cheek = ((side * 1.1, 0.08), (side * 0.45, 0.12), (side * 0.08, 0.5), (side * 0.14, 0.95))
        canvas.paint(canvas.polygon(*cheek) - 0.05, WHITE)
        eye(canvas, side * 0.40, -0.06, 0.15)
    canvas.paint(canvas.ellipse(0, 0.86, 0.17, 0.13), DARK)


def rabbit(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a rabbit."""
    coats = ((0.92, 0.90, 0.88), (0.66, 0.52, 0.40), (0.58, 0.57, 0.60), (0.85, 0.72, 0.55))
    base = vary(rng, choose(rng, coats), 0.04)
    light = mix(base, WHITE, 0.8)
    for side in (-1, 1):
        ear = curve(
            (side * 0.30, -0.4), (side * 0.35, -1.0), (side * between(rng, 0.4, 0.75), -1.45)
        )
        canvas.shade(canvas.line(ear, 0.42, 0.36), base, 0.08)
        canvas.stroke(ear[1:-1], 0.17, mix(PINK, base, 0.2))
    body = canvas.ellipse(0, 1.35, 0.85, 0.85)
    canvas.shade(body, base)
    canvas.paint(within(body, canvas.ellipse(0, 1.3, 0.45, 0.6)), light)
    canvas.shade(join(canvas.ellipse(0, 0.1, 0.74, 0.66), canvas.ellipse(0, 0.35, 0.80, 0.5)), base)
    for side in (-1, 1):
        eye(canvas, side * 0.40, 0.02, 0.15)
        canvas.paint(canvas.ellipse(side * 0.17, 0.46, 0.23, 0.18), light)
        canvas.paint(canvas.ellipse(side * 0.58, 0.36, 0.14, 0.10), PINK, 0.5, 0.1)
        canvas.shade(canvas.ellipse(side * 0.28, 1.1, 0.2, 0.26), light, 0.05)
    canvas.paint(canvas.box(0, 0.66, 0.11, 0.12, 0.03), WHITE)
    canvas.paint(canvas.ellipse(0, 0.30, 0.12, 0.09), mix(PINK, DARK, 0.1))
    canvas.stroke([(0, 0.35), (0, 0.55)], 0.05, DARK, 0.8)


def owl(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw an owl on a branch."""
    base = vary(
        rng, choose(rng, ((0.55, 0.38, 0.24), (0.64, 0.58, 0.52), (0.42, 0.36, 0.42))), 0.04
    )
    light, dark = mix(base, WHITE, 0.65), mix(base, DARK, 0.35)
    canvas.shade(canvas.line([(-1.5, 1.4), (1.5, 1.3)], 0.24), (0.42, 0.28, 0.18), 0.04)
    body = join(canvas.ellipse(0, 0.45, 0.86, 0.98), canvas.ellipse(0, -0.35, 0.80, 0.62), 0.2)
    for side in (-1, 1):
        tuft = canvas.polygon((side * 0.85, -1.2), (side * 0.72, -0.4), (side * 0.2, -0.75)) - 0.03
        body = join(body, tuft, 0.1)
    canvas.shade(body, base)
    breast = within(body, canvas.ellipse(0, 0.75, 0.55, 0.62))
    canvas.paint(breast, light)
    for row in range(3):
        for x in (-0.3, 0.0, 0.3):
            canvas.stroke(
                curve(
                    (x - 0.1, 0.55 + 0.24 * row),
                    (x, 0.72 + 0.24 * row),
                    (x + 0.1, 0.55 + 0.24 * row),
                ),
                0.05,
                dark,
            )
    for side in (-1, 1):
        canvas.shade(canvas.ellipse(side * 0.80, 0.55, 0.24, 0.62), dark, 0.05)
        canvas.paint(canvas.ellipse(side * 0.36, -0.30, 0.40, 0.40), light)
        canvas.paint(canvas.ellipse(side * 0.36, -0.30, 0.28, 0.28), (0.98, 0.75, 0.18))
        eye(canvas, side * 0.36, -0.30, 0.19)
        canvas.paint(canvas.box(side * 0.3, 1.34, 0.17, 0.08, 0.08), (0.95, 0.65, 0.2))
    canvas.paint(
        canvas.polygon((-0.12, -0.18), (0.12, -0.18), (0, 0.14)) - 0.02, (0.95, 0.62, 0.16)
    )


def bear(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a brown bear, a white one, or a panda."""
    base = choose(rng, ((0.50, 0.32, 0.20), (0.68, 0.48, 0.30), (0.94, 0.93, 0.90), None))
    panda = base is None
    base = vary(rng, (0.95, 0.94, 0.92) if panda else base, 0.03)
    limb = mix(base, DARK, 0.85) if panda else base
    canvas.shade(canvas.ellipse(0, 1.55, 1.05, 0.85), limb)
    canvas.paint(canvas.ellipse(0, 1.65, 0.55, 0.6), mix(base, WHITE, 0.4))
    for side in (-1, 1):
        canvas.shade(canvas.ellipse(side * 0.68, -0.66, 0.32, 0.32), limb)
        canvas.spot(side * 0.66, -0.62, 0.16, mix(limb, PINK, 0.45))
    canvas.shade(
        join(canvas.ellipse(0, -0.05, 0.90, 0.78), canvas.ellipse(0, 0.25, 0.95, 0.6)), base
    )
    if panda:
        for side in (-1, 1):
            canvas.paint(canvas.line([(side * 0.28, -0.08), (side * 0.50, 0.12)], 0.42), limb)
    canvas.paint(canvas.ellipse(0, 0.42, 0.42, 0.33), mix(base, WHITE, 0.6))
    for side in (-1, 1):
        eye(canvas, side * 0.36, 0.0, 0.13)
    canvas.paint(canvas.ellipse(0, 0.26, 0.19, 0.13), DARK)
    smile(canvas, 0, 0.44, 0.2, 0.06)


def pig(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a pig."""
    base = vary(rng, (0.95, 0.66, 0.66), 0.04)
    canvas.shade(canvas.ellipse(0, 1.5, 1.0, 0.8), base)
    for side in (-1, 1):
        flap = ((side * 0.35, -0.7), (side * 1.0, -0.95), (side * 0.92, -0.15))
        canvas.shade(canvas.polygon(*flap) - 0.05, mix(base, PINK, 0.6))
    canvas.shade(canvas.ellipse(0, 0.05, 0.95, 0.82), base)
    for side in (-1, 1):
        eye(canvas, side * 0.42, -0.15, 0.13)
        canvas.paint(canvas.ellipse(side * 0.66, 0.30, 0.18, 0.13), (0.95, 0.45, 0.50), 0.5, 0.1)
    canvas.shade(canvas.ellipse(0, 0.24, 0.40, 0.29), mix(base, (0.88, 0.4, 0.45), 0.5), 0.1)
    for side in (-1, 1):
        canvas.paint(canvas.ellipse(side * 0.14, 0.24, 0.07, 0.11), mix(base, DARK, 0.65))
    smile(canvas, 0, 0.58, 0.2, 0.06)


def mouse(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a mouse with round ears, and a piece of cheese."""
    base = vary(rng, choose(rng, ((0.62, 0.60, 0.62), (0.70, 0.56, 0.44))), 0.04)
    canvas.stroke(curve((0.5, 1.6), (1.7, 1.7), (1.4, 0.7)), 0.12, mix(PINK, base, 0.2))
    canvas.shade(canvas.ellipse(0, 1.3, 0.70, 0.75), base)
    canvas.paint(canvas.ellipse(0, 1.35, 0.40, 0.52), mix(base, WHITE, 0.7))
    for side in (-1, 1):
        canvas.shade(canvas.ellipse(side * 0.78, -0.55, 0.52, 0.52), base)
        canvas.spot(side * 0.78, -0.53, 0.34, mix(PINK, base, 0.15))
    snout = canvas.polygon((-0.5, 0.2), (0.5, 0.2), (0.06, 0.62), (-0.06, 0.62)) - 0.12
    canvas.shade(join(canvas.ellipse(0, -0.02, 0.80, 0.62), snout, 0.2), base)
    for side in (-1, 1):
        eye(canvas, side * 0.32, 0.02, 0.15)
        for end in (0.42, 0.68):
            canvas.stroke([(side * 0.2, 0.52), (side * 0.95, end)], 0.03, WHITE, 0.7)
    canvas.spot(0, 0.62, 0.14, (0.93, 0.48, 0.52))
    cheese = canvas.polygon((-0.45, 1.5), (0.5, 1.1), (0.5, 1.6), (-0.45, 1.75))
    canvas.shade(cheese - 0.03, (0.98, 0.80, 0.30), 0.1)
    canvas.spot(0.2, 1.42, 0.09, (0.80, 0.60, 0.18))


def frog(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a frog."""
    base = vary(rng, choose(rng, ((0.42, 0.70, 0.26), (0.30, 0.62, 0.42))), 0.05)
    for side in (-1, 1):
        canvas.shade(canvas.ellipse(side * 0.95, 1.05, 0.42, 0.52), mix(base, DARK, 0.12), 0.05)
        canvas.shade(canvas.ellipse(side * 1.0, 1.42, 0.5, 0.14), base, 0.05)
    canvas.shade(canvas.ellipse(0, 0.85, 0.85, 0.75), base)
    canvas.paint(canvas.ellipse(0, 0.98, 0.55, 0.52), mix(base, (1, 1, 0.75), 0.6))
    head = canvas.ellipse(0, 0, 1.02, 0.66)
    for side in (-1, 1):
        head = join(head, canvas.ellipse(side * 0.55, -0.52, 0.36, 0.36), 0.15)
    canvas.shade(head, base)
    for side in (-1, 1):
        canvas.spot(side * 0.55, -0.54, 0.25, WHITE)
        eye(canvas, side * 0.53, -0.52, 0.16)
        canvas.paint(canvas.ellipse(side * 0.72, 0.22, 0.16, 0.1), PINK, 0.6, 0.1)
        canvas.shade(canvas.ellipse(side * 0.35, 1.5, 0.28, 0.14), base, 0.04)
    canvas.stroke(curve((-0.62, 0.08), (0, 0.55), (0.62, 0.08)), 0.07, mix(base, DARK, 0.75))


def person(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a person who smiles."""
    skins = ((0.97, 0.80, 0.68), (0.80, 0.58, 0.42), (0.50, 0.35, 0.26), (0.90, 0.70, 0.54))
    skin = vary(rng, choose(rng, skins), 0.03)
    hairs = (
        (0.16, 0.11, 0.10),
        (0.45, 0.27, 0.14),
        (0.85, 0.65, 0.32),
        (0.70, 0.30, 0.14),
        (0.75, 0.74, 0.74),
    )
    hair, long = vary(rng, choose(rng, hairs), 0.03), rng.random() < 0.5
    shirt = vary(
        rng,
        choose(
            rng, ((0.75, 0.25, 0.28), (0.22, 0.42, 0.66), (0.35, 0.55, 0.34), (0.88, 0.72, 0.30))
        ),
    )
    if long:
        canvas.shade(canvas.box(0, 0.35, 0.92, 1.15, 0.7), hair, 0.08)
    canvas.shade(canvas.box(0, 2.0, 1.05, 0.98, 0.6), shirt)
    canvas.paint(canvas.box(0, 1.0, 0.22, 0.25, 0.15), mix(skin, DARK, 0.15))
    for side in (-1, 1):
        canvas.shade(canvas.ellipse(side * 0.74, 0.08, 0.14, 0.18), skin, 0.05)
    face = canvas.ellipse(0, 0.08, 0.74, 0.80)
    canvas.shade(face, skin)
    brow = canvas.ellipse(between(rng, -0.15, 0.15), 0.52, 0.78, 0.78)
    fringe = within(canvas.ellipse(0, 0.0, 0.84, 0.94), -brow, canvas.y - 0.12)
    canvas.shade(fringe, hair, 0.1)
    for side in (-1, 1):
        eye(canvas, side * 0.28, 0.08, 0.10)
        canvas.stroke(
            curve((side * 0.16, -0.13), (side * 0.28, -0.2), (side * 0.40, -0.12)), 0.05, hair
        )
        canvas.paint(canvas.ellipse(side * 0.46, 0.32, 0.14, 0.1), (0.92, 0.42, 0.40), 0.25, 0.1)
    canvas.stroke(curve((0, 0.12), (0.08, 0.28), (-0.03, 0.29)), 0.05, mix(skin, DARK, 0.3))
    canvas.stroke(curve((-0.24, 0.46), (0, 0.68), (0.24, 0.46)), 0.075, (0.72, 0.25, 0.27))


def robot(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a toy robot."""
    base = vary(rng, choose(rng, ((0.60, 0.68, 0.74), (0.80, 0.52, 0.30), (0.45, 0.62, 0.60))))
    canvas.stroke([(0, -1.2), (0, -0.6)], 0.1, mix(base, DARK, 0.5))
    canvas.shade(canvas.ellipse(0, -1.2, 0.16, 0.16), (0.92, 0.28, 0.25))
    canvas.shade(canvas.box(0, 1.5, 0.8, 0.72, 0.12), base)
    for side in (-1, 1):
        canvas.shade(canvas.box(side * 0.98, 0.0, 0.16, 0.26, 0.06), mix(base, DARK, 0.35), 0.05)
        canvas.shade(
            canvas.line([(side * 0.9, 1.1), (side * 1.25, 1.6)], 0.24), mix(base, DARK, 0.25), 0.04
        )
    canvas.shade(canvas.box(0, 0, 0.88, 0.68, 0.16), base)
    canvas.paint(canvas.box(0, -0.02, 0.72, 0.46, 0.12), (0.16, 0.20, 0.26))
    for side in (-1, 1):
        canvas.spot(side * 0.32, -0.12, 0.16, (0.45, 0.95, 0.90))
        canvas.spot(side * 0.32, -0.12, 0.07, WHITE)
    canvas.stroke(curve((-0.3, 0.2), (0, 0.38), (0.3, 0.2)), 0.07, (0.45, 0.95, 0.90))
    canvas.paint(canvas.box(0, 1.35, 0.45, 0.28, 0.06), mix(base, DARK, 0.5))
    for x, light in ((-0.22, (0.95, 0.35, 0.3)), (0, (0.98, 0.82, 0.3)), (0.22, (0.4, 0.85, 0.45))):
        canvas.spot(x, 1.35, 0.09, light)
