"""
PNG files in the form in which Matplotlib writes figures, decoded and encoded again in a few steps.

Pillow does this for every form of every format, and takes eight times as long. It turns a picture's
lines into pixels, and then looks for the best way to write each line. Here the lines stay as they
are; only what compresses them is taken off, checked and put on again. For that, zlib-ng takes a
third of the time of Python's own zlib.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from zlib_ng import zlib_ng

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_LINES = b"IDAT"
# Besides size and lines: text, and the size on paper. Others can change what the pixels mean.
_LEFT_OUT = {b"tEXt", b"pHYs", b"IEND"}
# Eight bits a channel, compressed and filtered as all PNG files are, not interlaced.
_CHANNELS = {(8, 2, 0, 0, 0): 3, (8, 6, 0, 0, 0): 4}
_FILTERS = frozenset(range(5))
_MOST_CHUNKS = 10_000


def encoded_again(content: bytes, widest: int, tallest: int) -> tuple[bytes, int] | None:
    """
    Decode a PNG file, and encode its lines of pixels again.

    Parameters
    ----------
    content : the file
    widest, tallest : the most pixels in a line, and the most lines

    Returns
    -------
    encoded : the new file, which has a size and lines of pixels and nothing else; and the number
        of its pixels. None for a file of any other form, a larger one, and one with a fault
    """
    if not content.startswith(_SIGNATURE):
        return None
    try:
        (kind, head), *chunks = _chunks(content)
        width, height, *form = struct.unpack(">IIBBBBB", head)
        channels = _CHANNELS.get(tuple(form))
        others = {other for other, _ in chunks} - {_LINES}
        if kind != b"IHDR" or not channels or not others <= _LEFT_OUT:
            return None
        if not (0 < width <= widest and 0 < height <= tallest):
            return None
        packed = b"".join(data for kind, data in chunks if kind == _LINES)
        packed = _packed_again(packed, height, width * channels)
    except (ValueError, struct.error, zlib_ng.error):
        return None
    parts = ((b"IHDR", head), (_LINES, packed), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(*part) for part in parts), width * height


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Give the chunks of a file up to its end, each with its kind; raise an error at a fault."""
    at = len(_SIGNATURE)
    for _ in range(_MOST_CHUNKS):
        length, kind = struct.unpack_from(">I4s", content, at)
        data = content[at + 8 : at + 8 + length]
        if _chunk(kind, data) != content[at : at + 12 + length]:
            raise ValueError("a chunk is incomplete, or its checksum is wrong")
        yield kind, data
        at += 12 + length
        if kind == b"IEND":
            return
    raise ValueError("there are more chunks than any program writes")


def _chunk(kind: bytes, data: bytes) -> bytes:
    checksum = zlib.crc32(data, zlib.crc32(kind))
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)


def _packed_again(packed: bytes, height: int, length: int) -> bytes:
    """Unpack a picture's lines, each of which begins with the number of its filter; pack them."""
    size, unpacker = height * (1 + length), zlib_ng.decompressobj()
    lines = unpacker.decompress(packed, size + 1)
    if len(lines) != size or not unpacker.eof or not _FILTERS.issuperset(lines[:: 1 + length]):
        raise ValueError("these are not the lines of such a picture")
    # Of plots, most lines are as the line above: runs of zeros, for which this is the fastest way.
    packer = zlib_ng.compressobj(1, strategy=zlib_ng.Z_RLE)
    return packer.compress(lines) + packer.flush()
