"""The feedback says what the gradebook says, and nothing that a student wrote is interpreted."""

from __future__ import annotations

import base64
import re
import shutil
from html.parser import HTMLParser

import nbformat
import pytest
from nbgrader.api import Gradebook
from small_class import CLASS, FULL, grade, write_class

from grader.classroom.feedback import write_feedback
from grader.classroom.feedback_page import code, markdown
from grader.classroom.formulas import formula
from grader.cli import main
from grader.course.open import run_nbgrader
from grader.course.table import read_gradebook

pytestmark = pytest.mark.slow

SCRIPT = "<script>alert(1)</script>"
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"0" * 20).decode()


class Elements(HTMLParser):
    """Collects the tags of a page, and all that it would load or run."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.loads: list[str] = []
        self.ids: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        for name, value in attrs:
            assert not name.startswith("on"), (tag, attrs)
            if name == "id":
                self.ids.append(value)
            # A link to the web loads nothing until somebody follows it.
            followed = tag == "a" and value.startswith("https://")
            if name in ("src", "href", "action", "data", "poster") and not followed:
                self.loads.append(value or "")


@pytest.fixture(scope="module")
def graded(released, tmp_path_factory):
    """A class of six that is graded; not to be changed."""
    course = tmp_path_factory.mktemp("feedback") / "course"
    shutil.copytree(released, course)
    write_class(course)
    grade(course)
    return course


@pytest.fixture
def course(graded, tmp_path):
    shutil.copytree(graded, tmp_path / "course")
    return tmp_path / "course"


def page_of(course, student, name="index"):
    return (course / "feedback" / student / "dnn" / f"{name}.html").read_text(encoding="utf-8")


def test_each_student_has_a_page_with_the_gradebooks_totals(course):
    assert write_feedback(course) == len(CLASS)
    for row in read_gradebook(course).rows:
        assert f">All notebooks: {row.total:g} of " in page_of(course, row.student)
    names = {path.name for path in (course / "feedback/ada/dnn").iterdir()}
    graded = {f"{path.stem}.html" for path in (course / "autograded/ada/dnn").glob("*.ipynb")}
    assert names == {"index.html", *graded}


def test_a_page_says_what_to_fix_first_and_shows_report_and_code(course):
    write_feedback(course)
    ben = page_of(course, "ben", "04-backward")
    assert 'fix <a href="04-backward.html#linear_backward">' in ben
    assert "(7 of 10)" in ben
    cell = next(
        cell
        for cell in nbformat.read(course / "autograded/ben/dnn/04-backward.ipynb", 4).cells
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "check_linear_backward"
    )
    assert cell.outputs[0].data["text/html"] in ben
    assert "np.dot" in re.sub("<[^>]*>", "", ben)
    assert f">All notebooks: {FULL:g} of " in page_of(course, "ada")
    assert 'fix <a href="01-initialization.html#question_zeros">' in page_of(course, "ada")


def test_the_table_of_contents_names_the_exercises(course):
    write_feedback(course, students=["cleo"])
    assert [path.name for path in (course / "feedback").iterdir()] == ["cleo"]
    page = page_of(course, "cleo", "05-training")
    assert '<a href="#update_parameters"><code>update_parameters</code></a>' in page
    assert '<section class="exercise" id="update_parameters"' in page
    ids = Elements(page_of(course, "cleo")).ids
    assert len(ids) == len(set(ids))
    assert {"update_parameters", "linear_forward", "question_averages"} < set(ids)


def test_a_persons_comment_score_and_penalty_are_on_the_page(course):
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        where = ("04-backward", "dnn", "ada")
        book.find_comment("question_averages", *where).manual_comment = f"Well put. {SCRIPT}"
        grade_ = book.find_grade("question_averages", *where)
        grade_.manual_score, grade_.needs_manual_grade = 2.0, False
        book.find_grade(
            "question_zeros", "01-initialization", "dnn", "ada"
        ).needs_manual_grade = True
        book.find_grade("question_zeros", "01-initialization", "dnn", "ada").auto_score = None
        book.find_submission_notebook(*where).late_submission_penalty = 1.5
        book.db.commit()
    write_feedback(course)
    page = page_of(course, "ada", "04-backward")
    assert "Well put. &lt;script&gt;" in page
    assert "2 of 3 points" in page
    assert "after 1.5 taken off for a late submission" in page
    assert f"The whole assignment: {FULL + 2 - 1.5:g} of " in page
    assert "Still to be graded by a person: question_zeros." in page


@pytest.mark.exhaustive
def test_several_processes_write_the_same_pages(course, monkeypatch):
    write_feedback(course)
    before = {p: p.read_text() for p in (course / "feedback").rglob("*.html")}
    shutil.rmtree(course / "feedback")
    monkeypatch.setattr("grader.classroom.feedback._WORTH_A_PROCESS", 2)
    write_feedback(course, workers=2)
    assert {p: p.read_text() for p in (course / "feedback").rglob("*.html")} == before


def test_what_was_there_is_replaced_as_a_whole(course):
    stale = course / "feedback/ada/dnn/old.html"
    stale.parent.mkdir(parents=True)
    stale.write_text("old")
    (course / "autograded/ada/dnn/submission_secret.txt").write_text("secret")
    write_feedback(course)
    assert not stale.exists()
    assert (stale.parent / "submission_secret.txt").read_text() == "secret"
    assert [path.name for path in stale.parent.parent.iterdir()] == ["dnn"]


@pytest.mark.exhaustive
def test_nbgraders_own_command_goes_on_working(course):
    write_feedback(course)
    run_nbgrader(
        course, "generate_feedback", "dnn", "--student", "ada", "--force", log=course / "l"
    )
    assert "MathJax" in page_of(course, "ada", "04-backward")


def test_of_whom_nothing_is_graded_it_says_so(course, capsys):
    assert main(["feedback", "--course", str(course), "zoe"]) == 1
    assert capsys.readouterr().err.splitlines()[-1] == (
        "grader: zoe has no graded work in dnn. Run: grader autograde zoe --assignment dnn"
    )


def test_the_command_writes_the_pages_of_those_who_are_named(course, capsys):
    assert main(["feedback", "--course", str(course), "ada", "ben"]) == 0
    assert capsys.readouterr().out == (
        "Wrote feedback for 2 students: feedback/STUDENT/ASSIGNMENT/index.html.\n"
    )
    assert sorted(path.name for path in (course / "feedback").iterdir()) == ["ada", "ben"]


def test_nothing_that_a_student_wrote_is_interpreted(course):
    """Code, words, formulas, links and pictures of one who would like it to be."""
    path = course / "autograded/ada/dnn/04-backward.ipynb"
    path.chmod(0o644)
    notebook = nbformat.read(path, 4)
    for cell in notebook.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        if grade_id == "linear_backward":
            cell.source = f"x = '</code></pre>{SCRIPT}'"
        if grade_id == "question_averages":
            cell.source = (
                f"{SCRIPT} <img src=x onerror=alert(1)> [a](javascript:alert(1)) "
                '![b](https://tracker.example/x.png) <https://a.example/?" onclick=x> '
                f"$\\text{{</math>{SCRIPT}}}$ $\\href{{javascript:alert(1)}}{{x}}$ "
                "$\\style{background:url(https://tracker.example)}{x}$ ![p](attachment:p.png)"
            )
            cell.attachments = {
                "p.png": {"image/png": PNG},
                "q.svg": {"image/svg+xml": base64.b64encode(b"<svg onload=alert(1)>").decode()},
                "r.png": {"image/png": "'><script>"},
            }
    nbformat.write(notebook, path)
    write_feedback(course)
    for name in ("04-backward", "index"):
        page = page_of(course, "ada", name)
        found = Elements(page)
        assert not found.tags & {"script", "iframe", "object", "embed", "svg", "form", "base"}
        for address in found.loads:
            assert re.match(r"#|[\w-]+\.html(#|$)|data:image/png;base64,", address)
        assert f"data:image/png;base64,{PNG}" in found.loads
        assert "Content-Security-Policy" in page
        assert "default-src 'none'" in page


@pytest.mark.parametrize(
    "tex, shown",
    [
        (r"\frac{1}{m}", "<mfrac>"),
        (r"W^{[l]}", "<msup>"),
        (r"\begin{bmatrix} 1 & 2 \end{bmatrix}", "<mtable>"),
    ],
)
def test_a_formula_is_drawn_by_the_browser_itself(tex, shown):
    assert formula(tex).startswith("<math ")
    assert shown in formula(tex)
    assert shown in markdown(f"Let ${tex}$ be.")


@pytest.mark.parametrize(
    "tex",
    [
        r"\frac{",
        r"\left( x",
        rf"\text{{</math>{SCRIPT}}}",
        r"\href{javascript:alert(1)}{x}",
        r"\style{color:red}{x}",
        "x" * 3000,
        "{" * 1500,
    ],
)
def test_what_is_no_plain_formula_is_shown_as_its_source(tex):
    assert formula(tex).startswith("<code>")
    assert Elements(formula(tex)).tags == {"code"}


def test_code_is_shown_as_it_was_written():
    source = "def f(x):\n    return x < 1 and '</pre>'\n"
    text = re.sub("<[^>]*>", "", code(source))
    assert text.replace("&lt;", "<").replace("&gt;", ">").replace("&#39;", "'") == source
