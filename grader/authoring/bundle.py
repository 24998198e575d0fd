"""The student's bundle: the notebooks, the helpers, the checks and the data, and nothing else."""

from __future__ import annotations

import contextlib
import io
import zipfile
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from grader.authoring.new_folder import complete_folder, write_whole
from grader.errors import CourseError
from grader.this_course import ROOT
from testcases.record import Course

NAME = "dnn-course"
# When files in the archive say they were written: zip's earliest, so that it is the same each time.
_TIME = (1980, 1, 1, 0, 0, 0)


def bundle_files(course: Course) -> dict[str, Path]:
    """List the files of the student's bundle: path within it, and the file."""
    files = {f"notebooks/{p.name}": p for p in sorted(course.notebooks.glob("*.ipynb"))}
    files.update(course.files())
    files |= {name: _license(name) for name in ("LICENSE", "LICENSE-text")}
    files["README.md"] = Path(__file__).with_name("student_files") / "README.md"
    files["requirements.txt"] = Path(__file__).with_name("student_files") / "requirements.txt"
    return files


def _license(name: str) -> Path:
    """Find a license, which an installed package keeps among its metadata."""
    with contextlib.suppress(PackageNotFoundError):
        for path in distribution("dnn-course").files or ():
            if path.name == name and ".dist-info" in path.parts[0]:
                return Path(path.locate())
    return ROOT / name


def write_zip(course: Course, path: Path) -> None:
    """Write the bundle as a zip archive; the same files give the same bytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, source in bundle_files(course).items():
            entry = zipfile.ZipInfo(f"{NAME}/{name}", _TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, source.read_bytes())
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, written.getvalue())


def write_bundle(course: Course, target: Path) -> str:
    """
    Write the bundle as a zip archive, or into a folder.

    Parameters
    ----------
    course : whose files
    target : a path that ends in .zip, or a folder: a new one, or one with the course in it

    Returns
    -------
    done : what was written, in a sentence

    Raises
    ------
    CourseError
        If the folder has other files in it.
    """
    if target.suffix == ".zip":
        write_zip(course, target)
        return f"Wrote {target}."
    if target.exists() and any(target.iterdir()) and not (target / "notebooks").is_dir():
        raise CourseError(f"{target} contains other files. Name a new folder.")
    kept = write_folder(course, target)
    note = f" Left your {len(kept)} notebooks as they are." if kept else ""
    return f"Wrote the course to {target}.{note}"


def write_folder(course: Course, folder: Path) -> list[str]:
    """
    Lay the bundle out in a folder, for working in it.

    A notebook that is already there is a student's work and is left as it is; everything else is
    brought up to date.

    Returns
    -------
    kept : the notebooks that were left as they are
    """
    if not folder.exists() or not any(folder.iterdir()):
        with complete_folder(folder) as place:
            return _write_into(course, place)
    return _write_into(course, folder)


def _write_into(course: Course, folder: Path) -> list[str]:
    kept = []
    for name, source in bundle_files(course).items():
        path = folder / name
        if name.endswith(".ipynb") and path.exists():
            kept.append(name)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, source.read_bytes())
    return kept
