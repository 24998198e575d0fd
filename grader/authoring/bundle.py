"""
The student's bundle: the notebooks, the helpers, the checks, the data, and two pages.

The class edition holds no solution. The self-study edition has the worked solutions in its
notebooks, folded up below each check.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import time
import zipfile
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from grader.addresses import FOLDER
from grader.authoring.new_folder import complete_folder, copy_files, refuse_other_files, write_whole
from grader.authoring.self_study import self_study_files
from grader.cheat_sheet import cheat_sheet
from grader.errors import CourseError
from grader.this_course import ROOT
from testcases.record import Course

PROJECT = "pyproject.toml"
# What README.md says of Colab where the notebooks get what they need by themselves.
_COLAB = re.compile(r"## Start in Colab\n.*?(?=\n## )", re.DOTALL)
IN_COLAB = """## Start in Colab

Click the badge "Open in Colab" in a notebook. Its first cell downloads what it needs. Then choose
File > Save a copy in Drive. If a later notebook needs your functions from these copies, Colab asks
whether it may read your Drive.
"""


def bundle_files(course: Course) -> dict[str, Path]:
    """List the files of the class edition that are copied: path within it, and the file."""
    files = {f"notebooks/{p.name}": p for p in sorted(course.notebooks.glob("*.ipynb"))}
    files.update(course.files())
    files |= {name: _license(name) for name in ("LICENSE", "LICENSE-text")}
    for path in sorted(Path(__file__).with_name("student_files").glob("*.*")):
        files[path.name] = path
    return files


def bundle_contents(course: Course, self_study: bool = False) -> dict[str, bytes]:
    """
    Give what an edition holds: path within it, and bytes.

    Parameters
    ----------
    course : whose
    self_study : whether to put the worked solutions and the model answers into the notebooks
    """
    contents = {name: path.read_bytes() for name, path in bundle_files(course).items()}
    # In the clone, the packages are in the folder of the project; here, beside this file.
    contents[PROJECT] = contents[PROJECT].replace(b"../../..", b".")
    if course.addresses and course.addresses.site:
        contents["README.md"] = _COLAB.sub(IN_COLAB, contents["README.md"].decode()).encode()
    contents |= {**course.pages(), "cheat-sheet.svg": cheat_sheet(course, "svg")}
    if self_study:
        for name, text in self_study_files(course).items():
            contents[f"notebooks/{name}"] = text.encode()
    return contents


def _license(name: str) -> Path:
    """Find a license, which an installed package keeps among its metadata."""
    with contextlib.suppress(PackageNotFoundError):
        for path in distribution("dnn-course").files or ():
            if path.name == name and ".dist-info" in path.parts[0]:
                return Path(path.locate())
    return ROOT / name


def build_date(sources: Iterable[Path]) -> tuple[int, ...]:
    """
    Say when the files of an archive were built, so that the same sources give the same bytes.

    Parameters
    ----------
    sources : the files that the archive is made of

    Returns
    -------
    date : year, month, day, hour, minute, second in UTC: the time that SOURCE_DATE_EPOCH names, or
        else that of the newest source

    Raises
    ------
    CourseError
        If a zip archive can't store the time in SOURCE_DATE_EPOCH.
    """
    named = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        seconds = int(named) if named else max(path.stat().st_mtime for path in sources)
        date = time.gmtime(seconds)[:6]
    except (ValueError, OverflowError, OSError):
        date = (0,) * 6
    if not 1980 <= date[0] <= 2107:
        raise CourseError(
            "The archive's date must lie between the years 1980 and 2107. Set SOURCE_DATE_EPOCH to "
            f"seconds since 1970, such as $(date +%s). It is {named or 'not set'}."
        )
    return date


def write_zip(course: Course, path: Path, self_study: bool = False) -> None:
    """Write an edition as a zip archive; the same files give the same bytes."""
    date = build_date([*bundle_files(course).values(), *course.sources.glob("*.md")])
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in bundle_contents(course, self_study).items():
            entry = zipfile.ZipInfo(f"{FOLDER}/{name}", date)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, written.getvalue())


def write_bundle(course: Course, target: Path, self_study: bool = False) -> str:
    """
    Write the bundle as a zip archive, or into a folder.

    Parameters
    ----------
    course : whose files
    target : a path that ends in .zip, or a folder: a new one, or one with the course in it
    self_study : whether to write the edition with worked solutions and model answers

    Returns
    -------
    done : what was written, in a sentence

    Raises
    ------
    CourseError
        If the folder has other files in it.
    """
    edition = "self-study edition, with worked solutions" if self_study else "class edition"
    if target.suffix == ".zip":
        write_zip(course, target, self_study)
        return f"Wrote {target} ({edition})."
    refuse_other_files(target, "notebooks")
    kept = write_folder(course, target, self_study)
    note = f" Left your {len(kept)} notebooks as they are." if kept else ""
    return f"Wrote the course to {target} ({edition}).{note}"


def write_folder(course: Course, folder: Path, self_study: bool = False) -> list[str]:
    """
    Write an edition into a folder to work in.

    A notebook that is already there is a student's work and stays as it is; everything else is
    updated.

    Returns
    -------
    kept : the notebooks that were left as they are
    """
    contents = bundle_contents(course, self_study)
    if not folder.exists() or not any(folder.iterdir()):
        with complete_folder(folder) as place:
            copy_files(contents, place)
        return []
    kept = [name for name in contents if name.endswith(".ipynb") and (folder / name).exists()]
    copy_files({name: data for name, data in contents.items() if name not in kept}, folder)
    return kept
