"""
Reading an archive that we can't trust: a zip file, or a folder that was unpacked from one.

The names in the archive decide nothing: the caller says where each file goes, and how large the
files may be.
"""

from __future__ import annotations

import contextlib
import errno
import lzma
import os
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from grader.course.escape import shown
from grader.errors import GraderError

# Limits for one submission. MOST_DEPTH counts zip files within zip files.
MOST_BYTES, MOST_FILES, MOST_DEPTH = 500 * 2**20, 2_000, 3
_MOST_ENTRIES = 200_000
# Text compresses to a tenth of its size, a file of zeros to a thousandth.
_MOST_RATIO, _LARGE = 200, 2**20
_MOST_OF_NAME, _MOST_OF_PATH = 255, 1_000
_NO_FILE = "is a link or a device, not a file."
_NO_ZIP = "It is damaged, or not a zip file."
_CHUNK = 2**16
_ENTRY = b"PK\x01\x02"
# Files that operating systems and Jupyter add.
_LITTER = {"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini", ".ipynb_checkpoints"}
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    ValueError,
)
# The errno of an OSError from damaged data: None from bzip2, EINVAL for a negative file position.
_OF_DATA = (None, errno.EINVAL)


class Unusable(GraderError):
    """An archive or one of its files can't be unpacked; the message says why."""


class TooMuch(Unusable):
    """There is more to unpack than anybody submits; the message says how much is too much."""


class Budget:
    """
    How much of a submission may still be unpacked.

    Parameters
    ----------
    bytes, files : the limits

    Attributes
    ----------
    left : how many bytes and files are left; failed unpacking counts, too
    """

    def __init__(self, bytes: int = MOST_BYTES, files: int = MOST_FILES) -> None:
        self._bytes, self._files = self.left = bytes, files

    def take(self, bytes: int = 0, files: int = 0) -> None:
        """
        Take from what is left.

        Raises
        ------
        TooMuch
            If it is not enough.
        """
        self.left = self.left[0] - bytes, self.left[1] - files
        if self.left[0] < 0:
            raise TooMuch(f"It unpacks to more than {self._bytes // 2**20} MB.")
        if self.left[1] < 0:
            raise TooMuch(f"It holds more than {self._files} files.")


@dataclass(frozen=True)
class Member:
    """
    A file in an archive.

    Attributes
    ----------
    name : its path in the archive, safe to print
    parts : the parts of this path; empty if the path leads out of the archive
    problem : a sentence that says why it can't be unpacked; empty if it can
    is_file : whether it is an ordinary file with a safe path
    """

    name: str
    parts: tuple[str, ...]
    problem: str
    is_file: bool
    _source: zipfile.ZipInfo | Path
    _archive: zipfile.ZipFile | None = None

    def copy_to(self, target: Path, budget: Budget) -> None:
        """
        Unpack it into a new file.

        Raises
        ------
        Unusable
            If it is damaged.
        TooMuch
            If it exceeds the budget.
        """
        try:
            with self._open() as source, target.open("xb") as out:
                while chunk := source.read(_CHUNK):
                    budget.take(bytes=len(chunk))
                    out.write(chunk)
        except _DAMAGED:
            raise Unusable(f"{self.name} is damaged.") from None
        except OSError as error:
            if error.errno not in _OF_DATA:
                raise
            raise Unusable(f"{self.name} is damaged.") from None

    def _open(self) -> IO[bytes]:
        if self._archive is not None:
            return self._archive.open(self._source)
        # Don't follow a link that has replaced the file meanwhile.
        return open(self._source, "rb", opener=lambda p, flags: os.open(p, flags | os.O_NOFOLLOW))


@contextlib.contextmanager
def members_of(path: Path) -> Iterator[Iterator[Member]]:
    """
    Open an archive and go through its files, without those that systems add.

    Raises
    ------
    Unusable
        If it is not a folder, and not a readable zip file.
    """
    if path.is_dir():
        yield _in_folder(path)
        return
    try:
        _check_count(path)
        archive = zipfile.ZipFile(path)
    except _DAMAGED:
        raise Unusable(_NO_ZIP) from None
    except OSError as error:
        if error.errno not in _OF_DATA:
            raise
        raise Unusable(_NO_ZIP) from None
    with archive:
        yield _in_zip(archive)


def _check_count(path: Path) -> None:
    """Count the entries before zipfile reads them, because each takes memory."""
    count, end = 0, b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            count += (end + chunk).count(_ENTRY)
            end = chunk[-len(_ENTRY) + 1 :]
    if count > _MOST_ENTRIES:
        raise Unusable(f"It holds more than {_MOST_ENTRIES} files.")


def _in_zip(archive: zipfile.ZipFile) -> Iterator[Member]:
    for info in archive.infolist():
        name = _name_of(info)
        parts = tuple(p for p in name.replace("\\", "/").split("/") if p not in ("", "."))
        if name.endswith(("/", "\\")) or _LITTER & {*parts}:
            continue
        unsafe = _unsafe(name, parts)
        is_file = stat.S_IFMT(info.external_attr >> 16) in (0, stat.S_IFREG)
        problem = unsafe or (_problem_of(info) if is_file else _NO_FILE)
        said = f"{shown(name)} {problem}" if problem else ""
        safe = () if unsafe else parts
        yield Member(shown(name), safe, said, is_file and not unsafe, info, archive)


def _in_folder(folder: Path) -> Iterator[Member]:
    for place, folders, names in os.walk(folder, onerror=_raise):
        links = [name for name in folders if Path(place, name).is_symlink()]
        folders[:] = sorted(name for name in folders if name not in {*links, *_LITTER})
        for name in sorted({*names, *links} - _LITTER):
            path = Path(place, name)
            parts = path.relative_to(folder).parts
            called = shown("/".join(parts))
            is_file = stat.S_ISREG(path.lstat().st_mode)
            problem = _unsafe("/".join(parts), parts) if is_file else _NO_FILE
            yield Member(called, parts, f"{called} {problem}" if problem else "", is_file, path)


def _raise(error: OSError) -> None:
    raise error


def _name_of(info: zipfile.ZipInfo) -> str:
    """Give the name of an entry; some programs write UTF-8 without marking it."""
    if not info.flag_bits & 0x800:
        with contextlib.suppress(UnicodeError):
            return info.filename.encode("cp437").decode("utf-8")
    return info.filename


def _unsafe(name: str, parts: tuple[str, ...]) -> str:
    """Say why a path can't be used; empty if it can."""
    if not parts or ".." in parts or name.startswith(("/", "\\")) or parts[0][1:2] == ":":
        return "has a path that leads out of the archive."
    try:
        sizes = [len(part.encode()) for part in parts]
    except UnicodeEncodeError:
        return "has a name that is not UTF-8."
    long = max(sizes) > _MOST_OF_NAME or sum(sizes) + len(sizes) > _MOST_OF_PATH
    return "has a name that is too long." if long else ""


def _problem_of(info: zipfile.ZipInfo) -> str:
    """Say why an entry can't be unpacked; empty if it can."""
    if info.flag_bits & 0x1:
        return "is encrypted."
    if info.file_size > max(_LARGE, _MOST_RATIO * info.compress_size):
        return f"would unpack to more than {_MOST_RATIO} times its size."
    return ""


class Places:
    """Where files go in a folder. No two share a place, even on disks that ignore case."""

    def __init__(self) -> None:
        self._files: set[tuple[str, ...]] = set()
        self._folders: dict[tuple[str, ...], str] = {}

    def free(self, parts: tuple[str, ...]) -> tuple[str, ...]:
        """Reserve a file's place: the requested one, or a numbered one if that is taken."""
        place: tuple[str, ...] = ()
        for part in parts[:-1]:
            name = _beside(part, lambda name, at=place: _key((*at, name)) in self._files)
            place = (*place, self._folders.setdefault(_key((*place, name)), name))
        name = _beside(
            parts[-1],
            lambda name: _key((*place, name)) in self._files | self._folders.keys(),
        )
        self._files.add(_key((*place, name)))
        return (*place, name)

    def release(self, place: tuple[str, ...]) -> None:
        """Free a file's place."""
        self._files.discard(_key(place))


def _beside(name: str, is_taken: Callable[[str], bool]) -> str:
    """Give the name, with a number if the name is taken."""
    stem, suffix = Path(name).stem, Path(name).suffix
    number, free = 1, name
    while is_taken(free):
        number += 1
        free = f"{stem} ({number}){suffix}"
    return free


def _key(place: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(unicodedata.normalize("NFC", part).casefold() for part in place)
