"""
The autograder for Gradescope: its files, and what it writes, in a folder laid out as there.

Nothing here runs on Gradescope. The results are checked against the documented form, which
`tests/support/gradescope_results.schema.json` writes down.
"""

from __future__ import annotations

import contextlib
import json
import os
import pwd
import shutil
import stat
import subprocess
import sys
import sysconfig
import tempfile
import tomllib
import zipfile
from pathlib import Path

import jsonschema
import no_namespaces
import pytest
from conftest import ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from grader.authoring.new_course import init_course
from grader.authoring.sample_class import fill_in, reference_sources
from grader.cli import main
from grader.errors import CourseError, SandboxError
from grader.gradescope import chosen_assignment, run
from grader.sandbox.unconfined import STUDENT_USER, UNCONFINED
from grader.this_course import COURSE

SCHEMA = json.loads((ROOT / "tests/support/gradescope_results.schema.json").read_text())
NOTEBOOK = "02-forward"
RIGHT = reference_sources()


@pytest.fixture(scope="module")
def autograder(tmp_path_factory) -> Path:
    """The folder that Gradescope lays out, without a submission; not to be changed."""
    place = tmp_path_factory.mktemp("gradescope")
    options = ["--notebook", "02", "--points", "linear_forward=8"]
    assert main(["gradescope", str(place / "out.zip"), "--quiet", *options]) == 0
    with zipfile.ZipFile(place / "out.zip") as archive:
        archive.extractall(place / "autograder" / "source")
        for entry in archive.infolist():
            path = place / "autograder" / "source" / entry.filename
            path.chmod(entry.external_attr >> 16)
    shutil.copy(place / "autograder/source/run_autograder", place / "autograder")
    return place / "autograder"


@pytest.fixture
def container(autograder, tmp_path) -> Path:
    """A copy of it, as each submission gets."""
    place = shutil.copytree(autograder, tmp_path / "autograder")
    (place / "submission").mkdir()
    (place / "results").mkdir()
    return place


def submit(container: Path, **changed: str) -> Path:
    path = container / "submission" / f"{NOTEBOOK}.ipynb"
    text = (ROOT / "notebooks" / path.name).read_text(encoding="utf-8")
    path.write_text(fill_in(text, {**RIGHT, **changed}), encoding="utf-8")
    return path


def run_autograder(
    container: Path, python: str = sys.executable, within: tuple = (), **environment: str
):
    """Start the script as Gradescope does; give its results, if any, and what it printed."""
    done = subprocess.run(
        [*within, container / "run_autograder"],
        cwd=container,
        env={
            **{k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", UNCONFINED)},
            "AUTOGRADER": str(container),
            "AUTOGRADER_PYTHON": python,
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    if within and done.returncode == no_namespaces.CANT:
        pytest.skip("needs a user namespace to forbid others in")
    path = container / "results" / "results.json"
    assert path.exists() == (done.returncode == 0), done.stdout + done.stderr
    results = json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
    if results is not None:
        jsonschema.validate(results, SCHEMA)
    return results, done.stdout


def scores(results) -> dict[str, tuple[float, float, str]]:
    return {t["name"]: (t["score"], t["max_score"], t["status"]) for t in results["tests"]}


FULL = {
    "linear_forward": (8, 8, "passed"),
    "linear_activation_forward": (5, 5, "passed"),
    "L_model_forward": (10, 10, "passed"),
    "mend_L_model_forward": (2, 2, "passed"),
}


@pytest.mark.slow
def test_a_right_submission_has_all_points(container):
    submit(container)
    results, said = run_autograder(container)
    assert scores(results) == FULL
    assert (results["score"], results["output"]) == (25, "25 of 25 points.")
    assert results["stdout_visibility"] == "hidden"
    assert results["extra_data"]["confinement"] in said
    # Nothing of a student's is read as HTML.
    formats = {results[key] for key in ("output_format", "test_output_format", "test_name_format")}
    assert formats == {"text"}


@pytest.mark.slow
def test_a_wrong_one_gets_the_report_of_judge(container):
    wrong = RIGHT["linear_forward"].replace("+ b", "- b")
    submit(container, linear_forward=wrong)
    results, _ = run_autograder(container)
    score, *_ = scores(results)["linear_forward"]
    assert score == pytest.approx(8 * 2 / 5)
    assert scores(results) == {**FULL, "linear_forward": (score, 8, "failed")}
    test = results["tests"][0]
    assert test["extra_data"]["verdict"] == "partly"
    assert test["output"].startswith("✗ linear_forward: 1 of 2 parts pass\n")
    assert f"test inputs of seed {results['extra_data']['seed']}" in test["output"]


@pytest.mark.exhaustive
def test_a_damaged_one_is_graded_as_far_as_it_can_be_read(container):
    path = submit(container)
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("def L_model_forward")], encoding="utf-8")
    results, _ = run_autograder(container)
    assert scores(results) == {
        **FULL,
        "L_model_forward": (0, 10, "failed"),
        "mend_L_model_forward": (0, 2, "failed"),
    }
    assert "it is cut off" in results["output"]


@pytest.mark.exhaustive
def test_an_empty_one_is_told_what_to_upload(container):
    results, _ = run_autograder(container)
    assert (results["score"], results["tests"]) == (0, [])
    assert results["output"].startswith("Nothing was graded. This folder has none of the course's")
    assert results["output"].endswith("Upload the notebooks as .ipynb files, then submit again.")


ATTACK = """
def linear_forward(A, W, b):
    import os, socket
    tried = {{}}
    for name, attempt in {{
        "solution": lambda: open("{folder}/source/course/solutions/forward.py").read(),
        "others": lambda: os.listdir("{folder}/submission"),
        "results": lambda: open("{folder}/results/results.json", "w"),
        "script": lambda: open("{folder}/run_autograder", "a"),
        "server": lambda: open(f"/proc/{{os.getppid()}}/mem", "r+b"),
        "network": lambda: socket.socket(),
        "process": lambda: os.fork(),
        "kill": lambda: os.kill(os.getppid(), 0),
    }}.items():
        try:
            attempt()
            tried[name] = "done"
        except OSError as error:
            tried[name] = error.errno
    raise ValueError(" ".join(f"{{n}}={{e}}" for n, e in tried.items()) + f" uid={{os.getuid()}}")
"""


def python_of_anybody(place: Path) -> str:
    """Give a Python that another user can start, with this one's packages."""
    for python in (sys.executable, "/usr/bin/python3"):
        script = place / "python"
        script.write_text(
            f'#!/bin/sh\nexport PYTHONPATH="$PYTHONPATH:{sysconfig.get_path("purelib")}"\n'
            f'exec {python} "$@"\n'
        )
        script.chmod(0o755)
        ask = ["-c", "import numpy"]
        path = {"PYTHONPATH": sysconfig.get_path("purelib")}
        with contextlib.suppress(PermissionError):
            if not subprocess.run([python, *ask], user="nobody", env=path, cwd="/").returncode:
                return str(script)
    pytest.skip("needs a Python that another user can start")


@pytest.mark.exhaustive
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can change the user")
def test_where_the_sandbox_cant_work_another_user_runs_it_and_gets_at_nothing(autograder, tmp_path):
    python = python_of_anybody(tmp_path)
    with tempfile.TemporaryDirectory() as place:  # which all users may enter
        Path(place).chmod(0o755)
        container = shutil.copytree(autograder, Path(place, "autograder"))
        (container / "submission").mkdir()
        (container / "results").mkdir()
        submit(container, linear_forward=ATTACK.format(folder=container))
        within = (sys.executable, no_namespaces.__file__)
        results, said = run_autograder(container, python, within, **{STUDENT_USER: "nobody"})
    assert said.startswith("The sandbox for student code can't start: user namespaces are not all")
    tried = " ".join(results["tests"][0]["output"].split())
    assert "solution=13 others=13 results=13 script=13 server=13" in tried
    assert "network=1 process=1 kill=1 uid=65534" in tried
    assert scores(results) == {**FULL, "linear_forward": (0, 8, "failed")}
    assert results["extra_data"]["confinement"] == run.AS_USER.format(user="nobody")


@pytest.mark.slow
def test_what_cant_be_kept_apart_is_not_graded(container):
    submit(container)
    results, said = run_autograder(container, **{UNCONFINED: "1", STUDENT_USER: "not-there"})
    assert results is None
    assert said.startswith("Not graded: GRADER_STUDENT_USER names the user not-there, and there is")


def test_an_instructor_who_turns_everything_off_is_told(container, monkeypatch):
    monkeypatch.setenv(UNCONFINED, "1")
    monkeypatch.delenv(STUDENT_USER, raising=False)
    said = run.confine(COURSE, container)
    assert said.startswith("Student code is not confined: it can read the solutions")


def test_the_sandbox_is_tried_first(container, confined, monkeypatch):
    monkeypatch.delenv(UNCONFINED, raising=False)
    monkeypatch.setenv(STUDENT_USER, "not-there")
    assert run.confine(COURSE, container) == run.CONFINED


def test_if_it_cant_start_the_other_user_is_next(container, monkeypatch, capsys):
    class Broken:
        def start(self):
            if not os.environ.get(UNCONFINED):
                raise SandboxError("The sandbox can't start: no namespaces. docs/sandbox.md says")

    nobody = pwd.getpwnam("nobody")
    monkeypatch.delenv(UNCONFINED, raising=False)
    monkeypatch.setattr(run, "launcher", lambda packages: Broken())
    monkeypatch.setattr(run, "student_user", lambda: None)
    with pytest.raises(SandboxError):
        run.confine(COURSE, container)
    monkeypatch.setattr(run, "student_user", lambda: nobody)
    monkeypatch.setenv(UNCONFINED, "")  # to be restored
    assert run.confine(COURSE, container) == run.AS_USER.format(user="nobody")
    assert capsys.readouterr().out == "The sandbox can't start: no namespaces.\n"
    for name in ("source", "submission", "results"):
        assert stat.S_IMODE((container / name).stat().st_mode) == 0o700


def test_the_archive_has_both_scripts_at_its_root_and_names_no_host(autograder):
    for name in ("setup.sh", "run_autograder"):
        script = autograder / "source" / name
        assert os.access(script, os.X_OK)
        assert script.read_text().startswith("#!/usr/bin/env bash\n")
        subprocess.run(["bash", "-n", script], check=True)
        assert "://" not in script.read_text()
    assert not [*autograder.rglob("*.pyc")]


def test_what_the_container_installs_is_pinned(autograder):
    pins = {}
    for line in (autograder / "source/constraints.txt").read_text().splitlines():
        name, version = line.split("==")
        pins[canonicalize_name(name)] = version
    tested = (line.split("==") for line in (ROOT / "constraints.txt").read_text().splitlines()
              if "==" in line)  # fmt: skip
    tested = {canonicalize_name(name): version for name, version in tested}
    assert pins.items() <= tested.items()
    wanted = (autograder / "source/requirements.txt").read_text().splitlines()
    files = (ROOT / "pyproject.toml", ROOT / "grader/authoring/student_files/pyproject.toml")
    projects = [tomllib.loads(file.read_text())["project"] for file in files]
    needed = {Requirement(one).name for project in projects for one in project["dependencies"]}
    assert wanted == sorted(needed - {"dnn-course-student"})
    assert {*map(canonicalize_name, wanted)} <= pins.keys()


@pytest.mark.exhaustive
def test_the_same_files_give_the_same_archive(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    for name in ("one.zip", "two.zip"):
        assert main(["gradescope", str(tmp_path / name), "--quiet"]) == 0
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


@pytest.mark.slow
def test_it_says_what_to_set_on_gradescope(tmp_path, capsys):
    assert main(["gradescope", str(tmp_path / "x.zip"), "--notebook", "02"]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"Wrote {tmp_path / 'x.zip'}: 4 exercises. It contains the solutions,")
    assert said.endswith(
        "On Gradescope, set the autograder points to 22.\n"
        "Not in the autograder: question_caches (3), 3 points in all. Grade them on Gradescope "
        "with a question in the rubric.\n"
    )


def test_without_options_all_exercises_count_but_the_optional_ones():
    points = chosen_assignment(COURSE).points
    assert points == {
        name: one.points
        for name, one in COURSE.exercises.items()
        if one.notebook not in COURSE.optional
    }


def test_a_course_gives_its_assignments_notebooks_and_points(term):
    assert main(["points", "linear_forward", "8", "--course", str(term), "--quiet"]) == 0
    chosen = chosen_assignment(COURSE, term, "02-forward", points=["L_model_forward=0"])
    assert chosen.points["linear_forward"] == 8
    assert chosen.points["L_model_forward"] == 0
    assert chosen.points.keys() == FULL.keys()
    assert chosen.left_out == {"question_caches": 3}


OWN = '''
from grader.own import Own

own = Own(__name__)

@own.exercise("02-forward", points={"B": 4})
def doubled(A):
    """Double an array."""
    ### BEGIN SOLUTION
    return 2 * A
    ### END SOLUTION

@own.inputs(doubled, n=(3, 1))
def draw(rng, n):
    return {"A": rng.standard_normal((n, 2))}

COURSE = own.course
'''
OWN_MISTAKE = """
from grader.misconceptions.record import mistake

@mistake(
    "doubled-thrice",
    "The array is tripled.",
    "How many times is the array in the result?",
    "To double is to add a thing to itself.",
    "Write another factor.",
)
def doubled(A):
    return 3 * A
"""


def grader_in(folder: Path, *arguments: str) -> str:
    """Run a command in a process of its own, which loads the course's own modules."""
    command = [sys.executable, "-m", "grader", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=folder, env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout


@pytest.mark.exhaustive
def test_a_courses_own_exercises_and_mistakes_go_with_it(tmp_path, container):
    course = tmp_path / "course"
    init_course(COURSE, course, {"week": [NOTEBOOK]})
    config = course / "nbgrader_config.py"
    config.write_text(
        config.read_text().replace('# c.Grader.course = "own', 'c.Grader.course = "own')
    )
    (course / "own_exercises.py").write_text(OWN)
    (course / "misconceptions").mkdir()
    (course / "misconceptions/doubled.py").write_text(OWN_MISTAKE)
    grader_in(course, "exercise", "add")
    grader_in(course, "gradescope", "own.zip", "--course", ".", "--assignment", "week")
    shutil.rmtree(container / "source")
    with zipfile.ZipFile(course / "own.zip") as archive:
        archive.extractall(container / "source")
    text = json.loads((course / f"source/week/{NOTEBOOK}.ipynb").read_text())
    for cell in text["cells"]:
        if "def doubled(" in "".join(cell["source"]):
            cell["source"] = "def doubled(A):\n    return A + A + A"
    (container / "submission" / f"{NOTEBOOK}.ipynb").write_text(json.dumps(text))
    results, _ = run_autograder(container)
    assert scores(results)["doubled"] == (0, 4, "failed")
    assert scores(results)["linear_forward"] == (5, 5, "passed")
    [test] = [one for one in results["tests"] if one["name"] == "doubled"]
    assert test["extra_data"]["explanation"] == "doubled-thrice"
    seed = str(results["extra_data"]["seed"])
    again = grader_in(course, "judge", "--json", "--seed", seed, str(container / "submission"))
    repeated = json.loads(again)
    assert (repeated["points"], repeated["max_points"]) == (results["score"], 26)
    assert repeated["tests"] == results["extra_data"]["tests"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"notebooks": ["99"]}, "There is no notebook 99"),
        ({"notebooks": ["00"]}, "These notebooks have no exercises"),
        ({"points": ["linear_forward"]}, "linear_forward names no exercise and its points"),
        ({"points": ["linear_forward=-1"]}, "linear_forward=-1 names no exercise"),
        ({"points": ["nan=nan"]}, "nan=nan names no exercise"),
        ({"points": ["nope=1"]}, "nope is in none of the notebooks"),
    ],
)
def test_a_wrong_choice_is_explained(options, why):
    with pytest.raises(CourseError, match=why):
        chosen_assignment(COURSE, **options)


def test_an_unknown_assignment_is_explained(released):
    with pytest.raises(CourseError, match=r"no assignment nope. Its assignments: dnn. Choose one"):
        chosen_assignment(COURSE, released, "nope")


RESULTS = {"score": 1.0, "tests": [{"score": 1.0, "status": "passed"}]}


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"tests": []},
        {"tests": [{"status": "passed"}]},
        {**RESULTS, "score": "1"},
        {**RESULTS, "visibility": "now"},
        {**RESULTS, "output_format": "markdown"},
        {**RESULTS, "max_score": 1},
        {**RESULTS, "tests": [{"status": "partly"}]},
    ],
)
def test_the_schema_refuses_what_is_not_documented(wrong):
    jsonschema.validate(RESULTS, SCHEMA)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, SCHEMA)
