"""Cats: faces, sitting and lying ones, in several coats."""

from __future__ import annotations

import numpy as np

from data.canvas import Canvas, between, choose, mix, vary

# Coat, and what is lighter or darker on it (stripes, muzzle and breast).
COATS = (
    ((0.86, 0.55, 0.26), (0.66, 0.35, 0.12), (0.98, 0.86, 0.70)),
    ((0.58, 0.57, 0.56), (0.34, 0.33, 0.33), (0.88, 0.87, 0.85)),
    ((0.20, 0.19, 0.20), (0.10, 0.10, 0.11), (0.36, 0.34, 0.34)),
    ((0.93, 0.90, 0.84), (0.78, 0.72, 0.64), (1.00, 0.98, 0.95)),
    ((0.60, 0.44, 0.30), (0.33, 0.22, 0.14), (0.90, 0.80, 0.66)),
    ((0.86, 0.78, 0.66), (0.42, 0.31, 0.25), (0.95, 0.90, 0.82)),
)
EYES = ((0.62, 0.76, 0.28), (0.90, 0.72, 0.20), (0.42, 0.68, 0.80), (0.45, 0.70, 0.42))
PINK = (0.90, 0.58, 0.58)
DARK = (0.07, 0.06, 0.06)


def draw_cat(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a cat: mostly a face, or a sitting or a lying one."""
    coat = tuple(vary(rng, colour, 0.05) for colour in choose(rng, COATS))
    eyes = vary(rng, choose(rng, EYES), 0.05)
    striped = rng.random() < 0.6
    kind = rng.random()
    mirrored = bool(rng.random() < 0.5)
    tilt = between(rng, -0.16, 0.16)
    if kind < 0.5:
        size = between(rng, 0.36, 0.50)
        place = between(rng, 0.42, 0.58), between(rng, 0.50, 0.60)
        canvas.frame(*place, size, tilt, mirrored)
        _shoulders(canvas, coat)
        _head(canvas, coat, eyes, striped)
    elif kind < 0.78:
        _sitting(canvas, rng, coat, eyes, striped, tilt / 2, mirrored)
    else:
        _lying(canvas, rng, coat, eyes, striped, tilt / 2, mirrored)


def _shoulders(canvas: Canvas, coat: tuple) -> None:
    base, _, light = coat
    canvas.shade(canvas.ellipse(0, 1.55, 0.95, 0.95), mix(base, DARK, 0.12))
    canvas.paint(canvas.ellipse(0, 1.35, 0.38, 0.55), light, 0.8)


def _head(canvas: Canvas, coat: tuple, eyes: np.ndarray, striped: bool) -> None:
    """Draw a cat's head of radius 1 around the origin of the frame."""
    base, stripe, light = coat
    for side in (-1, 1):
        ear = ((side * 0.92, -1.12), (side * 0.98, -0.20), (side * 0.18, -0.68))
        inner = ((side * 0.82, -0.88), (side * 0.84, -0.36), (side * 0.38, -0.62))
        canvas.shade(canvas.polygon(*(ear if side > 0 else ear[::-1])) - 0.05, base)
        canvas.paint(canvas.polygon(*(inner if side > 0 else inner[::-1])), mix(PINK, base, 0.35))
    canvas.shade(canvas.ellipse(0, 0, 1.0, 0.86), base, 0.2)
    if striped:
        for x, top, end in ((0, -0.80, -0.42), (-0.24, -0.74, -0.44), (0.24, -0.74, -0.44)):
            canvas.paint(canvas.line([(x, top), (x * 0.8, end)], 0.11), stripe, 0.85)
        for side in (-1, 1):
            for y in (0.10, 0.34):
                stroke = [(side * 0.97, y - 0.06), (side * 0.66, y)]
                canvas.paint(canvas.line(stroke, 0.09), stripe, 0.75)
    canvas.paint(canvas.ellipse(-0.20, 0.42, 0.30, 0.25), light, 0.9)
    canvas.paint(canvas.ellipse(0.20, 0.42, 0.30, 0.25), light, 0.9)
    canvas.paint(canvas.ellipse(0, 0.62, 0.24, 0.18), light, 0.9)
    for side in (-1, 1):
        canvas.paint(canvas.ellipse(side * 0.42, -0.10, 0.25, 0.22), DARK)
        canvas.paint(canvas.ellipse(side * 0.42, -0.10, 0.21, 0.185), eyes)
        canvas.paint(canvas.ellipse(side * 0.42, -0.10, 0.07, 0.17), DARK)
        canvas.paint(canvas.ellipse(side * 0.42 - 0.07, -0.17, 0.05, 0.05), (1, 1, 1))
    nose = canvas.polygon((-0.13, 0.20), (0.13, 0.20), (0, 0.34)) - 0.02
    canvas.paint(nose, mix(PINK, DARK, 0.15))
    canvas.paint(canvas.line([(0, 0.34), (0, 0.46), (-0.16, 0.56)], 0.045), DARK, 0.7)
    canvas.paint(canvas.line([(0, 0.46), (0.16, 0.56)], 0.045), DARK, 0.7)
    whisker = (0.97, 0.97, 0.95) if float(np.mean(base)) < 0.7 else (0.35, 0.32, 0.30)
    for side in (-1, 1):
        for y, end in ((0.34, 0.22), (0.42, 0.42), (0.50, 0.62)):
            stroke = [(side * 0.30, y), (side * 1.28, end)]
            canvas.paint(canvas.line(stroke, 0.03), whisker, 0.75)


def _sitting(canvas, rng, coat, eyes, striped, tilt, mirrored) -> None:
    base, stripe, light = coat
    size = between(rng, 0.20, 0.25)
    cx, cy = between(rng, 0.42, 0.58), between(rng, 0.40, 0.46)
    canvas.frame(cx, cy, size, tilt, mirrored)
    tail = [(0.7, 2.25), (1.35, 2.25), (1.62, 1.75), (1.45, 1.25), (1.62, 0.95)]
    canvas.shade(canvas.line(tail, 0.34), mix(base, DARK, 0.1), 0.05)
    canvas.shade(canvas.ellipse(0, 1.45, 1.0, 1.10), base, 0.1)
    if striped:
        for y in (0.95, 1.30, 1.65):
            for side in (-1, 1):
                stroke = [(side * 0.95, y), (side * 0.55, y + 0.12)]
                canvas.paint(canvas.line(stroke, 0.13), stripe, 0.8)
    canvas.paint(canvas.ellipse(0, 1.15, 0.42, 0.60), light, 0.85)
    for side in (-1, 1):
        canvas.shade(canvas.ellipse(side * 0.72, 2.18, 0.46, 0.34), base, 0.1)
        canvas.shade(canvas.line([(side * 0.26, 1.4), (side * 0.26, 2.3)], 0.40), base, 0.08)
        canvas.paint(canvas.ellipse(side * 0.27, 2.40, 0.26, 0.15), light)
    _at_head(canvas, cx, cy, size, tilt, mirrored)
    _head(canvas, coat, eyes, striped)


def _lying(canvas, rng, coat, eyes, striped, tilt, mirrored) -> None:
    base, stripe, light = coat
    size = between(rng, 0.19, 0.23)
    cx, cy = between(rng, 0.30, 0.36), between(rng, 0.50, 0.58)
    if mirrored:
        cx = 1 - cx
    canvas.frame(cx, cy, size, tilt, mirrored)
    tail = [(2.6, 0.95), (3.15, 0.55), (3.2, 0.0), (2.9, -0.35)]
    canvas.shade(canvas.line(tail, 0.32), mix(base, DARK, 0.1), 0.04)
    canvas.shade(canvas.ellipse(1.45, 0.55, 1.55, 0.82), base, 0.07)
    if striped:
        for x in (0.95, 1.45, 1.95, 2.4):
            canvas.paint(canvas.line([(x, -0.18), (x + 0.1, 0.35)], 0.15), stripe, 0.8)
    canvas.shade(canvas.ellipse(2.25, 1.0, 0.62, 0.45), base, 0.06)
    for x in (-0.35, 0.35):
        canvas.shade(canvas.line([(x + 0.4, 1.1), (x - 0.1, 1.22)], 0.36), base, 0.05)
        canvas.paint(canvas.ellipse(x - 0.14, 1.24, 0.2, 0.16), light)
    _at_head(canvas, cx, cy, size, tilt, mirrored)
    _head(canvas, coat, eyes, striped)


def _at_head(canvas, cx, cy, size, tilt, mirrored) -> None:
    canvas.frame(cx, cy, size * 0.95, tilt, mirrored)
