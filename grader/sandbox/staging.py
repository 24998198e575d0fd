"""Preparing the modules that the process with student code may import."""

from __future__ import annotations

import atexit
import contextlib
import csv
import fcntl
import functools
import importlib
import os
import shutil
import tempfile
from collections.abc import Iterable
from importlib.metadata import Distribution, distribution
from importlib.util import cache_from_source
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from grader.errors import CourseError
from grader.sandbox import inside

# The packages that student code may import besides the standard library, with their dependencies.
# Our own packages, unless a course names others.
PACKAGES = ("dnn_utils", "testcases")
_DISTRIBUTIONS = ("numpy", "h5py", "matplotlib")
_PREFIX = "grader-scratch-"


@functools.cache
def scratch_folder(packages: tuple[str, ...]) -> Path:
    """
    Make a folder with the modules, for this process and its forks; it is deleted with the process.

    Parameters
    ----------
    packages : the names of our packages that student code may import

    Returns
    -------
    folder : with `stage`, the modules of ours that student code may import, and `packages`

    Raises
    ------
    CourseError
        If no disk has room for it.
    """
    problems = []
    for place in _places():
        _clean_up(place)
        try:
            folder = _locked_folder(place)
        except OSError as error:
            problems.append(f"{place}: {error.strerror}")
            continue
        try:
            _lay_out_helpers(folder / "stage", packages)
            _link_packages(folder / "packages")
        except (OSError, shutil.Error):  # the error names each file that could not be written
            shutil.rmtree(folder, ignore_errors=True)
            problems.append(f"{place}: no room")
            continue
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        return folder
    raise CourseError(
        f"There is no room for temporary files ({'; '.join(problems)}). Free some space, or set "
        "TMPDIR to a folder that has room."
    )


def _places() -> list[Path]:
    """List folders for temporary files: Python's own first, then others with room."""
    places = ["/var/tmp", "/dev/shm", os.path.expanduser("~/.cache")]  # noqa: PTH111
    with contextlib.suppress(FileNotFoundError):  # Python has tried its own, and found no room
        places.insert(0, tempfile.gettempdir())
    # pathlib's own method raises an error where this user may not enter a folder above.
    return [Path(place) for place in dict.fromkeys(places) if os.path.isdir(place)]  # noqa: PTH112


def _lay_out_helpers(folder: Path, packages: tuple[str, ...]) -> None:
    """Copy our own modules, without recorded results."""
    modules = [*map(importlib.import_module, packages), inside]
    for source in [Path(module.__file__).parent for module in modules]:
        shutil.copytree(source, folder / source.name, ignore=_not_python)
    # Copies from a read-only installation would be read-only too, and could not be deleted.
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def _link_packages(folder: Path) -> None:
    """Lay out links to the installed packages that student code may import."""
    folder.mkdir()
    for name in with_requirements(_DISTRIBUTIONS):
        installed = distribution(name)
        for top in _tops(installed):
            if top in ("..", "__pycache__") or top.endswith((".dist-info", ".pth")):
                continue
            link = folder / top
            if not link.is_symlink():
                link.symlink_to(Path(installed.locate_file(top)).resolve())


def _tops(installed: Distribution) -> set[str]:
    """Name the files and folders of a package that are not in a folder of its own."""
    record = installed.read_text("RECORD")
    if record is None:  # it was not installed from a wheel
        return {path.parts[0] for path in installed.files or ()}
    # Making a path of each of thousands of files takes long.
    return {row[0].partition("/")[0] for row in csv.reader(record.splitlines()) if row}


def with_requirements(names: Iterable[str]) -> list[str]:
    """Name installed packages and everything that they require, extras as far as asked for."""
    found: dict[str, None] = {}
    left = [(name, "") for name in names]
    seen = set()
    while left:
        name, extra = left.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        found[name] = None
        for line in distribution(name).requires or ():
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
                name_of = canonicalize_name(requirement.name)
                left += [(name_of, one) for one in ("", *requirement.extras)]
    return [*found]


def _locked_folder(place: Path) -> Path:
    """Make a folder that is locked as long as this process, or one forked from it, lives."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=place))
        lock = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
        with contextlib.suppress(OSError):  # without locks, leftover folders stay
            fcntl.flock(lock, fcntl.LOCK_EX)
        if os.fstat(lock).st_nlink and folder.is_dir():
            return folder
        os.close(lock)  # another grader has cleaned up just between


def _clean_up(place: Path) -> None:
    """
    Delete the folders that killed graders of this user left behind.

    The kernel keeps the lock of a live grader, even in another container.
    """
    for folder in place.glob(f"{_PREFIX}*"):
        try:
            lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        except OSError:  # no folder, or another user's, or another grader was quicker
            continue
        try:
            if os.fstat(lock).st_uid == os.getuid():
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                # Links in it are deleted, not followed.
                shutil.rmtree(folder, ignore_errors=True)
        except OSError:  # it is in use
            continue
        finally:
            os.close(lock)


def _not_python(folder: str, names: list[str]) -> set[str]:
    place = Path(folder)
    if place.name == "__pycache__":  # what Python has compiled of the modules that are copied
        compiled = {Path(cache_from_source(str(one))).name for one in place.parent.glob("*.py")}
        return {*names} - compiled
    return {n for n in names if not n.endswith(".py") and not Path(folder, n).is_dir()}
