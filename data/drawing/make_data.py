"""
Draw the data set: pictures of cats and of other things, in the layout of the original files.

``python -m data.drawing.make_data`` writes train_cats.h5 and test_cats.h5 to the folder above this
one. Every run gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from data.drawing import places
from data.drawing.canvas import Canvas, between
from data.drawing.cats import some_cat
from data.drawing.others import KINDS, SHARES
from data.drawing.poses import POSES

FOLDER = Path(__file__).resolve().parents[1]
SEED = 20
# Pictures, and how many of them are cats: as in the original files.
SETS = {"train": (209, 72), "test": (50, 33)}
CLASSES = np.array([b"non-cat", b"cat"])
# How often a cat is indoors.
INDOORS = 0.8
# How far a figure may be from the middle.
SHIFT = 0.025
# How long the unit of a figure is.
SIZES = {"cat": (0.33, 0.40), "other": (0.29, 0.36)}
# How bright a picture is as a whole, and how much contrast it is given.
BRIGHTNESS = (0.37, 0.42)
CONTRAST = 1.1


def draw_cat(rng: np.random.Generator, pose: Callable) -> np.ndarray:
    """Draw a cat in a pose, shape (64, 64, 3), values from 0 to 1."""
    place = places.room if rng.random() < INDOORS else places.land
    cat = some_cat(rng)
    return _picture(rng, place, SIZES["cat"], lambda canvas, rng: pose(canvas, rng, cat))


def draw_other(rng: np.random.Generator, kind: Callable) -> np.ndarray:
    """Draw another thing, in a place where it may be, shape (64, 64, 3), values from 0 to 1."""
    usual, other, share = KINDS[kind]
    return _picture(rng, other if rng.random() < share else usual, SIZES["other"], kind)


def _picture(
    rng: np.random.Generator, place: Callable, sizes: tuple[float, float], figure: Callable
) -> np.ndarray:
    behind, front = Canvas(), Canvas()
    place(behind, rng)
    x, y = 0.5 + between(rng, -SHIFT, SHIFT), 0.52 + between(rng, -SHIFT, SHIFT)
    size, lean = between(rng, *sizes), between(rng, -0.03, 0.03)
    with front.at(x, y, size, lean, bool(rng.random() < 0.5)):
        figure(front, rng)
    behind.lay(front, shadow=place in (places.room, places.land))
    return behind.dots()


def develop(dots: np.ndarray, brightness: float) -> np.ndarray:
    """
    Bring a picture to a brightness, as a camera does; black stays black and white stays white.

    So how bright it is says nothing about what it shows. From 0.5 on, one network in six does not
    learn.

    Sums of whole numbers are exact, so that every machine finds the same.
    """
    dots = np.clip(0.45 + CONTRAST * (dots - 0.45), 0, 1)
    peak = dots.max(axis=-1, keepdims=True)
    low, high = 0.0, 1.0
    for _ in range(20):
        share = (low + high) / 2
        # From 0 to 0 and from 1 to 1; in between, all three colors by the same factor.
        factor = share / (share * peak + (1 - share) * (1 - peak))
        picture = np.rint(255 * factor * dots).astype(np.uint8)
        if int(picture.sum(dtype=np.int64)) < brightness * 255 * picture.size:
            low = share
        else:
            high = share
    return picture


def deal(rng: np.random.Generator, shares: Mapping[Callable, int], count: int) -> list[Callable]:
    """Give as many of each as is its share of a count, what is left over by lot, shuffled."""
    whole = sum(shares.values())
    dealt = [thing for thing, share in shares.items() for _ in range(share * count // whole)]
    things = list(shares)
    dealt += [things[i] for i in rng.permutation(len(things))[: count - len(dealt)]]
    return [dealt[i] for i in rng.permutation(count)]


def draw_set(which: str, seed: int = SEED) -> tuple[np.ndarray, np.ndarray]:
    """
    Draw the training or the test set.

    Parameters
    ----------
    which : "train" or "test"
    seed : another one gives other pictures

    Returns
    -------
    x : ndarray of uint8, shape (m, 64, 64, 3)
    y : ndarray of int64, shape (m,), 1 is a cat
    """
    rng = np.random.default_rng([seed, list(SETS).index(which)])
    count, cats = SETS[which]
    y = np.zeros(count, np.int64)
    y[rng.permutation(count)[:cats]] = 1
    poses = deal(rng, POSES, cats)
    kinds = deal(rng, SHARES, count - cats)
    x = []
    for label in y:
        dots = draw_cat(rng, poses.pop()) if label else draw_other(rng, kinds.pop())
        x.append(develop(dots, between(rng, *BRIGHTNESS)))
    return np.stack(x), y


def file_bytes(which: str) -> bytes:
    """Give the bytes of one HDF5 file."""
    import h5py

    x, y = draw_set(which)
    buffer = io.BytesIO()
    with h5py.File(buffer, "w") as file:
        file.create_dataset(f"{which}_set_x", data=x, track_times=False)
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
