"""The house in order: who imports whom, what is built, one list of what is installed."""

from __future__ import annotations

import ast
import re
import tomllib
from importlib import metadata

import pytest
import yaml
from conftest import ROOT
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from grader.authoring.build import build
from grader.this_course import COURSE

# Each package, and the ones of ours that it may import.
ARROWS = {
    "dnn_utils": set(),
    "testcases": {"dnn_utils"},
    "solutions": {"dnn_utils"},
    "grader": {"dnn_utils", "testcases", "solutions", "data"},
}
PACKAGES = sorted(ARROWS)
# The folders of the two packages that pip installs, and what their files say.
FOLDERS = ("./grader/authoring/student_files", ".")
PROJECTS = [
    tomllib.loads((ROOT / folder / "pyproject.toml").read_text())["project"] for folder in FOLDERS
]
OURS = tuple(project["name"] for project in PROJECTS)


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


@pytest.mark.slow
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
        # The limit of a check does without the signal where there is none. A lock is no thread.
        allowed = {"time_limit.py": {"signal"}, "style.py": {"threading"}}.get(path.name, set())
        assert not imported_packages(path.read_text()) & (forbidden - allowed), path
    style = (ROOT / "dnn_utils/plots/style.py").read_text()
    assert re.findall(r"threading\.\w+", style) == ["threading.RLock"]


@pytest.mark.slow
def test_nothing_that_is_built_is_stale():
    assert build(COURSE, check=True, edits_of=()) == []


def test_environment_lists_what_pyproject_lists():
    text = (ROOT / "environment.yml").read_text()
    listed = re.findall(r'^ {6}- "(.+)"$', text, re.MULTILINE)
    needed = {line for project in PROJECTS for line in project["dependencies"]}
    assert listed == sorted(line for line in needed if not line.startswith(OURS))
    assert all(f"python{project['requires-python']}" in text for project in PROJECTS)
    for folder in FOLDERS:
        assert f"\n      - -e {folder}\n" in text


def test_requirements_names_both_packages():
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    assert lines[1:] == ["-c constraints.txt", *(f"-e {folder}" for folder in FOLDERS)]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"`\.venv/bin/pip (.*?)`", readme)
    assert len(commands) == 3
    assert all(command.startswith("install -r requirements.txt") for command in commands)


def requirements() -> list[Requirement]:
    """What the project asks for, extras included, but for its own packages."""
    groups = [
        group
        for project in PROJECTS
        for group in (project["dependencies"], *project["optional-dependencies"].values())
    ]
    found = {one: Requirement(one) for one in sum(groups, [])}
    return [one for one in found.values() if one.name not in OURS]


def pins() -> dict[str, Version]:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    pinned = [line.split("==") for line in lines if "==" in line]
    return {canonicalize_name(name): Version(version) for name, version in pinned}


def test_every_dependency_is_pinned_and_no_pin_is_below_its_bound():
    pinned = pins()
    for requirement in requirements():
        assert requirement.specifier, f"{requirement} has no lower bound"
        assert requirement.specifier.contains(pinned[canonicalize_name(requirement.name)])


def test_every_pin_installs_on_every_python_that_we_promise():
    """Debian 12 has Python 3.11.2; a pin that needs 3.11.5 kept it from installing."""
    pinned, seen = pins(), 0
    for found in metadata.distributions():
        name, wants = (
            canonicalize_name(found.metadata["Name"]),
            found.metadata.get("Requires-Python"),
        )
        if pinned.get(name) != Version(found.version):
            continue
        seen += 1
        for version in ("3.11.0", "3.12.0", "3.13.0", "3.14.0"):
            assert SpecifierSet(wants or "").contains(version), f"{name} needs Python {wants}"
    assert seen > 100


def test_every_dependency_has_its_license_on_the_page_of_licenses():
    listed = re.findall(r"^\| ([\w, -]+) \|", (ROOT / "docs/licenses.md").read_text(), re.MULTILINE)
    names = {canonicalize_name(name) for names in listed for name in names.split(", ")}
    assert {canonicalize_name(one.name) for one in requirements()} == names - {"package", "-"}


def workflows():
    return sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.mark.parametrize("path", workflows(), ids=lambda path: path.stem)
def test_a_workflow_calls_targets_of_the_makefile_and_little_else(path):
    """It can't be run here, so nothing in it may need a try."""
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    workflow = yaml.safe_load(path.read_text())
    assert {"name", "permissions", "jobs", True} <= {*workflow}  # "on" is YAML's word for True
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    made = [re.fullmatch(r"make ([\w-]+) PYTHON=python", step.get("run", "")) for step in steps]
    assert any(made)
    assert {found[1] for found in made if found} <= targets
    for step, found in zip(steps, made, strict=True):
        assert found or step.get("run", "gh ").startswith("gh "), step
        assert "run" in step or re.fullmatch(r"actions/[\w-]+@v\d+", step["uses"])


def test_the_citation_names_the_version_and_the_licenses():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text())
    assert {"cff-version", "message", "title", "authors"} <= {*citation}
    assert citation["version"] == project["version"]
    assert citation["license"] == project["license"].split(" AND ")
