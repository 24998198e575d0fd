"""The feedback says what the gradebook says, and nothing that a student wrote is interpreted."""

from __future__ import annotations

import base64
import io
import json
import os
import re
import shutil
import threading

import nbformat
import pytest
from html_page import Page
from markupsafe import Markup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgrader.api import Gradebook
from nbgrader.apps.api import NbGraderAPI
from PIL import Image
from small_class import CLASS, FULL, add_cell, grade, write_class

from grader.classroom.feedback import CHANGED, WAITING, _read_graded, write_feedback
from grader.classroom.feedback_page import Entry, Graded, Part, code, markdown, part_of, render
from grader.classroom.formulas import formula
from grader.cli import main
from grader.course.open import load_course, run_nbgrader
from grader.course.table import Row, read_gradebook
from grader.submissions import figures
from grader.submissions.pictures import DAMAGED, NOT_SHOWN
from grader.submissions.reader import ENDED

pytestmark = pytest.mark.slow

SCRIPT = "<script>alert(1)</script>"
SVG = f"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'>{SCRIPT}</svg>"


def png(color: str = "red", behind: bytes = b"") -> str:
    """Encode a small picture, with something behind its end."""
    file = io.BytesIO()
    Image.new("RGB", (3, 2), color).save(file, "PNG", compress_level=0)
    return base64.b64encode(file.getvalue() + behind).decode()


# Figures as they are in a submission, and what else its outputs may hold.
FIGURES = [{"image/png": png(), "text/plain": "The cost over the iterations"}]
HOSTILE = [
    {"image/png": png("blue", SCRIPT.encode()), "text/plain": f"'>{SCRIPT}"},
    {"image/png": base64.b64encode(SVG.encode()).decode()},
    {"image/png": f"'>{SCRIPT}"},
    {"image/svg+xml": SVG},
    {"text/html": f"{SCRIPT}<iframe src='https://tracker.example'></iframe>", "text/plain": "x"},
    {"application/javascript": "alert(1)"},
    {"text/markdown": f"[a](javascript:alert(1)) {SCRIPT}"},
]


def draw(course, student, outputs):
    """Put outputs into a cell of the student's own, below the check of linear_backward."""
    said = [{"output_type": "display_data", "data": d, "metadata": {}} for d in outputs]
    said.append({"output_type": "stream", "name": "stdout", "text": SCRIPT})
    said.append({"output_type": "error", "ename": SCRIPT, "evalue": "", "traceback": [SCRIPT]})
    cell = {"source": "plot(costs)", "outputs": said, "metadata": {"tags": [SCRIPT]}}
    add_cell(course, student, "check_linear_backward", "04-backward", cell)


@pytest.fixture(scope="module")
def graded(released, tmp_path_factory):
    """A class of six that is graded; not to be changed."""
    course = tmp_path_factory.mktemp("feedback") / "course"
    shutil.copytree(released, course)
    write_class(course)
    draw(course, "ben", FIGURES)
    draw(course, "fay", HOSTILE)
    grade(course)
    return course


@pytest.fixture
def course(graded, tmp_path):
    shutil.copytree(graded, tmp_path / "course")
    return tmp_path / "course"


def page_of(course, student, name="index"):
    return (course / "feedback" / student / "dnn" / f"{name}.html").read_text(encoding="utf-8")


def test_each_student_has_a_page_with_the_gradebooks_totals(course):
    assert write_feedback(course).count == len(CLASS)
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
    for piece in re.split("<table|</table>", cell.outputs[0].data["text/html"]):
        assert piece in ben
    assert "np.dot" in re.sub("<[^>]*>", "", ben)
    assert f">All notebooks: {FULL:g} of " in page_of(course, "ada")
    assert 'answer <a href="01-initialization.html#question_zeros">' in page_of(course, "ada")


def test_a_function_that_is_missing_is_to_be_written(course):
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        comment = book.find_comment("linear_backward", "04-backward", "dnn", "ben")
        comment.auto_comment = "linear_backward: not written yet."
        book.db.commit()
    write_feedback(course, students=["ben"])
    assert 'write <a href="04-backward.html#linear_backward">' in page_of(course, "ben")


def test_a_notebook_without_exercises_says_so(course):
    write_feedback(course, students=["ben"])
    page = page_of(course, "ben", "00-how-it-works")
    assert "No exercise of this notebook is graded." in page
    assert "<table" not in page
    assert "0 of 0" not in re.search("<nav.*?</nav>", page, re.DOTALL)[0]


def test_the_table_of_contents_names_the_exercises(course):
    write_feedback(course, students=["cleo"])
    assert [path.name for path in (course / "feedback").iterdir()] == ["cleo"]
    page = page_of(course, "cleo", "05-training").replace("<wbr>", "")
    assert '<a href="#update_parameters"><code>update_parameters</code></a>' in page
    assert '<section class="exercise" id="update_parameters"' in page
    ids = Page(page_of(course, "cleo")).ids
    assert len(ids) == len(set(ids))
    assert {"update_parameters", "linear_forward", "question_averages"} < set(ids)


def test_every_link_of_a_page_leads_somewhere_when_index_html_is_missing(course):
    """nbgrader's exchange delivers the pages of the notebooks alone."""
    write_feedback(course, students=["ben"])
    folder = course / "feedback/ben/dnn"
    (folder / "index.html").unlink()
    for path in folder.glob("*.html"):
        check_links(folder, path.stem)


def test_each_page_has_the_totals_of_all_notebooks(course):
    write_feedback(course, students=["ben"])
    table = read_gradebook(course)
    [row] = [row for row in table.rows if row.student == "ben"]
    for name in ("index", "02-forward"):
        nav = re.search("<nav.*?</nav>", page_of(course, "ben", name), re.DOTALL)[0]
        for notebook in {*table.notebooks.values()}:
            cells = [cell for cell, its in table.notebooks.items() if its == notebook]
            earned = sum(row.scores[cell] or 0 for cell in cells)
            points = sum(table.points[cell] for cell in cells)
            assert re.search(rf"{notebook}<.*>{earned:g} of {points:g}<", nav)


def test_of_one_notebook_the_total_is_said_once():
    entry = Entry("f", 2.5, 4.0, *[Markup("")] * 3, "")
    part = Part("03-cost", (entry,))
    text = render("week", Row("ada", {"f": 2.5}), "03-cost", [part], [part])
    said = re.sub("<[^>]*>", "", text.partition("<header>")[2].partition("</header>")[0])
    assert said.count("2.5 of 4 points") == 1
    assert "<nav" not in text


def test_a_students_own_figures_are_on_the_page(course):
    write_feedback(course, students=["ben"])
    for name in ("index", "04-backward"):
        page = page_of(course, "ben", name)
        section = page[page.index('id="linear_backward"') :].partition("</section>")[0]
        assert "alt='The cost over the iterations'" in section
        assert page.count("<img ") == 1
        [data] = re.findall("data:image/png;base64,([^']*)", page)
        with Image.open(io.BytesIO(base64.b64decode(data))) as image:
            assert image.getpixel((0, 0)) == (255, 0, 0)
    assert "<img" not in page_of(course, "ben", "02-forward")


def test_of_files_that_have_changed_no_figures_are_shown(course):
    draw(course, "ben", FIGURES)
    write_feedback(course, students=["ben"])
    page = page_of(course, "ben", "04-backward")
    assert CHANGED in page
    assert "<img" not in page


def test_figures_of_files_that_end_the_reader_are_left_out(course, monkeypatch):
    monkeypatch.setattr(figures, "find_notebooks", lambda *_: os._exit(1))
    # Its next process is forked, and so knows the change, whatever threads other tests have left.
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    write_feedback(course, students=["ben"])
    assert f"Your figures are missing here. {ENDED}" in page_of(course, "ben")
    assert CHANGED not in page_of(course, "ben")


def test_figures_without_files_are_left_out(course):
    shutil.rmtree(course / "submitted/ben")
    (course / "submitted/fay/dnn").rename(course / "elsewhere")
    (course / "submitted/fay/dnn").symlink_to(course / "elsewhere")
    write_feedback(course)
    for student in ("ben", "fay"):
        assert "<img" not in page_of(course, student)


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


def test_a_graded_notebook_is_read_as_nbformat_reads_it(tmp_path):
    outputs = [
        new_output("stream", text="a\nb\n"),
        new_output("display_data", data={"text/html": "<b>\na</b>", "text/plain": "a\n"}),
        new_output("execute_result", data={"text/plain": "1"}, execution_count=1),
        new_output("error", ename="E", evalue="e", traceback=["a", "b"]),
    ]
    cells = [new_code_cell("f(x)\n# a", outputs=outputs), new_markdown_cell("# a\n\nb")]
    notebook = new_notebook(cells=cells, metadata={"own": {"a": 1}})
    path = tmp_path / "a.ipynb"
    nbformat.write(notebook, path)
    assert '"b\\n"\n' in path.read_text()  # lines in a list
    assert _read_graded(path) == nbformat.read(path, 4) == notebook
    path.write_text(json.dumps(notebook))
    assert _read_graded(path) == notebook


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
@pytest.mark.parametrize("how", ["command", "button"])
def test_nbgraders_own_feedback_goes_on_working(course, how):
    write_feedback(course)
    if how == "command":
        run_nbgrader(
            course, "generate_feedback", "dnn", "--student", "fay", "--force", log=course / "l"
        )
    else:  # formgrader's button calls this
        app = load_course(course)
        made = NbGraderAPI(app.coursedir, config=app.config).generate_feedback("dnn", "fay")
        assert made["success"], made
    page = page_of(course, "fay", "04-backward")
    assert "MathJax" in page
    assert "linear_backward" in page
    assert "alert(1)" not in page  # the outputs of a submission don't get into graded notebooks
    assert not (course / "feedback/fay/dnn/index.html").exists()


@pytest.mark.exhaustive
def test_through_nbgraders_exchange_no_link_is_dead(course, tmp_path):
    """The exchange delivers one page for each submitted notebook."""
    when, secret = "2026-11-20 10:00:00.000000 UTC", "hush"
    exchange, cache = tmp_path / "exchange", tmp_path / "cache"
    exchange.mkdir()
    submitted = cache / f"course101/ben+dnn+{when}"
    shutil.copytree(course / "submitted/ben/dnn", submitted)
    for folder in (course / "submitted/ben/dnn", submitted):
        (folder / "timestamp.txt").write_text(when)
        (folder / "submission_secret.txt").write_text(secret)
    assert grade(course, "ben").graded == 1
    write_feedback(course, students=["ben"])
    settings = [f"--Exchange.root={exchange}", f"--Exchange.cache={cache}"]
    settings += ["--CourseDirectory.course_id=course101", "--student=ben"]
    run_nbgrader(course, "release_feedback", "dnn", *settings, log=tmp_path / "log")
    there = f"--Exchange.assignment_dir={tmp_path}"
    run_nbgrader(course, "fetch_feedback", "dnn", *settings, there, log=tmp_path / "log")
    delivered = tmp_path / "dnn/feedback" / when
    names = {path.stem for path in delivered.glob("*.html")}
    assert names == {path.stem for path in (course / "release/dnn").glob("*.ipynb")}
    for name in names:
        check_links(delivered, name)


def check_links(folder, name) -> None:
    """See that every link of a page leads to a place in one of the pages."""
    page = Page((folder / f"{name}.html").read_text())
    for address in page.loads:
        file, _, place = address.partition("#")
        if not address.startswith("data:"):
            there = Page((folder / file).read_text()) if file else page
            assert not place or place in there.ids, address
    pages = {path.name for path in folder.glob("*.html")} - {f"{name}.html"}
    assert pages <= {address.partition("#")[0] for address in page.loads}


def test_of_whom_nothing_is_graded_it_says_so(course, capsys):
    assert main(["feedback", "--course", str(course), "zoe"]) == 1
    assert capsys.readouterr().err.splitlines()[-1] == (
        "grader: zoe has no graded work in dnn. Run: grader autograde zoe --assignment dnn"
    )


def test_the_command_writes_the_pages_of_those_who_are_named(course, capsys):
    assert main(["feedback", "--course", str(course), "ada", "ben"]) == 0
    assert capsys.readouterr().out == (
        f"Wrote feedback for 2 students: {course}/feedback/*/dnn/index.html\n"
    )
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        for cell, notebook in (("question_loss", "03-cost"), ("question_stall", "05-training")):
            book.find_grade(cell, notebook, "dnn", "ben").needs_manual_grade = True
        book.db.commit()
    assert main(["feedback", "--course", str(course), "ben"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"Wrote feedback for 1 student: {course}/feedback/ben/dnn/index.html",
        WAITING.format(count="2 answers"),
    ]
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
                "p.png": {"image/png": png("green", SCRIPT.encode())},
                "q.svg": {"image/svg+xml": base64.b64encode(b"<svg onload=alert(1)>").decode()},
                "r.png": {"image/png": "'><script>"},
            }
    nbformat.write(notebook, path)
    write_feedback(course)
    for name in ("04-backward", "index"):
        page = page_of(course, "ada", name)
        check_harmless(page)
        assert page.count("<img ") == 1
        assert NOT_SHOWN.format(format="SVG") in page
        assert DAMAGED.format(format="PNG") in page


def check_harmless(page: str) -> None:
    """See that a page has no element that runs or loads anything."""
    found = Page(page)
    assert not found.tags & {"script", "iframe", "object", "embed", "svg", "form", "base", "link"}
    assert "meta" in found.tags
    for address in found.loads:
        assert re.match(r"#|[\w-]+\.html(#|$)|data:image/png;base64,", address)
    for data in re.findall("data:image/png;base64,([^']*)", page):
        assert b"script" not in base64.b64decode(data, validate=True)
    assert "Content-Security-Policy" in page
    assert "default-src 'none'" in page


def test_nothing_of_hostile_outputs_is_interpreted(course):
    write_feedback(course, students=["fay"])
    for name in ("04-backward", "index"):
        page = page_of(course, "fay", name)
        check_harmless(page)
        assert page.count("<img ") == 1  # the one that is a picture
        assert page.count(DAMAGED.format(format="PNG")) == 2
        assert page.count(NOT_SHOWN.format(format="SVG")) == 1
        assert "alert(1)" not in page.replace("&#39;&gt;&lt;script&gt;alert(1)", "")
        assert "tracker" not in page


def test_what_a_cell_put_out_that_nbgrader_ran_is_shown_as_text():
    """In an assignment without the course's exercises, tests run in the student's process."""
    cell = new_code_cell(
        "assert f()",
        metadata={"nbgrader": {"grade_id": "test_f", "grade": True, "points": 7}},
        outputs=[
            new_output("stream", text="printed\n"),
            new_output("display_data", {"text/html": SCRIPT, "text/plain": SCRIPT}),
            new_output("error", ename="E", evalue="", traceback=["\x1b[31mE\x1b[0m: wrong"]),
            new_output("execute_result", {"text/plain": "7"}, execution_count=1),
        ],
    )
    book, row = new_notebook(cells=[cell]), Row("ada", {"test_f": 7.0})
    [entry] = part_of(Graded("own", book, row, {"test_f": 7.0}, {}, reported=False)).entries
    assert entry.report == ("<pre>printed\n\n&lt;script&gt;alert(1)&lt;/script&gt;\nE: wrong</pre>")


ELSEWHERE = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "vbscript:x",
    "data:image/png;base64,AAAA",
    "data:text/html,x",
    "file:///etc/passwd",
    "//a.example",
    "/formgrader",
)


@pytest.mark.parametrize("address", ELSEWHERE)
def test_links_lead_to_the_web_alone(address):
    assert "href" not in markdown(f"[a]({address}) <{address}>\n\n[b][b]\n\n[b]: {address}")
    assert 'href="https://a.example/b"' in markdown("[a](https://a.example/b)")


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
    assert Page(formula(tex)).tags == {"code"}


def test_code_is_shown_as_it_was_written():
    source = "def f(x):\n    return x < 1 and '</pre>'\n"
    text = re.sub("<[^>]*>", "", code(source))
    assert text.replace("&lt;", "<").replace("&gt;", ">").replace("&#39;", "'") == source


def width(tex: str) -> int:
    """Give the width that a formula says it may have; 0 if it says nothing."""
    found = re.match("<math [^>]*style=.--em: ([0-9]+)", formula(tex))
    return int(found[1]) if found else 0


def test_a_long_formula_says_how_wide_it_may_be():
    long = " + ".join(["x"] * 40)
    assert width(long) > 40
    assert width("x + y") == 0
    # Of a fraction the wider part counts, and of a matrix one row.
    assert width(rf"\frac{{{long}}}{{{long}}}") - width(long) in (0, 1)
    row = " & ".join(["x"] * 9)
    one, two = (width(rf"\begin{{matrix}} {r} \end{{matrix}}") for r in (row, rf"{row} \\ {row}"))
    assert one == two > 9
