"""What is generated is stale where its values differ, and never because of its bytes."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from dataclasses import replace

import h5py
import numpy as np
import pytest
from conftest import ROOT
from numpy._core import _multiarray_umath

import grader.authoring.build
from data.drawing.make_data import FOLDER
from grader.authoring.build import build, format_build, guesses, is_same_content, is_same_value
from grader.errors import SourceError
from grader.this_course import COURSE
from testcases.judging.recorded import read_record
from testcases.judging.stored_values import load, store
from testcases.record import Returns


def changed_bits(value, rng):
    """The same value with the last bit of each float up or down, or as it is."""
    if isinstance(value, Returns):
        return Returns(changed_bits(value.value, rng))
    if isinstance(value, dict):
        return {key: changed_bits(item, rng) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return type(value)(changed_bits(item, rng) for item in value)
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        near = np.nextafter(value, rng.choice([-np.inf, np.inf], value.shape))
        return np.where(np.isfinite(value), near, value).astype(value.dtype)
    if isinstance(value, float) and math.isfinite(value):
        return float(np.nextafter(value, rng.choice([-np.inf, np.inf])))
    return value


@pytest.mark.exhaustive
@pytest.mark.slow
def test_a_record_of_another_processor_is_not_stale(tmp_path):
    record, rng = read_record(COURSE.record), np.random.default_rng(0)
    copy = tmp_path / COURSE.record.name
    changed = 0
    with h5py.File(copy, "w") as file:
        for place, items in record.items():
            for number, content in enumerate(items):
                shaken = changed_bits(content, rng)
                store(file.create_group(f"{place}/{number}"), shaken, {})
                changed += str(shaken) != str(content)
    assert changed > 100
    assert copy.read_bytes() != COURSE.record.read_bytes()
    assert is_same_content(copy, COURSE.record.read_bytes(), is_record=True)


@pytest.mark.slow
def test_a_record_with_another_value_is_stale(tmp_path):
    """One number in one test input is a thousandth larger."""
    copy = tmp_path / COURSE.record.name
    copy.write_bytes(COURSE.record.read_bytes())
    with h5py.File(copy, "a") as file:
        content = load(file["linear_forward/cases/0"])
        content["expected"][0][0, 0] *= 1.001
        del file["linear_forward/cases/0"]
        store(file.create_group("linear_forward/cases/0"), content, {})
    assert not is_same_content(copy, COURSE.record.read_bytes(), is_record=True)


def change_edits(change, tmp_path):
    """Say whether a record is the same whose edits of one exercise are changed."""
    copy, place = tmp_path / COURSE.record.name, "linear_forward/edits/0"
    copy.write_bytes(COURSE.record.read_bytes())
    with h5py.File(copy, "a") as file:
        content = load(file[place])
        change(content)
        del file[place]
        store(file.create_group(place), content, {})
    return is_same_content(copy, COURSE.record.read_bytes(), is_record=True)


@pytest.mark.slow
def test_a_few_results_of_edits_may_be_others_on_another_machine(tmp_path):
    def chaos(table):
        table["numbers"]["Z"][-1] += 0.1

    assert change_edits(chaos, tmp_path)


@pytest.mark.exhaustive
def test_other_edits_or_results_are_stale(tmp_path):
    def expected(table):
        table["numbers"]["Z"][0] += 0.1

    def many(table):
        table["numbers"]["Z"][1:] += 0.1

    def fewer(table):
        table["numbers"]["Z"] = table["numbers"]["Z"][: -len(table["numbers"]["Z"]) // 4]

    def explanation(table):
        table["explanations"] = table["explanations"][:-1]

    for change in (expected, many, fewer, explanation):
        assert not change_edits(change, tmp_path), change


@pytest.mark.slow
@pytest.mark.parametrize("damage", [b"", b"no HDF5 file", None], ids=["empty", "text", "a group"])
def test_a_record_that_is_none_is_stale(tmp_path, damage):
    copy = tmp_path / COURSE.record.name
    if damage is None:
        copy.write_bytes(COURSE.record.read_bytes())
        with h5py.File(copy, "a") as file:
            del file["compute_cost/mistakes"]
    else:
        copy.write_bytes(damage)
    assert not is_same_content(copy, COURSE.record.read_bytes(), is_record=True)


ONE = {"a": np.array([1.0, np.nan]), "b": [1, "cost 0.6931", True], "c": (0.5, None)}
SAME = {
    "itself": ONE,
    "the last digit in a text": {**ONE, "b": [1, "cost 0.69310000001", True]},
    "rounding": {**ONE, "a": np.array([1.0 + 1e-15, np.nan])},
}
OTHER = {
    "a text": {**ONE, "b": [1, "Cost 0.6931", True]},
    "a number in a text": {**ONE, "b": [1, "cost 0.6932", True]},
    "a whole number in a text": {**ONE, "b": [1, "cost 1", True]},
    "the order of keys": {"b": ONE["b"], "a": ONE["a"], "c": ONE["c"]},
    "a key": {**ONE, "d": 1},
    "a length": {**ONE, "b": ONE["b"][:2]},
    "a tuple": {**ONE, "c": [0.5, None]},
    "a whole number": {**ONE, "b": [2, *ONE["b"][1:]]},
    "a truth value": {**ONE, "b": [1, ONE["b"][1], 1]},
    "a value": {**ONE, "a": np.array([1.001, np.nan])},
    "no number": {**ONE, "a": np.array([1.0, 2.0])},
    "a shape": {**ONE, "a": ONE["a"][None]},
    "a type of array": {**ONE, "a": ONE["a"].astype(np.float32)},
    "infinity": {**ONE, "a": np.array([np.inf, np.nan])},
}


@pytest.mark.parametrize("other", SAME.values(), ids=SAME)
def test_values_that_are_the_same(other):
    assert is_same_value(ONE, other)
    assert is_same_value(other, ONE)


@pytest.mark.parametrize("other", OTHER.values(), ids=OTHER)
def test_values_that_are_not(other):
    assert not is_same_value(ONE, other)
    assert not is_same_value(other, ONE)


def with_pictures(path, change):
    """Write a copy of the test pictures in another way, some of them changed."""
    with h5py.File(FOLDER / "test_cats.h5") as file, h5py.File(path, "w") as copy:
        for name, dataset in file.items():
            values = dataset[()]
            copy.create_dataset(name, data=change(values) if name == "test_set_x" else values)
    return path


def one_level(values):
    flat = values.reshape(-1).copy()
    flat[[10, 5000]] += 1
    return flat.reshape(values.shape)


def many_levels(values):
    return np.minimum(values, 254) + 1


def another_picture(values):
    changed = values.copy()
    changed[3, 20:22, 20] = 255 - changed[3, 20:22, 20]
    return changed


@pytest.mark.parametrize(
    ("change", "same"),
    [
        (np.copy, True),
        (one_level, True),
        (many_levels, False),
        (another_picture, False),
        (np.int16, False),
    ],
)
def test_pictures_may_be_rounded_either_way_and_no_more(tmp_path, change, same):
    ours = (FOLDER / "test_cats.h5").read_bytes()
    path = with_pictures(tmp_path / "test_cats.h5", change)
    assert path.read_bytes() != ours
    assert is_same_content(path, ours) == same


def test_other_labels_are_stale(tmp_path):
    ours = (FOLDER / "test_cats.h5").read_bytes()
    path = tmp_path / "test_cats.h5"
    path.write_bytes(ours)
    with h5py.File(path, "a") as file:
        file["test_set_y"][7] = 1 - file["test_set_y"][7]
    assert not is_same_content(path, ours)


@pytest.mark.parametrize(
    ("change", "same"),
    [(lambda x: np.nextafter(x, np.float16(9)), True), (lambda x: x * np.float16(1.01), False)],
)
def test_the_network_may_be_rounded_either_way_and_no_more(tmp_path, change, same):
    ours = (FOLDER / "cat_network.h5").read_bytes()
    path = tmp_path / "cat_network.h5"
    path.write_bytes(ours)
    with h5py.File(path, "a") as file:
        file["layer2"][...] = change(file["layer2"][()])
    assert path.read_bytes() != ours
    assert is_same_content(path, ours) == same


def test_what_is_stale_or_not_there_is_named_and_then_written(tmp_path, monkeypatch):
    notebook, record, answers = (tmp_path / name for name in ("a.ipynb", "b.h5", "c.json"))
    for name, value in {
        "student_files": lambda _: {notebook: "new"},
        "recorded_answers": lambda *_: b"a record",
        "guesses": lambda _: b"answers",
    }.items():
        monkeypatch.setattr(grader.authoring.build, name, value)
    course = replace(COURSE, record=record, predictions=answers, drawn=dict)
    monkeypatch.chdir(tmp_path)
    notebook.write_text("old")
    answers.write_bytes(b"answers")
    stale = build(course, check=True)
    assert format_build(stale, check=True) == (
        "a.ipynb is out of date.\nb.h5 is out of date.\nRun: make build"
    )
    assert (notebook.read_text(), record.exists()) == ("old", False)
    assert format_build(build(course), check=False) == "Wrote a.ipynb.\nWrote b.h5."
    assert (notebook.read_text(), record.read_bytes()) == ("new", b"a record")
    assert format_build(build(course, check=True), True) == "All generated files are up to date."


def test_a_prediction_that_two_notebooks_have_is_refused(tmp_path, monkeypatch):
    """The student's `guess` finds its answer by the name alone."""
    sources = [tmp_path / "01.md", tmp_path / "02.md"]
    for source in sources:
        source.write_text("```{guess} noise\nWhich?\n---\nanswer: 1\nwhy: It is so.\n```\n")
    monkeypatch.setattr(grader.authoring.build, "source_files", lambda _: sources)
    with pytest.raises(
        SourceError, match="^02.md: another notebook has a guess called noise too. Rename one.$"
    ):
        guesses(COURSE)


def without(*parts: str) -> str:
    """Name the features of this processor that NumPy is not to use: those with such a part."""
    there = _multiarray_umath.__cpu_features__
    names = [name for name in _multiarray_umath.__cpu_dispatch__ if there.get(name)]
    return " ".join(name for name in names if any(part in name for part in parts))


# What OpenBLAS and NumPy use on processors that lack what this one may have.
PROCESSORS = {"Haswell": without("V4", "512"), "Prescott": without("")}


@pytest.mark.exhaustive
@pytest.mark.parametrize("processor", PROCESSORS)
def test_another_processor_finds_nothing_stale_and_grades_alike(processor):
    """
    The build, the 25 costs of the table where the data is there, and the sample class.

    The edits of a solution take longest: each is run on one of the two, and so on none else.
    """
    environment = {**os.environ, "OPENBLAS_CORETYPE": processor}
    environment["NPY_DISABLE_CPU_FEATURES"] = PROCESSORS[processor]
    environment.pop("PYTEST_XDIST_WORKER", None)  # which would have it share what others made

    def run(*command):
        done = subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    half = [*COURSE.exercises][[*PROCESSORS].index(processor) :: 2]
    stale = f"build(COURSE, check=True, edits_of={half})"
    imports = "from grader.authoring.build import build; from grader.this_course import COURSE"
    assert run("-c", f"{imports}; print({stale})") == "[]\n"
    tests = ["tests/course/test_solutions.py", "tests/grader/course/test_course.py"]
    wanted = "specifications_table or (test_course and not another_assignment)"
    run("-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "", "-k", wanted, *tests)
