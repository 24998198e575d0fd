"""Exercises of an instructor's own: what the file may say, and each sentence about a wrong file."""

from __future__ import annotations

import itertools
import sys

import numpy as np
import pytest

from grader.course.open import content_of
from grader.errors import CourseError
from grader.judging.cases import draw_cases, known_mistakes
from grader.judging.sources import reference_source
from grader.judging.version import _code, _version, version_of_tests
from grader.this_course import COURSE
from testcases.judging.own_exercises import (
    read_exercises,
    with_own_exercises,
    write_exercises,
)
from testcases.record import Course, Group, Keys, Value

BEGIN = """
import numpy as np
from grader.own import Own
from solutions import linear_forward

own = Own(__name__)
"""
LEAKY = '''
@own.exercise("02-forward", points={"A": 4})
def leaky_relu(Z, slope=0.1):
    """Compute the leaky ReLU."""
    ### BEGIN SOLUTION
    return np.where(Z > 0, Z, slope * Z)
    ### END SOLUTION
'''
INPUTS = """
@own.inputs(leaky_relu, n=(3, 1), m=(5, 2))
def draw(rng, n, m):
    return {"slope": 0.2, "Z": rng.standard_normal((n, m))}
"""
MISTAKE = """
@own.mistake(leaky_relu, "Nothing gets through below zero.")
def leaky_relu(Z, slope):
    return np.maximum(Z, 0)
"""
END = "\nCOURSE = own.course\n"
_numbers = itertools.count()


@pytest.fixture
def load(tmp_path, monkeypatch):
    """Write a file of exercises, and give the course that it extends."""
    monkeypatch.syspath_prepend(tmp_path)

    def load(*texts: str) -> Course:
        # Python keeps a module under its name.
        name = f"own_{next(_numbers)}"
        (tmp_path / f"{name}.py").write_text("".join((BEGIN, *texts, END)))
        return content_of({"Grader": {"course": name}})

    return load


def exercise(body: str, points: str = '{"A": 4}', inputs: str = '{"x": 1.0}') -> str:
    """Write an exercise of one argument, and its test inputs."""
    return (
        f"@own.exercise('02-forward', points={points})\ndef f(x):\n"
        f"    ### BEGIN SOLUTION\n    {body}\n    ### END SOLUTION\n\n"
        f"@own.inputs(f)\ndef draw(rng):\n    return {inputs}\n"
    )


def refusal(load, *texts: str) -> str:
    with pytest.raises(CourseError) as error:
        load(*texts)
    return str(error.value).partition(": ")[2]


def test_an_exercise_joins_the_course_behind_those_of_its_notebook(load):
    course = load(LEAKY, INPUTS)
    names = [*course.exercises]
    last = [name for name, one in COURSE.exercises.items() if one.notebook == "02-forward"][-1]
    assert names[names.index(last) + 1] == "leaky_relu"
    assert [name for name in names if name != "leaky_relu"] == [*COURSE.exercises]
    assert course.own == ("leaky_relu",)
    assert course.name == COURSE.name


def test_test_inputs_have_the_sizes_and_the_order_of_the_parameters(load):
    course = load(LEAKY, INPUTS)
    first, second = draw_cases(course, course.exercises["leaky_relu"], seed=3)
    assert [*first.inputs] == ["Z", "slope"]
    assert (first.inputs["Z"].shape, second.inputs["Z"].shape) == ((3, 5), (1, 2))
    assert (first.sizes, second.sizes) == ({"n": 3, "m": 5}, {"n": 1, "m": 2})
    Z = first.inputs["Z"]
    assert np.array_equal(first.expected, np.where(Z > 0, Z, 0.2 * Z))


def test_the_solution_is_known_without_its_decorator(load):
    course = load(LEAKY, INPUTS)
    source = reference_source(course, "leaky_relu")
    assert source.startswith("def leaky_relu(Z, slope=0.1):")
    assert source.endswith("### END SOLUTION")


def test_a_mistake_is_a_misconception_and_may_have_the_exercises_name(load):
    course = load(LEAKY, INPUTS, MISTAKE)
    cases = draw_cases(course, course.exercises["leaky_relu"], seed=3)
    [mistake] = known_mistakes(course, course.exercises["leaky_relu"], cases)
    assert mistake.sentence == "Nothing gets through below zero."
    assert len(mistake.hints) == 3
    assert (mistake.fingerprints[0]["answer"] >= 0).all()
    assert (cases[0].expected < 0).any()
    # The name still stands for the solution, for edits and for other exercises.
    assert sys.modules[course.module].leaky_relu(-1.0, 0.1) == -0.1


def test_earlier_exercises_that_the_solution_calls_are_found(load):
    course = load(exercise("return linear_forward(x, x, x)[0]", inputs='{"x": np.eye(2)}'))
    assert course.exercises["f"].builds_on == ("linear_forward",)


@pytest.mark.parametrize(
    ("body", "points", "form"),
    [
        ("return x * np.ones((2, 2))", '{"A": 4}', Value("A")),
        ("return x", '{"A": 4}', Value("A", number=True)),
        ("return np.sum(x) > 0", '{"A": 4}', Value("A", number=True)),
        (
            "return x, np.ones(2)",
            '{"a": 1, "b": 2}',
            Group("answer", (Value("a", number=True), Value("b"))),
        ),
        (
            "return x, (np.ones(2), 1)",
            '{"a": 1, "b": 2}',
            Group(
                "answer",
                (
                    Value("a", number=True),
                    Group("b", (Value("item 0"), Value("item 1", number=True))),
                ),
            ),
        ),
        (
            "return x, x",
            '{"all": 3}',
            Group("answer", (Value("value 1", number=True), Value("value 2", number=True))),
        ),
        ("return {'dW1': x, 'dW2': x, 'db1': x}", '{"dW": 1, "db": 1}', Keys("answer")),
        ("return {'dW1': x, 'mean': x}", '{"all": 1}', Keys("all")),
    ],
)
def test_the_structure_of_a_result_is_found(load, tmp_path, body, points, form):
    course = load(exercise(body, points))
    one = course.exercises["f"]
    assert one.returns == form
    # As students get it, too.
    text = write_exercises([one])
    assert "SOLUTION" not in text
    (tmp_path / "own.json").write_text(text)
    assert write_exercises(read_exercises(tmp_path / "own.json")) == text


@pytest.mark.parametrize(
    ("texts", "sentence"),
    [
        (
            [LEAKY],
            "leaky_relu has no test inputs. Write a function that draws them, below "
            "@own.inputs(leaky_relu).",
        ),
        (
            [exercise("return x").replace("def f(", "def linear_forward(")],
            "there is another exercise called linear_forward. Rename one.",
        ),
        ([LEAKY, LEAKY], "there is another exercise called leaky_relu. Rename one."),
        (
            [exercise("return 1 / 0")],
            "the solution of f fails on a test input of its own at line 10: ZeroDivisionError: "
            "division by zero.",
        ),
        (
            [exercise("return x", inputs="1 / 0")],
            "the test inputs of f can't be drawn: ZeroDivisionError: division by zero.",
        ),
        (
            [exercise("return x", inputs='{"y": 1}')],
            "the test inputs of f are not its parameters. Return a dictionary with x.",
        ),
        (
            [exercise("return 'text'")],
            "f returns str, which can't be compared. What can be: a number, an array, a tuple or "
            "list of them of fixed length, or a dictionary of arrays with texts as keys.",
        ),
        ([exercise("return np.ones(2) * 1j")], "f returns ndarray, which can't be compared."),
        ([exercise("return {1: x}")], "f returns dict, which can't be compared."),
        ([exercise("return None")], "f returns NoneType, which can't be compared."),
        (
            [exercise("return (x,) * np.random.randint(1, 9)")],
            "f returns results of different structure, which can't be compared. Return the same "
            "number of values for every test input.",
        ),
        (
            [exercise("return x, x, x", '{"a": 1, "b": 1}')],
            "f returns 3 values, and its points name 2 parts. Name a part for each value, or one "
            "for all.",
        ),
        (
            [exercise("return x", '{"a": 1, "b": 1}')],
            "f returns one value, and its points name 2 parts. Name one part.",
        ),
        (
            [exercise("return {'dW1': x}", '{"dW": 1, "db": 1}')],
            "f returns the keys dW1, and its points name dW, db. Name each key without its "
            "number, or one part for all.",
        ),
        (
            [exercise("return x", "{}")],
            'f has no points. Name each part of its result with its points, as in points={"A": 4}.',
        ),
        ([exercise("return x", "4")], "f has no points."),
        (
            [LEAKY, INPUTS.replace("(5, 2)", "(5, 2, 1)")],
            "the sizes of leaky_relu have different numbers of values. Give each as many.",
        ),
        (
            [LEAKY, INPUTS, '@own.mistake(draw, "Wrong.")\ndef wrong(Z, slope):\n    return Z\n'],
            "draw is no exercise of this file. Write the exercise above it.",
        ),
        (
            [LEAKY, INPUTS, MISTAKE.replace('.")', ".\", hints=('Why?',))")],
            "a mistake in leaky_relu has 1 hints. Write three.",
        ),
        (["def f(:\n"], "SyntaxError: "),
        (
            ["x = unknown\n"],
            "NameError: name 'unknown' is not defined. Fix this line: nothing can be graded "
            "without the file.",
        ),
    ],
)
def test_a_wrong_file_gets_one_sentence(load, texts, sentence):
    assert refusal(load, *texts).startswith(sentence)


def test_an_error_in_the_file_has_its_line(load):
    with pytest.raises(CourseError, match=r"^own_\d+\.py, line 7: NameError: "):
        load("x = unknown\n")
    with pytest.raises(CourseError, match=r"^own_\d+\.py, line 7: SyntaxError: "):
        load("def f(:\n")


def test_the_version_of_the_tests_changes_with_the_solution_and_not_with_words():
    code = _code(LEAKY + INPUTS + MISTAKE)
    assert _code(LEAKY + INPUTS + MISTAKE.replace("Nothing", "Too little")) == code
    assert _code(LEAKY + INPUTS + MISTAKE.replace("maximum(Z", "maximum(2 * Z")) == code
    assert _code(LEAKY.replace("slope * Z", "Z * slope") + INPUTS + MISTAKE) != code


@pytest.mark.parametrize("others", ["1", "3"])
def test_the_place_of_the_file_does_not_change_the_version(others, tmp_path, monkeypatch):
    """On Gradescope it lies elsewhere, beside the grader's own files."""
    versions = set()
    for folder in ("0", "2", "4"):
        paths = tmp_path / folder / "own.py", tmp_path / others / "solutions.py"
        for path in paths:
            path.parent.mkdir(exist_ok=True)
            path.write_text(f"x = {path.stem!r}")
        monkeypatch.setattr(
            "grader.judging.version._files", lambda course, names, paths=paths: {*paths}
        )
        versions.add(_version.__wrapped__(COURSE, frozenset(COURSE.exercises)))
    assert len(versions) == 1


def test_what_lies_beside_the_file_does_not_change_the_version(load, tmp_path):
    course = load(LEAKY, INPUTS)
    version = _version.__wrapped__(course, frozenset(course.exercises))
    (tmp_path / "submitted").mkdir()
    (tmp_path / "submitted" / "other.py").write_text("x = 1")
    assert _version.__wrapped__(course, frozenset(course.exercises)) == version
    path = next(tmp_path.glob("own_*.py"))
    path.write_text(path.read_text().replace("slope * Z", "Z * slope"))
    assert _version.__wrapped__(course, frozenset(course.exercises)) != version


@pytest.mark.slow
def test_an_exercise_of_another_assignment_does_not_change_the_version(load):
    names = ["leaky_relu"], ["linear_forward", "mend_L_model_forward"]
    other = (LEAKY + INPUTS).replace("leaky_relu", "softsign").replace("def draw", "def again")
    one, both = load(LEAKY, INPUTS), load(LEAKY, INPUTS, other)
    changed = load(LEAKY.replace("slope * Z", "Z * slope"), INPUTS)
    # The files have different names here; in a course it is the same file, with more in it.
    own = [_code(LEAKY + INPUTS, ()), _code(LEAKY + INPUTS + other, {"softsign"})]
    assert own[0] == own[1]
    assert version_of_tests(one, names[1]) == version_of_tests(COURSE)
    assert version_of_tests(both, names[1]) == version_of_tests(COURSE)
    assert version_of_tests(changed, names[1]) == version_of_tests(COURSE)
    assert len({version_of_tests(course, names[0]) for course in (one, changed)}) == 2


def test_students_get_exercises_without_code(load, tmp_path):
    course = load(LEAKY, INPUTS)
    record = tmp_path / "given" / "reference.h5"
    record.parent.mkdir()
    students = Course("dnn", COURSE.exercises, record, record, ("testcases",))
    assert with_own_exercises(students) is students
    text = write_exercises([course.exercises["leaky_relu"]])
    record.with_name("own_exercises.json").write_text(text)
    theirs = with_own_exercises(students)
    assert [*theirs.exercises] == [*course.exercises]
    assert theirs.inputs_of("leaky_relu") == record.with_name("own_exercises.h5")
    assert theirs.inputs_of("linear_forward") == record
