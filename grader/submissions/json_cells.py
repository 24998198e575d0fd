"""
The cells of a notebook file that may break off, be enormous, or be made to do harm.

Regular expressions skip strings and brackets, with limits on depth, on the number of items and on
what is kept. Outputs of hundreds of megabytes are skipped, an integer of a million digits is never
parsed, and a file that breaks off gives the cells before the break.
"""

from __future__ import annotations

import json
import mmap
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

# No real notebook comes near these limits.
MOST_DEPTH, MOST_CELLS, _MOST_ITEMS, _MOST_KEPT = 64, 2_000, 300_000, 32 * 2**20
# How much of a large file is read before its memory is given back.
_STEP = 16 * 2**20
# The values of a cell that count; others, such as outputs, are skipped.
_KEPT = {"cell_type", "source", "input", "metadata", "attachments"}

_SPACE = re.compile(rb"[ \t\r\n]*+")
_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_TO_BRACKET = re.compile(rb'(?:[^"\[\]{}]++|"(?:[^"\\]++|\\.)*+")*+', re.DOTALL)
_PLAIN = re.compile(rb"[^\s,\[\]{}\":]++")


class _Enough(Exception):
    """No more cells are read."""


class _BreaksOff(Exception):
    """From here on the file is no JSON, or more than the limits allow."""


@dataclass
class Cells:
    """
    What could be read of a notebook file.

    Attributes
    ----------
    cells : list of dict, with the values of each cell that count; at most one more than the limit
    lists : how many lists of cells the file has on its top level
    whole : whether the whole file was read
    deep : whether it is nested deeper than any notebook
    """

    cells: list[dict[str, Any]] = field(default_factory=list)
    lists: int = 0
    whole: bool = False
    deep: bool = False


def read_cells(content: bytes | mmap.mmap) -> Cells:
    """
    Read the cells of a notebook, as far as they can be read.

    Parameters
    ----------
    content : the file, in UTF-8
    """
    scan = _Scan(content)
    try:
        scan.notebook()
        scan.found.whole = scan.is_at_end()
    except _Enough:
        scan.found.whole = True
    except _BreaksOff:
        scan.found.whole = False
    return scan.found


class _Scan:
    """A walk through a JSON text; `at` is the current position."""

    def __init__(self, content: bytes | mmap.mmap) -> None:
        self._content = content
        self._left, self._room = _MOST_ITEMS, _MOST_KEPT
        self.at = 3 if content[:3] == b"\xef\xbb\xbf" else 0
        self._let_go_to = 0
        self.found = Cells()

    def notebook(self) -> None:
        """Read the cells on the top level, or of the first worksheet of an old notebook."""
        for key in self._members():
            if key == "cells":
                self._cells()
            elif key == "worksheets" and not self.found.lists:
                for _ in self._elements():
                    for inner in self._members():
                        self._cells() if inner == "cells" else self._leap()
            else:
                self._leap()

    def is_at_end(self) -> bool:
        """Say whether the file ends here."""
        self._skip_space()
        return self.at == len(self._content)

    def _cells(self) -> None:
        self.found.lists += 1
        if self._next() != b"[":
            self.found.lists -= 1
            return self._leap()
        for _ in self._elements():
            if self._next() == b"{":
                cell: dict[str, Any] = {}
                for key in self._members():
                    begin = self.at
                    self._leap()
                    if key in _KEPT:
                        cell[key] = self._value(begin)
                self.found.cells.append(cell)
                if len(self.found.cells) > MOST_CELLS:
                    raise _Enough
            else:
                self._leap()
            self._let_go()
        return None

    def _members(self) -> Iterator[str]:
        """Go through an object: give each key, and expect its value to be walked over."""
        for _ in self._items(b"{", b"}"):
            key = self._match(_STRING)
            self._expect(b":")
            yield key[1:-1].decode("ascii", "replace")

    def _elements(self) -> Iterator[None]:
        """Go through a list: stop before each element, and expect it to be walked over."""
        return self._items(b"[", b"]")

    def _items(self, opening: bytes, closing: bytes) -> Iterator[None]:
        self._expect(opening)
        if self._next() == closing:
            self.at += 1
            return
        while True:
            self._count()
            self._next()
            yield
            after = self._next()
            self.at += 1
            if after == closing:
                return
            if after != b",":
                raise _BreaksOff

    def _leap(self) -> None:
        """Skip a value, whatever it holds."""
        first = self._next()
        if first == b'"':
            self._match(_STRING)
        elif first not in (b"[", b"{"):
            self._match(_PLAIN)
        else:
            self._leap_brackets()

    def _leap_brackets(self) -> None:
        depth = 0
        while True:
            bracket = self._content[self.at : self.at + 1]
            self.at += 1
            self._count()
            depth += 1 if bracket in (b"[", b"{") else -1
            self.found.deep |= depth > MOST_DEPTH
            if self.found.deep:
                raise _BreaksOff
            if not depth:
                return
            self.at = _TO_BRACKET.match(self._content, self.at).end()
            if self._content[self.at : self.at + 1] not in (b"[", b"{", b"]", b"}"):
                raise _BreaksOff  # the end, or a string without one

    def _value(self, begin: int) -> Any:
        """Read the value that was skipped; None if it is invalid or too large."""
        self._room -= self.at - begin
        if self._room < 0:
            return None
        try:
            return json.loads(bytes(self._content[begin : self.at]).decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            return None

    def _count(self) -> None:
        """Count an item, or a skipped bracket."""
        self._left -= 1
        if self._left < 0:
            raise _BreaksOff

    def _next(self) -> bytes:
        """Give the next character that is no space."""
        self._skip_space()
        return self._content[self.at : self.at + 1]

    def _skip_space(self) -> None:
        self.at = _SPACE.match(self._content, self.at).end()

    def _expect(self, what: bytes) -> None:
        if self._next() != what:
            raise _BreaksOff
        self.at += 1

    def _match(self, pattern: re.Pattern[bytes]) -> bytes:
        """Skip the match of a pattern, and give its beginning."""
        found = pattern.match(self._content, self.at)
        if not found:
            raise _BreaksOff
        begin, self.at = found.span()
        return bytes(self._content[begin : min(self.at, begin + 1000)])

    def _let_go(self) -> None:
        """Give back the memory of the part of a large file that has been read."""
        if isinstance(self._content, mmap.mmap) and self.at > self._let_go_to + _STEP:
            self._let_go_to = self.at // mmap.PAGESIZE * mmap.PAGESIZE
            self._content.madvise(mmap.MADV_DONTNEED, 0, self._let_go_to)
