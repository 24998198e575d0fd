"""A course as several assignments, each a list of notebooks."""

from __future__ import annotations

import pytest

from grader.authoring import split
from grader.authoring.new_course import init_course
from grader.authoring.split import missing_notebooks
from grader.cli import main
from grader.course.open import load_course
from grader.errors import CourseError
from grader.this_course import COURSE

WEEKS = [
    "01-initialization",
    "02-forward",
    "03-cost",
    "04-backward",
    "05-training",
    "06-cat-classifier",
]


def test_a_split_without_a_notebook_that_others_need_says_so(tmp_path, capsys):
    assert main(["init", str(tmp_path / "c"), "--assignment", "a=02,04", "-q"]) == 0
    assert capsys.readouterr().err == (
        "grader: 04-backward loads compute_cost from 03-cost, which is in none of the assignments. "
        "Students can't run the cells that call compute_cost. Add 03-cost to an assignment.\n"
    )
    lines = missing_notebooks(COURSE, {"end": ["05-training"], "begin": ["01-initialization"]})
    assert [line.split()[4] for line in lines] == ["02-forward,", "03-cost,", "04-backward,"]
    assert missing_notebooks(COURSE, split.weekly(COURSE, optional=True)) == []


@pytest.mark.parametrize(
    ("folder", "course_id"),
    [("dl-2026", "dl-2026"), ('My "deep" course+*', "My-deep-course"), ("Größe", "Größe")],
)
def test_a_course_has_the_name_of_its_folder_in_the_exchange(folder, course_id, tmp_path):
    """Two teachers on one hub would else release into one place."""
    init_course(COURSE, tmp_path / folder, {"forward": ["02-forward"]})
    assert load_course(tmp_path / folder).coursedir.course_id == course_id


def test_weekly_makes_an_assignment_of_each_notebook_that_is_graded():
    made = split.weekly(COURSE)
    assert [*made] == WEEKS
    assert made.pop(WEEKS[0]) == ["00-how-it-works", WEEKS[0]]
    assert all(notebooks == [name] for name, notebooks in made.items())
    assert [*split.weekly(COURSE, optional=True)] == [*WEEKS, "07-make-it-fast"]


def test_an_assignment_is_a_list_of_notebooks():
    made = split.read_split(COURSE, ["first=01,02-forward", "rest=03-cost, 04"])
    assert made == {"first": WEEKS[:2], "rest": WEEKS[2:4]}


WRONG = {
    "first": "first names no assignment. Write its name, without spaces, and its notebooks, as in: "
    "forward=01,02,03",
    "=01": "=01 names no assignment.",
    "a/b=01": "a/b=01 names no assignment.",
    ".a=01": ".a=01 names no assignment.",
    "a=09": "There is no notebook 09. The notebooks: 00-how-it-works, 01-initialization, ",
    "a=0": "There is no notebook 0. The notebooks: ",
    "a=": "There is no notebook without a name. The notebooks: ",
    "a=01,01": "01-initialization is named twice. Name each assignment once, and put each notebook "
    "into one of them.",
    "b=02": "02-forward is named twice.",
    "given=03": "given is named twice.",
}


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_list_is_refused_with_what_to_do(text):
    with pytest.raises(CourseError) as refused:
        split.read_split(COURSE, ["given=02", text])
    assert str(refused.value).startswith(WRONG[text])


def test_a_course_is_made_of_these_assignments(tmp_path, capsys):
    course = tmp_path / "course"
    split_up = ["--assignment", "forward=01,02", "--assignment", "cost=03"]
    assert main(["init", str(course), *split_up]) == 0
    assert capsys.readouterr().out == (
        f"Created an nbgrader course in {course}. Its assignments, with their notebooks:\n"
        "  forward: 01-initialization, 02-forward\n"
        "  cost: 03-cost\n"
        "Go there and run for each one, when its time comes:\n"
        "  nbgrader generate_assignment forward\n"
        "  grader autograde --assignment forward\n"
        "  grader feedback --assignment forward\n"
    )
    made = {str(path.relative_to(course / "source")) for path in course.glob("source/*/*.ipynb")}
    assert made == {
        "forward/01-initialization.ipynb",
        "forward/02-forward.ipynb",
        "cost/03-cost.ipynb",
    }
    files = [course / "source/cost" / name for name in ("testcases/record.py", "glossary.md")]
    for file in files:
        assert file.is_file()
        file.unlink()
    assert main(["upgrade", str(course), "--quiet"]) == 0
    assert all(file.is_file() for file in files)


def test_two_ways_to_split_are_refused(tmp_path, capsys):
    assert main(["init", str(tmp_path / "c"), "--weekly", "--assignment", "a=01"]) == 2
    assert "Use --assignment without --weekly and --optional." in capsys.readouterr().err
    assert not (tmp_path / "c").exists()
