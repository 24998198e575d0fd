"""Cats: their coats and their heads. Their bodies are in poses.py."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.drawing.canvas import Canvas, Color, between, choose, curve, join, mix, vary, within

DARK = np.array((0.09, 0.07, 0.08))
WHITE = np.array((0.98, 0.97, 0.95))
PINK = np.array((0.93, 0.58, 0.58))
ORANGE = (0.90, 0.54, 0.22)
BLACK = (0.17, 0.15, 0.18)
SNOW = (0.88, 0.86, 0.83)

# Pattern, coat, what is darker on it, what is lighter (muzzle, breast and paws), how often.
COATS = (
    ("tabby", ORANGE, (0.68, 0.33, 0.10), (1.00, 0.88, 0.70), 4),
    ("tabby", (0.58, 0.58, 0.60), (0.30, 0.30, 0.33), (0.92, 0.91, 0.89), 4),
    ("tabby", (0.58, 0.43, 0.29), (0.27, 0.18, 0.12), (0.93, 0.83, 0.68), 3),
    ("plain", BLACK, (0.10, 0.09, 0.11), (0.44, 0.41, 0.45), 2),
    ("plain", SNOW, (0.74, 0.70, 0.66), WHITE, 2),
    ("plain", (0.46, 0.51, 0.60), (0.32, 0.36, 0.44), (0.76, 0.80, 0.86), 2),
    ("plain", (0.86, 0.71, 0.50), (0.70, 0.50, 0.30), (0.98, 0.92, 0.80), 2),
    ("blaze", BLACK, (0.10, 0.09, 0.11), WHITE, 3),
    ("blaze", (0.62, 0.60, 0.60), (0.40, 0.38, 0.40), WHITE, 1),
    ("blaze", ORANGE, (0.68, 0.33, 0.10), WHITE, 1),
    ("calico", SNOW, BLACK, WHITE, 3),
    ("points", (0.86, 0.78, 0.65), (0.34, 0.24, 0.21), (0.95, 0.89, 0.80), 3),
)
EYES = ((0.66, 0.82, 0.30), (0.96, 0.78, 0.22), (0.48, 0.78, 0.52), (0.92, 0.60, 0.18))
BLUE = (0.42, 0.72, 0.92)


@dataclass(frozen=True)
class Cat:
    """
    How one cat looks.

    Attributes
    ----------
    pattern : "tabby", "plain", "blaze", "calico" or "points"
    base, mark, light : its coat, and what is darker and lighter on it
    eyes : the color of its eyes
    mood : "awake", "happy" or "asleep"
    look : where it looks, to the right and down
    collar : the color of its collar, if it has one
    """

    pattern: str
    base: np.ndarray
    mark: np.ndarray
    light: np.ndarray
    eyes: np.ndarray
    mood: str
    look: tuple[float, float]
    collar: np.ndarray | None

    @property
    def limb(self) -> np.ndarray:
        """The color of its tail and legs."""
        return {"points": self.mark, "calico": mix(ORANGE, self.base, 0.1)}.get(
            self.pattern, self.base
        )

    @property
    def ink(self) -> np.ndarray:
        """What lines on its face are drawn with."""
        return DARK if float(self.base[1]) > 0.3 else mix(self.light, WHITE, 0.3)


def some_cat(rng: np.random.Generator) -> Cat:
    """Draw how a cat looks."""
    dealt = [coat for coat in COATS for _ in range(coat[4])]
    pattern, base, mark, light, _ = choose(rng, dealt)
    base, mark, light = (vary(rng, color, 0.03) for color in (base, mark, light))
    blue = pattern == "points" or (rng.random() < 0.15)
    return Cat(
        pattern,
        base,
        mark,
        light,
        vary(rng, BLUE if blue else choose(rng, EYES)),
        "happy" if rng.random() < 0.2 else "awake",
        (between(rng, -0.14, 0.14), between(rng, -0.06, 0.10)),
        vary(rng, choose(rng, ((0.85, 0.2, 0.2), (0.2, 0.5, 0.8), (0.95, 0.75, 0.2))))
        if rng.random() < 0.4
        else None,
    )


def draw_head(canvas: Canvas, cat: Cat, behind: bool = False) -> None:
    """Draw a head, some 2 wide, around the origin of the frame; or the back of one."""
    skull = canvas.ellipse(0, 0.0, 1.0, 0.80)
    for side in (-1, 1):
        skull = join(skull, canvas.ellipse(side * 0.58, 0.30, 0.52, 0.38), 0.25)
    ears = {side: _ear(canvas, side, 1.0) for side in (-1, 1)}
    whole = join(join(skull, ears[-1], 0.16), ears[1], 0.16)
    canvas.shade(whole, cat.base)
    if cat.pattern == "points":
        for side in (-1, 1):
            canvas.paint(within(whole, ears[side]), cat.mark)
    if cat.pattern == "calico":
        canvas.paint(within(whole, canvas.ellipse(0.72, -0.62, 0.62, 0.82)), ORANGE)
        canvas.paint(within(whole, canvas.ellipse(-0.85, -0.80, 0.52, 0.70)), cat.mark)
    if cat.pattern == "tabby":
        _stripes(canvas, cat, whole)
    if behind:
        return
    for side in (-1, 1):
        canvas.paint(_ear(canvas, side, 0.62), mix(PINK, cat.base, 0.3), 0.9)
    with canvas.at(*cat.look, 1):
        _face(canvas, cat, whole)


def _ear(canvas: Canvas, side: int, part: float) -> np.ndarray:
    """Give a pointed ear, or the inner part of one."""
    x, y = 0.62, -0.66
    corners = [(0.90, -1.14), (0.86, -0.28), (0.18, -0.62)]
    return canvas.polygon(
        *((side * (x + part * (a - x)), y + part * (b - y)) for a, b in corners)
    ) - (0.05 * part)


def _stripes(canvas: Canvas, cat: Cat, whole: np.ndarray) -> None:
    for x, top, end in ((0, -0.85, -0.40), (-0.26, -0.80, -0.44), (0.26, -0.80, -0.44)):
        stripe = canvas.line([(x, top), (x * 0.75, end)], 0.13, 0.08)
        canvas.paint(within(whole, stripe), cat.mark, 0.9)
    for side in (-1, 1):
        for y in (0.16, 0.42):
            stripe = canvas.line([(side * 1.05, y - 0.10), (side * 0.70, y)], 0.12, 0.07)
            canvas.paint(within(whole, stripe), cat.mark, 0.8)


def _face(canvas: Canvas, cat: Cat, whole: np.ndarray) -> None:
    if cat.pattern == "blaze":
        blaze = join(
            canvas.line([(0, -0.75), (0, 0.1)], 0.16, 0.34),
            canvas.ellipse(0, 0.55, 0.60, 0.42),
            0.3,
        )
        canvas.paint(within(whole, blaze), cat.light)
    if cat.pattern == "points":
        canvas.paint(within(whole, canvas.ellipse(0, 0.26, 0.62, 0.58)), cat.mark, 0.85, 0.25)
    else:
        for x, y, rx, ry in (
            (-0.20, 0.46, 0.29, 0.23),
            (0.20, 0.46, 0.29, 0.23),
            (0, 0.62, 0.2, 0.16),
        ):
            canvas.paint(canvas.ellipse(x, y, rx, ry), cat.light, 0.95)
    for side in (-1, 1):
        canvas.paint(canvas.ellipse(side * 0.68, 0.36, 0.16, 0.11), PINK, 0.45, 0.1)
        with canvas.at(side * 0.42, 0.0, 1):
            _eye(canvas, cat)
    mouth = DARK if float(cat.light[1]) > 0.6 and cat.pattern != "points" else WHITE
    canvas.paint(
        canvas.polygon((-0.10, 0.27), (0.10, 0.27), (0, 0.37)) - 0.03, mix(PINK, DARK, 0.12)
    )
    for side in (-1, 1):
        smile = curve((0, 0.42), (side * 0.10, 0.66), (side * 0.29, 0.47))
        canvas.stroke(smile, 0.055, mouth, 0.85)
        for y, end in ((0.40, 0.28), (0.48, 0.50), (0.56, 0.72)):
            whisker = [(side * 0.36, y), (side * 1.30, end)]
            canvas.stroke(whisker, 0.028, WHITE if float(cat.base[1]) < 0.75 else DARK, 0.6)


def _eye(canvas: Canvas, cat: Cat) -> None:
    if cat.mood == "awake":
        canvas.paint(canvas.ellipse(0, 0, 0.25, 0.27), DARK)
        canvas.paint(canvas.ellipse(0, 0.01, 0.205, 0.225), cat.eyes)
        canvas.paint(canvas.ellipse(0, 0.01, 0.115, 0.19), DARK)
        canvas.spot(-0.07, -0.09, 0.075, WHITE)
        canvas.spot(0.08, 0.10, 0.04, WHITE, 0.8)
        return
    bend = -0.30 if cat.mood == "happy" else 0.26
    y = 0.10 if cat.mood == "happy" else -0.02
    canvas.stroke(curve((-0.22, y), (0, y + bend), (0.22, y)), 0.075, cat.ink)


def paint_breast(canvas: Canvas, cat: Cat, body: np.ndarray, x: float, y: float) -> None:
    """Paint the lighter fur below a chin that is at (x, y)."""
    canvas.paint(within(body, canvas.ellipse(x, y + 0.45, 0.40, 0.62)), cat.light, 0.9, 0.12)


def paint_collar(canvas: Canvas, cat: Cat, x: float, y: float, reach: float = 0.6) -> None:
    """Paint a collar with a bell, if the cat has one."""
    if cat.collar is not None:
        band = curve((x - reach, y - 0.22), (x, y + 0.16), (x + reach, y - 0.22))
        canvas.stroke(band, 0.17, cat.collar)
        canvas.spot(x, y + 0.12, 0.14, mix(DARK, (0.9, 0.7, 0.2), 0.3))
        canvas.spot(x, y + 0.11, 0.11, (0.98, 0.84, 0.35))


def paint_bands(
    canvas: Canvas, cat: Cat, body: np.ndarray, lines: tuple[tuple, ...], width: float = 0.17
) -> None:
    """Paint what a tabby or a calico has on a body: stripes along some lines, or two patches."""
    if cat.pattern == "tabby":
        for line in lines:
            canvas.paint(within(body, canvas.line(list(line), width, 0.5 * width)), cat.mark, 0.85)
    elif cat.pattern == "calico":
        colors: tuple[Color, Color] = (ORANGE, cat.mark)
        for (start, _), color in zip((lines[0], lines[-1]), colors, strict=True):
            canvas.paint(within(body, canvas.ellipse(*start, 0.55, 0.60)), color)
