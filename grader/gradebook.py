"""nbgrader's gradebook, written for a whole class; on SQLite, PostgreSQL or another database."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nbformat.v4 import new_notebook
from nbgrader import api
from nbgrader.preprocessors import AssignLatePenalties
from nbgrader.utils import parse_utc
from sqlalchemy import bindparam, case, insert, null, select, update
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session

from grader.course import CourseError
from grader.grading import Graded

# How long another program may keep the gradebook locked, and between two tries; in seconds.
LOCKED_SECONDS, _PAUSE = 60.0, 0.5


class GradebookError(CourseError):
    """The gradebook can't be reached or written; the message says why."""


class UnknownStudent(CourseError):
    """A student is not in the gradebook, and the course's configuration says to enter none."""

    def __init__(self, student: str) -> None:
        super().__init__(
            f"The gradebook has no student {student}. Add them with: nbgrader db student add"
        )


@dataclass(frozen=True)
class _Notebook:
    """A notebook of the assignment: its id, and the ids of its cells by their names."""

    id: str
    graded: dict[str, str]
    commented: dict[str, str]


class Writer:
    """
    Writes a class's scores into the gradebook, one transaction a submission.

    What it writes is what nbgrader's own autograding leaves: scores and comments of the machine,
    while those given by a person stay.

    Parameters
    ----------
    app : from `load_course`; its configuration says where the gradebook is, whether students who
        are not in it are entered, and how to punish those who are late
    assignment : the assignment's name
    wait : called once when another program has locked the gradebook

    Raises
    ------
    GradebookError
        If the gradebook can't be opened, or knows nothing of the assignment.
    """

    def __init__(self, app: Any, assignment: str, wait: Callable[[], None]) -> None:
        self._wait = wait
        self._name = assignment
        self._db_url = app.coursedir.db_url
        self._creates = app.config.get("Autograde", {}).get("create_student", True)
        self._penalties = AssignLatePenalties(parent=app)
        self._gradebook, found = self._patiently(lambda: self._open(app.coursedir.course_id))
        self._assignment, self._notebooks = found

    def _open(self, course_id: str) -> tuple[api.Gradebook, tuple[str, dict[str, _Notebook]]]:
        gradebook = api.Gradebook(self._db_url, course_id)
        try:
            found = gradebook.find_assignment(self._name)
        except api.MissingEntry:
            raise GradebookError(
                f"The gradebook has no assignment {self._name}. "
                f"Run nbgrader generate_assignment {self._name} first."
            ) from None
        notebooks = {one.name: _notebook(one) for one in found.notebooks}
        assignment = found.id
        # Nothing is kept open between two submissions.
        gradebook.db.remove()
        return gradebook, (assignment, notebooks)

    def close(self) -> None:
        """Let go of the gradebook."""
        self._gradebook.close()

    def write(self, student: str, graded: Graded, timestamp: datetime | None) -> None:
        """
        Write one submission's scores and comments: all of them, or none.

        Parameters
        ----------
        student : the student's id
        graded : what came of the grading
        timestamp : when it was handed in, if that is known

        Raises
        ------
        GradebookError
            If the gradebook stays locked, or can't be written.
        UnknownStudent
            If it has no such student and none are to be entered.
        """
        late = self._patiently(lambda: self._in_one_step(student, graded, timestamp))
        for notebook in graded.scores if late else ():
            where = {"notebook": notebook, "assignment": self._name, "student": student}
            resources = {"nbgrader": {**where, "db_url": self._db_url}}
            self._patiently(lambda r=resources: self._penalties.preprocess(new_notebook(), r))

    def _in_one_step(self, *what: Any) -> bool:
        with Session(self._gradebook.engine) as session, session.begin():
            return self._write(session, *what)

    def _patiently(self, act: Callable[[], Any]) -> Any:
        """Do something with the gradebook, and wait where it is locked."""
        deadline = time.monotonic() + LOCKED_SECONDS
        told = False
        while True:
            try:
                return act()
            except OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > deadline:
                    raise _unreachable(error) from None
                if not told:
                    self._wait()
                told = True
                time.sleep(_PAUSE)
            except SQLAlchemyError as error:
                raise _unreachable(error) from None

    def _write(
        self, session: Session, student: str, graded: Graded, timestamp: datetime | None
    ) -> bool:
        """Write all of a submission, and say whether it came after the deadline."""
        submission = self._submission(session, student, timestamp)
        places = self._places(session, submission.id)
        self._enter_cells(session, places)
        scores, comments = [], []
        for name, notebook in self._notebooks.items():
            here = places[notebook.id]
            # A notebook that was not handed in has nothing for a person to grade either.
            given = graded.scores.get(name, dict.fromkeys(notebook.graded, 0.0))
            scores += [_row(here, notebook.graded[n], s) for n, s in given.items()]
            said = graded.comments.get(name, {}).items()
            comments += [_row(here, notebook.commented[n], text) for n, text in said]
        _write_rows(session, _SCORES, scores)
        _write_rows(session, _COMMENTS, comments)
        session.execute(
            update(api.SubmittedNotebook)
            .where(api.SubmittedNotebook.assignment_id == submission.id)
            .values(late_submission_penalty=None)
            .execution_options(synchronize_session=False)
        )
        return submission.total_seconds_late > 0

    def _submission(self, session: Session, student: str, timestamp: datetime | None) -> Any:
        """Find a student's submission, or enter it."""
        where = {"assignment_id": self._assignment, "student_id": student}
        found = session.scalar(select(api.SubmittedAssignment).filter_by(**where))
        if found is None:
            if session.get(api.Student, student) is None:
                if not self._creates:
                    raise UnknownStudent(student)
                session.execute(insert(api.Student), [{"id": student}])
            found = api.SubmittedAssignment(**where)
            session.add(found)
        if timestamp is not None:
            found.timestamp = parse_utc(timestamp)
        session.flush()
        return found

    def _places(self, session: Session, submission: str) -> dict[str, str]:
        """Give for each notebook's id that of the submitted one; enter those that are missing."""
        kind = api.SubmittedNotebook
        rows = session.execute(
            select(kind.notebook_id, kind.id).where(kind.assignment_id == submission)
        )
        places = {row.notebook_id: row.id for row in rows}
        missing = [one.id for one in self._notebooks.values() if one.id not in places]
        made = [
            {
                "id": api.new_uuid(),
                "assignment_id": submission,
                "notebook_id": one,
                "flagged": False,
            }
            for one in missing
        ]
        if made:
            session.execute(insert(kind), made)
        return places | {row["notebook_id"]: row["id"] for row in made}

    def _enter_cells(self, session: Session, places: Mapping[str, str]) -> None:
        """Enter the grades and comments that are missing, as yet without a score or a word."""
        for kind in (api.Grade, api.Comment):
            rows = session.execute(
                select(kind.cell_id, kind.notebook_id).where(
                    kind.notebook_id.in_(list(places.values()))
                )
            )
            there = {tuple(row) for row in rows}
            missing = [
                {"cell_id": cell, "notebook_id": places[one.id]}
                for one in self._notebooks.values()
                for cell in (one.graded if kind is api.Grade else one.commented).values()
                if (cell, places[one.id]) not in there
            ]
            if missing:
                session.execute(insert(kind), missing)


def _notebook(found: Any) -> _Notebook:
    graded = (*found.grade_cells, *found.task_cells)
    commented = (*found.solution_cells, *found.task_cells)
    return _Notebook(
        found.id,
        {cell.name: cell.id for cell in graded},
        {cell.name: cell.id for cell in commented},
    )


def _row(notebook: str, cell: str, value: Any) -> dict[str, Any]:
    return {"a_notebook": notebook, "a_cell": cell, "a_value": value}


def _statement(kind: Any, **values: Any) -> Any:
    """Make the update of one entry; all of a submission's go through it at once."""
    here = kind.notebook_id == bindparam("a_notebook"), kind.cell_id == bindparam("a_cell")
    return update(kind.__table__).where(*here).values(**values)


# As nbgrader has it: a person looks again at what a person has scored, and at what has no score.
_SCORES = _statement(
    api.Grade,
    auto_score=bindparam("a_value"),
    needs_manual_grade=case(
        (api.Grade.manual_score.is_not(null()), True), else_=bindparam("by_hand")
    ),
)
_COMMENTS = _statement(api.Comment, auto_comment=bindparam("a_value"))


def _write_rows(session: Session, statement: Any, rows: list[dict[str, Any]]) -> None:
    if statement is _SCORES:
        rows = [{**row, "by_hand": row["a_value"] is None} for row in rows]
    if rows:
        session.connection().execute(statement, rows)


def _unreachable(error: SQLAlchemyError) -> GradebookError:
    what = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
    if "locked" in what:
        return GradebookError(
            f"Another program has kept the gradebook locked for {LOCKED_SECONDS:g} seconds. Close "
            "it, then run the same command again: it goes on where it stopped."
        )
    return GradebookError(
        f"The gradebook can't be used ({what}). See db_url in nbgrader_config.py; the same command "
        "goes on where this one stopped."
    )
