"""Putting exercises of one's own into the notebooks of a course."""

from __future__ import annotations

import importlib
import json
import sys

import nbformat
import pytest

from grader.authoring.directives import with_nbgrader
from grader.authoring.new_course import init_course
from grader.cells import grade_id_of, marks_of
from grader.cli import main
from grader.course.open import content_of, load_course
from grader.course.own_exercises import add_exercises, notes_on_own
from grader.errors import CourseError
from grader.submissions.rebuild import is_test
from grader.this_course import COURSE
from testcases.judging.recorded import read_cases, read_edits, read_mistakes

pytestmark = pytest.mark.slow

FILE = '''
import numpy as np
from grader.own import Own

own = Own(__name__)

@own.exercise("02-forward", points={"A": 4})
def leaky_relu(Z, slope):
    """
    Compute the leaky ReLU.

    A : ndarray
    """
    ### BEGIN SOLUTION
    return np.where(Z > 0, Z, slope * Z)
    ### END SOLUTION

@own.inputs(leaky_relu, n=(3, 1), m=(5, 2))
def draw(rng, n, m):
    return {"Z": rng.standard_normal((n, m)), "slope": 0.2}

@own.mistake(leaky_relu, "Nothing gets through below zero.")
def plain(Z, slope):
    return np.maximum(Z, 0)

COURSE = own.course
'''
CLIP = '''
@own.exercise("gradients", points={"g": 2})
def clip(g, most):
    """Clip."""
    ### BEGIN SOLUTION
    return np.clip(g, -most, most)
    ### END SOLUTION

@own.inputs(clip)
def draw_clip(rng):
    return {"g": rng.standard_normal(5), "most": 0.5}
'''


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """A course of two assignments, not to be changed."""
    course = tmp_path_factory.mktemp("own") / "course"
    init_course(COURSE, course, {"forward": ["02-forward"], "cost": ["03-cost"]})
    path = course / "nbgrader_config.py"
    path.write_text(path.read_text().replace('# c.Grader.course = "own', 'c.Grader.course = "own'))
    return course


@pytest.fixture
def course(empty, monkeypatch):
    """The same as at the beginning; a file can be written anew within one process."""
    sources = {path: path.read_bytes() for path in empty.glob("source/*/*.ipynb")}
    monkeypatch.setattr(sys, "path", [*sys.path])
    yield empty
    sys.modules.pop("own_exercises", None)
    for path in (*empty.glob("own_exercises.*"), *empty.glob("source/*/testcases/own_*")):
        path.unlink()
    for path in empty.glob("source/*/*.ipynb"):
        path.unlink()
    for path, content in sources.items():
        path.write_bytes(content)


def write(course, text: str = FILE) -> None:
    """Write the file as if nothing had been loaded of it."""
    (course / "own_exercises.py").write_text(text)
    sys.modules.pop("own_exercises", None)
    importlib.invalidate_caches()
    sys.dont_write_bytecode = True  # two versions can be of the same second, and of one size


def read(course, notebook: str = "forward/02-forward") -> nbformat.NotebookNode:
    return nbformat.read(course / "source" / f"{notebook}.ipynb", 4)


def notes(course) -> list[str]:
    sys.modules.pop("own_exercises", None)
    app = load_course(course)
    return notes_on_own(app.coursedir, content_of(app.config))


def test_the_cells_stand_behind_the_last_section_with_a_check_with_ids_of_nbgraders(course):
    write(course)
    before = read(course).cells
    added = add_exercises(course)
    assert added.places == {"leaky_relu": ("forward", "02-forward", True)}
    assert added.notes == []
    notebook = read(course)
    nbformat.validate(notebook)
    ids = [grade_id_of(cell) for cell in notebook.cells]
    place = ids.index("leaky_relu")
    text, solution, check = notebook.cells[place - 1 : place + 2]
    assert text.source == "### Exercise: `leaky_relu`\n\nCompute the leaky ReLU."
    assert solution.source.startswith('def leaky_relu(Z, slope):\n    """\n    Compute')
    assert check.source == "check(leaky_relu)"
    assert marks_of(solution)["solution"]
    assert (marks_of(check)["grade_id"], marks_of(check)["points"]) == ("check_leaky_relu", 4)
    assert [cell.id for cell in notebook.cells if cell.id not in (text.id, solution.id, check.id)]
    assert len(notebook.cells) == len(before) + 3
    after = notebook.cells[place + 2 :]
    assert after[0].source.startswith("## Summary")
    assert not any(map(is_test, after))
    assert grade_id_of(notebook.cells[place - 2]) == "question_caches"


def test_what_the_check_needs_lies_beside_the_notebooks_without_the_solution(course):
    write(course)
    add_exercises(course)
    for assignment in ("forward", "cost"):
        folder = course / "source" / assignment / "testcases"
        record = folder / "own_exercises.h5"
        assert [case.inputs["Z"].shape for case in read_cases("leaky_relu", record)] == [
            (3, 5),
            (1, 2),
        ]
        [mistake] = read_mistakes("leaky_relu", record)
        assert mistake.sentence == "Nothing gets through below zero."
        assert len(read_edits("leaky_relu", record).explanations) > 5
        for path in folder.glob("own_exercises.*"):
            assert b"np.where(Z > 0, Z, slope * Z)" not in path.read_bytes()


def test_adding_again_brings_the_cells_up_to_date_and_keeps_text_points_and_place(course):
    write(course)
    add_exercises(course)
    notebook = read(course)
    place = [grade_id_of(cell) for cell in notebook.cells].index("leaky_relu")
    moved = [notebook.cells.pop(place - 1) for _ in range(3)]
    moved[0].source = "My own words."
    moved[2].metadata.nbgrader.points = 6
    notebook.cells[2:2] = moved
    nbformat.write(notebook, course / "source/forward/02-forward.ipynb")
    write(course, FILE.replace("Compute the leaky ReLU.", "Let a little through."))
    added = add_exercises(course, ["leaky_relu"])
    assert added.places == {"leaky_relu": ("forward", "02-forward", False)}
    assert added.notes == [
        "leaky_relu is worth 6 points in source/forward, and 4 in own_exercises.py. To change the "
        "notebook, run: grader points leaky_relu 4"
    ]
    text, solution, check = read(course).cells[2:5]
    assert text.source == "My own words."
    assert "Let a little through." in solution.source
    assert marks_of(check)["points"] == 6


def test_a_notebook_of_ones_own_gets_the_import_of_check(course):
    write(course, FILE.replace("COURSE =", f"{CLIP}\nCOURSE ="))
    path = course / "source/cost/gradients.ipynb"
    nbformat.write(nbformat.v4.new_notebook(), path)
    add_exercises(course)
    cells = read(course, "cost/gradients").cells
    assert [grade_id_of(cell) for cell in cells] == ["setup_check", "", "clip", "check_clip"]
    assert "from testcases import check" in cells[0].source
    assert "setup_check" not in [grade_id_of(cell) for cell in read(course).cells]


def test_what_the_function_needs_has_to_be_locked(course):
    """The grading runs no other cells of those that students are given."""
    write(course, FILE.replace("COURSE =", f"{CLIP}\nCOURSE =").replace("np.clip(", "pinch("))
    text = (course / "own_exercises.py").read_text()
    write(course, text.replace("own = Own", "from numpy import clip as pinch\n\nown = Own"))
    path = course / "source/cost/gradients.ipynb"
    setup = "from testcases import check\nimport numpy as np"
    cells = [nbformat.v4.new_code_cell(one) for one in (setup, "pinch = np.clip")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    before = path.read_bytes()
    with pytest.raises(CourseError) as error:
        add_exercises(course)
    assert str(error.value).startswith(
        "The solution of clip fails in gradients: clip raised NameError: name 'pinch' is not "
        "defined. What it needs there, such as imports and helpers, must stand in read-only cells"
    )
    assert path.read_bytes() == before
    cells[1].metadata.nbgrader = {**_locked(), "grade_id": "pinch"}
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    add_exercises(course)
    setup, pinch, *_ = read(course, "cost/gradients").cells
    assert marks_of(setup)["locked"]
    assert marks_of(setup)["grade_id"] == "setup_check"


def _locked() -> dict:
    cell = with_nbgrader(nbformat.v4.new_code_cell(""), "", locked=True)
    return dict(marks_of(cell))


def test_a_deleted_cell_comes_back_and_the_text_is_not_doubled(course):
    write(course)
    add_exercises(course)
    path = course / "source/forward/02-forward.ipynb"
    notebook = read(course)
    notebook.cells = [cell for cell in notebook.cells if cell.source != "check(leaky_relu)"]
    nbformat.write(notebook, path)
    add_exercises(course)
    ids = [cell.id for cell in read(course).cells]
    assert len({*ids}) == len(ids)
    assert {"text-leaky_relu", "leaky_relu", "check_leaky_relu"} <= {*ids}


def test_the_command_says_what_it_did(course, capsys):
    write(course)
    assert main(["exercise", "add", "--course", str(course)]) == 0
    assert capsys.readouterr().out == (
        "Put leaky_relu into source/forward/02-forward.ipynb. Write its text there.\n"
        "To release, run: nbgrader generate_assignment forward --force\n"
    )
    assert main(["exercise", "add", "-q", "--course", str(course)]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            '"02-forward"',
            '"02-forwards"',
            "leaky_relu belongs to the notebook 02-forwards, and no assignment has a file "
            "02-forwards.ipynb in source. The notebooks there: 02-forward, 03-cost.",
        ),
        (
            "### BEGIN SOLUTION",
            "# begin",
            "leaky_relu has no lines ### BEGIN SOLUTION and ### END SOLUTION, so students would "
            "get its solution. Put them around what students are to write.",
        ),
        (
            "np.maximum(Z, 0)",
            "np.where(Z < 0, slope * Z, Z)",
            'The mistake "Nothing gets through below zero." gives the same results as the solution '
            "of leaky_relu for all test inputs. Correct the mistake, or draw test inputs that tell "
            "them apart.",
        ),
        (
            "np.maximum(Z, 0)",
            "np.maximun(Z, 0)",
            'The mistake "Nothing gets through below zero." in leaky_relu stops with an error for '
            "every test input, so it explains nothing. Correct it: AttributeError: module 'numpy' "
            "has no attribute 'maximun'.",
        ),
        (
            "return np.where(",
            "return np.random.default_rng().random() * np.where(",
            "The solution of leaky_relu gives different results for the same test input, which "
            "can't be compared. Draw random numbers in the test inputs, or with np.random in the "
            "solution.",
        ),
        (
            "return np.where(Z > 0, Z, slope * Z)",
            "return np.where(Z.shape[0] > 1, Z, np.nan)",
            "The solution of leaky_relu returns nan or infinity for test input 2 of 2, which can't "
            "be compared. Correct the solution, or draw other test inputs.",
        ),
        (
            '"slope": 0.2',
            '"slope": np.random.default_rng().random()',
            "The solution of leaky_relu gives different results for the same test input, which "
            "can't be compared. Draw random numbers in the test inputs, or with np.random in the "
            "solution.",
        ),
    ],
)
def test_what_can_not_be_checked_is_refused_and_changes_nothing(course, old, new, sentence):
    write(course, FILE.replace(old, new))
    before = (course / "source/forward/02-forward.ipynb").read_bytes()
    with pytest.raises(CourseError) as error:
        add_exercises(course)
    assert str(error.value).startswith(sentence)
    assert (course / "source/forward/02-forward.ipynb").read_bytes() == before
    assert not (course / "own_exercises.h5").exists()


def test_a_function_that_another_cell_defines_is_refused(course):
    """Students write in that cell, too: the "For the curious" of a notebook, for example."""
    write(course)
    path = course / "source/forward/02-forward.ipynb"
    notebook = read(course)
    curious = "# A curious one.\ndef leaky_relu(Z, slope):\n    return None"
    notebook.cells.append(nbformat.v4.new_code_cell(curious))
    nbformat.write(notebook, path)
    before = path.read_bytes()
    with pytest.raises(CourseError) as error:
        add_exercises(course)
    assert str(error.value) == (
        "source/forward/02-forward.ipynb defines leaky_relu in another cell, too: "
        f"cell {len(notebook.cells)}. A student's work in that cell could be graded in place of "
        "the exercise. Give the exercise another name, or rename the function in that cell."
    )
    assert path.read_bytes() == before


def test_an_unknown_exercise_and_a_course_without_any(course, monkeypatch):
    write(course)
    with pytest.raises(CourseError, match=r"^There is no exercise f in own_exercises.py. Its ex"):
        add_exercises(course, ["f"])
    path = course / "nbgrader_config.py"
    text = path.read_text()
    path.write_text(text.replace('c.Grader.course = "own_', '# c.Grader.course = "own_'))
    try:
        with pytest.raises(CourseError, match=r'set c.Grader.course = "own_exercises" there.$'):
            add_exercises(course)
    finally:
        path.write_text(text)


def test_edits_that_never_end_are_left_out(course, monkeypatch):
    monkeypatch.setattr("grader.course.own_exercises._SECONDS", 1.0)
    loop = "while slope > 1:\n        slope = slope / 2\n    return slope * Z"
    write(course, FILE.replace("return np.where(Z > 0, Z, slope * Z)", loop))
    add_exercises(course)
    record = course / "own_exercises.h5"
    assert read_edits("leaky_relu", record) is None
    assert len(read_cases("leaky_relu", record)) == 2


def test_a_run_says_which_exercises_nobody_gets_or_have_changed(course):
    write(course)
    lost = "leaky_relu has no cells in a notebook, so nobody is graded on it. Run: grader exercise"
    [note] = notes(course)
    assert note.startswith(lost)
    add_exercises(course)
    assert notes(course) == []
    write(course, FILE.replace("Z, slope * Z)", "Z, -slope * Z)"))
    assert notes(course) == [
        "own_exercises.py has changed since `leaky_relu` went into the notebooks, so a student's "
        "check can differ from the grading. Run: grader exercise add"
    ]
    write(course, FILE.replace('"A": 4', '"A": 5'))
    assert len(notes(course)) == 1
    write(course)
    assert notes(course) == []
    (course / "own_exercises.h5").unlink()
    assert len(notes(course)) == 1


def test_a_file_is_judged_with_it_in_the_courses_folder(course, monkeypatch, capsys, tmp_path):
    write(course)
    path = tmp_path / "mine.py"
    path.write_text("def leaky_relu(Z, slope):\n    return np.maximum(Z, 0)")
    monkeypatch.chdir(course)
    assert main(["judge", "--json", str(path)]) == 0
    found = json.loads(capsys.readouterr().out)["exercises"]["leaky_relu"]
    assert (found["points"], found["explanation"]) == (0, "leaky-relu-plain-1")
    monkeypatch.chdir(tmp_path)
    assert main(["judge", "--json", str(path)]) == 0
    assert "leaky_relu" not in json.loads(capsys.readouterr().out)["exercises"]
