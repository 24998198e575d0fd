"""Students' code as the report shows it, and the search for code that is nearly the same."""

from __future__ import annotations

import ast
import functools
import random
import re

import pytest
from alike_code import FORWARD, STYLE, renamed
from right_variants_backward import RIGHT as BACKWARD_VARIANTS
from right_variants_forward import RIGHT as FORWARD_VARIANTS

from grader.authoring.sample_class import reference_sources
from grader.classroom.report.alike import alike
from grader.classroom.report.clusters import clusters_of
from grader.classroom.report.normal_form import normal_form, tokens_of
from grader.classroom.report.prints import given_prints, prints_of
from grader.classroom.report.vocabulary import vocabulary_of
from grader.judging.sources import last_definition
from grader.misconceptions import MISCONCEPTIONS
from grader.this_course import COURSE
from testcases.execution.cells import Cell

RIGHT = reference_sources()
WORDS = vocabulary_of(COURSE)


def function(source: str) -> ast.FunctionDef:
    [found] = ast.parse(source).body
    return found


def shown(source: str) -> str:
    return normal_form(function(source), WORDS)


@pytest.mark.parametrize("source", [*RIGHT.values()], ids=[*RIGHT])
def test_the_solutions_keep_every_word_but_their_docstrings(source):
    bare = function(source)
    bare.body = bare.body[ast.get_docstring(bare) is not None :]
    assert shown(source) == ast.unparse(bare)


@pytest.mark.parametrize("one", [*MISCONCEPTIONS.values()], ids=[*MISCONCEPTIONS])
def test_so_do_the_common_mistakes(one):
    assert not re.search(r"\bname\d|\.\.\.", shown(one.source))


PRIVATE = '''
def compute_cost(AL: "Zebulon", Y, zebulon=None, **Quimby):
    """Zebulon Quimby wrote this."""
    # Zebulon
    global ZEBULON
    import zebulon.quimby as Zebulon
    from quimby import zebulon as Quimby
    quimby_m = Y.shape[1]
    zebulon: float = 8675309
    'Zebulon'
    f"Zebulon {quimby_m}"
    assert quimby_m > 0, "Zebulon is wrong"
    print("Zebulon", end="Quimby", zebulon=1)
    print(f"Zebulon{quimby_m:Zebulon}{quimby_m:.3f}")
    AL.zebulon.quimby(zebulon=Y)
    def Zebulon_helper(quimby): return lambda Zebulon: Zebulon + quimby
    class Quimby(Zebulon): zebulon = b"Quimby"
    try:
        with quimby_m as zebulon: del zebulon
    except Quimby as zebulon: raise Zebulon("Quimby") from zebulon
    match AL:
        case {"quimby": zebulon, **Quimby}: pass
        case Zebulon(quimby=[*zebulon]) as Quimby: pass
    if (Zebulon := 8675309.5): {Quimby for Quimby in zebulon}
    @Zebulon
    async def quimby(): await Zebulon
    nonlocal_quimby = 3 + 8675309j
    return np.squeeze(-np.sum(Y * np.log(AL)) / quimby_m)
'''


def test_no_name_comment_text_or_long_number_of_a_persons_is_left():
    code = shown(PRIVATE)
    assert not re.search("zebulon|quimby|8675309", code, re.IGNORECASE)
    assert "return np.squeeze(-np.sum(Y * np.log(AL)) / name" in code
    ast.parse(code)


def test_a_name_is_replaced_by_the_same_word_everywhere():
    code = shown("def predict(X, y, parameters):\n    ada = X\n    ben = ada + ada\n    return ben")
    assert code == (
        "def predict(X, y, parameters):\n    name1 = X\n    name2 = name1 + name1\n    return name2"
    )


@pytest.mark.parametrize(
    "line",
    [
        "__import__('os').system('x')",
        "open('x', 'w').write('y')",
        "np.load('x', allow_pickle=True)",
        "AL.tofile('x')",
        "np.ctypeslib.ctypes",
        "AL.__class__.__base__.__subclasses__()",
        "eval('x')",
        "exec('x')",
        "getattr(AL, 'x')",
        "'{0.__class__}'.format(AL)",
    ],
)
def test_code_that_reaches_out_of_itself_is_made_harmless(line):
    """An instructor may start a misconception from it, and the grading runs that."""
    code = shown(f"def compute_cost(AL, Y):\n    import os\n    return {line}")
    assert re.search(r"name\d|\.\.\.", code)
    words = set(re.findall(r"\w+", code))
    assert not words & {"os", "import", "__import__", "open", "load", "tofile", "ctypeslib"}
    assert not words & {"eval", "exec", "getattr", "system", "write", "__class__"}


@pytest.mark.parametrize(
    "body",
    ["return " + "+".join("a" * 40_000), "return " + "-" * 5_000 + "a", "x = [" * 90 + "]" * 90],
)
def test_code_that_is_nested_too_deep_is_left_out(body):
    source = f"def compute_cost(AL, Y):\n    {body}"
    try:
        found = function(source)
    except (SyntaxError, RecursionError, MemoryError):
        return
    assert isinstance(normal_form(found, WORDS), str)
    assert isinstance(tokens_of(found), tuple)


def prints(**sources: str) -> dict[str, frozenset[int]]:
    work = {**RIGHT, **sources}
    return {name: prints_of(tokens_of(function(source))) for name, source in work.items()}


def test_renamed_code_is_found_and_right_work_is_not():
    written = {f"s{number}": prints() for number in range(20)}
    written["ada"] = prints(linear_backward=STYLE, L_model_forward=FORWARD)
    written["ben"] = prints(linear_backward=renamed(STYLE), L_model_forward=renamed(FORWARD))
    [found] = alike(COURSE, written)
    assert found.students == ("ada", "ben")
    assert found.share == 1
    assert {*found.exercises} == {"linear_backward", "L_model_forward"}


def test_code_that_is_the_solutions_or_everybodys_says_nothing():
    assert alike(COURSE, {f"s{number}": prints() for number in range(5)}) == []
    common = prints(linear_backward=STYLE, L_model_forward=FORWARD)
    assert alike(COURSE, {f"s{number}": common for number in range(40)}) == []
    # One short function of one's own is too little to say anything.
    short = RIGHT["compute_cost"].replace("np.squeeze(cost)", "cost.item()")
    two = {"ada": prints(compute_cost=short), "ben": prints(compute_cost=short)}
    assert alike(COURSE, two) == []


VARIANTS = FORWARD_VARIANTS | BACKWARD_VARIANTS
STYLES = {
    name: [
        RIGHT[name],
        *COURSE.forms.get(name, ()),
        *(one.source for one in MISCONCEPTIONS.values() if one.exercise == name),
        *(source for key, source in VARIANTS.items() if key.partition(":")[0] == name),
    ]
    for name, exercise in COURSE.exercises.items()
    if exercise.is_written and exercise.notebook not in COURSE.optional
}


@functools.cache
def prints_of_style(name: str, source: str) -> frozenset[int]:
    last = last_definition([Cell("", source)], name)
    return prints_of(tokens_of(last)) if last else frozenset()


@pytest.mark.parametrize("notebook", ["", "02-forward", "03-cost", "04-backward", "05-training"])
@pytest.mark.parametrize("size", [20, 40, 120])
def test_hardly_anybody_is_listed_in_a_class_that_copied_nothing(notebook, size):
    """Each draws a way to write each function from some twenty, so some are alike by chance."""
    rng, listed = random.Random(size), []
    names = [n for n in STYLES if COURSE.exercises[n].notebook.startswith(notebook)]
    for _ in range(3):
        drawn = {
            f"s{number}": {n: prints_of_style(n, rng.choice(STYLES[n])) for n in names}
            for number in range(size)
        }
        listed += alike(COURSE, drawn)
    assert len(listed) <= 1


def test_the_starter_code_is_given():
    mends = next(name for name, one in COURSE.exercises.items() if one.mends)
    source = COURSE.starter_code[mends]
    assert prints_of(tokens_of(function(source))) <= given_prints(COURSE, mends)
    assert prints_of(()) == frozenset()


def found(*numbers: float, drawn: int = 1, status: str = "wrong", near: float = 1e-6) -> dict:
    return {
        "predict": {
            "status": status,
            "drawn": drawn,
            "computed": {"p": [[n, near] for n in numbers]},
        }
    }


def test_results_are_the_same_within_rounding_and_for_the_same_test_inputs():
    clusters = clusters_of(
        {
            "ada": found(1.0, 2.0),
            "ben": found(1.0 + 4e-7, 2.0 - 4e-7),
            "cleo": found(1.0, 2.1),
            "dan": found(1.0, 2.0, drawn=2),
            "eva": found(1.0),
            "fay": {"predict": {"status": "right"}},
        },
        {},
    )
    assert [(one.number, one.students) for one in clusters] == [
        (1, ["ada", "ben"]),
        (2, ["cleo"]),
        (3, ["dan"]),
        (4, ["eva"]),
    ]


def test_results_for_other_test_inputs_are_the_same_if_the_code_is():
    codes = {"ada": {"predict": "x"}, "ben": {"predict": "x"}, "cleo": {"predict": "y"}}
    clusters = clusters_of(
        {"ada": found(1.0), "ben": found(2.0, drawn=2), "cleo": found(3.0, drawn=3)}, codes
    )
    assert [one.students for one in clusters] == [["ada", "ben"], ["cleo"]]
    assert [one.code for one in clusters] == ["x", "y"]
