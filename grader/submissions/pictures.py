"""
Students' pictures, decoded and encoded again as PNG: of a file, only the pixels are kept.

Decode them in the reader's process, which has limits on memory and time.
"""

from __future__ import annotations

import base64
import functools
import io
import warnings
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageOps

from grader.submissions.png import encoded_again

# Formats by their names in a notebook and in a sentence; Pillow knows them by the second.
PNG, SVG = "image/png", "image/svg+xml"
FORMATS = {
    PNG: "PNG",
    "image/jpeg": "JPEG",
    "image/gif": "GIF",
    "image/webp": "WebP",
    SVG: "SVG",
}
# The most in one album.
MOST_PICTURES, MOST_PIXELS, MOST_BYTES = 50, 40_000_000, 16 * 2**20
# A page shows no picture larger than this, even on a sharp screen.
_WIDEST, _TALLEST = 1_400, 2_800
# Larger files are not kept in memory.
_SMALL = 2**19
DAMAGED = "A picture is missing here: its data are no complete {format} file."
TOO_LARGE = "A picture is missing here: it has more than 40 million pixels."
NOT_SHOWN = "A picture is missing here: feedback shows no {format}. Save the picture as PNG."
THE_REST = (
    "The next pictures are missing here: feedback shows at most 50, with 40 million pixels and "
    "16 MB in all."
)


@dataclass(frozen=True)
class Picture:
    """
    A picture to show, or the reason why it is not shown.

    Attributes
    ----------
    png : a PNG file that was encoded here, in base64; empty if there is none
    alt : what the picture shows, in the student's words
    problem : the reason, in a sentence
    """

    png: str = ""
    alt: str = ""
    problem: str = ""


class Album:
    """
    The pictures of one notebook, or of one cell, up to the limits.

    Parameters
    ----------
    shown : which of the `FORMATS` are decoded

    Attributes
    ----------
    is_full : whether the limits are reached, so that no further picture may be added
    """

    def __init__(self, *shown: str) -> None:
        self._shown = shown
        self._pictures, self._pixels, self._bytes = MOST_PICTURES, MOST_PIXELS, MOST_BYTES
        self.is_full = False

    def add(self, kind: str, data: Any, alt: str = "") -> Picture:
        """
        Encode a picture, or say why it is not shown.

        Parameters
        ----------
        kind : one of `FORMATS`
        data : the picture as a notebook keeps it: base64, as a string or a list of strings
        alt : what the picture shows, in words
        """
        self._pictures -= 1
        if self._pictures < 0:
            return self._close()
        if kind not in self._shown:
            return Picture(problem=NOT_SHOWN.format(format=FORMATS[kind]))
        try:
            text = data if isinstance(data, str) else "".join(data)
            content = base64.b64decode(text)
            encode = _encoded if len(content) <= _SMALL else _encoded.__wrapped__
            png, pixels = encode(content, FORMATS[kind])
        except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
            return Picture(problem=TOO_LARGE)
        except Exception:  # a damaged file makes Pillow raise nearly anything
            return Picture(problem=DAMAGED.format(format=FORMATS[kind]))
        self._pixels -= pixels
        self._bytes -= len(png)
        return self._close() if min(self._pixels, self._bytes) < 0 else Picture(png, alt)

    def _close(self) -> Picture:
        self.is_full = True
        return Picture(problem=THE_REST)


@functools.lru_cache(maxsize=256)
def _encoded(content: bytes, form: str) -> tuple[str, int]:
    """Encode a picture once: students whose code is right often have the same figures."""
    made = encoded_again(content, _WIDEST, _TALLEST) if form == FORMATS[PNG] else None
    if made is None:
        made = _encoded_by_pillow(content, form)
    png, pixels = made
    return base64.b64encode(png).decode(), pixels


def _encoded_by_pillow(content: bytes, form: str) -> tuple[bytes, int]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of harmless oddities
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with Image.open(io.BytesIO(content), formats=[form.upper()]) as image:
            pixels = image.width * image.height
            if pixels > MOST_PIXELS:
                raise Image.DecompressionBombError
            return _as_png(image), pixels


def _as_png(image: Image.Image) -> bytes:
    """Encode the pixels of a picture, and nothing else of its file."""
    upright = ImageOps.exif_transpose(image)
    made = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    if made.mode == "RGBA" and made.getchannel("A").getextrema() == (255, 255):
        made = made.convert("RGB")  # without transparency, as Matplotlib's figures are
    made.thumbnail((_WIDEST, _TALLEST))
    made.info = {}  # Pillow would write a color profile from here
    file = io.BytesIO()
    # For plots, this takes a third less time than the default, and as much space.
    made.save(file, "PNG", compress_level=1, compress_type=zlib.Z_RLE)
    return file.getvalue()


def read_attachments(attachments: Mapping[str, Any]) -> list[Picture]:
    """
    Read the pictures that belong to a text cell.

    Parameters
    ----------
    attachments : for each picture's name, its data by their formats
    """
    album, pictures = Album(*FORMATS.keys() - {SVG}), []
    for data in attachments.values():
        kind = next((one for one in FORMATS if one in data), None)
        if kind and not album.is_full:
            pictures.append(album.add(kind, data[kind]))
    return pictures
