"""nbgrader's gradebook, written for a whole class; on SQLite, PostgreSQL or another database."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbgrader import api
from nbgrader.utils import is_grade, is_solution, parse_utc
from sqlalchemy import Boolean, Float, and_, bindparam, case, func, insert, null, select, update
from sqlalchemy.orm import Session

from grader.cells import grade_id_of
from grader.course.answers import unchanged
from grader.course.database import retry_while_locked
from grader.errors import GradebookError, UnknownStudent
from grader.grading import Graded


@dataclass(frozen=True)
class _Notebook:
    """A notebook of the assignment: its id, and the ids of its cells by their names."""

    id: str
    graded: dict[str, str]
    commented: dict[str, str]


class Writer:
    """
    Writes a class's scores into the gradebook, one transaction a submission.

    It writes what nbgrader's own autograding writes: automatic scores and comments. Manual scores
    and comments stay. nbgrader asks for a second look at every manual score; here it is asked for
    where the answer, the points or the automatic score have changed.

    Parameters
    ----------
    app : from `load_course`; its configuration says where the gradebook is, whether students who
        are not in it are added, and the penalty for late submissions
    assignment : the assignment's name
    released : for each notebook's name, what the students were given
    wait : called once when another program has locked the gradebook

    Raises
    ------
    GradebookError
        If the gradebook can't be opened, or lacks the assignment or one of its cells.
    """

    def __init__(
        self,
        app: Any,
        assignment: str,
        released: Mapping[str, NotebookNode],
        wait: Callable[[], None],
    ) -> None:
        self._wait = wait
        self._name = assignment
        self._db_url = app.coursedir.db_url
        self._creates = app.config.get("Autograde", {}).get("create_student", True)
        self._app = app
        if not {"AssignLatePenalties", "LateSubmissionPlugin"}.isdisjoint(app.config):
            _ = self._late_plugin  # what the course configures may be in error
        self._gradebook, found = retry_while_locked(
            self._wait, lambda: self._open(app.coursedir.course_id)
        )
        self._assignment, self._notebooks = found
        self._check_cells(released)
        with Session(self._gradebook.engine) as session:
            self._has_roster = session.scalar(select(api.Student.id).limit(1)) is not None
        self.new: list[str] = []

    @functools.cached_property
    def _late_plugin(self) -> Any:
        from nbgrader.preprocessors import AssignLatePenalties  # takes long to load

        penalties = AssignLatePenalties(parent=self._app)
        penalties.init_plugin()
        return penalties.plugin_inst

    def _open(self, course_id: str) -> tuple[api.Gradebook, tuple[str, dict[str, _Notebook]]]:
        gradebook = api.Gradebook(self._db_url, course_id)
        try:
            found = gradebook.find_assignment(self._name)
        except api.MissingEntry:
            raise GradebookError(
                f"The gradebook has no assignment {self._name}. "
                f"Run: nbgrader generate_assignment {self._name}"
            ) from None
        notebooks = {one.name: _notebook(one) for one in found.notebooks}
        assignment = found.id
        # Nothing is kept open between two submissions.
        gradebook.db.remove()
        return gradebook, (assignment, notebooks)

    def _check_cells(self, released: Mapping[str, NotebookNode]) -> None:
        for name, notebook in released.items():
            known = self._notebooks.get(name) or _Notebook("", {}, {})
            for cell in notebook.cells:
                grade_id = grade_id_of(cell)
                graded = is_grade(cell) and grade_id not in known.graded
                if graded or is_solution(cell) and grade_id not in known.commented:
                    raise GradebookError(
                        f"The gradebook has no cell {grade_id} of {name}.ipynb: the release is of "
                        "another version than the gradebook. Run: nbgrader generate_assignment "
                        f"{self._name} --force. If something has been graded, nbgrader accepts no "
                        "new cells; restore the earlier source instead."
                    )

    def entered(self) -> set[str]:
        """Name the students whose submissions of the assignment the gradebook holds."""
        kind = api.SubmittedAssignment
        with Session(self._gradebook.engine) as session:
            rows = session.scalars(
                select(kind.student_id).where(kind.assignment_id == self._assignment)
            )
            return {*rows}

    def close(self) -> None:
        """Let go of the gradebook."""
        self._gradebook.close()

    def write(self, student: str, graded: Graded, timestamp: datetime | None, before: Path) -> None:
        """
        Write one submission's scores, comments and late penalties: all of them, or none.

        Parameters
        ----------
        student : the student's id
        graded : the result of the grading
        timestamp : when it was submitted, if that is known
        before : the folder with the notebooks of the last grading, if there was one

        Raises
        ------
        GradebookError
            If the gradebook stays locked, or can't be written.
        UnknownStudent
            If the student is not in the gradebook and must not be added.
        """
        retry_while_locked(
            self._wait, lambda: self._in_one_step(student, graded, timestamp, before)
        )

    def _in_one_step(self, *what: Any) -> None:
        with Session(self._gradebook.engine) as session, session.begin():
            self._write(session, *what)

    def _write(
        self,
        session: Session,
        student: str,
        graded: Graded,
        timestamp: datetime | None,
        before: Path,
    ) -> None:
        """Write all of a submission."""
        submission, is_new = self._submission(session, student, timestamp)
        places = self._places(session, submission.id, is_new)
        scores, comments = [], []
        # A new submission has no scores by hand.
        by_hand = not is_new and self._by_hand(session, places)
        same = unchanged(before, graded.notebooks) if by_hand else set()
        for name, notebook in self._notebooks.items():
            here = places[notebook.id]
            # A notebook that was not submitted has nothing to grade by hand either.
            given = graded.scores.get(name, dict.fromkeys(notebook.graded, 0.0))
            scores += [
                {**_row(here, notebook.graded[n], s), "same": (name, n) in same}
                for n, s in given.items()
            ]
            said = graded.comments.get(name, {}).items()
            comments += [_row(here, notebook.commented[n], text) for n, text in said]
        self._enter(session, api.Grade, places, scores, is_new)
        self._enter(session, api.Comment, places, comments, is_new)
        if not is_new:
            _set_penalty(session, [*places.values()], None)
        self._punish(session, submission, [places[self._notebooks[n].id] for n in graded.scores])

    def _punish(self, session: Session, submission: Any, submitted: list[str]) -> None:
        """Enter the late penalty, as the course's plug-in computes it."""
        late = submission.total_seconds_late
        if late <= 0:
            return
        kind = api.Grade
        cells = [cell for one in self._notebooks.values() for cell in one.graded.values()]
        rows = session.execute(
            select(kind.notebook_id, func.sum(kind.score))
            .where(kind.cell_id.in_(cells), kind.notebook_id.in_(submitted))
            .group_by(kind.notebook_id)
        )
        for place, score in (dict.fromkeys(submitted, 0.0) | dict(rows.all())).items():
            penalty = self._late_plugin.late_submission_penalty(submission.student_id, score, late)
            if penalty is not None:
                _set_penalty(session, [place], min(max(penalty, 0), score))

    def _submission(
        self, session: Session, student: str, timestamp: datetime | None
    ) -> tuple[Any, bool]:
        """Find a student's submission, or enter it; say whether it is new."""
        where = {"assignment_id": self._assignment, "student_id": student}
        found = session.scalar(select(api.SubmittedAssignment).filter_by(**where))
        is_new = found is None
        if is_new:
            if session.scalar(select(api.Student.id).filter_by(id=student)) is None:
                if not self._creates:
                    raise UnknownStudent(student)
                session.execute(insert(api.Student), [{"id": student}])
                if self._has_roster:
                    self.new.append(student)
            found = api.SubmittedAssignment(**where)
            session.add(found)
        if timestamp is not None:
            found.timestamp = parse_utc(timestamp)
        session.flush()
        return found, is_new

    def _places(self, session: Session, submission: str, is_new: bool) -> dict[str, str]:
        """Give for each notebook's id that of the submitted one; enter those that are missing."""
        kind = api.SubmittedNotebook
        places: dict[str, str] = {}
        if not is_new:
            rows = session.execute(
                select(kind.notebook_id, kind.id).where(
                    # The notebooks too: the rows are indexed by both.
                    kind.notebook_id.in_([one.id for one in self._notebooks.values()]),
                    kind.assignment_id == submission,
                )
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
            session.connection().execute(insert(kind.__table__), made)
        return places | {row["notebook_id"]: row["id"] for row in made}

    def _enter(
        self,
        session: Session,
        kind: Any,
        places: Mapping[str, str],
        rows: list[dict[str, Any]],
        is_new: bool,
    ) -> None:
        """Enter each cell's grade or comment, empty if no row is given; change what is there."""
        wanted = [
            (places[one.id], cell)
            for one in self._notebooks.values()
            for cell in (one.graded if kind is api.Grade else one.commented).values()
        ]
        there: set[tuple[str, str]] = set()
        if not is_new:
            rows_there = session.execute(
                select(kind.notebook_id, kind.cell_id).where(
                    kind.cell_id.in_([cell for _, cell in wanted]),
                    kind.notebook_id.in_([*places.values()]),
                )
            )
            there = {tuple(row) for row in rows_there}
        given = {(row["a_notebook"], row["a_cell"]): row for row in rows}
        missing = [_entry(kind, *place, given.get(place)) for place in wanted if place not in there]
        if missing:
            session.connection().execute(insert(kind.__table__), missing)
        _write_rows(session, kind, [row for place, row in given.items() if place in there])

    def _by_hand(self, session: Session, places: Mapping[str, str]) -> bool:
        """Say whether a person has entered a score in one of a submission's notebooks."""
        cells = [cell for one in self._notebooks.values() for cell in one.graded.values()]
        query = select(api.Grade.id).where(
            # The cells too: the rows are indexed by both.
            api.Grade.cell_id.in_(cells),
            api.Grade.notebook_id.in_([*places.values()]),
            api.Grade.manual_score.is_not(null()),
        )
        return session.scalar(query.limit(1)) is not None


def _notebook(found: Any) -> _Notebook:
    graded = (*found.grade_cells, *found.task_cells)
    commented = (*found.solution_cells, *found.task_cells)
    return _Notebook(
        found.id,
        {cell.name: cell.id for cell in graded},
        {cell.name: cell.id for cell in commented},
    )


def _set_penalty(session: Session, places: list[str], penalty: float | None) -> None:
    session.execute(
        update(api.SubmittedNotebook)
        .where(api.SubmittedNotebook.id.in_(places))
        .values(late_submission_penalty=penalty)
        .execution_options(synchronize_session=False)
    )


def _row(notebook: str, cell: str, value: Any) -> dict[str, Any]:
    return {"a_notebook": notebook, "a_cell": cell, "a_value": value}


def _entry(kind: Any, notebook: str, cell: str, row: Mapping[str, Any] | None) -> dict[str, Any]:
    """Make a new entry with a row's value, as `_SCORES` and `_COMMENTS` would leave it."""
    entry = {"notebook_id": notebook, "cell_id": cell}
    value = row and row["a_value"]
    if kind is api.Comment:
        return {**entry, "auto_comment": value}
    by_hand = row is not None and value is None
    return {**entry, "auto_score": value, "needs_manual_grade": by_hand}


def _statement(kind: Any, **values: Any) -> Any:
    """Make the update of one entry; all of a submission's go through it at once."""
    here = kind.notebook_id == bindparam("a_notebook"), kind.cell_id == bindparam("a_cell")
    return update(kind.__table__).where(*here).values(**values)


# A person looks at entries without a score, and again at a manual score if what it is for changed.
_SAME = and_(
    bindparam("same", type_=Boolean),
    api.Grade.auto_score.is_not_distinct_from(bindparam("a_value", type_=Float)),
)
_SCORES = _statement(
    api.Grade,
    auto_score=bindparam("a_value", type_=Float),
    needs_manual_grade=case(
        (api.Grade.manual_score.is_(null()), bindparam("by_hand", type_=Boolean)),
        (_SAME, api.Grade.needs_manual_grade),
        else_=True,
    ),
)
_COMMENTS = _statement(api.Comment, auto_comment=bindparam("a_value"))


def _write_rows(session: Session, kind: Any, rows: list[dict[str, Any]]) -> None:
    if kind is api.Grade:
        rows = [{**row, "by_hand": row["a_value"] is None} for row in rows]
    if rows:
        session.connection().execute(_SCORES if kind is api.Grade else _COMMENTS, rows)
