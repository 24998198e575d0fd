"""Writing the report on a class: one page for everybody, and a confidential one."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

from grader.authoring.new_folder import write_whole
from grader.classroom.report.confidential import confidential_report
from grader.classroom.report.gather import read_class
from grader.classroom.report.page import confidential_page, public_page
from grader.classroom.report.public import public_report
from grader.errors import CourseError

FOLDER, PUBLIC, CONFIDENTIAL = "reports", "report.html", "report-confidential.html"
# Who may read and write the pages, and the same in a course that a group shares.
_OPEN, _CLOSED = (0o644, 0o664), (0o600, 0o660)


@contextlib.contextmanager
def _for_the_owner() -> Iterator[None]:
    """Let nobody else read a new file, not even while it is written."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def report_json(course: Path, assignment: str = "", workers: int = 1) -> str:
    """Give the report as a JSON object; all that is confidential is under that name."""
    work = read_class(course, assignment, workers)
    both = {"report": public_report(work), "confidential": confidential_report(work)}
    return json.dumps(both)


def write_report(
    course: Path, assignment: str = "", folder: Path | None = None, workers: int = 1
) -> tuple[Path, Path]:
    """
    Write the report on an assignment, in place of an earlier one.

    Parameters
    ----------
    course : the course's folder
    assignment : its name; the newest with something graded if empty
    folder : where to write; by default reports/ASSIGNMENT in the course
    workers : how many processes read code

    Returns
    -------
    public, confidential : the two files

    Raises
    ------
    CourseError
        If nothing has been graded, or the files can't be written.
    """
    work = read_class(course, assignment, workers)
    folder = folder or course / FOLDER / work.table.assignment
    pages = {
        PUBLIC: (public_page(public_report(work)), _OPEN[work.shared]),
        CONFIDENTIAL: (confidential_page(confidential_report(work)), _CLOSED[work.shared]),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, (text, mode) in pages.items():
            with _for_the_owner():
                write_whole(folder / name, text.encode(errors="replace"))
            (folder / name).chmod(mode)
    except OSError as error:
        raise CourseError(
            f"The report can't be written: {error.filename}: {error.strerror}. Choose another "
            "folder with --output."
        ) from None
    return folder / PUBLIC, folder / CONFIDENTIAL
