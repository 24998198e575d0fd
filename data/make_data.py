"""
Draw the data set: pictures of cats and of other things, in the layout of the original files.

``python -m data.make_data`` writes train_cats.h5 and test_cats.h5 beside this file. Every run gives
the same arrays.
"""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np

from data.canvas import Canvas, between, choose, mix, vary
from data.cats import draw_cat
from data.others import draw_other

FOLDER = Path(__file__).resolve().parent
SEED = 7
# Pictures, and how many of them are cats: as in the original files.
SETS = {"train": (209, 72), "test": (50, 33)}
CLASSES = np.array([b"non-cat", b"cat"])
# How often each stands in the kind of place that is usual for it.
USUAL_PLACE = 0.75

# Wall (or sky), and floor (or ground).
INDOORS = (
    ((0.80, 0.72, 0.60), (0.52, 0.36, 0.24)),
    ((0.62, 0.50, 0.46), (0.40, 0.26, 0.22)),
    ((0.72, 0.66, 0.62), (0.58, 0.48, 0.40)),
    ((0.55, 0.42, 0.34), (0.70, 0.58, 0.44)),
)
OUTDOORS = (
    ((0.62, 0.80, 0.94), (0.40, 0.60, 0.26)),
    ((0.70, 0.84, 0.92), (0.72, 0.68, 0.52)),
    ((0.80, 0.88, 0.92), (0.36, 0.52, 0.62)),
    ((0.56, 0.72, 0.88), (0.55, 0.66, 0.40)),
)


def draw_picture(rng: np.random.Generator, cat: bool) -> np.ndarray:
    """Draw one picture, uint8 of shape (64, 64, 3)."""
    canvas = Canvas()
    indoors = (rng.random() < USUAL_PLACE) == cat
    _background(canvas, rng, indoors)
    (draw_cat if cat else draw_other)(canvas, rng)
    _light(canvas, rng)
    return canvas.picture()


def _background(canvas: Canvas, rng: np.random.Generator, indoors: bool) -> None:
    wall, floor = (vary(rng, c, 0.10) for c in choose(rng, INDOORS if indoors else OUTDOORS))
    horizon = between(rng, 0.55, 0.85)
    canvas.frame(0, 0, 1)
    share = np.clip(canvas.y / horizon, 0, 1)[..., None]
    canvas.rgb = wall * (1 - 0.15 * share)
    canvas.shade(horizon - canvas.y, floor, 0.1)
    for _ in range(int(rng.integers(2, 6))):
        x, y = between(rng, 0, 1), between(rng, 0, horizon)
        radius = between(rng, 0.06, 0.22)
        if indoors:
            corner, height = (x - radius, y - radius), between(rng, 0.6, 1.6) * radius
            box = canvas.polygon(
                corner,
                (x + radius, y - radius),
                (x + radius, y - radius + 2 * height),
                (x - radius, y - radius + 2 * height),
            )
            canvas.paint(box, vary(rng, wall, 0.15), 0.8)
        else:
            colour = vary(rng, mix((1, 1, 1), floor, float(y > 0.45 * horizon)), 0.08)
            canvas.paint(canvas.ellipse(x, y, 1.4 * radius, 0.7 * radius), colour, 0.6)


def _light(canvas: Canvas, rng: np.random.Generator) -> None:
    """Light the picture as a whole, from dim to bright, warm to cold, and add a little noise."""
    brightness = between(rng, 0.45, 1.15)
    warmth = between(rng, -0.07, 0.07)
    contrast = 0.42 + 1.25 * (canvas.rgb - 0.5)
    canvas.rgb = contrast * brightness * np.array([1 + warmth, 1.0, 1 - warmth])
    canvas.rgb += 0.05 * (rng.random(canvas.rgb.shape) - 0.5)


def draw_set(which: str) -> tuple[np.ndarray, np.ndarray]:
    """
    Draw the training or the test set.

    Parameters
    ----------
    which : "train" or "test"

    Returns
    -------
    x : ndarray of uint8, shape (m, 64, 64, 3)
    y : ndarray of int64, shape (m,), 1 is a cat
    """
    rng = np.random.default_rng([SEED, list(SETS).index(which)])
    count, cats = SETS[which]
    y = np.zeros(count, np.int64)
    y[rng.permutation(count)[:cats]] = 1
    return np.stack([draw_picture(rng, bool(label)) for label in y]), y


def file_bytes(which: str) -> bytes:
    """Give the bytes of one HDF5 file."""
    import h5py

    x, y = draw_set(which)
    buffer = io.BytesIO()
    with h5py.File(buffer, "w") as file:
        packed = {"compression": "gzip", "compression_opts": 9, "shuffle": True}
        file.create_dataset(f"{which}_set_x", data=x, track_times=False, **packed)
        file.create_dataset(f"{which}_set_y", data=y, track_times=False)
        file.create_dataset("list_classes", data=CLASSES, track_times=False)
    return buffer.getvalue()


def data_files() -> dict[Path, bytes]:
    """Give the path and the bytes of both files."""
    return {FOLDER / f"{which}_cats.h5": file_bytes(which) for which in SETS}


if __name__ == "__main__":
    for path, content in data_files().items():
        path.write_bytes(content)
        print(f"wrote {path}")
