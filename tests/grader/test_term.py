"""A whole term: forty students, six weekly assignments, and what happens on the way."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest
from nbgrader.api import Gradebook
from weekly_class import grade_week, submit

from grader.authoring import split
from grader.classroom import run
from grader.classroom.appeals import failing_inputs
from grader.classroom.feedback import write_feedback
from grader.cli import main
from grader.course import table
from grader.course.collect import collect
from grader.course.export import export
from grader.course.table import read_gradebook
from grader.judging import trials
from grader.misconceptions import MISCONCEPTIONS
from grader.this_course import COURSE
from testcases import bring_functions, tolerance

WEEKS = [*split.weekly(COURSE)]
STUDENTS = [f"s{number:02}" for number in range(1, 41)]
# What each week is worth, without the written answers. The numbers are written here once more, so
# that the totals don't come from what they check.
WORTH = dict(zip(WEEKS, (12, 22, 12, 32, 22, 12), strict=True))
DROPPED, ITS_POINTS = "L_layer_model", 10
BY_HAND = 2
# Each mistake costs its own points, in its own week.
MISTAKES = {
    "s02": ("dw-not-averaged", 3, 3),
    "s03": ("step-uphill", 4, 5),
    "s04": ("cost-without-minus", 2, 10),
    "s05": ("forward-without-b", 1, 3),
    "s06": ("caches-in-front", 1, 4),
    "s07": ("deep-a-tenth", 0, 3),
}
SHARE = 0.5  # of the whole network, for a function of it
# The network is the same without the cost, which is only printed.
UNUSED = ("cost-without-minus", "deep-a-tenth")
ROUNDS, NO_SECOND_WEEK, NEVER, LATE, AGAIN, DAMAGED = "s08", "s09", "s10", "s11", "s12", "s13"
ROUNDED = (
    "def compute_cost(AL, Y):\n"
    "    losses = Y * np.log(AL) + (1 - Y) * np.log(1 - AL)\n"
    "    return float(np.round(-np.mean(losses), 4))"
)
DUE = "2026-11-20 23:59:00 UTC"


def roster() -> str:
    """Give the gradebook that Canvas exports."""
    columns = [f"{name} ({4700 + number})" for number, name in enumerate(WEEKS)]
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(["Student", "ID", "SIS Login ID", "Section", *columns])
    rows.writerow(["    Points Possible", "", "", "", *(100 for _ in columns)])
    for number, student in enumerate(STUDENTS, start=1):
        name = f"Last{number}, First{number}"
        rows.writerow([name, 1000 + number, student, "A", *("" for _ in columns)])
    return out.getvalue()


def hand_in(course, student, week):
    """Submit a week's work as this student does it."""
    if student == NEVER or student == NO_SECOND_WEEK and week == WEEKS[1]:
        return
    changed = {}
    if student in MISTAKES:
        mistake = MISCONCEPTIONS[MISTAKES[student][0]]
        changed[mistake.exercise] = mistake.source
    if student == ROUNDS:
        changed["compute_cost"] = ROUNDED
    if student == AGAIN and week == WEEKS[3]:
        changed["linear_backward"] = MISCONCEPTIONS["dw-not-averaged"].source
    folder = submit(course, student, week, **changed)
    day = "21" if student == LATE and week == WEEKS[2] else "19"
    (folder / "timestamp.txt").write_text(f"2026-11-{day} 10:00:00 UTC")
    if student == DAMAGED and week == WEEKS[0]:
        path = folder / f"{week}.ipynb"
        text = path.read_text()
        path.write_text(text[: text.index("def initialize_parameters_deep")])


def expected(student, week, corrected) -> float | None:
    """Compute a score without the gradebook; None where nothing was submitted."""
    number = WEEKS.index(week)
    if student == NEVER or student == NO_SECOND_WEEK and number == 1:
        return None
    if student == LATE and number == 2:
        # The penalty is computed when the work is graded. Until then, an answer graded by hand
        # afterwards counts.
        return 0.0 if corrected else float(BY_HAND)
    score = WORTH[week]
    if number == 4:
        score -= ITS_POINTS
    if number == 2:
        score += BY_HAND
    if student == DAMAGED and number == 0:
        return 5.0  # the first function is all that could be read
    lost = {2: 10} if student == ROUNDS and not corrected else {}
    if student in MISTAKES:
        slug, when, points = MISTAKES[student]
        lost = {when: points, 5: 0 if slug in UNUSED else SHARE}
    return score - lost.get(number, 0)


def canvas_archive(course, week) -> bytes:
    """Pack what was submitted as Canvas does."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number, student in enumerate(STUDENTS, start=1):
            for path in sorted((course / "submitted" / student / week).glob("*.ipynb")):
                name = f"last{number}first{number}_{1000 + number}_{number}_{path.name}"
                archive.writestr(name, path.read_bytes())
    return out.getvalue()


def through_canvas(course, week, tmp_path):
    """Take a week's submissions out of the course, and collect them from a download."""
    (tmp_path / "download.zip").write_bytes(canvas_archive(course, week))
    (course / "submitted").rename(tmp_path / "before")
    (course / "submitted").mkdir()
    assert collect(course, tmp_path / "download.zip", week).absent == [NEVER]


def exported(course, week) -> dict[str, float]:
    """Read a week's scores from the file for Canvas, by its number of the student."""
    header, _, *rows = csv.reader(io.StringIO(export(course, "canvas", week).text))
    [place] = [n for n, column in enumerate(header) if column.startswith(f"{week} (")]
    return {row[header.index("SIS Login ID")]: float(row[place]) for row in rows if row[place]}


def grade_by_hand(course, week):
    """Give everybody the same points for an answer, as formgrader does."""
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        for one in book.assignment_submissions(week):
            grade = book.find_grade("question_loss", week, week, one.student.id)
            grade.manual_score, grade.needs_manual_grade = BY_HAND, False
        book.db.commit()


def run_weeks(course, tmp_path):
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        book.update_or_create_assignment(WEEKS[2], duedate=DUE)
    for week in WEEKS:
        for student in STUDENTS:
            hand_in(course, student, week)
        if week == WEEKS[0]:
            through_canvas(course, week, tmp_path)
        summary = grade_week(course, week, workers=2)
        assert summary.failed == {}
        assert write_feedback(course, week, quiet=True).count == summary.graded
        if week == WEEKS[2]:
            grade_by_hand(course, week)
        if week == WEEKS[3]:
            submit(course, AGAIN, week)
            assert grade_week(course, week).graded == 1
        if week == WEEKS[4]:
            assert main(["drop", DROPPED, "--course", str(course), "--quiet"]) == 0
            assert grade_week(course, week, workers=2).changed == {"release": 39}


def assert_all_as_expected(course, corrected):
    for week in WEEKS:
        due = {student: expected(student, week, corrected) for student in STUDENTS}
        due = {student: score for student, score in due.items() if score is not None}
        assert {row.student: row.total for row in read_gradebook(course, week).rows} == due
        assert exported(course, week) == due


@pytest.mark.exhaustive
@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own
def test_a_term(term, tmp_path, monkeypatch, capsys):
    with (term / "nbgrader_config.py").open("a") as file:
        file.write('\nc.LateSubmissionPlugin.penalty_method = "zero"\n')
    (tmp_path / "canvas.csv").write_text(roster())
    files = ["roster", "import", str(tmp_path / "canvas.csv"), "--course", str(term), "--quiet"]
    assert main(files) == 0
    run_weeks(term, tmp_path)
    assert_all_as_expected(term, corrected=False)
    # An appeal: the rounded cost was right by the task, and the test too strict.
    assert failing_inputs(term, ROUNDS, "compute_cost", WEEKS[2])[1] > 0
    monkeypatch.setattr(tolerance, "RELATIVE", 1e-2)
    monkeypatch.setattr(tolerance, "ABSOLUTE", 1e-3)
    monkeypatch.setattr(trials, "_verdicts", {})  # a correction comes with a new process
    for module in (run, table):
        monkeypatch.setattr(module, "version_of_tests", lambda *which: "corrected")
    assert len(read_gradebook(term, WEEKS[2]).outdated) == 39
    for week in WEEKS:
        regraded = grade_week(term, week, workers=2)
        assert regraded.changed == {"tests": regraded.graded}
        assert regraded.outdated == []
    assert_all_as_expected(term, corrected=True)
    at_home(term, tmp_path, monkeypatch, capsys)


def at_home(course, tmp_path, monkeypatch, capsys):
    """Load the functions in the last notebook, with a folder for each assignment."""
    home = tmp_path / "home"
    for week in WEEKS:
        (home / week / "testcases").mkdir(parents=True)
        text = (course / "submitted/s01" / week / f"{week}.ipynb").read_text()
        (home / week / f"{week}.ipynb").write_text(text)
    monkeypatch.chdir(home / WEEKS[-1])
    capsys.readouterr()
    bring_functions({}, "compute_cost", "L_layer_model")
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("✓ compute_cost (../03-cost/03-cost, saved ")
    assert second.startswith("✓ L_layer_model (../05-training/05-training, saved ")
