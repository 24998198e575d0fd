"""Places behind what is drawn: rooms, land, water and sky, and the light that falls on all."""

from __future__ import annotations

import numpy as np

from data.drawing.canvas import Canvas, Color, between, choose, curve, mix, vary, within

WHITE = (0.97, 0.96, 0.92)
DARK = (0.08, 0.07, 0.10)
WALLS = (
    (0.18, 0.42, 0.42),
    (0.40, 0.28, 0.44),
    (0.30, 0.44, 0.26),
    (0.52, 0.35, 0.32),
    (0.22, 0.32, 0.52),
    (0.18, 0.40, 0.34),
    (0.36, 0.42, 0.48),
    (0.48, 0.44, 0.34),
)
FLOORS = ((0.44, 0.28, 0.17), (0.56, 0.40, 0.26), (0.34, 0.24, 0.24), (0.36, 0.36, 0.40))
# The sky above and at the horizon: by day, at dawn, at dusk, at night and in the morning.
SKIES = (
    ((0.30, 0.56, 0.86), (0.66, 0.82, 0.92)),
    ((0.42, 0.42, 0.66), (0.92, 0.66, 0.52)),
    ((0.48, 0.28, 0.44), (0.94, 0.52, 0.28)),
    ((0.10, 0.13, 0.30), (0.26, 0.28, 0.50)),
    ((0.24, 0.52, 0.60), (0.78, 0.86, 0.72)),
)
DAY, NIGHT = 0, 3
GRASS = ((0.30, 0.50, 0.20), (0.42, 0.52, 0.22), (0.24, 0.44, 0.28), (0.54, 0.48, 0.22))
BOOKS = ((0.70, 0.25, 0.22), (0.25, 0.42, 0.60), (0.80, 0.65, 0.30), (0.35, 0.50, 0.36), WHITE)


def room(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a wall with things on it, and a floor."""
    wall, floor = vary(rng, choose(rng, WALLS), 0.07), vary(rng, choose(rng, FLOORS), 0.06)
    edge = between(rng, 0.68, 0.86)
    _fade(canvas, mix(wall, WHITE, 0.10), mix(wall, DARK, 0.15))
    _wallpaper(canvas, rng, wall)
    things = [_window, _frame, _shelf, _curtain, _garland]
    for side in (0, 1):
        thing = things.pop(int(rng.integers(len(things))))
        with canvas.at(between(rng, 0.10, 0.26) + 0.62 * side, between(rng, 0.16, 0.30), 0.17):
            thing(canvas, rng)
    ground = edge - canvas.y
    canvas.paint(ground, floor)
    if rng.random() < 0.5:
        for y in (0.07, 0.16, 0.28):
            canvas.stroke([(0, edge + y), (1, edge + y)], 0.012, mix(floor, DARK, 0.5))
    else:
        rug = canvas.ellipse(0.5, edge + 0.12, 0.46, 0.11)
        color = vary(rng, choose(rng, WALLS), 0.1)
        canvas.paint(rug, mix(color, WHITE, 0.35))
        canvas.paint(rug + 0.025, color)
    canvas.paint(canvas.box(0.5, edge, 0.6, 0.016), mix(wall, WHITE, 0.4))


def _wallpaper(canvas: Canvas, rng: np.random.Generator, wall: Color) -> None:
    kind, color = int(rng.integers(4)), mix(wall, WHITE, 0.16)
    if kind == 0:
        for i in range(6):
            canvas.paint(canvas.box(0.08 + 0.17 * i, 0.5, 0.035, 0.6), color, 0.7)
    elif kind == 1:
        for i in range(40):
            row, column = divmod(i, 7)
            canvas.spot(0.16 * column + 0.08 * (row % 2), 0.08 + 0.15 * row, 0.022, color)
    elif kind == 2:
        canvas.paint(canvas.box(0.5, 0.8, 0.6, 0.3), mix(wall, DARK, 0.25))
        canvas.paint(canvas.box(0.5, 0.5, 0.6, 0.012), color)


def _window(canvas: Canvas, rng: np.random.Generator) -> None:
    high, low = choose(rng, SKIES)
    canvas.shade(canvas.box(0, 0, 0.92, 1.05, 0.06), (0.80, 0.76, 0.70), 0.03)
    pane = canvas.box(0, 0, 0.76, 0.88)
    canvas.paint(pane, mix(high, low, 0.4))
    canvas.paint(within(pane, canvas.ellipse(0, 1.0, 1.2, 0.5)), mix(low, (0.2, 0.4, 0.2), 0.7))
    canvas.paint(within(pane, canvas.ellipse(0.3, -0.35, 0.26, 0.26)), (1.0, 0.94, 0.72))
    canvas.paint(canvas.box(0, 0, 0.05, 0.9), (0.80, 0.76, 0.70))
    canvas.paint(canvas.box(0, 0, 0.8, 0.05), (0.80, 0.76, 0.70))


def _frame(canvas: Canvas, rng: np.random.Generator) -> None:
    canvas.shade(canvas.box(0, 0, 0.70, 0.85), (0.74, 0.56, 0.28), 0.06)
    inner = canvas.box(0, 0, 0.54, 0.68)
    canvas.paint(inner, vary(rng, (0.75, 0.72, 0.64), 0.1))
    hill = within(inner, canvas.ellipse(between(rng, -0.4, 0.4), 0.7, 0.8, 0.55))
    canvas.paint(hill, vary(rng, choose(rng, WALLS), 0.1))
    canvas.paint(within(inner, canvas.ellipse(0.2, -0.2, 0.18, 0.18)), (0.92, 0.55, 0.3))


def _shelf(canvas: Canvas, rng: np.random.Generator) -> None:
    x = -0.85
    while x < 0.75:
        width, height = between(rng, 0.11, 0.2), between(rng, 0.5, 0.8)
        book = canvas.box(x + width, 0.5 - height / 2, width, height / 2, 0.03)
        canvas.shade(book, vary(rng, choose(rng, BOOKS)), 0.05)
        x += 2 * width
    canvas.shade(canvas.box(0, 0.58, 1.1, 0.09), (0.42, 0.27, 0.17), 0.05)


def _curtain(canvas: Canvas, rng: np.random.Generator) -> None:
    cloth = vary(rng, choose(rng, BOOKS), 0.08)
    for i in range(5):
        x = -0.8 + 0.4 * i
        canvas.paint(canvas.box(x, 1.0, 0.21, 2.4), mix(cloth, DARK, 0.35 if i % 2 else 0.15))
    canvas.stroke([(-1.4, -0.95), (1.4, -0.95)], 0.12, (0.70, 0.55, 0.30))


def _garland(canvas: Canvas, rng: np.random.Generator) -> None:
    canvas.stroke(curve((-1.6, -0.9), (0, 0.1), (1.6, -0.9)), 0.06, DARK)
    for x, y in ((-1.1, -0.62), (-0.4, -0.42), (0.4, -0.42), (1.1, -0.62)):
        flag = canvas.polygon((x - 0.26, y), (x + 0.26, y), (x, y + 0.55))
        canvas.shade(flag, vary(rng, choose(rng, BOOKS)), 0.05)


def land(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a meadow, a wood, a beach, snow, a desert or a street."""
    night = _sky(canvas, rng)
    edge = between(rng, 0.55, 0.72)
    choose(rng, (_meadow, _meadow, _wood, _beach, _snow, _desert, _street))(canvas, rng, edge)
    if night:
        canvas.rgb = canvas.rgb * np.array((0.62, 0.66, 0.85))


def _sky(canvas: Canvas, rng: np.random.Generator) -> bool:
    """Draw a sky, and say whether it is night."""
    kind = choose(rng, (DAY, DAY, 1, 2, NIGHT, 4))
    high, low = (vary(rng, color, 0.05) for color in SKIES[kind])
    _fade(canvas, high, low, 0.75)
    x, y = between(rng, 0.1, 0.9), between(rng, 0.10, 0.22)
    if kind == NIGHT:
        for _ in range(14):
            canvas.spot(between(rng, 0, 1), between(rng, 0, 0.55), 0.010, WHITE, 0.9)
        canvas.spot(x, y, 0.085, (0.98, 0.95, 0.80))
    else:
        canvas.paint(canvas.ellipse(x, y, 0.08, 0.08), (1.0, 0.92, 0.62), 0.9, 0.05)
    for _ in range(int(rng.integers(1, 4))):
        with canvas.at(between(rng, 0, 1), between(rng, 0.06, 0.36), between(rng, 0.06, 0.11)):
            for dx, dy, r in ((-1, 0.1, 0.6), (0, -0.2, 0.85), (1, 0.1, 0.65)):
                cloud = canvas.ellipse(dx, dy, 1.1 * r, 0.7 * r)
                canvas.paint(cloud, mix(low, WHITE, 0.55), 0.85 if kind != NIGHT else 0.25, 0.2)
    return kind == NIGHT


def _meadow(canvas: Canvas, rng: np.random.Generator, edge: float) -> None:
    grass = vary(rng, choose(rng, GRASS), 0.05)
    for x in (0.15, 0.8):
        hill = canvas.ellipse(
            x + between(rng, -0.1, 0.1), edge + 0.12, 0.5, between(rng, 0.18, 0.3)
        )
        canvas.paint(hill, mix(grass, (0.30, 0.40, 0.55), between(rng, 0.3, 0.6)))
    _ground(canvas, edge, grass)
    for _ in range(16):
        x, y = between(rng, 0, 1), between(rng, edge + 0.04, 1)
        canvas.stroke([(x, y), (x + 0.01, y - 0.04)], 0.014, mix(grass, (0.8, 0.9, 0.4), 0.35))
    for _ in range(int(rng.integers(0, 7))):
        petal = choose(rng, (WHITE, (0.95, 0.80, 0.30), (0.90, 0.50, 0.60)))
        canvas.spot(between(rng, 0, 1), between(rng, edge + 0.05, 1), 0.016, petal)


def _wood(canvas: Canvas, rng: np.random.Generator, edge: float) -> None:
    leaf = vary(
        rng, choose(rng, ((0.16, 0.34, 0.20), (0.50, 0.32, 0.14), (0.24, 0.36, 0.18))), 0.04
    )
    for i in range(8):
        x, r = 0.14 * i + between(rng, -0.05, 0.05), between(rng, 0.12, 0.2)
        canvas.paint(canvas.box(x, edge - 0.1, 0.022, 0.4), mix(leaf, (0.30, 0.18, 0.12), 0.7))
        crown = canvas.ellipse(x, between(rng, 0.10, 0.32), r, 1.2 * r)
        canvas.paint(crown, mix(leaf, (0.55, 0.60, 0.25), between(rng, 0, 0.35)))
    _ground(canvas, edge, mix(leaf, (0.50, 0.36, 0.20), 0.5))


def _beach(canvas: Canvas, rng: np.random.Generator, edge: float) -> None:
    water(canvas, rng, edge - 0.08, sky=False)
    _ground(canvas, edge + 0.06, vary(rng, (0.78, 0.64, 0.42), 0.05))
    for _ in range(5):
        canvas.spot(between(rng, 0, 1), between(rng, edge + 0.1, 1), 0.014, (0.92, 0.84, 0.70))


def _snow(canvas: Canvas, rng: np.random.Generator, edge: float) -> None:
    snow = vary(rng, (0.74, 0.80, 0.90), 0.03)
    for x in (0.1, 0.9):
        peak = between(rng, 0.22, 0.36)
        mountain = canvas.polygon((x - 0.45, edge + 0.1), (x, peak), (x + 0.45, edge + 0.1))
        canvas.paint(mountain, (0.40, 0.44, 0.54))
        canvas.paint(within(mountain, canvas.y - peak - 0.1), snow)
    _ground(canvas, edge, snow)
    for _ in range(18):
        canvas.spot(between(rng, 0, 1), between(rng, 0, 1), 0.011, WHITE, 0.9)


def _desert(canvas: Canvas, rng: np.random.Generator, edge: float) -> None:
    sand = vary(rng, (0.80, 0.54, 0.30), 0.05)
    for x, way in ((0.2, 0.06), (0.85, 0.02)):
        canvas.paint(canvas.ellipse(x, edge + 0.14, 0.55, 0.2 + way), mix(sand, DARK, 4 * way))
    _ground(canvas, edge, sand)


def _street(canvas: Canvas, rng: np.random.Generator, edge: float) -> None:
    x = -0.02
    while x < 1:
        width, top = between(rng, 0.07, 0.13), between(rng, 0.16, 0.42)
        wall = vary(rng, mix(choose(rng, WALLS), DARK, 0.25), 0.05)
        canvas.paint(canvas.box(x + width, 0.5 + top / 2, width, 0.5 - top / 2), wall)
        for row in range(3):
            for side in (-0.45, 0.45):
                lit = (1.0, 0.84, 0.45) if rng.random() < 0.6 else mix(wall, DARK, 0.4)
                canvas.paint(
                    canvas.box(x + width * (1 + side), top + 0.08 + 0.11 * row, 0.018, 0.026), lit
                )
        x += 2 * width
    _ground(canvas, edge + 0.08, (0.40, 0.40, 0.44))
    canvas.paint(canvas.box(0.5, edge + 0.08, 0.6, 0.02), (0.62, 0.60, 0.58))


def water(canvas: Canvas, rng: np.random.Generator, edge: float = 0.58, sky: bool = True) -> None:
    """Draw the sea or a lake, below the sky."""
    if sky:
        _sky(canvas, rng)
    blue = vary(
        rng, choose(rng, ((0.16, 0.40, 0.58), (0.20, 0.48, 0.52), (0.26, 0.34, 0.52))), 0.04
    )
    _ground(canvas, edge, blue)
    for _ in range(9):
        x, y = between(rng, 0, 1), between(rng, edge + 0.03, 1)
        canvas.stroke([(x - 0.06, y), (x + 0.06, y)], 0.012, mix(blue, WHITE, 0.45))


def deep(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw what is under water."""
    blue = vary(
        rng, choose(rng, ((0.12, 0.40, 0.60), (0.14, 0.50, 0.54), (0.24, 0.30, 0.56))), 0.04
    )
    _fade(canvas, mix(blue, WHITE, 0.25), mix(blue, DARK, 0.3))
    _ground(canvas, 0.86, (0.66, 0.56, 0.40))
    for _ in range(4):
        x, top, way = between(rng, 0, 1), between(rng, 0.5, 0.72), between(rng, -0.08, 0.08)
        weed = curve((x, 1), (x + way, 0.8), (x - way, top))
        canvas.stroke(weed, 0.035, vary(rng, (0.24, 0.56, 0.34), 0.1))
    for _ in range(5):
        x, y, r = between(rng, 0, 1), between(rng, 0.05, 0.7), between(rng, 0.012, 0.03)
        canvas.paint(np.abs(canvas.ellipse(x, y, r, r)) - 0.004, WHITE, 0.7)


def sky(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw sky with some hills far below."""
    _sky(canvas, rng)
    canvas.paint(canvas.ellipse(between(rng, 0, 1), 1.15, 0.9, 0.3), vary(rng, choose(rng, GRASS)))


def _fade(canvas: Canvas, high: Color, low: Color, end: float = 1.0) -> None:
    share = np.clip(canvas.y / end, 0, 1)[..., None]
    canvas.rgb = np.asarray(high) * (1 - share) + np.asarray(low) * share


def _ground(canvas: Canvas, edge: float, color: Color) -> None:
    slope = (1.08 - 0.35 * (canvas.y - edge))[..., None]
    canvas.paint(edge - canvas.y, np.asarray(color) * slope)
