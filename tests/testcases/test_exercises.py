"""The list of the exercises, and the decorator that fills it."""

from __future__ import annotations

import itertools
from types import ModuleType

import pytest

from grader.judging.cases import cases_of
from grader.this_course import COURSE
from testcases.exercises import EXERCISES
from testcases.exercises._register import assemble, exercise
from testcases.record import Value


def test_a_notebook_has_what_is_written_then_what_is_mended_then_what_is_given():
    notebooks = [one.notebook for one in EXERCISES.values()]
    assert notebooks == sorted(notebooks)
    for _, group in itertools.groupby(EXERCISES.values(), lambda one: one.notebook):
        kinds = ["given" if one.end_to_end else "to mend" * bool(one.mends) for one in group]
        assert kinds == sorted(kinds, key=["", "to mend", "given"].index)


def register(module: str, name: str, notebook: str, **further):
    def draw(rng, reference):
        return []

    draw.__module__ = module
    exercise(name, notebook=notebook, parts={"y": 3}, returns=Value("y"), **further)(draw)


def test_one_module_may_have_exercises_of_several_notebooks():
    """The notebook decides where an exercise stands; a function to mend follows at the end."""
    first, second = ModuleType("a_first_module"), ModuleType("a_second_module")
    register("a_first_module", "later", "02")
    register("a_first_module", "earlier", "01", to_mend=True)
    register("a_second_module", "also_earlier", "01")
    made = assemble(first, second)
    assert list(made) == ["earlier", "also_earlier", "mend_earlier", "later"]
    assert made["earlier"].without({}) == ("mend_earlier",)
    assert made["mend_earlier"].without({}) == ("earlier",)
    assert made["mend_earlier"].mends == "earlier"
    assert (made["mend_earlier"].points, made["later"].points) == (2, 3)


@pytest.mark.parametrize("name", ["L_layer_model", "L_layer_model_fast"])
def test_training_runs_that_print_differ_in_their_number_of_iterations(name):
    """So no condition on the number can be true at 0 and at 100 alone, or at the end, by chance."""
    for seed in range(5):
        printing = [c for c in cases_of(COURSE, name, seed) if c.options["print_cost"]]
        few, many = sorted(case.options["num_iterations"] for case in printing)
        assert 1 < few < 100 and many > 102
        assert [case.printed.count("Cost") for case in printing] == [1, 2]


def test_a_field_that_exercises_do_not_have_is_refused():
    with pytest.raises(TypeError, match="build_on"):
        register("a_third_module", "f", "01", build_on=("g",))
    assert assemble(ModuleType("a_third_module")) == {}
