"""A picture of your own, in the form that the network takes."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np

from dnn_utils.data import DataError

SAVE_AS = "save it as PNG or JPEG in another program, and load that"


def load_picture(path, size=64):
    """
    Read a picture file of your own: PNG, JPEG and whatever else Pillow reads.

    The largest square in its middle is cut out and brought to the size that is asked for. A
    photograph that says how it was held is turned upright. What is transparent becomes white.

    Parameters
    ----------
    path : str, Path or binary file
        The file.
    size : int
        How many rows, and how many columns, the result has.

    Returns
    -------
    picture : ndarray of uint8, shape (size, size, 3)
        Row, column, and red, green and blue from 0 to 255.

    Raises
    ------
    DataError
        If there is no such file, or if it can't be read as a picture.
    ValueError
        If `size` is no whole number from 1 on.
    """
    if not isinstance(size, (int, np.integer)) or size < 1:
        raise ValueError(f"size should be a whole number from 1 on, not {size!r}.")
    if hasattr(path, "read"):
        file, name = path, getattr(path, "name", "This file")
    else:
        file = name = _existing(path)
    from PIL import Image, ImageOps

    with warnings.catch_warnings():
        # Pillow warns of large files (it refuses files twice as large), and of harmless
        # oddities.
        warnings.simplefilter("ignore")
        try:
            with Image.open(file) as image:
                square = _on_white(_middle(ImageOps.exif_transpose(image)))
            picture = square.resize((size, size), Image.Resampling.LANCZOS)
        except Image.UnidentifiedImageError:
            raise DataError(f"{name} is no picture that can be read here; {SAVE_AS}.") from None
        except Image.DecompressionBombError:
            raise DataError(f"{name} is too large a picture; make it smaller first.") from None
        # A damaged file makes Pillow raise nearly anything: OSError, SyntaxError, struct.error.
        except Exception:
            raise DataError(
                f"{name} is damaged, or a kind of picture that can't be read here; {SAVE_AS}."
            ) from None
    return np.array(picture)


def _existing(path) -> Path:
    """Give the path of a file that is there."""
    if str(path).startswith(("http:", "https:")):
        raise DataError(
            f"{path} is an address on the web; save the picture beside the notebook first."
        )
    path = Path(path)
    if not path.is_file():
        what = "is a folder, not a picture" if path.is_dir() else "is not there"
        raise DataError(f"{path} {what}; give load_picture the path of a picture file.")
    return path


def _middle(image):
    """Cut out the largest square in the middle."""
    side = min(image.size)
    left, top = ((length - side) // 2 for length in image.size)
    return image.crop((left, top, left + side, top + side))


def _on_white(image):
    """Bring a picture of any mode to red, green and blue; what is transparent shows white."""
    from PIL import Image

    if image.mode.startswith("I"):
        # 16 bits of gray: Pillow would turn all but the darkest into white.
        levels = np.rint(np.asarray(image) / 257).clip(0, 255)
        image = Image.fromarray(levels.astype(np.uint8))
    colors = image.convert("RGBA")
    ground = Image.new("RGBA", colors.size, "white")
    return Image.alpha_composite(ground, colors).convert("RGB")
