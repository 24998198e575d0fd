"""A new course in which a sample class is graded."""

from __future__ import annotations

import shutil
from pathlib import Path

from grader.authoring.new_course import check_new_folder, init_course
from grader.authoring.sample_class import write_sample_class
from grader.classroom.cores import cores
from grader.classroom.feedback import write_feedback
from grader.classroom.run import Options, grade_class
from grader.classroom.summary import format_summary
from grader.course.open import run_nbgrader
from grader.course.roster import import_roster
from grader.course.table import format_table, read_gradebook
from testcases.record import Course


def grade_sample_class(course: Course, folder: Path, quiet: bool = False) -> None:
    """
    Create a course in a new folder and grade a sample class in it.

    Parameters
    ----------
    course : whose notebooks and files
    folder : where to create it; after an error, the folder is emptied
    quiet : whether to print nothing

    Raises
    ------
    CourseError
        If the course can't be created, or one of the commands fails in it.
    KeyboardInterrupt
        If the grading was interrupted.
    """
    check_new_folder(folder)
    missing = not folder.exists()
    if not quiet:
        print(f"Creating a course in {folder} ...", flush=True)
    init_course(course, folder)
    try:
        _grade(course, folder, quiet)
    except BaseException:  # half a course is of no use
        for path in folder.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        if missing:
            folder.rmdir()
        raise


def _grade(course: Course, folder: Path, quiet: bool) -> None:
    log = folder / "nbgrader.log"
    run_nbgrader(folder, "generate_assignment", course.name, log=log)
    students = write_sample_class(folder)
    roster = folder / "roster.csv"
    rows = [f"{student},{name}\n" for student, name in students.items()]
    roster.write_text("".join(["student id,name\n", *rows]), encoding="utf-8")
    import_roster(folder, roster)
    if not quiet:
        print(f"Grading {len(students)} submissions ...", flush=True)
    summary = grade_class(folder, Options(course.name, workers=cores(), quiet=quiet))
    if summary.stopped:
        print(format_summary(summary))
        raise KeyboardInterrupt
    if not quiet:
        print(format_summary(summary))
        print("\nWriting the feedback ...", flush=True)
    write_feedback(folder, course.name, workers=cores(), quiet=quiet)
    run_nbgrader(folder, "export", log=log)
    if not quiet:
        print(f"\n{format_table(read_gradebook(folder))}\n")
        print(f"Gradebook:  {folder / 'gradebook.db'}; as a table, {folder / 'grades.csv'}")
        print(f"Feedback:   {folder / 'feedback' / 'STUDENT' / course.name / 'index.html'}")
        print(f"Formgrader: cd {folder} && jupyter lab, then choose Nbgrader > Formgrader")
