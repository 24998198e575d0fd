"""The house in order: who imports whom, sizes, what is built, one list of what is installed."""

from __future__ import annotations

import ast
import re
import tomllib

import pytest
from conftest import ROOT

from grader.build import build

# Each package, and the ones of ours that it may import.
ARROWS = {
    "dnn_utils": set(),
    "testcases": {"dnn_utils"},
    "solutions": {"dnn_utils"},
    "grader": {"dnn_utils", "testcases", "solutions", "data"},
}
PACKAGES = sorted(ARROWS)


def python_files(package: str):
    return sorted((ROOT / package).rglob("*.py"))


def imported_packages(source: str) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("package", PACKAGES)
def test_arrows_point_one_way(package):
    allowed = ARROWS[package] | {package}
    for path in python_files(package):
        ours = imported_packages(path.read_text()) & {*PACKAGES, "data", "tests", "bench"}
        assert ours <= allowed, f"{path.relative_to(ROOT)} imports {sorted(ours - allowed)}"


@pytest.mark.parametrize("package", ["dnn_utils", "testcases"])
def test_students_side_has_no_threads_or_processes(package):
    forbidden = {"threading", "multiprocessing", "subprocess", "signal", "concurrent", "asyncio"}
    for path in python_files(package):
        assert not imported_packages(path.read_text()) & forbidden, path


def test_modules_and_functions_are_short():
    for package in [*PACKAGES, "data"]:
        for path in python_files(package):
            source = path.read_text()
            assert len(source.splitlines()) < 300, path
            if "misconceptions" in path.parts:
                continue
            for node in ast.walk(ast.parse(source)):
                if isinstance(node, ast.FunctionDef):
                    first = node.body[1:] if ast.get_docstring(node) else node.body
                    lines = node.end_lineno - first[0].lineno + 1 if first else 0
                    assert lines <= 40, f"{path.relative_to(ROOT)}: {node.name} has {lines} lines"


def test_nothing_that_is_built_is_stale():
    said = []
    assert build(check=True, say=said.append), said


def test_environment_lists_what_pyproject_lists():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    text = (ROOT / "environment.yml").read_text()
    listed = re.findall(r"^ {6}- ([\w.-]+)$", text, re.MULTILINE)
    assert listed == sorted(project["dependencies"])
    assert f"python{project['requires-python']}" in text


def test_every_dependency_is_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    constraints = (ROOT / "constraints.txt").read_text()
    pinned = {line.split("==")[0].lower() for line in constraints.splitlines() if "==" in line}
    extras = project["optional-dependencies"].values()
    wanted = [*project["dependencies"], *(name for extra in extras for name in extra)]
    wanted = [name.split("[")[0] for name in wanted if not name.startswith(project["name"])]
    assert {name.lower().replace("-", "_") for name in wanted} <= {
        name.replace("-", "_") for name in pinned
    }
