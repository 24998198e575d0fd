"""The public face of every package: its names are there, are documented, and their examples run."""

from __future__ import annotations

import doctest
import importlib
import inspect
import re
import shutil
import subprocess
import sys

import pytest
from conftest import ROOT
from small_class import hand_in

ROOTS = ("data", "dnn_utils", "grader", "solutions", "testcases")
PACKAGES = [
    ".".join(path.parent.relative_to(ROOT).parts)
    for root in ROOTS
    for path in sorted((ROOT / root).rglob("__init__.py"))
]
EXAMPLES = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for root in ROOTS
    for path in sorted((ROOT / root).rglob("*.py"))
    if ">>> " in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("package", PACKAGES)
def test_every_name_of_a_face_is_there_and_documented(package):
    module = importlib.import_module(package)
    assert len({*module.__all__}) == len(module.__all__)
    for name in module.__all__:
        one = getattr(module, name)
        assert inspect.getdoc(one), name
        # A submodule of that name would take the name's place as soon as it is imported.
        own = (ROOT / package.replace(".", "/") / f"{name}.py").exists()
        assert own == inspect.ismodule(one), name
    with pytest.raises(AttributeError, match=f"{package}.* attribute '?nothing"):
        _ = module.nothing


def test_importing_the_grader_loads_nothing_but_its_face():
    code = "import sys, grader; dir(grader); print(sorted(m for m in sys.modules if 'grader' in m))"
    done = subprocess.run(
        [sys.executable, "-c", code + "; print('numpy' in sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "['grader']\nFalse\n"


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(n, marks=[pytest.mark.slow] if n == "grader.standalone" else [])
        for n in EXAMPLES
    ],
)
def test_the_examples_of_the_docstrings_run(name):
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted
    assert not result.failed


@pytest.mark.slow
def test_the_examples_of_the_page_run(released, tmp_path, monkeypatch):
    course = tmp_path / "course"
    shutil.copytree(released, course)
    hand_in(course, "ada")
    hand_in(course, "ben", "dw-not-averaged")
    monkeypatch.chdir(course)
    text = re.sub("^```.*", "", (ROOT / "docs/python.md").read_text(), flags=re.MULTILINE)
    page = doctest.DocTestParser().get_doctest(text, {}, "python.md", "docs/python.md", 0)
    result = doctest.DocTestRunner().run(page)
    assert result.attempted > 10
    assert not result.failed
