"""The package as pip installs it: made into a wheel, used from site-packages, without the clone."""

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

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """An environment with a wheel of the project, and with this one's other packages."""
    place = tmp_path_factory.mktemp("installed")
    clone, wheels, env = place / "clone", place / "wheels", place / "env"
    left_out = shutil.ignore_patterns(".*", "build", "dist", "work", "*.egg-info", "__pycache__")
    shutil.copytree(ROOT, clone, ignore=left_out)
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    build = [*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", str(wheels), str(clone)]
    subprocess.run(build, check=True, capture_output=True)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(env)], check=True)
    site = next(env.glob("lib/python3*/site-packages"))
    [wheel] = wheels.iterdir()
    install = [*pip, "--python", str(env / "bin" / "python"), "install", "--no-deps", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    (site / "others.pth").write_text(sysconfig.get_path("purelib"))
    shutil.rmtree(clone)
    return env


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
