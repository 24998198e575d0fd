"""What a cat does: look at you, sit, lie, sleep, walk, stretch, hide, or look away."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from data.drawing.canvas import Canvas, between, choose, curve, join, mix, vary, within
from data.drawing.cats import (
    DARK,
    WHITE,
    Cat,
    draw_head,
    paint_bands,
    paint_breast,
    paint_collar,
)


def portrait(canvas: Canvas, rng: np.random.Generator, cat: Cat) -> None:
    """Draw a face that looks at you."""
    with canvas.at(0, -0.05, 1.0):
        chest = join(canvas.ellipse(0, 1.7, 1.05, 1.0), canvas.ellipse(0, 0.9, 0.55, 0.6), 0.2)
        canvas.shade(chest, cat.base)
        paint_bands(canvas, cat, chest, (((-1.0, 1.3), (-0.5, 1.4)), ((1.0, 1.3), (0.5, 1.4))))
        paint_breast(canvas, cat, chest, 0, 0.75)
        paint_collar(canvas, cat, 0, 0.95)
        draw_head(canvas, cat)


def sit(canvas: Canvas, rng: np.random.Generator, cat: Cat) -> None:
    """Draw a cat that sits, at times beside a ball of wool."""
    with canvas.at(-0.1, -0.58, 0.49):
        _tail(canvas, cat, curve((0.6, 2.65), (2.1, 2.75), (1.62, 1.45)))
        body = join(canvas.ellipse(0, 1.9, 0.88, 1.05), canvas.ellipse(0, 1.0, 0.62, 0.7), 0.3)
        for side in (-1, 1):
            body = join(body, canvas.ellipse(side * 0.68, 2.42, 0.46, 0.46), 0.1)
        canvas.shade(body, cat.base)
        stripes = (((s * 1.0, y), (s * 0.55, y + 0.12)) for s in (-1, 1) for y in (1.3, 1.65, 2.0))
        paint_bands(canvas, cat, body, tuple(stripes))
        paint_breast(canvas, cat, body, 0, 0.75)
        for side in (-1, 1):
            _leg(canvas, cat, [(side * 0.26, 1.7), (side * 0.27, 2.68)], 0.40)
        paint_collar(canvas, cat, 0, 0.92, 0.55)
        draw_head(canvas, cat)
        if rng.random() < 0.35:
            _wool(canvas, rng, -1.35, 2.35)


def lie(canvas: Canvas, rng: np.random.Generator, cat: Cat) -> None:
    """Draw a cat that lies on its belly."""
    with canvas.at(-0.52, -0.05, 0.50):
        body = join(
            canvas.ellipse(1.3, 0.75, 1.50, 0.82), canvas.ellipse(0.1, 0.9, 0.75, 0.65), 0.3
        )
        body = join(body, canvas.ellipse(2.2, 1.0, 0.72, 0.60), 0.1)
        canvas.shade(body, cat.base, 0.1)
        stripes = tuple(((x, -0.25), (x + 0.08, 0.40)) for x in (1.05, 1.5, 1.95, 2.4))
        paint_bands(canvas, cat, body, stripes)
        _tail(canvas, cat, curve((2.75, 1.15), (2.5, 1.85), (1.1, 1.52)))
        for x in (-0.30, 0.35):
            _paw(canvas, cat, x, 1.42)
        paint_breast(canvas, cat, body, 0, 0.6)
        paint_collar(canvas, cat, 0.05, 0.90, 0.55)
        draw_head(canvas, cat)


def sleep(canvas: Canvas, rng: np.random.Generator, cat: Cat) -> None:
    """Draw a cat that sleeps, curled up on a cushion."""
    cushions = ((0.62, 0.22, 0.26), (0.22, 0.34, 0.55), (0.30, 0.45, 0.30), (0.55, 0.40, 0.60))
    cushion = vary(rng, choose(rng, cushions))
    with canvas.at(0, 0.12, 0.50):
        canvas.shade(canvas.box(0, 1.05, 2.15, 0.52, 0.45), cushion)
        body = canvas.ellipse(0.15, 0.25, 1.72, 1.08)
        canvas.shade(body, cat.base, 0.1)
        stripes = tuple(((x, -0.95), (x * 0.85, -0.35)) for x in (0.0, 0.45, 0.9, 1.3))
        paint_bands(canvas, cat, body, stripes)
        canvas.shade(canvas.ellipse(1.05, 0.62, 0.72, 0.62), cat.base, 0.1)
        with canvas.at(-0.85, 0.40, 0.86, -0.10):
            draw_head(canvas, replace(cat, mood="asleep", look=(0, 0.08)))
        _tail(canvas, cat, curve((1.75, 0.65), (1.5, 1.6), (-0.25, 1.25)), 0.40)


def walk(canvas: Canvas, rng: np.random.Generator, cat: Cat) -> None:
    """Draw a cat that walks by, its tail up."""
    with canvas.at(-0.62, -0.12, 0.44):
        _tail(canvas, cat, curve((2.9, 0.75), (3.75, 0.3), (3.25, -0.95)), 0.34)
        for hip, foot in ((0.85, 1.15), (2.35, 2.0)):
            _leg(canvas, cat, [(hip, 1.2), (foot, 2.1)], 0.38, far=True)
        body = join(
            canvas.ellipse(1.6, 0.88, 1.35, 0.62), canvas.ellipse(0.5, 0.85, 0.62, 0.66), 0.3
        )
        body = join(body, canvas.ellipse(2.6, 0.88, 0.62, 0.70), 0.2)
        canvas.shade(body, cat.base, 0.1)
        stripes = tuple(((x, 0.1), (x + 0.08, 0.85)) for x in (1.1, 1.55, 2.0, 2.45))
        paint_bands(canvas, cat, body, stripes)
        for hip, foot in ((0.35, 0.15), (2.75, 2.95)):
            _leg(canvas, cat, [(hip, 1.1), (foot, 2.1)], 0.42)
        paint_collar(canvas, cat, 0.1, 0.88, 0.5)
        with canvas.at(0, 0, 0.95):
            draw_head(canvas, cat)


def stretch(canvas: Canvas, rng: np.random.Generator, cat: Cat) -> None:
    """Draw a cat that stretches: its front low, its tail high."""
    with canvas.at(-0.55, 0.10, 0.45):
        _tail(canvas, cat, curve((2.65, -0.2), (3.6, -0.6), (3.0, -1.75)), 0.34)
        _leg(canvas, cat, [(2.45, 0.6), (2.2, 1.6)], 0.42, far=True)
        back = curve((0.3, 1.0), (1.4, 0.9), (2.45, 0.15))
        body = join(canvas.line(back, 1.1, 1.25), canvas.ellipse(2.5, 0.25, 0.68, 0.68), 0.2)
        canvas.shade(body, cat.base, 0.08)
        stripes = tuple(
            ((x, 0.75 - 0.4 * x), (x + 0.25, 1.35 - 0.4 * x)) for x in (1.0, 1.4, 1.8, 2.2)
        )
        paint_bands(canvas, cat, body, stripes)
        _leg(canvas, cat, [(2.65, 0.5), (2.75, 1.6)], 0.46)
        for x, y in ((-0.35, 1.60), (-0.75, 1.66)):
            _leg(canvas, cat, [(0.4, 1.3), (x, y)], 0.38)
        with canvas.at(0, 0.55, 0.95):
            draw_head(canvas, cat)


def hide(canvas: Canvas, rng: np.random.Generator, cat: Cat) -> None:
    """Draw a cat that looks out of a box, a basket or a cup."""
    with canvas.at(0, -0.22, 0.80):
        canvas.shade(canvas.ellipse(0, 1.1, 0.85, 0.9), cat.base)
        draw_head(canvas, cat)
        choose(rng, (_box, _basket, _cup))(canvas, rng)
        for side in (-1, 1):
            _paw(canvas, cat, side * 0.52, 0.86)


def look_away(canvas: Canvas, rng: np.random.Generator, cat: Cat) -> None:
    """Draw a cat that sits with its back to you."""
    with canvas.at(-0.1, -0.58, 0.49):
        body = join(canvas.ellipse(0, 1.9, 0.98, 0.98), canvas.ellipse(0, 0.95, 0.60, 0.7), 0.4)
        canvas.shade(body, cat.base)
        stripes = (((s * 0.8, y), (s * 0.2, y + 0.1)) for s in (-1, 1) for y in (1.2, 1.6, 2.0))
        paint_bands(canvas, cat, body, tuple(stripes))
        _tail(canvas, cat, curve((0.1, 2.55), (1.5, 3.0), (1.75, 2.0)))
        draw_head(canvas, cat, behind=True)


# Each pose, and how many of 20 cats take it.
POSES = {portrait: 8, sit: 3, hide: 3, lie: 2, walk: 1, sleep: 1, stretch: 1, look_away: 1}


def _tail(canvas: Canvas, cat: Cat, points: list, width: float = 0.36) -> None:
    tail = canvas.line(points, width, 0.8 * width)
    canvas.shade(tail, cat.limb, 0.04)
    if cat.pattern == "tabby":
        for x, y in points[2::2]:
            canvas.paint(within(tail, canvas.ellipse(x, y, 0.09, 0.25)), cat.mark, 0.75)
    elif cat.pattern in ("blaze", "calico"):
        x, y = points[-1]
        canvas.paint(within(tail, canvas.ellipse(x, y, 0.28, 0.28)), cat.light)


def _leg(canvas: Canvas, cat: Cat, points: list, width: float, far: bool = False) -> None:
    color = mix(cat.base if cat.pattern == "calico" else cat.limb, DARK, 0.3 if far else 0)
    canvas.shade(canvas.line(points, width), color, 0.06)
    x, y = points[-1]
    canvas.shade(canvas.ellipse(x - 0.04, y + 0.08, 0.27, 0.18), _sock(cat, color), 0.04)


def _paw(canvas: Canvas, cat: Cat, x: float, y: float) -> None:
    color = _sock(cat, cat.limb)
    canvas.shade(canvas.ellipse(x, y, 0.34, 0.22), color, 0.04)
    for toe in (-0.1, 0.1):
        canvas.stroke([(x + toe, y + 0.04), (x + toe, y + 0.18)], 0.04, mix(color, DARK, 0.6))


def _sock(cat: Cat, color: np.ndarray) -> np.ndarray:
    return color if cat.pattern in ("plain", "points") else mix(color, cat.light, 0.85)


def _wool(canvas: Canvas, rng: np.random.Generator, x: float, y: float) -> None:
    colors = ((0.85, 0.25, 0.30), (0.25, 0.55, 0.80), (0.90, 0.70, 0.20), (0.60, 0.35, 0.70))
    color = vary(rng, choose(rng, colors))
    with canvas.at(x, y, 0.52):
        canvas.stroke(curve((0.2, 0.9), (1.4, 1.3), (2.0, 0.8)), 0.14, mix(color, WHITE, 0.2))
        ball = canvas.ellipse(0, 0, 1, 1)
        canvas.shade(ball, color, 0.3)
        for way in (-0.6, 0.0, 0.6):
            thread = canvas.line(curve((-0.9, way), (0, way - 0.7), (0.9, way + 0.2)), 0.1)
            canvas.paint(within(ball, thread), mix(color, WHITE, 0.45))


def _box(canvas: Canvas, rng: np.random.Generator) -> None:
    card = vary(rng, (0.72, 0.53, 0.33), 0.06)
    for side in (-1, 1):
        flap = canvas.polygon(
            (side * 1.2, 0.95), (side * 1.75, 0.6), (side * 1.85, 0.85), (side * 1.25, 1.3)
        )
        canvas.shade(flap, mix(card, DARK, 0.15), 0.05)
    canvas.shade(canvas.box(0, 1.75, 1.25, 0.85, 0.04), card, 0.08)
    canvas.stroke([(0, 0.95), (0, 2.6)], 0.26, mix(card, WHITE, 0.3), 0.8)


def _basket(canvas: Canvas, rng: np.random.Generator) -> None:
    cane = vary(rng, (0.62, 0.42, 0.22), 0.06)
    bowl = canvas.polygon((-1.4, 0.95), (1.4, 0.95), (1.1, 2.3), (-1.1, 2.3)) - 0.1
    canvas.shade(bowl, cane, 0.08)
    for row in range(5):
        for column in range(8):
            x, y = -1.4 + 0.4 * column + 0.2 * (row % 2), 1.2 + 0.28 * row
            weave = within(bowl, canvas.box(x, y, 0.15, 0.08, 0.08))
            canvas.paint(weave, mix(cane, WHITE, 0.3), 0.8)
    canvas.shade(canvas.box(0, 0.98, 1.58, 0.13, 0.13), mix(cane, DARK, 0.2), 0.03)


def _cup(canvas: Canvas, rng: np.random.Generator) -> None:
    colors = ((0.25, 0.48, 0.65), (0.80, 0.35, 0.35), (0.90, 0.85, 0.75), (0.40, 0.58, 0.40))
    china = vary(rng, choose(rng, colors))
    handle = np.abs(canvas.ellipse(1.35, 1.6, 0.42, 0.42)) - 0.12
    canvas.shade(handle, china, 0.05)
    bowl = canvas.polygon((-1.3, 0.95), (1.3, 0.95), (0.95, 2.35), (-0.95, 2.35)) - 0.12
    canvas.shade(bowl, china, 0.1)
    band = within(bowl, canvas.box(0, 1.65, 2, 0.16))
    canvas.paint(band, WHITE, 0.7)
    side = between(rng, -0.5, 0.5)
    canvas.spot(side, 1.65, 0.1, mix(china, DARK, 0.2))
