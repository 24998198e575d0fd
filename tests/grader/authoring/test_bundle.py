"""The student's bundle: alone it runs and checks, and it gives nothing away."""

from __future__ import annotations

import ast
import inspect
import json
import re
import subprocess
import sys
import sysconfig
import time
import zipfile

import nbformat
import pytest
from conftest import ROOT

import solutions
from grader.authoring.bundle import build_date, write_folder, write_zip
from grader.authoring.notebooks import source_files
from grader.cells import grade_id_of
from grader.cli import main
from grader.errors import CourseError
from grader.judging.sources import reference_source
from grader.misconceptions import MISCONCEPTIONS
from grader.misconceptions.to_mend import MISTAKES
from grader.this_course import COURSE
from testcases.exercises import EXERCISES


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bundle")
    write_zip(COURSE, folder / "course.zip")
    with zipfile.ZipFile(folder / "course.zip") as archive:
        archive.extractall(folder)
    return folder / "dnn-course"


def text_of(bundle) -> str:
    files = [p for p in bundle.rglob("*") if p.suffix in (".py", ".md", ".txt", ".toml")]
    texts = [p.read_text(encoding="utf-8") for p in files]
    for path in bundle.rglob("*.ipynb"):
        texts += [cell.source for cell in nbformat.read(path, as_version=4).cells]
    return "\n".join(texts)


def solution_lines(name: str) -> set[str]:
    """Give the lines of a reference's body that only somebody who knows the answer writes."""
    source = inspect.getsource(getattr(solutions, name))
    body = source.split("### BEGIN SOLUTION")[1].split("### END SOLUTION")[0]
    lines = {line.strip() for line in body.splitlines()}
    return {line for line in lines if len(line) > 20 and ("=" in line or "return" in line)}


@pytest.mark.slow
@pytest.mark.parametrize("name", [n for n, e in EXERCISES.items() if e.is_written])
def test_no_line_of_a_solution(bundle, name):
    text = text_of(bundle)
    assert solution_lines(name), "nothing to look for"
    assert not [line for line in solution_lines(name) if line in text]


def test_no_solution_no_misconception_no_grader(bundle):
    names = {path.name for path in bundle.iterdir()}
    assert names == {
        "LICENSE",
        "LICENSE-text",
        "README.md",
        "cheat-sheet.pdf",
        "cheat-sheet.svg",
        "data",
        "dnn_utils",
        "glossary.md",
        "notebooks",
        "pyproject.toml",
        "requirements.txt",
        "testcases",
    }
    text = text_of(bundle)
    assert "BEGIN SOLUTION" not in text
    assert not [slug for slug in MISCONCEPTIONS if f'"{slug}"' in text]
    for path in bundle.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef):
                assert node.name not in EXERCISES, path


def shape_of(statements) -> str:
    """Write statements with every name replaced by its place of first appearance."""
    names: dict[str, str] = {}
    copy = ast.parse(ast.unparse(ast.Module(statements, [])))
    for node in ast.walk(copy):
        if isinstance(node, ast.Name):
            node.id = names.setdefault(node.id, f"v{len(names)}")
    return ast.unparse(copy)


def body_of(function: ast.FunctionDef) -> list[ast.stmt]:
    return function.body[1:] if ast.get_docstring(function) else function.body


def functions_in(folder):
    """Give every function that a bundle holds, in its modules and in its notebooks' cells."""
    sources = [path.read_text(encoding="utf-8") for path in folder.rglob("*.py")]
    for path in folder.rglob("*.ipynb"):
        cells = nbformat.read(path, as_version=4).cells
        sources += [cell.source for cell in cells if cell.cell_type == "code"]
    for source in sources:
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef):
                yield node


def solution_shapes() -> dict[str, str]:
    found = {}
    for name, exercise in EXERCISES.items():
        if exercise.is_written:
            (function,) = ast.parse(inspect.getsource(getattr(solutions, name))).body
            found[shape_of(body_of(function))] = name
    return found


@pytest.mark.slow
def test_no_function_of_the_class_edition_has_a_solutions_body(bundle):
    """Under whatever names; what is handed out to be mended has a bug and so another body."""
    shapes = solution_shapes()
    assert len(shapes) == len([e for e in EXERCISES.values() if e.is_written])
    for function in functions_in(bundle):
        assert shapes.get(shape_of(body_of(function))) is None, function.name


def test_a_body_under_other_names_is_found(tmp_path):
    (tmp_path / "given.py").write_text(
        "def step(before, M, v):\n    s = np.dot(M, before) + v\n    return s, (before, M, v)\n"
    )
    (function,) = functions_in(tmp_path)
    assert solution_shapes()[shape_of(body_of(function))] == "linear_forward"


def model_answers() -> list[str]:
    texts = [path.read_text(encoding="utf-8") for path in source_files(COURSE)]
    found = [
        key for text in texts for key in re.findall(r"{question}.*?\n---\n(.*?)\n```", text, re.S)
    ]
    assert len(found) == 7
    return [line for key in found for line in key.splitlines() if len(line) > 40]


def test_the_class_edition_holds_no_model_answer(bundle):
    text = text_of(bundle)
    assert len(model_answers()) > 20
    assert [line for line in model_answers() if line in text] == []


@pytest.fixture(scope="module")
def self_study(tmp_path_factory):
    folder = tmp_path_factory.mktemp("self-study")
    assert main(["bundle", "--self-study", str(folder / "work")]) == 0
    return folder / "work"


def folded_below(cells: list, name: str) -> str:
    """Give what stands, folded up, in the cell below the one of that name."""
    place = [grade_id_of(cell) for cell in cells].index(name)
    below = cells[place + 1]
    assert below.cell_type == "markdown"
    assert below.source.startswith("<details>\n<summary>")
    assert below.source.endswith("\n\n</details>")
    return below.source


@pytest.mark.slow
@pytest.mark.parametrize("name", [n for n, e in EXERCISES.items() if not e.end_to_end])
def test_the_self_study_edition_has_a_worked_solution_below_each_check(self_study, name):
    path = self_study / "notebooks" / f"{EXERCISES[name].notebook}.ipynb"
    cells = nbformat.read(path, as_version=4).cells
    folded = folded_below(cells, f"check_{name}")
    assert f"Stuck after <code>check({name}, hint=3)</code>? Show the worked solution" in folded
    code = re.search(r"```python\n(.*)\n```", folded, re.S)[1]
    assert "### " not in code
    assert ast.dump(ast.parse(code)) == ast.dump(ast.parse(reference_source(COURSE, name)))
    if EXERCISES[name].mends:
        assert COURSE.misconceptions[MISTAKES[name]].sentence in folded


def test_the_self_study_edition_has_the_model_answers_folded_up(self_study):
    text = "\n".join(
        cell.source
        for path in (self_study / "notebooks").glob("*.ipynb")
        for cell in nbformat.read(path, as_version=4).cells
        if cell.source.startswith("<details>\n<summary>Model answer</summary>")
    )
    assert [line for line in model_answers() if line not in text] == []


def test_the_editions_differ_in_the_folded_cells_alone(self_study, bundle):
    assert {path.name for path in self_study.iterdir()} == {path.name for path in bundle.iterdir()}
    for path in sorted((bundle / "notebooks").glob("*.ipynb")):
        theirs = nbformat.read(self_study / "notebooks" / path.name, as_version=4)
        theirs.cells = [c for c in theirs.cells if not c.source.startswith("<details>")]
        nbformat.validate(theirs)
        assert theirs == nbformat.read(path, as_version=4)


@pytest.mark.slow
def test_the_command_says_which_edition_it_wrote(tmp_path, capsys):
    for options, words in (([], "class edition"), (["--self-study"], "self-study edition")):
        folder = tmp_path / words.replace(" ", "-")
        assert main(["bundle", *options, str(folder)]) == 0
        assert words in capsys.readouterr().out


def dates_in(path) -> set:
    with zipfile.ZipFile(path) as archive:
        return {entry.date_time for entry in archive.infolist()}


def test_files_carry_the_date_of_the_newest_source(tmp_path, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    write_zip(COURSE, tmp_path / "course.zip")
    (date,) = dates_in(tmp_path / "course.zip")
    assert 2025 < date[0] <= time.gmtime()[0] + 1


def test_files_carry_the_date_that_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    write_zip(COURSE, tmp_path / "course.zip")
    assert dates_in(tmp_path / "course.zip") == {(2027, 1, 15, 8, 0, 0)}


@pytest.mark.parametrize("named", ["soon", "0", "99999999999999999999"])
def test_a_date_that_no_archive_can_hold(named, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", named)
    with pytest.raises(CourseError) as error:
        build_date([])
    assert str(error.value) == (
        "The archive's date must lie between the years 1980 and 2107. Set SOURCE_DATE_EPOCH to "
        f"seconds since 1970, such as $(date +%s). It is {named}."
    )


def test_everybody_may_read_what_is_unpacked_and_its_owner_may_write_it(tmp_path):
    """`unzip` gives files the permissions that the archive names, or none."""
    write_zip(COURSE, tmp_path / "course.zip")
    with zipfile.ZipFile(tmp_path / "course.zip") as archive:
        modes = {entry.filename: entry.external_attr >> 16 for entry in archive.infolist()}
    assert modes == dict.fromkeys(modes, 0o644)
    assert "dnn-course/README.md" in modes


@pytest.mark.slow
def test_the_same_files_give_the_same_bytes(tmp_path):
    write_zip(COURSE, tmp_path / "a.zip")
    write_zip(COURSE, tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_files_stand_in_one_order_whatever_the_disk_says():
    names = [name for name in COURSE.files() if name.startswith("testcases/")]
    assert len(names) > 10
    assert names == sorted(names)


@pytest.mark.slow
def test_the_archive_may_stand_in_a_folder_that_is_to_be_made(tmp_path):
    write_zip(COURSE, tmp_path / "for" / "students" / "course.zip")
    assert [path.name for path in (tmp_path / "for/students").iterdir()] == ["course.zip"]


def test_an_empty_folder_is_filled_completely_or_not_at_all(tmp_path, monkeypatch):
    monkeypatch.setattr(
        "grader.authoring.bundle.bundle_files", lambda _: {"a": ROOT / "README.md", "b": ROOT}
    )
    with pytest.raises(OSError, match="Is a directory"):
        write_folder(COURSE, tmp_path)
    assert [*tmp_path.iterdir()] == []


def test_a_folder_keeps_the_students_notebooks(tmp_path):
    assert write_folder(COURSE, tmp_path) == []
    notebook = tmp_path / "notebooks" / "02-forward.ipynb"
    notebook.write_text("mine")
    check = tmp_path / "testcases" / "notebook" / "_check.py"
    check.write_text("old")
    assert "notebooks/02-forward.ipynb" in write_folder(COURSE, tmp_path)
    assert notebook.read_text() == "mine"
    assert check.read_text() == (ROOT / "testcases" / "notebook" / "_check.py").read_text()


SCRIPT = """
import sys
sys.path += SITE
sys.path.append("..")
for name in ("tqdm", "ipywidgets", "IPython"):
    sys.modules[name] = None
from dnn_utils import load_data, progress_bar
from testcases import NotRight, bring_functions, check, progress
for name in ("solutions", "grader"):
    try:
        __import__(name)
    except ModuleNotFoundError:
        continue
    raise SystemExit(f"{name} is there")
def linear_forward(A_prev, W, b):
    return W @ A_prev + b, (A_prev, W, b)
check(linear_forward)
def linear_forward(A_prev, W, b):
    return W @ A_prev, (A_prev, W, b)
try:
    check(linear_forward)
except NotRight as report:
    print(report)
bring_functions({}, "initialize_parameters")
progress()
print(list(progress_bar(3)))
print([part.shape for part in load_data()])
"""


@pytest.mark.slow
def test_alone_it_runs_and_checks(bundle):
    site = [sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", SCRIPT.replace("SITE", json.dumps(site))],
        cwd=bundle / "notebooks",
        capture_output=True,
        text=True,
        check=False,
        env={"MPLCONFIGDIR": str(bundle)},
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "✓ linear_forward: all tests pass"
    assert "✗ linear_forward: 1 of 2 parts pass" in lines
    assert "✗ initialize_parameters is missing." in done.stdout
    assert "Next: initialize_parameters in 01-initialization." in lines
    assert lines[-2] == "[0, 1, 2]"
    assert done.stderr == ""
    assert lines[-1] == "[(209, 64, 64, 3), (1, 209), (50, 64, 64, 3), (1, 50), (2,)]"


def test_it_is_not_poured_into_another_folder(tmp_path, capsys):
    (tmp_path / "ada").mkdir()
    assert main(["bundle", str(tmp_path)]) == 1
    assert capsys.readouterr().err == (
        f"grader: {tmp_path} contains other files. Name a new folder.\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["ada"]
