"""What several test modules use."""

from __future__ import annotations

import contextlib
import fcntl
import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

# Before NumPy is loaded: two busy threads on two busy cores are slower than one.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pytest
from small_class import write_class

from grader.authoring import split
from grader.authoring.new_course import init_course
from grader.course.open import load_course, run_nbgrader
from grader.course.release import release
from grader.errors import SandboxError
from grader.sandbox.launcher import _launchers, launcher
from grader.sandbox.unconfined import UNCONFINED, is_unconfined
from grader.this_course import COURSE

ROOT = Path(__file__).resolve().parents[1]
# A value of a parameter that is tried only where everything is.
rarely = functools.partial(pytest.param, marks=pytest.mark.exhaustive)


# What takes a second or more to set up.
SLOW = {
    "demo", "released", "weekly", "installed", "solved", "blank", "cluster", "postgresql", "site"
}  # fmt: skip


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what takes long by the fixtures that it uses, and begin with it."""
    for item in items:
        if SLOW & set(item.fixturenames):
            item.add_marker("slow")
    items.sort(key=lambda item: not item.get_closest_marker("slow"))
    items.sort(key=lambda item: not item.get_closest_marker("exhaustive"))


@contextlib.contextmanager
def made_once(factory: pytest.TempPathFactory, name: str) -> Iterator[tuple[Path, bool]]:
    """
    Give a folder that all processes of this run share, and whether it is still to be filled.

    Whoever comes while another fills it waits. Nobody may change it afterwards.
    """
    place = factory.getbasetemp()
    place = place.parent if os.environ.get("PYTEST_XDIST_WORKER") else place
    with (place / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = place / f"{name}.done"
        yield place / name, not done.exists()
        done.touch()


@pytest.fixture(scope="session", autouse=True)
def confinement() -> str:
    """Say what is missing for confinement; without it, student code runs unconfined here."""
    if is_unconfined():
        return f"student code is to run unconfined ({UNCONFINED} is set)"
    try:
        launcher().connect().connection.close()
    except SandboxError as error:
        os.environ[UNCONFINED] = "1"
        _launchers.clear()
        return str(error)
    launcher().end_child()
    return ""


@pytest.fixture
def confined(confinement: str) -> None:
    """Skip where student code can't be confined."""
    if confinement:
        pytest.skip(f"needs confinement: {confinement}")


@pytest.fixture
def original_data() -> Path:
    """The folder of the original cat files, which are not part of this project."""
    folder = os.environ.get("DNN_ORIGINAL_DATA", "")
    if not folder or not Path(folder, "train_catvnoncat.h5").exists():
        pytest.skip("needs the original cat files; set DNN_ORIGINAL_DATA to their folder")
    return Path(folder)


@pytest.fixture(scope="session")
def released(tmp_path_factory) -> Path:
    """A course whose assignment has been released, and nothing handed in; not to be changed."""
    with made_once(tmp_path_factory, "released") as (place, new):
        course = place / "course"
        if new:
            init_course(COURSE, course)
            run_nbgrader(course, "generate_assignment", "dnn", log=place / "log")
    return course


@pytest.fixture(scope="session")
def weekly(tmp_path_factory) -> Path:
    """A course of six assignments, all released, and nothing handed in; not to be changed."""
    with made_once(tmp_path_factory, "weekly") as (place, new):
        course = place / "course"
        if new:
            init_course(COURSE, course, split.weekly(COURSE))
            for name in split.weekly(COURSE):
                release(load_course(course), name)
            for folder in course.glob("*/*/*/"):  # what students get beside the notebooks
                shutil.rmtree(folder)
    return course


@pytest.fixture
def term(weekly, tmp_path) -> Path:
    """A copy of it to work in."""
    return shutil.copytree(weekly, tmp_path / "term")


@pytest.fixture
def course(released, tmp_path) -> Path:
    """The same with the work of a small class."""
    course = tmp_path / "course"
    shutil.copytree(released, course)
    write_class(course)
    return course


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """Grade the sample class as `make grade` does; the course is not to be changed."""
    with made_once(tmp_path_factory, "demo") as (place, new):
        course, said = place / "course", place / "said"
        if new:
            done = subprocess.run(
                [sys.executable, "-m", "grader", "demo", str(course)],
                cwd=ROOT,
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stdout + done.stderr
            said.write_text(done.stdout, encoding="utf-8")
    return course, said.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Path:
    """The course's site, without what the notebooks show that train; not to be changed."""
    pytest.importorskip("sphinx", reason="needs the extra site")
    from grader.authoring.site import build_site

    pyodide = os.environ.get("DNN_PYODIDE")
    with made_once(tmp_path_factory, "site") as (place, new):
        if new:
            build_site(COURSE, place, Path(pyodide) if pyodide else None, quick=True)
    return place


@pytest.fixture
def silent_backend():
    """No test opens a window; each leaves no figure open and no setting changed."""
    import matplotlib.pyplot as plt

    plt.switch_backend("agg")
    before = plt.rcParams.copy()
    yield
    assert plt.rcParams == before
    assert plt.get_fignums() == []
