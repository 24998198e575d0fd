"""The packages as pip installs them: as wheels, used from site-packages, without the clone."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import nbformat
import pytest
from conftest import ROOT

from grader.authoring.new_folder import complete_folder, write_whole
from grader.authoring.sample_class import fill_in, reference_sources
from grader.this_course import COURSE

STUDENT = "grader/authoring/student_files"

pytestmark = pytest.mark.slow


PIP = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
LEFT_OUT = shutil.ignore_patterns(".*", "build", "dist", "work", "*.egg-info", "__pycache__")


@pytest.fixture(scope="module")
def wheels(tmp_path_factory):
    """The wheels of the students' package and of the grader, made of a clone that is gone."""
    place = tmp_path_factory.mktemp("wheels")
    shutil.copytree(ROOT, place / "clone", ignore=LEFT_OUT)
    both = [str(place / "clone" / STUDENT), str(place / "clone")]
    build = [*PIP, "wheel", "--no-deps", "--no-build-isolation", "-w", str(place), *both]
    subprocess.run(build, check=True, capture_output=True)
    shutil.rmtree(place / "clone")
    return {path.name.split("-")[0]: path for path in place.glob("*.whl")}


@pytest.fixture(scope="module")
def installed(wheels, tmp_path_factory):
    """An environment with both wheels, and with this one's other packages."""
    env = tmp_path_factory.mktemp("installed") / "env"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(env)], check=True)
    site = next(env.glob("lib/python3*/site-packages"))
    install = [*PIP, "--python", str(env / "bin" / "python"), "install", "--no-deps"]
    subprocess.run([*install, *map(str, wheels.values())], check=True, capture_output=True)
    (site / "others.pth").write_text(sysconfig.get_path("purelib"))
    return env


def files_of(wheel: Path) -> set[str]:
    """List what a wheel installs, but for what it says of itself."""
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


@pytest.mark.exhaustive
def test_each_file_of_the_packages_is_in_one_of_the_two_wheels(wheels):
    student, grader = map(files_of, (wheels["dnn_course_student"], wheels["dnn_course"]))
    assert not student & grader
    here = {
        path.relative_to(ROOT).as_posix()
        for top in ("data", "dnn_utils", "grader", "notebooks", "solutions", "testcases")
        for path in (ROOT / top).rglob("*")
        if path.is_file() and not {"__pycache__", ".ipynb_checkpoints"} & {*path.parts}
    }
    assert student | grader == here
    notebooks = {f"notebooks/{path.name}" for path in COURSE.notebooks.glob("*.ipynb")}
    assert student == {*COURSE.files()} | notebooks  # as it is built from the students' folder
    tops = [{name.split("/")[0] for name in names} for names in (student, grader)]
    assert tops[0] == {"data", "dnn_utils", "notebooks", "testcases"}
    assert not {name for name in student if name.startswith(("data/d", "notebooks/s"))}


def test_the_grader_needs_the_students_package_of_its_version(wheels):
    with zipfile.ZipFile(wheels["dnn_course"]) as archive:
        [about] = [name for name in archive.namelist() if name.endswith("METADATA")]
        metadata = archive.read(about).decode()
    version = wheels["dnn_course_student"].name.split("-")[1]
    assert f"Requires-Dist: dnn-course-student=={version}\n" in metadata


def run(installed, *arguments: object, cwd: Path, status: int = 0) -> subprocess.CompletedProcess:
    """Run the installed command; alembic and Jupyter's templates are this environment's."""
    here = Path(sys.executable).parent
    done = subprocess.run(
        [installed / "bin" / "grader", *map(str, arguments)],
        cwd=cwd,
        env={
            **os.environ,
            "PATH": f"{installed / 'bin'}{os.pathsep}{here}{os.pathsep}{os.environ['PATH']}",
            "JUPYTER_PATH": str(Path(sys.prefix, "share", "jupyter")),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == status, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done


@pytest.mark.exhaustive
def test_it_is_the_installed_one(installed, tmp_path):
    code = "import grader, solutions, testcases; print(grader.__file__)"
    done = subprocess.run(
        [installed / "bin" / "python", "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(done.stdout.strip()).is_relative_to(installed)


@pytest.mark.exhaustive
def test_it_makes_the_same_course(installed, tmp_path):
    run(installed, "init", "course", cwd=tmp_path)
    released = sorted(p.name for p in (tmp_path / "course/source/dnn").glob("*.ipynb"))
    assert released[0] == "00-how-it-works.ipynb"
    assert len(released) == 7
    assert (tmp_path / "course/source/dnn/testcases/reference.h5").is_file()


@pytest.mark.exhaustive
def test_it_writes_the_students_files_and_judges_a_folder_of_them(installed, tmp_path):
    run(installed, "bundle", "dist/course.zip", cwd=tmp_path)
    with zipfile.ZipFile(tmp_path / "dist/course.zip") as archive:
        names = {name.removeprefix("dnn-course/") for name in archive.namelist()}
    assert {"README.md", "requirements.txt", "LICENSE", "LICENSE-text"} < names
    assert {"data/train_cats.h5", "notebooks/07-make-it-fast.ipynb"} < names
    run(installed, "bundle", "work", cwd=tmp_path)
    for path in (tmp_path / "work" / "notebooks").glob("*.ipynb"):
        path.write_text(fill_in(path.read_text(encoding="utf-8"), reference_sources()))
    done = run(installed, "judge", "--json", "work/notebooks", cwd=tmp_path)
    exercises = json.loads(done.stdout)["exercises"]
    assert {one["verdict"] for one in exercises.values()} == {"right"}


@pytest.mark.exhaustive
def test_it_grades_the_sample_class(installed, tmp_path):
    done = run(installed, "demo", "course", cwd=tmp_path)
    assert "all-right" in done.stdout
    assert (tmp_path / "course/feedback/all-right/dnn/04-backward.html").is_file()
    nbformat.read(tmp_path / "course/autograded/all-right/dnn/04-backward.ipynb", 4)


@pytest.mark.exhaustive
def test_it_says_that_building_takes_a_clone(installed, tmp_path):
    done = run(installed, "build", cwd=tmp_path, status=1)
    assert done.stderr == (
        "grader: grader build needs a clone of the project, and this is an installed copy. Clone "
        "the project and run it there.\n"
    )


@pytest.mark.parametrize("there", ["nothing", "an empty folder"])
def test_what_fails_leaves_no_half_made_folder(tmp_path, there):
    folder = tmp_path / "a" / "course"
    if there == "an empty folder":
        folder.mkdir(parents=True)
    with (
        pytest.raises(OSError, match=f"No space left on device: '{folder}'"),
        complete_folder(folder) as place,
    ):
        (place / "source").mkdir()
        (place / "source" / "x").write_text("x")
        raise OSError(errno.ENOSPC, "No space left on device")
    left = sorted(p.relative_to(tmp_path) for p in tmp_path.rglob("*"))
    assert left == ([Path("a"), Path("a/course")] if there == "an empty folder" else [])


def test_what_is_interrupted_leaves_no_half_made_folder(tmp_path):
    with pytest.raises(KeyboardInterrupt), complete_folder(tmp_path / "a" / "course") as place:
        (place / "x").touch()
        raise KeyboardInterrupt
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(errno.EROFS, "Read-only")])
def test_a_file_that_cant_be_finished_stays_as_it_was(error, tmp_path, monkeypatch):
    def stop(*_):
        raise error

    file = tmp_path / "course.zip"
    file.write_text("old")
    monkeypatch.setattr(Path, "replace", stop)
    with pytest.raises(type(error)) as raised:
        write_whole(file, b"new")
    assert getattr(raised.value, "filename", str(file)) == str(file)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"course.zip": "old"}


@pytest.mark.exhaustive
def test_a_demo_that_fails_leaves_nothing(installed, tmp_path):
    """As where nbgrader's command can't be run."""
    broken = tmp_path / "broken" / "nbgrader"
    broken.mkdir(parents=True)
    (broken / "__init__.py").touch()
    (broken / "__main__.py").write_text("raise SystemExit('nbgrader is broken')")
    script = (
        f"import sys, os; os.environ['PYTHONPATH'] = {str(broken.parent)!r}; "
        "from grader.cli import main; sys.exit(main(['demo', 'course']))"
    )
    done = subprocess.run(
        [installed / "bin" / "python", "-c", script],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "grader: nbgrader generate_assignment dnn failed." in done.stderr
    assert "nbgrader is broken" in done.stderr
    assert sorted(p.name for p in tmp_path.iterdir()) == ["broken"]
