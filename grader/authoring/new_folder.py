"""Making a folder or a file completely, or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from grader.errors import CourseError


def refuse_other_files(folder: Path, own: str) -> None:
    """
    Refuse to write into a folder that holds something else than what was written there before.

    Parameters
    ----------
    folder : where to write
    own : the name of a folder within it, by which an earlier result is known

    Raises
    ------
    CourseError
        If it has files, and is no earlier result.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / own).is_dir():
        raise CourseError(f"{folder} contains other files. Name a new folder.")


@contextlib.contextmanager
def complete_folder(folder: Path) -> Iterator[Path]:
    """
    Fill a folder that is missing or empty. After an error, nothing is left in it.

    Parameters
    ----------
    folder : the folder to make

    Yields
    ------
    place : where to write; its content moves to `folder` if the block ends without an error
    """
    folder = folder.absolute()
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".unfinished-", dir=folder) as place:
            yield Path(place)
            for path in sorted(Path(place).iterdir()):
                path.rename(folder / path.name)
    except BaseException as error:
        if isinstance(error, OSError):
            error.filename = str(folder)  # not where it was to be filled
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        for path in missing:
            with contextlib.suppress(OSError):  # another program has put something there
                path.rmdir()
        raise


def write_whole(path: Path, content: bytes) -> None:
    """
    Write a file in one step: an error leaves the file as it was.

    Raises
    ------
    OSError
        If it can't be written. The unfinished file is removed.
    """
    unfinished = path.with_name(f".{path.name}.unfinished-{os.getpid()}")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except BaseException as error:
        if isinstance(error, OSError):
            error.filename = str(path)
        unfinished.unlink(missing_ok=True)
        raise


def copy_files(files: Mapping[str, Path | bytes], folder: Path) -> int:
    """
    Update the files in a folder.

    Parameters
    ----------
    files : for each path within the folder, the file to copy there, or its content
    folder : where to put them

    Returns
    -------
    count : how many were written; files with the right content are left alone
    """
    count = 0
    for name, source in files.items():
        target = folder / name
        content = source if isinstance(source, bytes) else source.read_bytes()
        if not target.is_file() or target.read_bytes() != content:
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, content)
            count += 1
    return count
